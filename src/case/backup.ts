import { existsSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { z } from 'zod'
import type { AuditProgress } from '../audit/audit.js'
import type { AuditResult } from '../audit/result.js'
import { canonicalJson, parseCanonicalJson } from '../encoding/canonical-json.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { SourceError, UsageError } from '../errors.js'
import { instant, leafHash, origin, treeHead } from '../model/field.js'
import type { Instant } from '../model/instant.js'
import { writeWhole } from '../signing/whole-file.js'
import { type CopyCount, copyCase } from './case-copy.js'
import { copiedFolder } from './copied-folder.js'
import { readNamedFile } from './named-file.js'
import { caseFiles, type OpenCase } from './open.js'
import { trustFrom, verifyCase } from './verify.js'

/** What a backup says of itself: for people, and so that what was left out on purpose is not looked for. Nothing rests on it. */
const statementFile = 'backup.json'
const statement = z.strictObject({
  evidence: z.boolean(),
  format: z.literal('custodia-backup/v1'),
  genesis: leafHash,
  head: treeHead,
  made: instant,
  origin,
})
type Statement = z.infer<typeof statement>

/** What the case needs besides, and no backup of a case holds: it is kept in `CUSTODIA_HOME`, for a reason. */
const notInBackup = ['signing-keys', 'log-key', 'data-key', 'pins', 'anchors', 'receipts'] as const

export interface BackedUp extends CopyCount {
  /** Where it stands; where the copy was left when it is no backup. */
  readonly folder: string
  /** False when the copy contradicts itself, or lacks what a backup has to hold. */
  readonly isBackup: boolean
  readonly evidence: boolean
  readonly holdsNot: typeof notInBackup
  readonly result: AuditResult
}

export interface BackupProgress extends AuditProgress {
  copied(bytes: number): void
}

/**
 * Copies a case while others may be writing to it, verifies the copy as `verify` does, and only then gives it its place.
 * @param evidence false: without the bytes of evidence, which are then not verified either
 * @throws UsageError `usage.conflict` when something stands at the place
 */
export async function backUp(
  open: OpenCase,
  place: string,
  evidence: boolean,
  now: () => Instant,
  progress: BackupProgress,
): Promise<BackedUp> {
  if (`${resolve(place)}${sep}`.startsWith(`${resolve(open.folder)}${sep}`))
    throw new UsageError('usage.conflict', { path: place, reason: 'inside-case' })
  // What this home has seen by now, the copy must hold; what others record from here on, it need not.
  const trust = trustFrom({ knownCheckpoints: [], receipts: [] }, open.home, open.origin, true)
  const copy = copiedFolder(place, `backup of ${open.origin}${evidence ? '' : ' without evidence'}`)
  const from = { databases: open.folder, vault: open.vault.address.folder }
  const count = await copyCase(from, copy.path, evidence, progress.copied)
  const result = await verifyCase(copyRequest(copy.path, evidence), open.home, progress, () => trust)
  const made = { ...count, evidence, holdsNot: notInBackup, result }
  if (!isWhole(result)) return { ...made, folder: copy.path, isBackup: false }
  const stated: Statement = {
    evidence,
    format: 'custodia-backup/v1',
    genesis: open.genesisLeaf,
    head: { ...result.head },
    made: now(),
    origin: open.origin,
  }
  writeWhole(join(copy.path, statementFile), encodeUtf8(`${canonicalJson(stated)}\n`), 'replace')
  copy.publish()
  return { ...made, folder: resolve(place), isBackup: true }
}

export function copyRequest(folder: string, evidence: boolean) {
  const bytes = evidence ? 'vault' : 'none'
  return { folder, knownCheckpoints: [], receipts: [], scope: { bytes, requireCoverage: false } } as const
}

/** Nothing contradicts, and nothing is missing that was to be copied. */
export function isWhole({ verdict, findings }: AuditResult): boolean {
  return (
    verdict !== 'contradicted' &&
    !findings.some(({ code }) => code === 'blob.absent' || code === 'manifest.absent')
  )
}

/** Whether the backup was made with the bytes of evidence. @throws SourceError `source.malformed`, `source.absent` */
export function holdsEvidence(folder: string): boolean {
  const path = join(folder, statementFile)
  if (!existsSync(join(folder, caseFiles.ledger)) || !existsSync(path))
    throw new SourceError('source.absent', { path, reason: 'backup' })
  const text = decodeUtf8(readNamedFile(path))
  const parsed = statement.safeParse(text.endsWith('\n') ? parseCanonicalJson(text.slice(0, -1)) : undefined)
  if (!parsed.success) throw new SourceError('source.malformed', { what: 'backup', path })
  return parsed.data.evidence
}
