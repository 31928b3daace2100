import type { Act } from '../../model/act.js'
import { around, within } from '../whereabouts.js'
import { statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Given back, destroyed or taken out although it is on hold, or what it lies in is, or something that lies in it. */
export const movedOnHold: BreakRule = {
  code: 'HOLD-IGNORED',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    if (!ending.has(act.kind)) return []
    return statesOf(before, act).flatMap((exhibit) => {
      const along = [...around(before, exhibit), ...within(before, exhibit)]
      const entries = [...new Set(along.flatMap(({ hold }) => hold ?? []))]
      return entries.length > 0 ? [{ exhibit: exhibit.number, entries }] : []
    })
  },
}

const ending: ReadonlySet<Act['kind']> = new Set([
  'exhibit.release',
  'exhibit.destroy',
  'copy.delete',
  'store.take',
])
