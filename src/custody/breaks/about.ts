import type { Act } from '../../model/act.js'
import type { AcquisitionNumber, ExhibitNumber, SealNumber } from '../../model/names.js'
import type { ExhibitState } from '../exhibit-state.js'
import type { Custody } from '../state.js'
import { around } from '../whereabouts.js'

/** The exhibits an act is about, as numbers. */
export function exhibitsOf(before: Custody, act: Act): readonly ExhibitNumber[] {
  switch (act.kind) {
    case 'transfer.accept':
    case 'transfer.decline':
    case 'transfer.withdraw':
      return before.offers[act.offer]?.exhibits ?? []
    case 'examination.record':
    case 'hashset.match':
    case 'assessment.record':
    case 'quarantine.record':
    case 'quarantine.lift':
      return exhibitOf(before, act.acquisition)
    case 'exhibit.split':
      return [act.exhibit, ...act.parts]
    case 'copy.derive':
      return [act.exhibit, act.parent]
    case 'store.inventory':
      return [...act.present, ...act.missing, ...act.unexpected]
    case 'attachment.add':
      return act.exhibit === undefined ? sealedBy(before, act.seal) : [act.exhibit]
    case 'field.open':
    // Of access there is a log of its own.
    case 'access.record':
    case 'authorization.add':
      return []
    default:
      return namedIn(act)
  }
}

function namedIn(act: Act): readonly ExhibitNumber[] {
  if ('exhibits' in act && Array.isArray(act.exhibits)) return act.exhibits
  return 'exhibit' in act && act.exhibit !== undefined ? [act.exhibit] : []
}

function exhibitOf(before: Custody, acquisition: AcquisitionNumber): readonly ExhibitNumber[] {
  const exhibit = before.acquisitions[acquisition]?.exhibit
  return exhibit === undefined ? [] : [exhibit]
}

function sealedBy(before: Custody, seal: SealNumber | undefined): readonly ExhibitNumber[] {
  const exhibit = seal === undefined ? undefined : before.seals[seal]?.exhibit
  return exhibit === undefined ? [] : [exhibit]
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
  return around(before, exhibit).flatMap(({ seal }) => (seal.kind === 'sealed' ? seal.seals : []))
}

export function lastEntryOf(exhibit: ExhibitState): readonly number[] {
  return exhibit.entries.slice(-1)
}
