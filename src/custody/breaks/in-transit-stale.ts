import { millisecondsOf } from '../../model/instant.js'
import type { LeafHash } from '../../model/names.js'
import { isUnder } from '../exhibit-state.js'
import type { OfferState } from '../state.js'
import { limits } from './limits.js'
import type { StandingRule } from './rule.js'

/** Offered long ago, and neither received nor refused. What was reported missing on the way has a break of its own. */
export const inTransitStale: StandingRule = {
  code: 'IN-TRANSIT-STALE',
  severity: 'major',
  observe: (custody, asOf) =>
    (Object.entries(custody.offers) as [LeafHash, OfferState][])
      .filter(
        ([, { outcome, at }]) =>
          outcome === 'open' && millisecondsOf(asOf) - millisecondsOf(at) > limits.stale,
      )
      .flatMap(([offer, { exhibits, entry, to }]) =>
        exhibits
          .filter((number) => {
            const exhibit = custody.exhibits[number]
            return exhibit && isUnder(exhibit, offer)
          })
          .map((exhibit) => ({ exhibit, entries: [entry], details: { person: to } })),
      ),
}
