import { referenceOf } from '../effects/readings.js'
import { statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Compared, and the record holds nothing that it could be compared with. */
export const hashNoReference: BreakRule = {
  code: 'HASH-NO-REFERENCE',
  severity: 'major',
  live: 'record',
  observe: (before, { act }) =>
    act.kind === 'integrity.check' && act.acquisition === undefined
      ? statesOf(before, act)
          .filter((exhibit) => referenceOf(exhibit.integrity) === undefined)
          .map((exhibit) => ({ exhibit: exhibit.number, entries: [] }))
      : [],
}
