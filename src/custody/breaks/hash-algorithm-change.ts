import type { BreakRule } from './rule.js'

/** Two sets of digests that have no algorithm in common say nothing of each other. */
export const hashAlgorithmChange: BreakRule = {
  code: 'HASH-ALG-CHANGE',
  severity: 'information',
  live: 'record',
  observe: (_before, { act }) =>
    act.kind === 'integrity.check' && act.result === 'not-comparable'
      ? [{ exhibit: act.exhibit, entries: [] }]
      : [],
}
