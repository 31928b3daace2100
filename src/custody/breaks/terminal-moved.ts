import { isTerminal } from '../exhibit-state.js'
import { statesOf } from './about.js'
import { isPassage } from './passages.js'
import type { BreakRule } from './rule.js'

/** Moved, sealed, read or compared after it had been given back for good or destroyed. */
export const terminalMoved: BreakRule = {
  code: 'TERMINAL-MOVED',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    const isUse = isPassage(act) || uses.has(act.kind)
    if (!isUse) return []
    return statesOf(before, act).flatMap((exhibit) =>
      isTerminal(exhibit) && 'entry' in exhibit.custody
        ? [{ exhibit: exhibit.number, entries: [exhibit.custody.entry] }]
        : [],
    )
  },
}

const uses: ReadonlySet<string> = new Set([
  'seal.apply',
  'seal.break',
  'seal.check',
  'exhibit.split',
  'exhibit.found',
  'acquisition.record',
  'integrity.check',
  'copy.derive',
  'copy.delete',
])
