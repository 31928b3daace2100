import type { Act } from '../../model/act.js'
import type { ExhibitNumber } from '../../model/names.js'
import type { Custody, ExhibitState } from '../state.js'

/** The exhibits an act is about, as numbers. */
export function exhibitsOf(before: Custody, act: Act): readonly ExhibitNumber[] {
  switch (act.kind) {
    case 'transfer.now':
    case 'transfer.offer':
      return act.exhibits
    case 'transfer.accept':
    case 'transfer.decline':
    case 'transfer.withdraw':
      return before.offers[act.offer]?.exhibits ?? []
    case 'seal.apply':
    case 'seal.impossible':
    case 'seal.check':
    case 'seal.break':
    case 'acquisition.record':
    case 'exhibit.add':
      return [act.exhibit]
    default:
      return []
  }
}

/** Those of them that are already on record. */
export function statesOf(before: Custody, act: Act): readonly ExhibitState[] {
  return exhibitsOf(before, act).flatMap((number) => {
    const exhibit = before.exhibits[number]
    return exhibit ? [exhibit] : []
  })
}

export function lastEntryOf(exhibit: ExhibitState): readonly number[] {
  return exhibit.entries.slice(-1)
}
