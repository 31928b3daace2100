import type { BreakRule } from './rule.js'

/** Found damaged or gone, and nobody recorded breaking it. */
export const sealBroken: BreakRule = {
  code: 'SEAL-BROKEN',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'seal.check' || act.condition === 'intact') return []
    const seal = before.seals[act.seal]
    if (!seal || seal.brokenAt !== undefined) return []
    return [{ exhibit: act.exhibit, entries: [seal.appliedAt] }]
  },
}
