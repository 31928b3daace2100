import { statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** A seal is applied while another stands that nobody recorded as broken, or found damaged or gone. */
export const sealOverSeal: BreakRule = {
  code: 'SEAL-OVER-SEAL',
  severity: 'minor',
  live: 'record',
  observe(before, { act }) {
    if (act.kind !== 'seal.apply') return []
    return statesOf(before, act).flatMap(({ number, seal }) => {
      const standing = seal.kind === 'sealed' ? seal.seals.flatMap((each) => before.seals[each] ?? []) : []
      const entries = standing.filter((each) => each.damagedAt === undefined).map((each) => each.appliedAt)
      return entries.length > 0 ? [{ exhibit: number, entries }] : []
    })
  },
}
