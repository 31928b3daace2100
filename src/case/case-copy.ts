import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { attempt } from '../audit/finding.js'
import { openCaseLedger } from '../database/case-ledger.js'
import { copyDatabase } from '../database/database-copy.js'
import { VaultError } from '../errors.js'
import { parseEntry } from '../ledger/entry.js'
import { toldBy } from '../ledger/field-entry.js'
import { type BlobId, blobIdOf } from '../model/digest.js'
import { parseSignedAct } from '../signing/signed-act.js'
import { openFilesystemVault } from '../vault/filesystem.js'
import type { StoredBlob, Vault } from '../vault/vault.js'
import { caseFiles } from './open.js'

/** Where a case is copied from: its databases may have to be opened elsewhere than they stand (`openablePlace`). */
interface CopiedFrom {
  readonly databases: string
  readonly vault: string
}

export interface CopyCount {
  readonly blobs: number
  readonly bytes: number
  /** Blobs of an earlier attempt that were there, and were hashed again instead of copied. */
  readonly resumed: number
}

/** Blobs between two times that folders are pushed to the disk. */
const blobsBetweenFlushes = 256

/**
 * Copies log, openings and blobs, in this order, because they are written in the other: what the copied log names was there before
 * it. Blobs are copied, never linked, and hashed while they are; each is on the disk when this returns.
 * @param evidence false: of the blobs only those that the record itself consists of, its manifests and findings
 * @throws VaultError `vault.mismatch` for a blob that is not what its name promises; LedgerError; EnvironmentError
 */
export async function copyCase(
  from: CopiedFrom,
  to: string,
  evidence: boolean,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<CopyCount> {
  const ledger = join(to, caseFiles.ledger)
  copyDatabase(join(from.databases, caseFiles.ledger), ledger)
  copyDatabase(join(from.databases, caseFiles.clear), join(to, caseFiles.clear))
  const source = openFilesystemVault(from.vault)
  const target = openFilesystemVault(join(to, caseFiles.vault))
  await target.sweep()
  const count = { blobs: 0, bytes: 0, resumed: 0 }
  for await (const { blob, size } of evidence ? source.blobs() : documentsIn(ledger, source)) {
    const there = await target.has(blob)
    if (there) requireDigest(blob, await hashOf(target.read(blob), onBytes), target.pathOf(blob))
    else await copyBlob(blob, source, target, source.pathOf(blob), onBytes)
    count.blobs += 1
    count.bytes += size
    count.resumed += there ? 1 : 0
    if (count.blobs % blobsBetweenFlushes === 0) await target.flush()
  }
  await target.flush()
  return count
}

/** On the medium after the target's next `flush`. @throws VaultError `vault.mismatch` when it is not what its name promises */
export async function copyBlob(
  blob: BlobId,
  source: Vault,
  target: Vault,
  path: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const staging = await target.stage()
  try {
    const hash = createHash('sha256')
    for await (const piece of source.read(blob)) {
      hash.update(piece)
      await staging.write(piece)
      onBytes(piece.length)
    }
    requireDigest(blob, hash.digest('hex'), path)
    await staging.commit(blob)
  } finally {
    await staging.discard()
  }
}

async function hashOf(bytes: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of bytes) {
    hash.update(piece)
    onBytes(piece.length)
  }
  return hash.digest('hex')
}

function requireDigest(blob: BlobId, sha256: string, path: string): void {
  const found = blobIdOf(sha256)
  if (found !== blob) throw new VaultError('vault.mismatch', { path, blob, reason: `its bytes are ${found}` })
}

/** Manifests and findings that acts name and the vault has. What cannot be read as an act is for the audit to name. */
async function* documentsIn(ledgerPath: string, vault: Vault): AsyncGenerator<StoredBlob> {
  const ledger = openCaseLedger(ledgerPath)
  const given = new Set<string>()
  try {
    for await (const bytes of ledger.entries(0)) {
      const act = await attempt(
        () => toldBy(parseSignedAct(parseEntry(bytes).note).act),
        () => undefined,
      )
      const blob = documentOf(act)
      if (blob === undefined || given.has(blob) || !(await vault.has(blob))) continue
      given.add(blob)
      yield { blob, size: await vault.size(blob) }
    }
  } finally {
    ledger.close()
  }
}

function documentOf(act: ReturnType<typeof parseSignedAct>['act'] | undefined): BlobId | undefined {
  if (act?.kind === 'acquisition.record') return blobIdOf(act.manifest.sha256)
  return act?.kind === 'examination.record' ? blobIdOf(act.findings.sha256) : undefined
}
