import { millisecondsOf } from '../../model/instant.js'
import { limits } from './limits.js'
import type { StandingRule } from './rule.js'

/** Offered long ago, and neither received nor refused. */
export const inTransitStale: StandingRule = {
  code: 'IN-TRANSIT-STALE',
  severity: 'major',
  observe: (custody, asOf) =>
    Object.values(custody.offers)
      .filter(
        ({ outcome, at }) => outcome === 'open' && millisecondsOf(asOf) - millisecondsOf(at) > limits.stale,
      )
      .flatMap(({ exhibits, entry, to }) =>
        exhibits.map((exhibit) => ({ exhibit, entries: [entry], details: { person: to } })),
      ),
}
