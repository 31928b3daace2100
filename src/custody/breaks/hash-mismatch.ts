import { lastEntryOf, statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Compared with its reference, and not the same (SJP Gijón 39/2016 as reported in a secondary source). */
export const hashMismatch: BreakRule = {
  code: 'HASH-MISMATCH',
  severity: 'critical',
  live: 'record',
  observe: (before, { act }) =>
    act.kind === 'integrity.check' && act.result === 'different'
      ? statesOf(before, act).map((exhibit) => ({
          exhibit: exhibit.number,
          entries: referenceEntry(before, act.acquisition) ?? lastEntryOf(exhibit),
          details: { differing: act.differing, chunks: act.chunks, unreadable: act.unreadable },
        }))
      : [],
}

function referenceEntry(
  before: Parameters<BreakRule['observe']>[0],
  acquisition: keyof typeof before.acquisitions | undefined,
): readonly number[] | undefined {
  const state = acquisition === undefined ? undefined : before.acquisitions[acquisition]
  return state && [state.entry]
}
