import { lastEntryOf, statesOf } from './about.js'
import { isPassage } from './passages.js'
import type { BreakRule } from './rule.js'

/** Said to have passed on before it is said to have arrived where it was: for that time there are two holders. */
export const overlap: BreakRule = {
  code: 'OVERLAP',
  severity: 'critical',
  live: 'refuse',
  observe: (before, { act }) =>
    isPassage(act)
      ? statesOf(before, act)
          .filter((exhibit) => act.at.time < exhibit.movedAt)
          .map((exhibit) => ({ exhibit: exhibit.number, entries: lastEntryOf(exhibit) }))
      : [],
}
