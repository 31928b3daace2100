import { trackOf } from '../whereabouts.js'
import { statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Taken out of the store while, by the record, it is out already. */
export const doubleCheckout: BreakRule = {
  code: 'DOUBLE-CHECKOUT',
  severity: 'major',
  live: 'refuse',
  observe: (before, { act }) =>
    act.kind === 'store.take'
      ? statesOf(before, act).flatMap((exhibit) => {
          const { number, out } = exhibit
          const isThere = trackOf(before, exhibit).kind === 'in-store'
          return isThere ? [] : [{ exhibit: number, entries: out ? [out.entry] : [] }]
        })
      : [],
}
