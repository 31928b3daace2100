import { lastEntryOf, statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Returned to the store, though nobody took it out. */
export const returnWithoutOut: BreakRule = {
  code: 'RETURN-WITHOUT-OUT',
  severity: 'major',
  live: 'refuse',
  observe: (before, { act }) =>
    act.kind === 'store.put' && act.returned
      ? statesOf(before, act)
          .filter((exhibit) => exhibit.out === undefined)
          .map((exhibit) => ({ exhibit: exhibit.number, entries: lastEntryOf(exhibit) }))
      : [],
}
