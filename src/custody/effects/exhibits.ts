import type { ActOf } from '../../model/act.js'
import type { IdentifierField } from '../../model/field.js'
import type { ExhibitNumber } from '../../model/names.js'
import { type Change, change, known, listIn, requireFree, requireParty, wrongState } from '../change.js'
import { type ExhibitState, isCopy } from '../exhibit-state.js'
import { type Custody, holderOf } from '../state.js'
import { hasLeft, trackOf } from '../whereabouts.js'

/** A thing as it enters the record. */
export function newExhibit(
  {
    category,
    quantity,
    description,
    exhibit,
    at,
  }: Pick<ActOf<'exhibit.add'>, 'category' | 'quantity' | 'description' | 'exhibit' | 'at'>,
  custody: ExhibitState['custody'],
): ExhibitState {
  return {
    number: exhibit,
    category,
    quantity,
    description: description.c,
    identifiers: [],
    custody,
    seal: { kind: 'never-sealed' },
    integrity: { kind: 'no-reference' },
    takenAt: at.time,
    movedAt: at.time,
    lastAt: at.time,
    entries: [],
    authors: [],
    undo: [],
  }
}

export function addExhibit(custody: Custody, act: ActOf<'exhibit.add'>): Change {
  requireFree(custody.exhibits, 'exhibit', act.exhibit)
  if (act.parent !== undefined) known(custody.exhibits, 'exhibit', act.parent)
  const { exhibit: number, parent } = act
  const isOwn = parent === undefined || isCopy(act)
  return change(parent === undefined ? [number] : [number, parent], () => {
    custody.exhibits[number] = {
      ...newExhibit(act, isOwn ? { kind: 'held', by: act.by } : { kind: 'inside', of: parent }),
      ...(parent === undefined ? {} : { parent }),
      identifiers: (act.identifiers ?? []).map((each) => ({ is: each.is, value: each.value.c })),
      takenAt: act.found?.at?.time ?? act.at.time,
    }
    if (parent !== undefined) listIn(custody.parts, parent).push(number)
    for (const each of act.identifiers ?? []) keepIdentifier(custody, number, each)
  })
}

export function keepIdentifier(
  custody: Custody,
  number: ExhibitNumber,
  { value }: Pick<IdentifierField, 'value'>,
): void {
  const named = listIn(custody.identifiers, value.c)
  if (!named.includes(number)) named.push(number)
}

export function labelExhibit(custody: Custody, { exhibit, label }: ActOf<'exhibit.label'>): Change {
  const state = known(custody.exhibits, 'exhibit', exhibit)
  return change([exhibit], () => {
    const identifiers = [...state.identifiers, { is: label.is, value: label.value.c }]
    custody.exhibits[exhibit] = { ...state, identifiers }
    keepIdentifier(custody, exhibit, label)
  })
}

/** Something was said of it that changes nothing. */
export function touchExhibit(custody: Custody, exhibit: ExhibitNumber): Change {
  known(custody.exhibits, 'exhibit', exhibit)
  return change([exhibit], () => undefined)
}

/** Whoever holds the whole holds what is taken out of it. Out of what is gone for good nothing comes. */
export function splitExhibit(custody: Custody, act: ActOf<'exhibit.split'>): Change {
  const [whole] = requireMovable(custody, [act.exhibit], act.kind)
  const parts = requireExhibits(custody, act.parts, act.kind)
  const stranger = parts.find((each) => each.custody.kind !== 'inside' || each.custody.of !== act.exhibit)
  if (stranger) throw wrongState(act.kind, stranger.number, 'not-inside')
  const by = holderOf(custody, act.exhibit) ?? act.by
  return change([act.exhibit, ...act.parts], () => {
    if (!whole || hasLeft(custody, whole)) return
    for (const part of parts)
      custody.exhibits[part.number] = { ...part, custody: { kind: 'held', by }, movedAt: act.at.time }
  })
}

export function countQuantity(custody: Custody, act: ActOf<'quantity.count'>, seq: number): Change {
  const state = known(custody.exhibits, 'exhibit', act.exhibit)
  return change([act.exhibit], () => {
    custody.exhibits[act.exhibit] = { ...state, counted: { entry: seq, counted: act.counted } }
  })
}

export function recordInventory(custody: Custody, act: ActOf<'inventory.record'>, seq: number): Change {
  requireFree(custody.inventories, 'inventory', act.inventory)
  requireExhibits(custody, act.exhibits, act.kind)
  const { exhibits, stated, rows } = act
  return change(exhibits, () => {
    custody.inventories[act.inventory] = { entry: seq, exhibits, stated, rows }
  })
}

export function holdExhibits(custody: Custody, act: ActOf<'exhibit.hold'>, seq: number): Change {
  const states = requireExhibits(custody, act.exhibits, act.kind)
  return change(act.exhibits, () => {
    for (const state of states) custody.exhibits[state.number] = { ...state, hold: seq }
  })
}

export function unholdExhibits(custody: Custody, act: ActOf<'exhibit.unhold'>): Change {
  const states = requireExhibits(custody, act.exhibits, act.kind)
  const free = states.find((each) => each.hold === undefined)
  if (free) throw wrongState(act.kind, free.number, 'not-on-hold')
  return change(act.exhibits, () => {
    for (const { hold: _, ...state } of states) custody.exhibits[state.number] = state
  })
}

export function keepUntil(custody: Custody, act: ActOf<'retention.set'>): Change {
  const states = requireExhibits(custody, act.exhibits, act.kind)
  return change(act.exhibits, () => {
    for (const state of states) custody.exhibits[state.number] = { ...state, keptUntil: act.until.time }
  })
}

/** What has left for good is not lost; what is lost is not lost again. */
export function reportMissing(custody: Custody, act: ActOf<'exhibit.missing'>, seq: number): Change {
  const states = requireExhibits(custody, act.exhibits, act.kind)
  const gone = states.find((each) => hasLeft(custody, each) || each.custody.kind === 'missing')
  if (gone) throw wrongState(act.kind, gone.number, trackOf(custody, gone).kind)
  return moved(custody, act, states, { kind: 'missing', entry: seq })
}

/** A part of what is missing may turn up by itself. */
export function reportFound(custody: Custody, act: ActOf<'exhibit.found'>): Change {
  const states = requireExhibits(custody, act.exhibits, act.kind)
  const there = states.find((each) => trackOf(custody, each).kind !== 'missing')
  if (there) throw wrongState(act.kind, there.number, 'not-missing')
  return moved(custody, act, states, { kind: 'held', by: act.by })
}

export function deliver(custody: Custody, act: ActOf<'exhibit.deliver'>): Change {
  requirePassage(custody, act)
  const states = requireMovable(custody, act.exhibits, act.kind)
  return moved(custody, act, states, { kind: 'at-court', by: act.to }, noLongerOut)
}

export function recover(custody: Custody, act: ActOf<'exhibit.recover'>): Change {
  requirePassage(custody, act)
  const states = requireMovable(custody, act.exhibits, act.kind)
  const elsewhere = states.find((each) => trackOf(custody, each).kind !== 'at-court')
  if (elsewhere) throw wrongState(act.kind, elsewhere.number, 'not-at-court')
  return moved(custody, act, states, { kind: 'held', by: act.to })
}

export function release(custody: Custody, act: ActOf<'exhibit.release'>, seq: number): Change {
  requirePassage(custody, act)
  const states = requireMovable(custody, act.exhibits, act.kind)
  return moved(custody, act, states, { kind: 'released', entry: seq, to: act.to }, noLongerOut)
}

export function destroy(custody: Custody, act: ActOf<'exhibit.destroy'>, seq: number): Change {
  const states = requireMovable(custody, act.exhibits, act.kind)
  return moved(custody, act, states, { kind: 'destroyed', entry: seq }, noLongerOut)
}

interface Passage extends Pick<ActOf<'exhibit.deliver'>, 'from' | 'to' | 'parties'> {
  readonly kind: string
}

/** Giver and receiver are parties of the act, and two persons. */
export function requirePassage(custody: Custody, act: Passage): void {
  known(custody.persons, 'person', act.from)
  known(custody.persons, 'person', act.to)
  requireParty(act, act.from, 'giver')
  requireParty(act, act.to, 'receiver')
  if (act.from === act.to) throw wrongState(act.kind, act.to, 'to-self')
}

type Out = (exhibit: ExhibitState) => Pick<ExhibitState, 'out'>
/** Whoever has what was taken out of the store: it is out until it is put back. */
const stillOut: Out = ({ out }) => (out ? { out } : {})
export const noLongerOut: Out = () => ({})

/** Puts exhibits where they are now. What has left for good stays where it is: the record of its being moved is a break. */
export function moved(
  custody: Custody,
  {
    at,
    exhibits,
  }: { readonly at: { readonly time: ExhibitState['movedAt'] }; readonly exhibits: readonly ExhibitNumber[] },
  states: readonly ExhibitState[],
  track: ExhibitState['custody'],
  outOf: Out = stillOut,
): Change {
  const here = states.filter((each) => !hasLeft(custody, each))
  return change(exhibits, () => {
    for (const exhibit of here) {
      const { out: _, ...state } = exhibit
      custody.exhibits[state.number] = { ...state, ...outOf(exhibit), custody: track, movedAt: at.time }
    }
  })
}

/** Exhibits that are on record, each named once. */
export function requireExhibits(
  custody: Custody,
  numbers: readonly ExhibitNumber[],
  kind: string,
): readonly ExhibitState[] {
  if (new Set(numbers).size !== numbers.length) throw wrongState(kind, numbers.join(' '), 'named-twice')
  return numbers.map((number) => known(custody.exhibits, 'exhibit', number))
}

/** Those that can change hands: not already on the way to somebody, by themselves or in something. */
export function requireMovable(
  custody: Custody,
  numbers: readonly ExhibitNumber[],
  kind: string,
): readonly ExhibitState[] {
  const states = requireExhibits(custody, numbers, kind)
  const leaving = states.find((each) => trackOf(custody, each).kind === 'in-transit')
  if (leaving) throw wrongState(kind, leaving.number, 'in-transit')
  return states
}

/** Those that are in our own hands: what lies at a court comes back by an act of its own, with the court's document. */
export function requireAtHand(
  custody: Custody,
  numbers: readonly ExhibitNumber[],
  kind: string,
): readonly ExhibitState[] {
  const states = requireMovable(custody, numbers, kind)
  const away = states.find((each) => trackOf(custody, each).kind === 'at-court')
  if (away) throw wrongState(kind, away.number, 'at-court')
  return states
}
