import { lastEntryOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Its data was looked at before anything had been read of it that later data could be held against. */
export const examBeforeAcquire: BreakRule = {
  code: 'EXAM-BEFORE-ACQUIRE',
  severity: 'major',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'access.record') return []
    const exhibit = before.exhibits[act.exhibit]
    const isUnread = exhibit && exhibit.integrity.kind === 'no-reference' && exhibit.copyOf === undefined
    return isUnread ? [{ exhibit: act.exhibit, entries: lastEntryOf(exhibit) }] : []
  },
}
