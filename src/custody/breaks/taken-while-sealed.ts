import { around } from '../whereabouts.js'
import { sealsAround, statesOf } from './about.js'
import { isPassage } from './passages.js'
import type { BreakRule } from './rule.js'

/** Something was taken out of, or moved without, what it lay in, and the record says that a seal around it stood. */
export const takenWhileSealed: BreakRule = {
  code: 'TAKEN-WHILE-SEALED',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    if (!isPassage(act) && act.kind !== 'exhibit.split') return []
    return statesOf(before, act).flatMap((exhibit) => {
      const [, whole] = around(before, exhibit)
      const seals = whole ? sealsAround(before, whole) : []
      const entries = seals.flatMap((number) => before.seals[number]?.appliedAt ?? [])
      return entries.length > 0 ? [{ exhibit: exhibit.number, entries }] : []
    })
  },
}
