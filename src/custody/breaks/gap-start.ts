import { millisecondsOf } from '../../model/instant.js'
import { limits } from './limits.js'
import type { BreakRule } from './rule.js'

/** The record begins long after the finding, or what others state begins with receiving it from somebody. */
export const gapStart: BreakRule = {
  code: 'GAP-START',
  severity: 'major',
  live: 'record',
  observe(before, { act }) {
    if (act.kind === 'history.import') {
      const isFirst = (before.exhibits[act.exhibit]?.entries.length ?? 0) <= 1
      return isFirst && act.events[0]?.what === 'received' ? [{ exhibit: act.exhibit, entries: [] }] : []
    }
    const found = act.kind === 'exhibit.add' ? act.found?.at : undefined
    if (act.kind !== 'exhibit.add' || !found) return []
    const late = millisecondsOf(act.at.time) - millisecondsOf(found.time) > limits.start
    return late ? [{ exhibit: act.exhibit, entries: [] }] : []
  },
}
