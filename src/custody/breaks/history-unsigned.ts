import type { BreakRule } from './rule.js'

/** What happened before this record rests on papers or on the word of others. */
export const historyUnsigned: BreakRule = {
  code: 'HISTORY-UNSIGNED',
  severity: 'information',
  live: 'record',
  observe: (_before, { act }) =>
    act.kind === 'history.import'
      ? [{ exhibit: act.exhibit, entries: [], details: { events: act.events.length } }]
      : [],
}
