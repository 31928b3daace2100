import type { Act } from '../../model/act.js'
import type { ExhibitNumber, SealNumber } from '../../model/names.js'
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

/** The seals that have to be broken to get at it: its own, and those of whatever it has not been taken out of. */
export function sealsAround(before: Custody, exhibit: ExhibitState): readonly SealNumber[] {
  const seals: SealNumber[] = []
  let around: ExhibitState | undefined = exhibit
  for (let left = before.size; around && left > 0; left -= 1) {
    if (around.seal.kind === 'sealed') seals.push(...around.seal.seals)
    around = around.custody.kind === 'inside' ? before.exhibits[around.custody.of] : undefined
  }
  return seals
}

export function lastEntryOf(exhibit: ExhibitState): readonly number[] {
  return exhibit.entries.slice(-1)
}
