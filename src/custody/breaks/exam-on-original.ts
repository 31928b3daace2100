import type { BreakRule } from './rule.js'

/** Examined where it lay, for nothing was copied: the original itself was read, and by more than its first reading. */
export const examOnOriginal: BreakRule = {
  code: 'EXAM-ON-ORIGINAL',
  severity: 'major',
  live: 'record',
  observe(before, { act }) {
    if (act.kind !== 'examination.record') return []
    const acquisition = before.acquisitions[act.acquisition]
    return acquisition && !acquisition.copied
      ? [{ exhibit: acquisition.exhibit, entries: [acquisition.entry] }]
      : []
  },
}
