import { type Instant, millisecondsOf } from '../../model/instant.js'
import { sealsAround } from './about.js'
import { limits } from './limits.js'
import type { BreakRule, Observed } from './rule.js'

/** Between the offer and its acceptance more time passed than a journey takes. Critical for what travelled unsealed. */
export const gapTime: BreakRule = {
  code: 'GAP-TIME',
  severity: 'major',
  live: 'record',
  observe(before, { act }) {
    if (act.kind !== 'transfer.accept') return []
    const offer = before.offers[act.offer]
    if (!offer || !isLong(offer.at, act.at.time)) return []
    const hours = Math.round((millisecondsOf(act.at.time) - millisecondsOf(offer.at)) / 3_600_000)
    return offer.exhibits.map((exhibit): Observed => {
      const state = before.exhibits[exhibit]
      const severity = state && sealsAround(before, state).length > 0 ? 'major' : 'critical'
      return { exhibit, entries: [offer.entry], severity, details: { hours } }
    })
  },
}

function isLong(from: Instant, to: Instant): boolean {
  return millisecondsOf(to) - millisecondsOf(from) > limits.transit
}
