import type { Act } from '../../model/act.js'
import { hasLeft, trackOf } from '../whereabouts.js'
import { statesOf } from './about.js'
import { isPassage } from './passages.js'
import type { BreakRule } from './rule.js'

/** Moved, sealed, read or compared after it had been given back for good or destroyed, by itself or with what it lies in. */
export const terminalMoved: BreakRule = {
  code: 'TERMINAL-MOVED',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    if (!isPassage(act) && !isUse(act)) return []
    return statesOf(before, act).flatMap((exhibit) => {
      const track = trackOf(before, exhibit)
      return hasLeft(before, exhibit) && 'entry' in track
        ? [{ exhibit: exhibit.number, entries: [track.entry] }]
        : []
    })
  },
}

const uses: ReadonlySet<Act['kind']> = new Set([
  'seal.apply',
  'seal.impossible',
  'seal.break',
  'seal.check',
  'exhibit.split',
  'identity.check',
  'quantity.count',
  'acquisition.record',
  'integrity.check',
  'copy.delete',
])

/** What nobody can do with a thing that is not there. A copy of what was read of it before can still be made. */
function isUse(act: Act): boolean {
  return act.kind === 'copy.derive' ? act.acquisition === undefined : uses.has(act.kind)
}
