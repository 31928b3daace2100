import type { ActOf } from '../../model/act.js'
import type { TakingField } from '../../model/vocabulary.js'
import type { BreakRule } from './rule.js'

/** What has to be written down when a thing is taken and was neither stated nor waived with a reason. Place and possessor: ORIGIN-UNKNOWN. */
export const takingIncomplete: BreakRule = {
  code: 'FIELD-MISSING',
  severity: 'minor',
  live: 'record',
  observe(_before, { act }) {
    if (act.kind !== 'exhibit.add' || act.parent !== undefined) return []
    const waived = new Set(act.waived?.map(({ field }) => field))
    const missing = (Object.entries(stated(act)) as [TakingField, boolean][])
      .filter(([field, isStated]) => !isStated && !waived.has(field))
      .map(([field]) => field)
    return missing.length > 0
      ? [{ exhibit: act.exhibit, entries: [], details: { fields: missing.join(', ') } }]
      : []
  },
}

function stated({ condition, found, identifiers }: ActOf<'exhibit.add'>) {
  return {
    'found-at': found?.at !== undefined,
    finder: found?.finder !== undefined,
    condition: condition !== undefined,
    identifier: identifiers !== undefined,
  } satisfies Partial<Record<TakingField, boolean>>
}
