import type { BreakRule } from './rule.js'

/** Known by MD5 or SHA-1 alone: two different files can be made to agree in either. */
export const hashWeak: BreakRule = {
  code: 'HASH-WEAK',
  severity: 'minor',
  live: 'record',
  observe(before, { act }) {
    if (act.kind !== 'hashset.match' || act.weak === 0) return []
    const acquisition = before.acquisitions[act.acquisition]
    return acquisition
      ? [{ exhibit: acquisition.exhibit, entries: [acquisition.entry], details: { items: act.weak } }]
      : []
  },
}
