import type { Act } from '../../model/act.js'
import type { SealNumber } from '../../model/names.js'
import type { BreakRule } from './rule.js'

/** A number that another seal of this case has. Equal numbers have equal commitments (docs/formats/commitment.md). */
export const sealReused: BreakRule = {
  code: 'SEAL-REUSED',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    const numbered = numberedBy(act)
    const other = numbered && before.sealNumbers[numbered.number]?.find((each) => each !== numbered.seal)
    const seal = other === undefined ? undefined : before.seals[other]
    const own = numbered && ('exhibit' in act ? act.exhibit : undefined)
    const exhibit = own ?? (numbered && before.seals[numbered.seal]?.exhibit)
    if (other === undefined || !seal || exhibit === undefined) return []
    return [{ exhibit, entries: [seal.appliedAt], details: { seal: other, other: seal.exhibit } }]
  },
}

/** The seal of which an act says the number that is printed on it. */
function numberedBy(act: Act): { readonly seal: SealNumber; readonly number: string } | undefined {
  if (act.kind === 'seal.apply') return { seal: act.seal, number: act.number.c }
  const seal = act.kind === 'entry.correct' ? act.seal : undefined
  return act.kind === 'entry.correct' && seal !== undefined ? { seal, number: act.becomes.c } : undefined
}
