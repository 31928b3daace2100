import { exhibitsOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Whoever hands over or receives is also named as the witness. */
export const selfWitness: BreakRule = {
  code: 'SIG-SELF-WITNESS',
  severity: 'minor',
  live: 'refuse',
  observe(before, { act }) {
    const sides = new Set(
      act.parties.flatMap(({ as, who }) => (as === 'giver' || as === 'receiver' ? [who] : [])),
    )
    const offer = act.kind === 'transfer.accept' ? before.offers[act.offer] : undefined
    if (offer) sides.add(offer.from)
    const isOne = act.parties.some(({ as, who }) => as === 'witness' && sides.has(who))
    return isOne ? exhibitsOf(before, act).map((exhibit) => ({ exhibit, entries: [] })) : []
  },
}
