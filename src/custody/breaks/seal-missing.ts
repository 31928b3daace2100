import { lastEntryOf, statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/**
 * Changes hands although it was never sealed and nobody said why. Recorded without stopping the act: much of what a lab moves
 * was never meant to be sealed, and the court will ask only of some of it (STC 170/2003).
 */
export const sealMissing: BreakRule = {
  code: 'SEAL-MISSING',
  severity: 'major',
  live: 'record',
  observe(before, { act }) {
    if (act.kind !== 'transfer.now' && act.kind !== 'transfer.offer') return []
    return statesOf(before, act)
      .filter((exhibit) => exhibit.seal.kind === 'never-sealed')
      .map((exhibit) => ({ exhibit: exhibit.number, entries: lastEntryOf(exhibit) }))
  },
}
