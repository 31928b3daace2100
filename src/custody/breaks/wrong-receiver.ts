import type { BreakRule } from './rule.js'

export const wrongReceiver: BreakRule = {
  code: 'WRONG-RECEIVER',
  severity: 'major',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'transfer.accept' && act.kind !== 'transfer.decline') return []
    const offer = before.offers[act.offer]
    if (!offer || offer.to === act.by) return []
    return offer.exhibits.map((exhibit) => ({ exhibit, entries: [offer.entry] }))
  },
}
