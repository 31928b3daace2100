import type { BreakRule } from './rule.js'

/** Not everything could be read. What and why stands in the manifest; what it means for the case does not. */
export const acquiredWithErrors: BreakRule = {
  code: 'ACQ-ERRORS-UNEXPLAINED',
  severity: 'major',
  live: 'record',
  observe: (_before, { act }) =>
    act.kind === 'acquisition.record' && act.failed > 0
      ? [{ exhibit: act.exhibit, entries: [], details: { failed: act.failed } }]
      : [],
}
