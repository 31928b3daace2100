import { authorityOver } from '../authorizations.js'
import { statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Destroyed, and no order on record allowed it then. */
export const destroyedWithoutOrder: BreakRule = {
  code: 'DESTROY-NO-ORDER',
  severity: 'critical',
  live: 'refuse',
  observe: (before, { act }) =>
    act.kind === 'exhibit.destroy'
      ? statesOf(before, act)
          .filter(
            (exhibit) => authorityOver(before, exhibit, 'destruction', act.at.time, act.under) !== 'covered',
          )
          .map(({ number, entries }) => ({ exhibit: number, entries: entries.slice(-1) }))
      : [],
}
