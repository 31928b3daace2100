import type { Custody } from '../custody/state.js'
import { RuleError } from '../errors.js'
import { readScans, type Scan, type Scans } from '../labels/scans.js'
import type { ActBody } from '../model/act.js'
import { mostExhibits } from '../model/field.js'
import { caseIdOf } from '../model/label.js'
import { type ExhibitNumber, isOrigin, type LocationNumber } from '../model/names.js'
import type { Desk } from './desk.js'
import { type Enacted, enact } from './enact.js'
import type { OpenCase } from './open.js'
import { placesWithin } from './store-places.js'

/** What going through the store found, held against the record. */
export interface StoreInventory {
  readonly location: LocationNumber | undefined
  /** By the record they lie here, and they were found. */
  readonly present: readonly ExhibitNumber[]
  /** By the record they lie here, and they were not found. */
  readonly missing: readonly ExhibitNumber[]
  /** Found, though by the record they are elsewhere. */
  readonly unexpected: readonly { readonly exhibit: ExhibitNumber; readonly line: number }[]
  /** Numbers in the form of ours that nothing on record has. */
  readonly unknown: readonly { readonly number: string; readonly line: number }[]
  readonly twice: Scans['twice']
  readonly foreign: Scans['foreign']
  readonly unreadable: Scans['unreadable']
}

export interface InventoryTaken extends Enacted {
  readonly inventory: StoreInventory
}

/** @param text what a scanner typed, one code a line */
export async function takeInventory(
  open: OpenCase,
  desk: Desk,
  text: string,
  location: LocationNumber | undefined,
): Promise<InventoryTaken> {
  let inventory: StoreInventory | undefined
  const enacted = await enact(open, desk, ({ custody }) => {
    inventory = inventoryOf(custody, readScans(text, idsOf(custody)), location)
    return [{ body: inventoryBody(inventory) }]
  })
  return { ...enacted, inventory: inventory ?? nothingFound(location) }
}

function nothingFound(location: LocationNumber | undefined): StoreInventory {
  return {
    location,
    present: [],
    missing: [],
    unexpected: [],
    unknown: [],
    twice: [],
    foreign: [],
    unreadable: [],
  }
}

/** Ids that labels of a case carry: its own, and those of the field logs that belong to it. */
function idsOf({ log, fields = {} }: Custody): readonly string[] {
  return [log, ...Object.keys(fields)].filter(isOrigin).map(caseIdOf)
}

/** What stands for an exhibit: its own code, or that of a seal on it. */
export function inventoryOf(
  custody: Custody,
  { present: scanned, twice, foreign, unreadable }: Scans,
  location: LocationNumber | undefined,
): StoreInventory {
  const expected = storedIn(custody, location)
  const found = new Map<ExhibitNumber, number>()
  const unknown: { number: string; line: number }[] = []
  for (const scan of scanned) {
    if (scan.thing.kind === 'location') continue
    const exhibit = exhibitBy(custody, scan)
    if (exhibit === undefined) unknown.push({ number: scan.thing.number, line: scan.line })
    else if (!found.has(exhibit)) found.set(exhibit, scan.line)
  }
  const isHere = (exhibit: ExhibitNumber) => expected.has(wholeOf(custody, exhibit))
  return {
    location,
    present: [...found.keys()].filter(isHere),
    missing: [...expected].filter((exhibit) => !found.has(exhibit)),
    unexpected: [...found].flatMap(([exhibit, line]) => (isHere(exhibit) ? [] : [{ exhibit, line }])),
    unknown,
    twice,
    foreign,
    unreadable,
  }
}

function storedIn(custody: Custody, location: LocationNumber | undefined): ReadonlySet<ExhibitNumber> {
  const places = new Set(placesWithin(custody, location))
  const stored = Object.values(custody.exhibits).filter(
    ({ custody: track }) => track.kind === 'in-store' && places.has(track.location),
  )
  return new Set(stored.map(({ number }) => number))
}

function exhibitBy(custody: Custody, { thing }: Scan): ExhibitNumber | undefined {
  if (thing.kind === 'seal') return custody.seals[thing.number]?.exhibit
  return thing.kind === 'exhibit' && Object.hasOwn(custody.exhibits, thing.number) ? thing.number : undefined
}

/** What has not been taken out of a whole lies where that lies. */
function wholeOf(custody: Custody, exhibit: ExhibitNumber): ExhibitNumber {
  let each = exhibit
  for (let left = custody.size; left > 0; left -= 1) {
    const track = custody.exhibits[each]?.custody
    if (track?.kind !== 'inside') break
    each = track.of
  }
  return each
}

function inventoryBody(found: StoreInventory): ActBody {
  const { location, present, missing, unexpected, unknown, foreign, unreadable } = found
  const most = Math.max(present.length, missing.length, unexpected.length)
  if (most > mostExhibits)
    throw new RuleError('rule.wrong-state', {
      act: 'store.inventory',
      reason: 'too-many',
      most: mostExhibits,
    })
  return {
    kind: 'store.inventory',
    foreign: foreign.length,
    ...(location === undefined ? {} : { location }),
    missing: [...missing],
    present: [...present],
    unexpected: unexpected.map(({ exhibit }) => exhibit),
    unreadable: unreadable.length + unknown.length,
  }
}
