import type { BreakRule } from './rule.js'

/** Copied from something that nobody had held against its reference before; or that was found different; or the comparison named is not the newest. */
export const copyUnverifiedParent: BreakRule = {
  code: 'COPY-UNVERIFIED-PARENT',
  severity: 'major',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'copy.derive') return []
    const parent = before.exhibits[act.parent]
    if (!parent || parent.integrity.kind === 'no-reference') return []
    const { integrity } = parent
    const isVerified = integrity.kind === 'verified' && (act.verified ?? integrity.entry) === integrity.entry
    if (isVerified) return []
    return [{ exhibit: act.exhibit, entries: parent.entries.slice(-1), details: { parent: act.parent } }]
  },
}
