import type { BreakRule } from './rule.js'

/** A number that another seal of this case has. Equal numbers have equal commitments (docs/formats/commitment.md). */
export const sealReused: BreakRule = {
  code: 'SEAL-REUSED',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'seal.apply') return []
    const other = before.sealNumbers[act.number.c]
    const seal = other === undefined ? undefined : before.seals[other]
    if (other === undefined || !seal || seal.annulledAt !== undefined) return []
    return [
      { exhibit: act.exhibit, entries: [seal.appliedAt], details: { seal: other, other: seal.exhibit } },
    ]
  },
}
