import type { BreakRule } from './rule.js'

/** Entries that stood in the log are gone: a backup was put back, or one of two copies was given up. */
export const logRestored: BreakRule = {
  code: 'LOG-RESTORED',
  severity: 'major',
  live: 'record',
  observe: (_before, { act }) => (act.kind === 'incident.restore' ? [{ entries: [] }] : []),
}

/** A clock that entries took their times from was wrong. */
export const clockWrong: BreakRule = {
  code: 'CLOCK-WRONG',
  severity: 'minor',
  live: 'record',
  observe: (before, { act }) =>
    act.kind === 'incident.clock' ? [{ entries: before.size > 0 ? [before.size - 1] : [] }] : [],
}
