import type { ActOf } from '../../model/act.js'
import type { SealNumber } from '../../model/names.js'
import { uniqueIdentifiers } from '../../model/vocabulary.js'
import { type Change, change, known, listIn, unknown, wrongState } from '../change.js'
import {
  type ExhibitState,
  type IdentifierState,
  positionOf,
  type SealTrack,
  type Undo,
} from '../exhibit-state.js'
import type { Custody, SealState } from '../state.js'
import { keepIdentifier, requireExhibits } from './exhibits.js'
import { keepSealNumber } from './seals.js'

export function observe(custody: Custody, act: ActOf<'observation.record'>, seq: number): Change {
  const { exhibits = [], explains = [] } = act
  requireExhibits(custody, exhibits, act.kind)
  const later = explains.find(({ entry }) => entry >= seq)
  if (later) throw unknown('entry', String(later.entry))
  return change(exhibits, () => {
    for (const { entry, code } of explains) listIn(custody.explanations, `${entry} ${code}`).push(seq)
  })
}

/** Both readings stay: the state goes on with the new one where it keeps one at all. */
export function correct(custody: Custody, act: ActOf<'entry.correct'>, seq: number): Change {
  const { entry, field, kind } = act
  if (entry >= seq) throw unknown('entry', String(entry))
  for (const [isGiven, only] of [
    [act.quantity !== undefined, 'quantity'],
    [act.category !== undefined, 'category'],
  ] as const)
    if ((field === only) !== isGiven) throw wrongState(kind, String(entry), only)
  if ((field === 'seal-number') !== (act.seal !== undefined)) throw wrongState(kind, String(entry), 'seal')
  if (act.exhibit === undefined && ofExhibit.has(field)) throw wrongState(kind, String(entry), 'exhibit')
  const exhibit = act.exhibit === undefined ? undefined : known(custody.exhibits, 'exhibit', act.exhibit)
  if (exhibit && positionOf(exhibit.entries, entry) < 0) throw wrongState(kind, exhibit.number, 'other-entry')
  if (exhibit && identifying.has(field) && !exhibit.identifiers.some((each) => isMeant(each, act)))
    throw wrongState(kind, exhibit.number, 'other-value')
  const seal = act.seal === undefined ? undefined : known(custody.seals, 'seal', act.seal)
  if (seal && exhibit && seal.exhibit !== exhibit.number) throw unknown('seal', String(act.seal))
  return change(exhibit ? [exhibit.number] : [], () => {
    listIn(custody.corrected, entry).push(seq)
    if (exhibit) correctExhibit(custody, exhibit, act, seq)
    if (seal && act.seal !== undefined && seal.appliedAt === entry)
      correctSeal(custody, act.seal, seal, act.becomes.c)
  })
}

/** Of these the state of an exhibit keeps a reading. */
const identifying: ReadonlySet<string> = new Set(['identifier', 'label'])
const ofExhibit: ReadonlySet<string> = new Set([...identifying, 'quantity', 'category', 'description'])

/** The identifier that a correction is about. A label is what its author may correct alone: it never is what no two things share. */
function isMeant({ is, value }: IdentifierState, { field, was }: ActOf<'entry.correct'>): boolean {
  return value === was.c && identifying.has(field) && (field === 'identifier' || !uniqueIdentifiers.has(is))
}

function correctExhibit(
  custody: Custody,
  exhibit: ExhibitState,
  act: ActOf<'entry.correct'>,
  seq: number,
): void {
  const { field, entry, becomes, quantity, category } = act
  const { number } = exhibit
  const corrections = [...(exhibit.corrections ?? []), { entry, by: seq, field }]
  const identifiers = exhibit.identifiers.map((each) =>
    isMeant(each, act) ? { ...each, value: becomes.c } : each,
  )
  custody.exhibits[number] = {
    ...exhibit,
    corrections,
    identifiers,
    ...(field === 'description' ? { description: becomes.c } : {}),
    ...(quantity === undefined ? {} : { quantity }),
    ...(category === undefined ? {} : { category }),
  }
  if (identifying.has(field)) {
    forget(custody.identifiers, act.was.c, number)
    keepIdentifier(custody, number, { value: becomes })
  }
}

function correctSeal(custody: Custody, number: SealNumber, seal: SealState, becomes: string): void {
  forget(custody.sealNumbers, seal.number, number)
  keepSealNumber(custody, number, becomes)
  custody.seals[number] = { ...seal, number: becomes }
}

function forget<Name>(table: Record<string, Name[]>, value: string, name: Name): void {
  const left = (table[value] ?? []).filter((each) => each !== name)
  if (left.length > 0) table[value] = left
  else delete table[value]
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
    for (const [at, state] of states.entries()) {
      const before = undone[at]?.before
      annulOffers(custody, state, before, act.entry)
      annulSeals(custody, state, before, act.entry, seq)
      restore(custody, state, before, seq)
    }
  })
}

function requireNewest(state: ExhibitState, { kind, entry }: ActOf<'entry.annul'>): Undo {
  const newest = state.undo.at(-1)
  if (newest?.entry !== entry) throw wrongState(kind, state.number, 'not-newest')
  return newest
}

function restore(custody: Custody, state: ExhibitState, before: Undo['before'], seq: number): void {
  const { out: _, ...kept } = state
  custody.exhibits[state.number] = {
    ...kept,
    ...(before ?? { custody: { kind: 'annulled', entry: seq } as const }),
  }
  if (!before) for (const { value } of state.identifiers) forget(custody.identifiers, value, state.number)
  state.undo.pop()
}

/** An offer that the entry made never was; one that it answered is open again. */
function annulOffers(custody: Custody, state: ExhibitState, before: Undo['before'], entry: number): void {
  for (const track of [state.custody, before?.custody]) {
    if (track?.kind !== 'in-transit') continue
    const offer = custody.offers[track.offer]
    if (offer?.entry === entry) custody.offers[track.offer] = { ...offer, outcome: 'annulled' }
    if (offer?.closed !== entry) continue
    const { closed: _, ...open } = offer
    custody.offers[track.offer] = { ...open, outcome: 'open' }
  }
}

/** Seals that the entry applied never were; those that it broke stand again. */
function annulSeals(
  custody: Custody,
  state: ExhibitState,
  before: Undo['before'],
  entry: number,
  seq: number,
): void {
  for (const number of new Set([...sealsOf(state.seal), ...sealsOf(before?.seal)])) {
    const seal = custody.seals[number]
    if (seal?.appliedAt === entry) {
      custody.seals[number] = { ...seal, annulledAt: seq }
      forget(custody.sealNumbers, seal.number, number)
    } else if (seal?.brokenAt === entry) {
      const { brokenAt: _, ...standing } = seal
      custody.seals[number] = standing
    }
  }
}

function sealsOf(track: SealTrack | undefined): readonly SealNumber[] {
  return track?.kind === 'sealed' ? track.seals : []
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
