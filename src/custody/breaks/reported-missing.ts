import { lastEntryOf, statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Whoever answers for it cannot say where it is. */
export const reportedMissing: BreakRule = {
  code: 'EXHIBIT-MISSING',
  severity: 'critical',
  live: 'record',
  observe: (before, { act }) =>
    act.kind === 'exhibit.missing'
      ? statesOf(before, act).map((exhibit) => ({ exhibit: exhibit.number, entries: lastEntryOf(exhibit) }))
      : [],
}
