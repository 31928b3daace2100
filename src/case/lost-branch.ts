import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { headsOf } from '../audit/heads.js'
import { auditRecord } from '../audit/record.js'
import { lostBranchOf } from '../custody/incidents.js'
import type { Custody } from '../custody/state.js'
import type { Anchor, AnchorStore } from '../database/anchor-store.js'
import type { CaseLedger } from '../database/case-ledger.js'
import { encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { CustodiaError, LedgerError } from '../errors.js'
import type { TreeHeadField } from '../model/field.js'
import { type Checkpoint, parseCheckpoint } from '../signing/checkpoint.js'
import { parseReceipt } from '../signing/receipt.js'
import { pushFolder, readWhole, unwritable } from '../signing/whole-file.js'
import type { Home } from './home.js'

// A log that does not extend what this home has seen of it, and the act that explains why.

/**
 * What the record says, when all of it holds: every signature, every rule, the root of its head and the log's signature over that.
 * Undefined when any of it does not: nothing such a record says explains anything.
 */
export async function soundCustody(ledger: CaseLedger): Promise<Custody | undefined> {
  // Others may be appending: what comes after this head is not asked about.
  const { checkpoint, size } = await ledger.head()
  const record = await auditRecord({ entries: () => ledger.entries(0, size) })
  if (!checkpoint || !record.custody || record.findings.some(({ verdict }) => verdict !== 'confirmed'))
    return undefined
  const standing = await headsOf(record).standing(checkpoint)
  return standing.kind === 'holds' && standing.size === size && size === record.leaves.length
    ? record.custody
    : undefined
}

/** Whether an act on record says that the branch of this anchor is gone. */
export function isExplained(custody: Custody, { note }: Anchor): boolean {
  return lostBranchOf(custody, treeHeadOf(checkpointIn(note))) !== undefined
}

interface Place {
  readonly home: Home
  readonly origin: string
  readonly ledger: CaseLedger
  readonly anchors: AnchorStore
}

/**
 * Lets this home follow the branch that the record explains. What it had seen is kept: first the receipts of the lost branch are put
 * where no new one takes their place, then the anchor moves. After a crash in between, the next opening does the rest.
 * @throws LedgerError `ledger.rolled-back` when somebody has meanwhile gone on with the lost branch
 */
export async function leaveBranch(place: Place, custody: Custody, left: Anchor): Promise<void> {
  const { anchors, origin, ledger } = place
  const head = await ledger.head()
  if (!head.checkpoint) throw new LedgerError('ledger.malformed', { path: ledger.path, reason: 'empty' })
  await setReceiptsAside(place, custody)
  if (anchors.leave(origin, left, { size: head.size, note: head.checkpoint })) return
  const found = anchors.read(origin)
  // Another process may have done the same.
  if (found && (await isOwn(ledger, treeHeadOf(checkpointIn(found.note))))) return
  throw new LedgerError('ledger.rolled-back', { reason: 'other', seen: left.size, found: head.size })
}

/** Folder of the receipts of lost branches, within that of the receipts of a log. */
export const lostReceipts = 'lost'

async function setReceiptsAside({ home, origin, ledger }: Place, custody: Custody): Promise<void> {
  const folder = home.receipts(origin)
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.tlog-proof')) : []
  const aside = join(folder, lostReceipts)
  for (const name of names) {
    const head = headUnder(readWhole(join(folder, name)))
    if (!head || !lostBranchOf(custody, head) || (await isOwn(ledger, head))) continue
    const stem = `${name.slice(0, -'.tlog-proof'.length)}.of-${head.size}`
    const mark = Buffer.from(head.root, 'base64').toString('hex').slice(0, 16)
    const isTaken = existsSync(join(aside, `${stem}.tlog-proof`))
    moved(join(folder, name), aside, `${stem}${isTaken ? `.${mark}` : ''}.tlog-proof`)
  }
}

function moved(path: string, folder: string, name: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    renameSync(path, join(folder, name))
    pushFolder(folder)
    pushFolder(join(folder, '..'))
  } catch (cause) {
    throw unwritable(path, cause)
  }
}

/** Undefined for what is no receipt: that is for the audit to say. */
function headUnder(receipt: Uint8Array): TreeHeadField | undefined {
  try {
    return treeHeadOf(checkpointIn(parseReceipt(receipt).checkpoint))
  } catch (error) {
    if (error instanceof CustodiaError) return undefined
    throw error
  }
}

async function isOwn(ledger: CaseLedger, { root, size }: TreeHeadField): Promise<boolean> {
  const note = await ledger.checkpointAt(size)
  return note !== undefined && treeHeadOf(checkpointIn(note)).root === root
}

export function checkpointIn(note: Uint8Array): Checkpoint {
  return parseCheckpoint(parseSignedNote(note).text)
}

export function treeHeadOf({ root, size }: Checkpoint): TreeHeadField {
  return { root: encodeBase64(root), size }
}
