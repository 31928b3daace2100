import type { ExhibitCategory } from '../../model/vocabulary.js'
import { statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Media that a computer writes to by merely attaching them. */
const writable: ReadonlySet<ExhibitCategory> = new Set<ExhibitCategory>([
  'drive',
  'memory-card',
  'usb-stick',
  'computer',
])

/** A medium that could have been written to was read, and neither a write blocker nor a reason is on record. */
export const acquiredWithoutBlocker: BreakRule = {
  code: 'ACQ-NO-BLOCKER',
  severity: 'major',
  live: 'record',
  observe(before, { act }) {
    if (act.kind !== 'acquisition.record') return []
    const { writeBlocker, waived = [] } = act.conditions ?? {}
    if (writeBlocker || waived.some(({ field }) => field === 'write-blocker')) return []
    return statesOf(before, act)
      .filter(({ category }) => writable.has(category))
      .map(({ number }) => ({ exhibit: number, entries: [] }))
  },
}
