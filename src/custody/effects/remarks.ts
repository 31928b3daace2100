import type { ActOf } from '../../model/act.js'
import type { ExhibitNumber } from '../../model/names.js'
import { type Change, change, known, unknown, wrongState } from '../change.js'
import type { ExhibitState, Undo } from '../exhibit-state.js'
import type { Custody } from '../state.js'
import { requireExhibits } from './exhibits.js'

export function observe(custody: Custody, act: ActOf<'observation.record'>, seq: number): Change {
  const { exhibits = [], explains = [] } = act
  requireExhibits(custody, exhibits, act.kind)
  const later = explains.find(({ entry }) => entry >= seq)
  if (later) throw unknown('entry', String(later.entry))
  return change(exhibits, () => {
    for (const { entry, code } of explains) {
      const said = custody.explanations[`${entry} ${code}`] ?? []
      custody.explanations[`${entry} ${code}`] = [...said, seq]
    }
  })
}

/** Both readings stay: the state goes on with the new one where it keeps one at all. */
export function correct(custody: Custody, act: ActOf<'entry.correct'>, seq: number): Change {
  if (act.entry >= seq) throw unknown('entry', String(act.entry))
  if ((act.field === 'quantity') !== (act.quantity !== undefined))
    throw wrongState(act.kind, String(act.entry), 'quantity')
  if ((act.field === 'category') !== (act.category !== undefined))
    throw wrongState(act.kind, String(act.entry), 'category')
  if ((act.field === 'seal-number') !== (act.seal !== undefined))
    throw wrongState(act.kind, String(act.entry), 'seal')
  const exhibit = act.exhibit === undefined ? undefined : known(custody.exhibits, 'exhibit', act.exhibit)
  if (exhibit && !exhibit.entries.includes(act.entry))
    throw wrongState(act.kind, exhibit.number, 'other-entry')
  const seal = act.seal === undefined ? undefined : known(custody.seals, 'seal', act.seal)
  return change(exhibit ? [exhibit.number] : [], () => {
    custody.corrected[act.entry] = [...(custody.corrected[act.entry] ?? []), seq]
    if (exhibit) custody.exhibits[exhibit.number] = corrected(exhibit, act, seq)
    if (seal && act.seal !== undefined) custody.seals[act.seal] = { ...seal, number: act.becomes.c }
  })
}

function corrected(exhibit: ExhibitState, act: ActOf<'entry.correct'>, seq: number): ExhibitState {
  const { field, entry, was, becomes, quantity, category } = act
  const corrections = [...(exhibit.corrections ?? []), { entry, by: seq, field }]
  const identifiers = exhibit.identifiers.map((each) =>
    (field === 'identifier' || field === 'label') && each.value === was.c
      ? { ...each, value: becomes.c }
      : each,
  )
  return {
    ...exhibit,
    corrections,
    identifiers,
    ...(field === 'description' ? { description: becomes.c } : {}),
    ...(quantity === undefined ? {} : { quantity }),
    ...(category === undefined ? {} : { category }),
  }
}

/**
 * Undoes what an entry did to exhibits: the newest that moved or sealed each of them, and all of those it moved or sealed. What
 * came after it is annulled first; so the state is what it would be without the entry.
 */
export function annul(custody: Custody, act: ActOf<'entry.annul'>, seq: number): Change {
  if (custody.annulled[act.entry] !== undefined) throw wrongState(act.kind, String(act.entry), 'annulled')
  const states = requireExhibits(custody, act.exhibits, act.kind)
  const undone = states.map((state) => requireNewest(state, act))
  if (undone.some(({ of }) => of !== states.length))
    throw wrongState(act.kind, String(act.entry), 'other-exhibits')
  return change(act.exhibits, () => {
    custody.annulled[act.entry] = seq
    for (const [at, state] of states.entries()) restore(custody, state, undone[at], seq)
    for (const [leaf, offer] of Object.entries(custody.offers) as [
      keyof Custody['offers'],
      Custody['offers'][keyof Custody['offers']],
    ][])
      if (offer.entry === act.entry) custody.offers[leaf] = { ...offer, outcome: 'annulled' }
    for (const exhibit of act.exhibits) annulSeals(custody, exhibit, act.entry, seq)
  })
}

function requireNewest(state: ExhibitState, { kind, entry }: ActOf<'entry.annul'>): Undo {
  const newest = state.undo.at(-1)
  if (newest?.entry !== entry) throw wrongState(kind, state.number, 'not-newest')
  return newest
}

function restore(custody: Custody, state: ExhibitState, undone: Undo | undefined, seq: number): void {
  const { out: _, ...kept } = state
  const before = undone?.before ?? { custody: { kind: 'annulled', entry: seq } as const }
  custody.exhibits[state.number] = { ...kept, ...before }
  state.undo.pop()
}

/** Seals that the entry applied never were; those that it broke stand again. */
function annulSeals(custody: Custody, exhibit: ExhibitNumber, entry: number, seq: number): void {
  for (const [number, seal] of Object.entries(custody.seals) as [
    keyof Custody['seals'],
    Custody['seals'][keyof Custody['seals']],
  ][]) {
    if (seal.exhibit !== exhibit) continue
    if (seal.appliedAt === entry) custody.seals[number] = { ...seal, annulledAt: seq }
    if (seal.brokenAt === entry) {
      const { brokenAt: _, ...standing } = seal
      custody.seals[number] = standing
    }
  }
}

export function attach(custody: Custody, act: ActOf<'attachment.add'>, seq: number): Change {
  if (act.exhibit !== undefined) known(custody.exhibits, 'exhibit', act.exhibit)
  const seal = act.seal === undefined ? undefined : known(custody.seals, 'seal', act.seal)
  const about = act.exhibit ?? seal?.exhibit
  return change(about === undefined ? [] : [about], () => {
    if (seal && act.seal !== undefined && act.class === 'seal')
      custody.seals[act.seal] = { ...seal, photographedAt: seal.photographedAt ?? seq }
  })
}
