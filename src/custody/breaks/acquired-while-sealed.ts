import { sealsAround, statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Content was read while the record says that the seal stood: its own, or that of the container it is still in. */
export const acquiredWhileSealed: BreakRule = {
  code: 'ACQ-WHILE-SEALED',
  severity: 'major',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'acquisition.record') return []
    return statesOf(before, act).flatMap((exhibit) => {
      const entries = sealsAround(before, exhibit).flatMap((number) => before.seals[number]?.appliedAt ?? [])
      return entries.length > 0 ? [{ exhibit: exhibit.number, entries }] : []
    })
  },
}
