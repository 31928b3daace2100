import { hasLeft } from '../whereabouts.js'
import type { StandingRule } from './rule.js'

/** Handed over of somebody's own will, to be back by a time that has passed. */
export const returnLate: StandingRule = {
  code: 'RETURN-LATE',
  severity: 'major',
  observe: (custody, asOf) =>
    Object.values(custody.authorizations).flatMap(({ consent, scope, entry }) => {
      const due = consent?.returnBy?.time
      if (due === undefined || due >= asOf) return []
      return (scope?.exhibits ?? [])
        .filter((number) => {
          const exhibit = custody.exhibits[number]
          return exhibit && !hasLeft(custody, exhibit)
        })
        .map((exhibit) => ({ exhibit, entries: [entry], details: { due } }))
    }),
}
