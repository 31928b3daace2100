import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { authorityOver } from '../custody/authorizations.js'
import type { Custody } from '../custody/state.js'
import type { ItemRow } from '../database/view-store.js'
import { LedgerError, RuleError } from '../errors.js'
import { linesWriter, readLines } from '../manifest/lines.js'
import { blobIdOf } from '../model/digest.js'
import type { LinesReference } from '../model/field.js'
import type { AcquisitionNumber, AuthorizationNumber, PersonCode } from '../model/names.js'
import { purgeLine } from '../model/purge-line.js'
import type { Desk } from './desk.js'
import { type Enacted, enact } from './enact.js'
import { type NamedItems, parseItems, requireLines } from './item-ranges.js'
import { projectItems } from './items.js'
import type { OpenCase } from './open.js'

export interface PurgeOrder {
  readonly authority: AuthorizationNumber
  /** `A-1/7`, `A-1/3-9`; or a whole acquisition. */
  readonly items?: readonly string[]
  readonly acquisition?: AcquisitionNumber
  /** Which backups still hold the bytes. */
  readonly backups: string
  readonly witness: PersonCode
  readonly reason: string
}

export interface Purged {
  readonly enacted: Enacted
  readonly items: number
  readonly blobs: number
  readonly bytes: number
  /** Blobs that were removed by now. */
  readonly removed: number
}

/**
 * Removes bytes by order of a court, and puts that on record first: what dies in between leaves a record whose bytes are still there,
 * which `doctor` tells and {@link resumePurges} finishes. What was recorded of the items stays.
 * @throws RuleError `rule.no-authority` without an order of destruction in force; `rule.wrong-state` for bytes that other items share
 */
export async function purge(open: OpenCase, desk: Desk, order: PurgeOrder): Promise<Purged> {
  refuseWhileReading(open)
  await projectItems(open)
  const under = { ...desk, under: [order.authority] }
  const custody = await open.live.current()
  const rows = rowsOf(open, custody, order)
  requireOrder(custody, under, rows, order.authority)
  const sizes = new Map(rows.map(({ sha256, size }) => [sha256, size]))
  requireRemovable(open, custody, rows)
  const blobs = await storeLines(open, rows, desk.dryRun)
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  const enacted = await enact(open, under, ({ custody, commit }) => {
    requireOrder(custody, under, rows, order.authority)
    return [
      {
        body: {
          kind: 'purge.record',
          backups: commit({ text: order.backups }),
          blobs,
          bytes,
          reason: commit({ text: order.reason }),
        },
        parties: [
          { who: desk.by, as: 'performer', signature: 'key' },
          { who: order.witness, as: 'witness', signature: 'key' },
        ],
      },
    ]
  })
  const removed = enacted.dryRun ? 0 : await resumePurges(open)
  return { enacted, items: rows.length, blobs: sizes.size, bytes, removed }
}

/** Removes what the record says was removed and is still there; says how many blobs. */
export async function resumePurges(open: OpenCase): Promise<number> {
  refuseWhileReading(open)
  let removed = 0
  for await (const sha256 of unfinishedPurges(open)) {
    await open.vault.remove(blobIdOf(sha256))
    removed += 1
  }
  return removed
}

/** Blobs that are recorded as removed, were not read anew since, and are still in the vault. */
export async function* unfinishedPurges(open: OpenCase): AsyncGenerator<string> {
  await projectItems(open)
  const { purges, acquisitions } = await open.live.current()
  const given = new Set<string>()
  for (const { entry, blobs } of purges) {
    for await (const { sha256 } of readLines(open.vault.read(blobIdOf(blobs.sha256)), purgeLine)) {
      if (given.has(sha256) || !(await open.vault.has(blobIdOf(sha256)))) continue
      const holders = open.view.itemsByDigest(sha256).filter((row) => row.sha256 === sha256)
      const isNewer = ({ acquisition }: ItemRow) =>
        (acquisitions[acquisition as AcquisitionNumber]?.entry ?? 0) > entry
      if (holders.some(isNewer)) continue
      given.add(sha256)
      yield sha256
    }
  }
}

/** An acquisition that is under way may count on bytes that it found in the vault. */
function refuseWhileReading(open: OpenCase): void {
  const folder = join(open.folder, 'unfinished')
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new LedgerError('ledger.locked', { path: folder, reason: 'unfinished-reading' })
}

interface FileRow {
  readonly acquisition: AcquisitionNumber
  readonly line: number
  readonly sha256: string
  readonly size: number
}

function rowsOf(open: OpenCase, custody: Custody, { items, acquisition }: PurgeOrder): readonly FileRow[] {
  const named: readonly NamedItems[] =
    acquisition === undefined
      ? parseItems(items ?? [])
      : [{ acquisition, lines: [{ from: 1, to: open.view.itemCount(acquisition) }] }]
  const rows = named.flatMap((each) => {
    requireLines(custody, each, open.view.itemCount(each.acquisition))
    if (custody.acquisitions[each.acquisition]?.copied === false)
      throw refused(each.acquisition, 'not-copied')
    const isNamed = ({ line }: ItemRow) => each.lines.some(({ from, to }) => from <= line && line <= to)
    return open.view.items(each.acquisition).flatMap(({ line, sha256, size, ...row }): FileRow[] => {
      if (!isNamed({ line, sha256, size, ...row }) || sha256 === null || size === null) return []
      return [{ acquisition: each.acquisition, line, sha256, size }]
    })
  })
  const [first] = named
  if (rows.length === 0 && first) throw refused(first.acquisition, 'not-copied')
  return rows
}

/** Bytes that another item consists of, and no order speaks of, stay. */
function requireRemovable(open: OpenCase, { acquisitions }: Custody, rows: readonly FileRow[]): void {
  const ordered = new Set(rows.map(({ acquisition, line }) => `${acquisition}/${line}`))
  for (const sha256 of new Set(rows.map((row) => row.sha256))) {
    const others = open.view
      .itemsByDigest(sha256)
      .filter((row) => row.sha256 === sha256 && !ordered.has(`${row.acquisition}/${row.line}`))
      .filter((row) => acquisitions[row.acquisition as AcquisitionNumber]?.copied)
      .map(({ acquisition, line }) => `${acquisition}/${line}`)
    if (others.length > 0) throw refused(others.join(', '), 'shares-bytes')
  }
}

function requireOrder(
  custody: Custody,
  { by, now }: Desk,
  rows: readonly FileRow[],
  authority: AuthorizationNumber,
): void {
  if (!Object.hasOwn(custody.authorizations, authority))
    throw new RuleError('rule.unknown-object', { kind: 'authorization', name: authority })
  for (const number of new Set(rows.map(({ acquisition }) => custody.acquisitions[acquisition]?.exhibit))) {
    const exhibit = number && custody.exhibits[number]
    if (!exhibit) continue
    if (exhibit.hold !== undefined) throw refused(exhibit.number, 'on-hold')
    if (authorityOver(custody, exhibit, 'destruction', now(), [authority]) !== 'covered')
      throw new RuleError('rule.no-authority', {
        person: by,
        reason: 'destruction',
        authority,
        exhibit: exhibit.number,
      })
  }
}

async function storeLines(
  open: OpenCase,
  rows: readonly FileRow[],
  dryRun: boolean,
): Promise<LinesReference> {
  const staging = await open.vault.stage()
  try {
    const lines = linesWriter((bytes) => staging.write(bytes))
    for (const { acquisition, line, sha256, size } of rows)
      await lines.add({ acquisition, line, sha256, size })
    const reference = await lines.finish()
    if (!dryRun) {
      await staging.commit(blobIdOf(reference.sha256))
      await open.vault.flush()
    }
    return reference
  } finally {
    await staging.discard()
  }
}

function refused(name: string, state: string): RuleError {
  return new RuleError('rule.wrong-state', { act: 'purge.record', name, state, reason: 'state' })
}
