import { hasLeft } from '../whereabouts.js'
import type { StandingRule } from './rule.js'

/** Taken out of the store, and not back when it was due. */
export const overdue: StandingRule = {
  code: 'OVERDUE',
  severity: 'information',
  observe: (custody, asOf) =>
    Object.values(custody.exhibits).flatMap((exhibit) => {
      const { out, number } = exhibit
      return out?.due !== undefined && out.due < asOf && !hasLeft(custody, exhibit)
        ? [{ exhibit: number, entries: [out.entry], details: { due: out.due } }]
        : []
    }),
}
