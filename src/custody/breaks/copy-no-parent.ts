import type { BreakRule } from './rule.js'

/** A copy or image that the record does not say the original of, or whose original was never read. */
export const copyNoParent: BreakRule = {
  code: 'COPY-NO-PARENT',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind === 'exhibit.add') {
      const isCopy = act.category === 'working-copy' || act.category === 'image'
      return isCopy && act.parent === undefined ? [{ exhibit: act.exhibit, entries: [] }] : []
    }
    if (act.kind !== 'copy.derive') return []
    const parent = before.exhibits[act.parent]
    const isRead = parent && parent.integrity.kind !== 'no-reference'
    return isRead ? [] : [{ exhibit: act.exhibit, entries: parent ? parent.entries.slice(-1) : [] }]
  },
}
