import type { ActOf } from '../../model/act.js'
import { authorityOver, isInForce } from '../authorizations.js'
import type { Custody } from '../state.js'
import { statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Destroyed, or its bytes removed, and no order on record allowed it then. */
export const destroyedWithoutOrder: BreakRule = {
  code: 'DESTROY-NO-ORDER',
  severity: 'critical',
  live: 'refuse',
  observe: (before, { act }) => {
    if (act.kind === 'purge.record') return isOrdered(before, act) ? [] : [{ entries: [] }]
    return act.kind === 'exhibit.destroy'
      ? statesOf(before, act)
          .filter(
            (exhibit) => authorityOver(before, exhibit, 'destruction', act.at.time, act.under) !== 'covered',
          )
          .map(({ number, entries }) => ({ exhibit: number, entries: entries.slice(-1) }))
      : []
  },
}

/** The act names blobs, not exhibits: whether the order reaches them is for whoever makes the act. */
function isOrdered({ authorizations }: Custody, { at, under = [] }: ActOf<'purge.record'>): boolean {
  return under.some((number) => {
    const order = authorizations[number]
    return order?.powers.includes('destruction') === true && isInForce(order, at.time)
  })
}
