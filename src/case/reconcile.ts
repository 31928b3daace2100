import type { ExhibitState } from '../custody/exhibit-state.js'
import type { Custody } from '../custody/state.js'
import { parseEntry } from '../ledger/entry.js'
import { toldBy } from '../ledger/field-entry.js'
import type { AcquisitionNumber, ExhibitNumber, InventoryNumber } from '../model/names.js'
import { type ExhibitCategory, type MediumState, uniqueIdentifiers } from '../model/vocabulary.js'
import { parseSignedAct } from '../signing/signed-act.js'
import type { OpenCase } from './open.js'

/** How the newest reading of a medium turned out; `unstated` where it was read and nobody said. */
export type ReadState = MediumState | 'unstated'

/** How far what was listed, or what was in a box, has come. */
export interface Progress {
  /** Things that hold data and were not taken apart: the boxes and spindles they came in count by their parts. */
  readonly media: number
  readonly imaged: number
  readonly read: Readonly<Record<ReadState, number>>
  readonly images: number
  readonly copies: number
  /** Media of which nothing was read. */
  readonly unread: readonly ExhibitNumber[]
}

export interface InventoryTally extends Progress {
  readonly inventory: InventoryNumber
  /** Units that the list states, units of its exhibits on record, and the difference. */
  readonly stated: number
  readonly units: number
  readonly difference: number
  readonly rows: number
  readonly exhibits: number
}

export interface ContainerTally extends Progress {
  readonly exhibit: ExhibitNumber
  /** Units that it was recorded as, and those that were counted in it. */
  readonly quantity: number
  readonly counted: number | undefined
  readonly parts: number
  /** Units of its parts, how many of the parts were taken out, and how many units nothing on record stands for, or too many do. */
  readonly units: number
  readonly takenOut: number
  readonly difference: number
}

/** From the lists of what was seized to boxes, discs, images and working copies: what is missing, extra, or there twice. */
export interface Reconciliation {
  readonly inventories: readonly InventoryTally[]
  readonly containers: readonly ContainerTally[]
  /** Whole exhibits that no list names, where there are lists. */
  readonly unlisted: readonly ExhibitNumber[]
  readonly listedTwice: readonly {
    readonly exhibit: ExhibitNumber
    readonly inventories: readonly InventoryNumber[]
  }[]
  readonly reportedMissing: readonly ExhibitNumber[]
  /** Exhibits of which the record has the same serial number, or another number that no two things have. */
  readonly sameNumber: readonly (readonly ExhibitNumber[])[]
}

export async function reconcileCase(open: OpenCase): Promise<Reconciliation> {
  return reconcile(await open.live.current(), await mediaOf(open))
}

/** What acquisitions say of the media they read. */
async function mediaOf(open: OpenCase): Promise<ReadonlyMap<AcquisitionNumber, MediumState>> {
  const media = new Map<AcquisitionNumber, MediumState>()
  const kinds = ['acquisition.record', 'field.entry'].map((kind) => Buffer.from(`"kind":"${kind}"`))
  for await (const bytes of open.ledger.entries(0)) {
    const entry = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (!kinds.some((kind) => entry.includes(kind))) continue
    const act = toldBy(parseSignedAct(parseEntry(bytes).note).act)
    if (act.kind !== 'acquisition.record' || !act.conditions?.medium) continue
    media.set(act.acquisition, act.conditions.medium)
  }
  return media
}

const holdingData: ReadonlySet<ExhibitCategory> = new Set<ExhibitCategory>([
  'phone',
  'tablet',
  'computer',
  'drive',
  'memory-card',
  'usb-stick',
  'optical-disc',
])

/** Made once and asked often: a case has thousands of parts. */
interface Index {
  readonly parts: ReadonlyMap<ExhibitNumber, readonly ExhibitState[]>
  /** Images and working copies by what they were made of. */
  readonly made: ReadonlyMap<ExhibitNumber, readonly ExhibitState[]>
  readonly states: ReadonlyMap<ExhibitNumber, ReadState>
}

export function reconcile(
  custody: Custody,
  media: ReadonlyMap<AcquisitionNumber, MediumState>,
): Reconciliation {
  const all = Object.values(custody.exhibits).filter(({ custody: { kind } }) => kind !== 'annulled')
  const index = indexOf(custody, all, media)
  const inventories = Object.entries(custody.inventories) as [
    InventoryNumber,
    Custody['inventories'][InventoryNumber],
  ][]
  const listed = new Map<ExhibitNumber, InventoryNumber[]>()
  for (const [inventory, { exhibits }] of inventories)
    for (const exhibit of exhibits) listed.set(exhibit, [...(listed.get(exhibit) ?? []), inventory])
  return {
    inventories: inventories.map(([inventory, { exhibits, stated, rows }]) => {
      const states = exhibits.flatMap((number) => custody.exhibits[number] ?? [])
      const units = unitsOf(states)
      const counts = { stated, units, difference: units - stated, rows, exhibits: exhibits.length }
      return { inventory, ...counts, ...progressOf(index, states) }
    }),
    containers: all
      .filter(({ number }) => index.parts.has(number))
      .map((each) => containerTally(index, each)),
    unlisted:
      inventories.length === 0
        ? []
        : numbersOf(all.filter((each) => isSeized(each) && !listed.has(each.number))),
    listedTwice: [...listed].flatMap(([exhibit, by]) =>
      by.length > 1 ? [{ exhibit, inventories: by }] : [],
    ),
    reportedMissing: numbersOf(all.filter((each) => each.custody.kind === 'missing')),
    sameNumber: sharing(all),
  }
}

function indexOf(
  custody: Custody,
  all: readonly ExhibitState[],
  media: ReadonlyMap<AcquisitionNumber, MediumState>,
): Index {
  const parts = grouped(all.filter(isPart), ({ parent }) => parent)
  const made = grouped(all.filter(isMade), madeOf)
  const states = new Map<ExhibitNumber, ReadState>()
  for (const [number, { exhibit }] of Object.entries(custody.acquisitions) as [
    AcquisitionNumber,
    Custody['acquisitions'][AcquisitionNumber],
  ][])
    states.set(exhibit, media.get(number) ?? 'unstated')
  return { parts, made, states }
}

function grouped(
  all: readonly ExhibitState[],
  by: (each: ExhibitState) => ExhibitNumber | undefined,
): ReadonlyMap<ExhibitNumber, readonly ExhibitState[]> {
  const groups = new Map<ExhibitNumber, ExhibitState[]>()
  for (const each of all) {
    const key = by(each)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(each)
    else groups.set(key, [each])
  }
  return groups
}

function madeOf({ copyOf, parent }: ExhibitState): ExhibitNumber | undefined {
  return copyOf?.parent ?? parent
}

/** Images are kept as parts of what they are images of; working copies say of what they are copies. */
function isMade({ category, copyOf }: ExhibitState): boolean {
  return copyOf !== undefined || category === 'image' || category === 'working-copy'
}

function isPart(each: ExhibitState): boolean {
  return each.parent !== undefined && !isMade(each)
}

function isSeized(each: ExhibitState): boolean {
  return each.parent === undefined && !isMade(each)
}

function unitsOf(states: readonly ExhibitState[]): number {
  return states.reduce((sum, { quantity }) => sum + quantity, 0)
}

function numbersOf(states: readonly ExhibitState[]): readonly ExhibitNumber[] {
  return states.map(({ number }) => number)
}

function containerTally(index: Index, exhibit: ExhibitState): ContainerTally {
  const { number, quantity, counted } = exhibit
  const parts = index.parts.get(number) ?? []
  const expected = counted?.counted ?? quantity
  const units = unitsOf(parts)
  // A phone is one phone, whatever cards are in it: only what was recorded as several things is counted by its parts.
  const isCounted = expected > 1
  return {
    exhibit: number,
    quantity,
    counted: counted?.counted,
    parts: parts.length,
    units,
    takenOut: parts.filter(({ custody: { kind } }) => kind !== 'inside').length,
    difference: isCounted ? units - expected : 0,
    ...progressOf(index, parts),
  }
}

/** What can be reached from these, each once, in the order in which it is come upon. */
function closure(
  roots: readonly ExhibitState[],
  next: ReadonlyMap<ExhibitNumber, readonly ExhibitState[]>,
): readonly ExhibitState[] {
  const reached = new Map<ExhibitNumber, ExhibitState>()
  const left = roots.toReversed()
  for (let each = left.pop(); each; each = left.pop()) {
    if (reached.has(each.number)) continue
    reached.set(each.number, each)
    left.push(...(next.get(each.number) ?? []).toReversed())
  }
  return [...reached.values()]
}

/** How far everything has come that these hold. */
function progressOf(index: Index, roots: readonly ExhibitState[]): Progress {
  const things = closure(roots, index.parts)
  const media = things.filter((each) => isMedium(index, each))
  const read: Record<ReadState, number> = {
    whole: 0,
    partial: 0,
    unreadable: 0,
    blank: 0,
    encrypted: 0,
    unstated: 0,
  }
  for (const { number } of media) {
    const state = index.states.get(number)
    if (state) read[state] += 1
  }
  const made = closure(
    things.flatMap(({ number }) => index.made.get(number) ?? []),
    index.made,
  )
  const images = made.filter(({ category }) => category === 'image')
  const imagedHere = new Set(images.map(madeOf))
  const unread = media.filter(({ number }) => !index.states.has(number))
  return {
    media: media.length,
    imaged: media.filter(({ number }) => imagedHere.has(number) || index.states.has(number)).length,
    read,
    images: images.length,
    copies: made.filter(({ category }) => category !== 'image').length,
    unread: numbersOf(unread.filter(({ number }) => !imagedHere.has(number))),
  }
}

/** Holds data by its kind, or was read all the same; a spindle of discs that are on record each is not one more disc. */
function isMedium({ parts, states }: Index, { number, category, quantity }: ExhibitState): boolean {
  if (states.has(number)) return true
  return holdingData.has(category) && !(quantity > 1 && parts.has(number))
}

function sharing(all: readonly ExhibitState[]): Reconciliation['sameNumber'] {
  const byValue = new Map<string, Set<ExhibitNumber>>()
  for (const { number, identifiers } of all)
    for (const { is, value } of identifiers)
      if (uniqueIdentifiers.has(is)) byValue.set(value, (byValue.get(value) ?? new Set()).add(number))
  return [...byValue.values()].filter(({ size }) => size > 1).map((numbers) => [...numbers])
}
