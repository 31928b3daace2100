import { statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Taken out of the store while, by the record, it is out already. */
export const doubleCheckout: BreakRule = {
  code: 'DOUBLE-CHECKOUT',
  severity: 'major',
  live: 'refuse',
  observe: (before, { act }) =>
    act.kind === 'store.take'
      ? statesOf(before, act).flatMap(({ number, custody, out }) =>
          custody.kind === 'in-store' ? [] : [{ exhibit: number, entries: out ? [out.entry] : [] }],
        )
      : [],
}
