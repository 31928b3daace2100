import { uniqueIdentifiers } from '../../model/vocabulary.js'
import type { BreakRule } from './rule.js'

/** A second serial number for what has one: a correction would say which is right. */
export const identifierChanged: BreakRule = {
  code: 'ID-CHANGED',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'exhibit.label' || !uniqueIdentifiers.has(act.label.is) || act.label.is === 'imei')
      return []
    const exhibit = before.exhibits[act.exhibit]
    const other = exhibit?.identifiers.some(
      ({ is, value }) => is === act.label.is && value !== act.label.value.c,
    )
    const entries = exhibit?.entries.slice(0, 1) ?? []
    return other ? [{ exhibit: act.exhibit, entries, details: { identifier: act.label.is } }] : []
  },
}
