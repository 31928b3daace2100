import { join, resolve } from 'node:path'
import type { AuditResult } from '../audit/result.js'
import type { Trust } from '../audit/source.js'
import { openCaseLedger } from '../database/case-ledger.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { CustodiaError } from '../errors.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { parseReceipt } from '../signing/receipt.js'
import { type BackupProgress, copyRequest, holdsEvidence, isWhole } from './backup.js'
import { type CopyCount, copyCase } from './case-copy.js'
import { copiedFolder } from './copied-folder.js'
import type { Home } from './home.js'
import { caseFiles, genesisOf } from './open.js'
import { openablePlace } from './scratch.js'
import { trustFrom, verifyCase } from './verify.js'

export interface Restored extends CopyCount {
  readonly folder: string
  /** False when the backup, or the copy made of it, contradicts itself or lacks what it has to hold. */
  readonly isRestored: boolean
  readonly evidence: boolean
  /** What this home has seen of the log, when that is more than was restored: nothing can then be recorded before it is explained. */
  readonly seen: number | undefined
  readonly result: AuditResult
}

const nothing: CopyCount = { blobs: 0, bytes: 0, resumed: 0 }

/**
 * Verifies a backup, copies it into a new case folder, and verifies that. It is held against as much of what this home has seen as
 * a log of its size can hold: that later entries are missing is what a restored case is about.
 * @throws SourceError `source.absent` when there is no backup; UsageError `usage.conflict` when something stands at the place
 */
export async function restoreCase(
  home: Home,
  backup: string,
  place: string,
  progress: BackupProgress,
): Promise<Restored> {
  const evidence = holdsEvidence(backup)
  const from = openablePlace(backup)
  try {
    const { origin, size } = await headOf(join(from.folder, caseFiles.ledger))
    const trust = trustFrom({ knownCheckpoints: [], receipts: [] }, home, origin, true)
    const seen = seenBy(trust)
    const within = () => upTo(trust, size)
    const told = { folder: resolve(place), evidence, seen: seen > size ? seen : undefined }
    const found = await verifyCase(copyRequest(backup, evidence), home, progress, within)
    if (!isWhole(found)) return { ...nothing, ...told, isRestored: false, result: found }
    const copy = copiedFolder(place, `restoration of ${origin} at ${size}`)
    const databases = from.folder
    const count = await copyCase(
      { databases, vault: join(backup, caseFiles.vault) },
      copy.path,
      true,
      progress.copied,
    )
    const result = await verifyCase(copyRequest(copy.path, evidence), home, progress, within)
    if (!isWhole(result)) return { ...count, ...told, folder: copy.path, isRestored: false, result }
    copy.publish()
    return { ...count, ...told, isRestored: true, result }
  } finally {
    from.dispose()
  }
}

async function headOf(path: string): Promise<{ origin: string; size: number }> {
  const ledger = openCaseLedger(path)
  try {
    const { act } = await genesisOf(ledger)
    return { origin: act.log, size: (await ledger.head()).size }
  } finally {
    ledger.close()
  }
}

function seenBy({ anchor }: Trust): number {
  return anchor ? parseCheckpoint(parseSignedNote(anchor).text).size : 0
}

/** What was seen of a log when it held no more than so many entries. */
function upTo({ anchor, ...trust }: Trust, size: number): Trust {
  const held = anchor && parseCheckpoint(parseSignedNote(anchor).text).size <= size
  return {
    ...trust,
    ...(held ? { anchor } : {}),
    anchorExpected: trust.anchorExpected && anchor === undefined,
    receipts: trust.receipts.filter(({ bytes }) => isWithin(bytes, size)),
  }
}

/** What is no receipt is for the audit to name. */
function isWithin(receipt: Uint8Array, size: number): boolean {
  try {
    return parseCheckpoint(parseSignedNote(parseReceipt(receipt).checkpoint).text).size <= size
  } catch (error) {
    if (error instanceof CustodiaError) return true
    throw error
  }
}
