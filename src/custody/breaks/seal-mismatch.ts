import type { BreakRule } from './rule.js'

export const sealMismatch: BreakRule = {
  code: 'SEAL-MISMATCH',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'seal.check' || act.same) return []
    const seal = before.seals[act.seal]
    return seal ? [{ exhibit: act.exhibit, entries: [seal.appliedAt] }] : []
  },
}
