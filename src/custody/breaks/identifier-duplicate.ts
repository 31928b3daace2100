import type { Act } from '../../model/act.js'
import type { IdentifierField } from '../../model/field.js'
import { uniqueIdentifiers } from '../../model/vocabulary.js'
import type { BreakRule } from './rule.js'

/** Two exhibits with one serial number: equal identifiers of a case have equal commitments (docs/formats/commitment.md). */
export const identifierDuplicate: BreakRule = {
  code: 'ID-DUPLICATE',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    return identifiersIn(act)
      .filter(({ is }) => uniqueIdentifiers.has(is))
      .flatMap(({ is, value }) => {
        const other = before.identifiers[value.c]
        const own = 'exhibit' in act ? act.exhibit : undefined
        if (other === undefined || own === undefined || other === own) return []
        const entries = before.exhibits[other]?.entries.slice(0, 1) ?? []
        return [{ exhibit: own, entries, details: { identifier: is, other } }]
      })
  },
}

function identifiersIn(act: Act): readonly IdentifierField[] {
  if (act.kind === 'exhibit.add') return act.identifiers ?? []
  return act.kind === 'exhibit.label' ? [act.label] : []
}
