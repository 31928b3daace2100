import { destructionFields } from '../../model/vocabulary.js'
import type { BreakRule } from './rule.js'

/** What the diligence of a destruction has to state, and this one neither states nor waives with a reason. A witness is one of them. */
export const destructionIncomplete: BreakRule = {
  code: 'DESTROY-FIELDS',
  severity: 'major',
  live: 'record',
  observe(_before, { act }) {
    if (act.kind !== 'exhibit.destroy') return []
    const waived = new Set<string>(act.waived?.map(({ field }) => field))
    const missing: string[] = destructionFields.filter((field) => !act.stated[field] && !waived.has(field))
    if (!act.parties.some(({ as }) => as === 'witness')) missing.push('witness')
    if (missing.length === 0) return []
    return act.exhibits.map((exhibit) => ({ exhibit, entries: [], details: { fields: missing.join(', ') } }))
  },
}
