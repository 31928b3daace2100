import { statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Given back, destroyed or taken out although it is on hold. */
export const movedOnHold: BreakRule = {
  code: 'HOLD-IGNORED',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'exhibit.release' && act.kind !== 'exhibit.destroy' && act.kind !== 'store.take')
      return []
    return statesOf(before, act).flatMap(({ number, hold }) =>
      hold === undefined ? [] : [{ exhibit: number, entries: [hold] }],
    )
  },
}
