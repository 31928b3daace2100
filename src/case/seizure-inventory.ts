import { createHash } from 'node:crypto'
import type { Custody } from '../custody/state.js'
import { RuleError } from '../errors.js'
import { parseEntry } from '../ledger/entry.js'
import { toldBy } from '../ledger/field-entry.js'
import type { ActOf } from '../model/act.js'
import { mostExhibits } from '../model/field.js'
import type { ExhibitNumber, InventoryNumber } from '../model/names.js'
import { uniqueIdentifiers } from '../model/vocabulary.js'
import { parseSignedAct } from '../signing/signed-act.js'
import type { Desk } from './desk.js'
import { type Draft, type Drafting, type Enacted, enact } from './enact.js'
import { nextNumber } from './exhibits.js'
import type { InventoryMap } from './inventory-map.js'
import {
  type InventoryEncoding,
  type InventoryRow,
  inventoryFaults,
  inventoryRows,
  inventoryText,
  type RowFault,
  titleOf,
} from './inventory-rows.js'
import { readNamedFile } from './named-file.js'
import type { OpenCase } from './open.js'

export interface InventoryRequest {
  readonly path: string
  readonly map: InventoryMap
  readonly encoding: InventoryEncoding
  /** Where everything was found whose row does not say. */
  readonly place?: string
  /** As many units as the list itself states; those of its rows when absent. */
  readonly stated?: number
}

export interface InventoryImported extends Enacted {
  readonly inventory: InventoryNumber | undefined
  readonly exhibits: readonly ExhibitNumber[]
  readonly rows: number
  readonly units: number
  readonly stated: number
  readonly sha256: string
}

type Read = ReturnType<typeof inventoryRows>

/**
 * Takes in a list of what was seized: an exhibit for each row, and the list itself, by digest, all together or nothing.
 * @throws SourceError `source.malformed` with every bad row; RuleError `rule.number-taken` for a list that stands on record
 */
export async function importInventory(
  open: OpenCase,
  desk: Desk,
  request: InventoryRequest,
): Promise<InventoryImported> {
  const bytes = readNamedFile(request.path)
  const document = { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
  const text = inventoryText(request.path, bytes, request.encoding)
  const read = inventoryRows(request.path, text, request.map, open.genesis.zone)
  if (read.faults.length > 0) throw inventoryFaults(request.path, read.faults)
  if (read.rows.length > mostExhibits)
    throw new RuleError('rule.wrong-state', {
      act: 'inventory.record',
      reason: 'too-many',
      most: mostExhibits,
    })
  const known = await inventoryOf(open, document.sha256)
  if (known) throw new RuleError('rule.number-taken', { kind: 'inventory', name: known, reason: 'same-list' })
  if (!desk.dryRun) await open.vault.store(bytes)
  const units = read.rows.reduce((sum, { quantity }) => sum + quantity, 0)
  const stated = request.stated ?? units
  const enacted = await enact(open, desk, (drafting) => {
    const { exhibits, drafts } = exhibitDrafts(open, drafting, read, request)
    const inventory = nextNumber(drafting, 'inventory') as InventoryNumber
    return [...drafts, recordDraft(drafting, request, { inventory, document, exhibits, stated })]
  })
  const recorded = enacted.acts.find((act) => act.kind === 'inventory.record')
  const { inventory, exhibits = [] } = recorded ?? {}
  return { ...enacted, inventory, exhibits, rows: read.rows.length, units, stated, sha256: document.sha256 }
}

function recordDraft(
  { commit }: Drafting,
  { place }: InventoryRequest,
  said: Pick<ActOf<'inventory.record'>, 'inventory' | 'document' | 'exhibits' | 'stated'>,
): Draft {
  return {
    body: {
      kind: 'inventory.record',
      ...said,
      ...(place === undefined ? {} : { place: commit({ text: place }) }),
      rows: said.exhibits.length,
    },
  }
}

/** The inventory that was made of exactly this file, if there is one. */
async function inventoryOf(open: OpenCase, sha256: string): Promise<InventoryNumber | undefined> {
  const kinds = ['inventory.record', 'field.entry'].map((kind) => Buffer.from(`"kind":"${kind}"`))
  for await (const bytes of open.ledger.entries(0)) {
    const entry = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (!kinds.some((kind) => entry.includes(kind))) continue
    const act = toldBy(parseSignedAct(parseEntry(bytes).note).act)
    if (act.kind === 'inventory.record' && act.document.sha256 === sha256) return act.inventory
  }
  return undefined
}

/** @throws SourceError `source.malformed` for what is on record already, or is inside of what is not */
function exhibitDrafts(
  open: OpenCase,
  drafting: Drafting,
  { rows, columns }: Read,
  request: InventoryRequest,
) {
  const faults: RowFault[] = []
  const numbers = new Map<string, ExhibitNumber>()
  const exhibits: ExhibitNumber[] = []
  const drafts = rows.map((row): Draft => {
    const { line, identifiers } = row
    const parent = parentIn(drafting.custody, row, numbers)
    if (parent === 'absent') faults.push({ line, column: titleOf(columns, 'parent'), rule: 'parent' })
    const within = parent === 'absent' ? undefined : parent
    const number = nextNumber(drafting, 'exhibit', within) as ExhibitNumber
    exhibits.push(number)
    if (row.row !== undefined) numbers.set(row.row, number)
    const committed = identifiers.map(({ is, text }) => ({ is, value: drafting.commitAlike(is, { text }) }))
    for (const { is, value } of committed) {
      const [other] = (uniqueIdentifiers.has(is) && drafting.custody.identifiers[value.c]) || []
      if (other) faults.push({ line, column: titleOf(columns, is), rule: 'on-record', other })
    }
    return { body: bodyOf(open, drafting, row, { number, within, committed, place: request.place }) }
  })
  if (faults.length > 0) throw inventoryFaults(request.path, faults)
  return { exhibits, drafts }
}

function parentIn(
  custody: Custody,
  { parent }: InventoryRow,
  numbers: ReadonlyMap<string, ExhibitNumber>,
): ExhibitNumber | 'absent' | undefined {
  if (parent === undefined) return undefined
  if ('row' in parent) return numbers.get(parent.row) ?? 'absent'
  return Object.hasOwn(custody.exhibits, parent.exhibit) ? parent.exhibit : 'absent'
}

interface Placed {
  readonly number: ExhibitNumber
  readonly within: ExhibitNumber | undefined
  readonly committed: NonNullable<ActOf<'exhibit.add'>['identifiers']>
  readonly place: string | undefined
}

function bodyOf(
  open: OpenCase,
  { commit }: Drafting,
  row: InventoryRow,
  { number, within, committed, place: everywhere }: Placed,
): Draft['body'] {
  const { category, quantity, description, possessor, finder, foundAt } = row
  const place = row.place ?? everywhere
  const found: NonNullable<ActOf<'exhibit.add'>['found']> = {
    ...(foundAt === undefined ? {} : { at: { clock: 'stated', time: foundAt, zone: open.genesis.zone } }),
    ...(finder === undefined ? {} : { finder }),
    ...(place === undefined ? {} : { place: commit({ text: place }) }),
    ...(possessor === undefined ? {} : { possessor }),
  }
  return {
    kind: 'exhibit.add',
    category,
    description: commit({ text: description }),
    exhibit: number,
    ...(Object.keys(found).length === 0 ? {} : { found }),
    ...(committed.length === 0 ? {} : { identifiers: committed }),
    ...(within === undefined ? {} : { parent: within }),
    quantity,
  }
}
