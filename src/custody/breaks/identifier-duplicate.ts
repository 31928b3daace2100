import type { Act } from '../../model/act.js'
import type { IdentifierField } from '../../model/field.js'
import { uniqueIdentifiers } from '../../model/vocabulary.js'
import type { Custody } from '../state.js'
import type { BreakRule } from './rule.js'

/** Two exhibits with one serial number: equal identifiers of a case have equal commitments (docs/formats/commitment.md). */
export const identifierDuplicate: BreakRule = {
  code: 'ID-DUPLICATE',
  severity: 'critical',
  live: 'refuse',
  observe(before, { act }) {
    return identifiersIn(before, act)
      .filter(({ is }) => uniqueIdentifiers.has(is))
      .flatMap(({ is, value }) => {
        const own = 'exhibit' in act ? act.exhibit : undefined
        const other = before.identifiers[value.c]?.find((each) => each !== own)
        if (other === undefined || own === undefined) return []
        const entries = before.exhibits[other]?.entries.slice(0, 1) ?? []
        return [{ exhibit: own, entries, details: { identifier: is, other } }]
      })
  },
}

/** What an act says that an exhibit is known by. A correction says it of what was known by another reading. */
function identifiersIn(before: Custody, act: Act): readonly IdentifierField[] {
  switch (act.kind) {
    case 'exhibit.add':
      return act.identifiers ?? []
    case 'exhibit.label':
      return [act.label]
    case 'entry.correct': {
      const known = act.exhibit === undefined ? undefined : before.exhibits[act.exhibit]
      const meant = known?.identifiers.filter(({ value }) => value === act.was.c) ?? []
      return act.field === 'identifier' ? meant.map(({ is }) => ({ is, value: act.becomes })) : []
    }
    default:
      return []
  }
}
