import { lastEntryOf, statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Changes hands after its seal was broken and before a new one was applied (LECrim 482). */
export const openedNotResealed: BreakRule = {
  code: 'OPENED-NOT-RESEALED',
  severity: 'major',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'transfer.now' && act.kind !== 'transfer.offer') return []
    return statesOf(before, act)
      .filter((exhibit) => exhibit.seal.kind === 'opened')
      .map((exhibit) => ({ exhibit: exhibit.number, entries: lastEntryOf(exhibit) }))
  },
}
