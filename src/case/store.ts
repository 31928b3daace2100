import type { StatedTime } from '../model/instant.js'
import type { ExhibitNumber, LocationNumber, PersonCode } from '../model/names.js'
import type { Desk } from './desk.js'
import { type Draft, type Drafting, type DraftParty, type Enacted, enact } from './enact.js'
import type { OpenCase } from './open.js'
import { partyOf, type Scans, type SigningManner, storeScans } from './transfers.js'

// The store room: its places, and what goes into it, out of it and about in it. Whoever keeps it acts.

export interface NewPlace {
  /** Given out in order when absent. */
  readonly location?: LocationNumber
  readonly name: string
  readonly within?: LocationNumber
  /** How long the way from another place takes at least. */
  readonly away: readonly { readonly from: LocationNumber; readonly minutes: number }[]
}

export async function nameLocation(open: OpenCase, desk: Desk, request: NewPlace): Promise<Enacted> {
  return enact(open, desk, (drafting) => [locationDraft(drafting, request)])
}

function locationDraft(drafting: Drafting, { location, name, within, away }: NewPlace): Draft {
  return {
    body: {
      kind: 'location.add',
      ...(away.length === 0 ? {} : { away: away.map((each) => ({ ...each })) }),
      location: location ?? nextLocation(drafting),
      name: drafting.commit({ text: name }),
      ...(within === undefined ? {} : { within }),
    },
  }
}

function nextLocation({ custody, reserved }: Drafting): LocationNumber {
  for (let number = 1; ; number += 1) {
    const name = `L-${number}` as LocationNumber
    if (Object.hasOwn(custody.locations, name) || reserved.has(name)) continue
    reserved.add(name)
    return name
  }
}

export interface StorePut {
  readonly exhibits: readonly ExhibitNumber[]
  readonly location: LocationNumber
  /** Who hands it over; absent where whoever keeps the store holds it already. */
  readonly from?: PersonCode
  readonly giver: SigningManner
  /** It comes back from having been taken out. */
  readonly returned: boolean
}

export async function putInStore(open: OpenCase, desk: Desk, put: StorePut): Promise<Enacted> {
  const scans = await storeScans(open, desk, { giver: put.giver })
  return enact(open, desk, (drafting) => [putDraft(drafting, desk.by, put, scans)])
}

export function putDraft(drafting: Drafting, by: PersonCode, put: StorePut, scans: Scans): Draft {
  const { exhibits, location, from, giver, returned } = put
  const body = { kind: 'store.put' as const, exhibits: [...exhibits], location, returned }
  if (from === undefined) return { body }
  const parties: DraftParty[] = [
    partyOf(drafting, by, 'giver', { who: from, manner: giver }, scans),
    { who: by, as: 'receiver', signature: 'key' },
  ]
  return { body: { ...body, from }, parties }
}

export interface StoreTake {
  readonly exhibits: readonly ExhibitNumber[]
  readonly to: PersonCode
  readonly receiver: SigningManner
  readonly purpose: string
  readonly due?: StatedTime
}

export async function takeFromStore(open: OpenCase, desk: Desk, take: StoreTake): Promise<Enacted> {
  const scans = await storeScans(open, desk, { receiver: take.receiver })
  return enact(open, desk, (drafting) => [takeDraft(drafting, desk.by, take, scans)])
}

export function takeDraft(drafting: Drafting, by: PersonCode, take: StoreTake, scans: Scans): Draft {
  const { exhibits, to, receiver, purpose, due } = take
  return {
    body: {
      kind: 'store.take',
      ...(due === undefined ? {} : { due }),
      exhibits: [...exhibits],
      purpose: drafting.commit({ text: purpose }),
      to,
    },
    parties: [
      { who: by, as: 'giver', signature: 'key' },
      partyOf(drafting, by, 'receiver', { who: to, manner: receiver }, scans),
    ],
  }
}

export async function moveInStore(
  open: OpenCase,
  desk: Desk,
  exhibits: readonly ExhibitNumber[],
  location: LocationNumber,
): Promise<Enacted> {
  return enact(open, desk, () => [moveDraft(exhibits, location)])
}

export function moveDraft(exhibits: readonly ExhibitNumber[], location: LocationNumber): Draft {
  return { body: { kind: 'store.move', exhibits: [...exhibits], location } }
}
