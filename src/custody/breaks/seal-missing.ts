import type { ExhibitCategory } from '../../model/vocabulary.js'
import { lastEntryOf, statesOf } from './about.js'
import { isHandedOn } from './passages.js'
import type { BreakRule } from './rule.js'

/** Things that no seal can be put on: they are data, whatever they lie on. */
const sealless: ReadonlySet<ExhibitCategory> = new Set<ExhibitCategory>([
  'account',
  'online-capture',
  'image',
  'working-copy',
])

/**
 * Changes hands although it was never sealed and nobody said why. Recorded without stopping the act: much of what a lab moves
 * was never meant to be sealed, and the court will ask only of some of it (STC 170/2003).
 */
export const sealMissing: BreakRule = {
  code: 'SEAL-MISSING',
  severity: 'major',
  live: 'record',
  observe(before, { act }) {
    if (!isHandedOn(act)) return []
    return statesOf(before, act)
      .filter((exhibit) => exhibit.seal.kind === 'never-sealed' && !sealless.has(exhibit.category))
      .map((exhibit) => ({ exhibit: exhibit.number, entries: lastEntryOf(exhibit) }))
  },
}
