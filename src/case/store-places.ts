import { isTerminal } from '../custody/exhibit-state.js'
import { type Custody, holderOf } from '../custody/state.js'
import { RuleError } from '../errors.js'
import type { Instant } from '../model/instant.js'
import type { ExhibitNumber, LocationNumber } from '../model/names.js'
import type { ExhibitCategory } from '../model/vocabulary.js'
import type { OpenCase } from './open.js'
import { shownText } from './status.js'

// What lies where, and who has what out.

export interface StoredExhibit {
  readonly exhibit: ExhibitNumber
  readonly category: ExhibitCategory
  readonly quantity: number
  readonly seal: 'never-sealed' | 'sealed' | 'opened' | 'impossible'
  /** Since when it is said to lie there. */
  readonly since: Instant
}

export interface StorePlace {
  readonly location: LocationNumber
  readonly name: string | undefined
  readonly within: LocationNumber | undefined
  readonly exhibits: readonly StoredExhibit[]
}

export interface OutOfStore {
  readonly exhibit: ExhibitNumber
  readonly holder: string | undefined
  readonly since: Instant
  /** Entry of the act that gave it out, and the place it was taken from. */
  readonly entry: number
  readonly location: LocationNumber | undefined
  readonly due: Instant | undefined
  readonly overdue: boolean
}

export interface StoreRoom {
  readonly zone: string
  readonly places: readonly StorePlace[]
  readonly out: readonly OutOfStore[]
}

/** @param place leaves out all but this one and what is within it */
export async function storeRoom(
  open: OpenCase,
  now: Instant,
  place: LocationNumber | undefined,
): Promise<StoreRoom> {
  const custody = await open.live.current()
  const here = placesWithin(custody, place)
  const places = here.map((location) => placeView(open, custody, location))
  return { zone: open.genesis.zone, places, out: outOf(custody, now, place === undefined ? undefined : here) }
}

function placeView(open: OpenCase, custody: Custody, location: LocationNumber): StorePlace {
  const { name = '', within } = custody.locations[location] ?? {}
  const exhibits = Object.values(custody.exhibits).flatMap(
    ({ number, category, quantity, seal, movedAt, custody: track }) =>
      track.kind === 'in-store' && track.location === location
        ? [{ exhibit: number, category, quantity, seal: seal.kind, since: movedAt }]
        : [],
  )
  return { location, name: shownText(open, name), within, exhibits }
}

function outOf(
  custody: Custody,
  now: Instant,
  from: readonly LocationNumber[] | undefined,
): readonly OutOfStore[] {
  return Object.values(custody.exhibits).flatMap((exhibit) => {
    const { number, out, movedAt } = exhibit
    if (!out || isTerminal(exhibit)) return []
    const { entry, location, due } = out
    if (from && (location === undefined || !from.includes(location))) return []
    const overdue = due !== undefined && due < now
    const holder = holderOf(custody, number)
    return [{ exhibit: number, holder, since: movedAt, entry, location, due, overdue }]
  })
}

/**
 * A place and all that are within it, however deep; without one, every place on record.
 * @throws RuleError `rule.unknown-object`
 */
export function placesWithin(custody: Custody, place: LocationNumber | undefined): readonly LocationNumber[] {
  const all = Object.keys(custody.locations) as LocationNumber[]
  if (place === undefined) return all
  if (!Object.hasOwn(custody.locations, place))
    throw new RuleError('rule.unknown-object', { kind: 'location', name: place })
  return all.filter((each) => isWithin(custody, each, place))
}

function isWithin(custody: Custody, location: LocationNumber, place: LocationNumber): boolean {
  let each: LocationNumber | undefined = location
  // A place is named after the one it is within: no way up is longer than there are places.
  while (each !== undefined && each !== place) each = custody.locations[each]?.within
  return each === place
}
