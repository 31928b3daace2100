import type { BreakRule } from './rule.js'

/** What is read on the thing, or in it, is not what the record says of it. */
export const serialMismatch: BreakRule = {
  code: 'SERIAL-MISMATCH',
  severity: 'critical',
  live: 'record',
  observe(before, { act }) {
    if (act.kind !== 'identity.check' || act.same) return []
    const entries = before.exhibits[act.exhibit]?.entries.slice(0, 1) ?? []
    return [{ exhibit: act.exhibit, entries, details: { identifier: act.observed.is } }]
  },
}
