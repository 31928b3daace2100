import { join } from 'node:path'
import type { Finding } from '../audit/finding.js'
import type { Step } from '../audit/record.js'
import type { AuditResult } from '../audit/result.js'
import { known } from '../custody/change.js'
import { sizeOf } from '../custody/field-logs.js'
import type { FieldLog } from '../custody/state.js'
import { type CaseLedger, openCaseLedger } from '../database/case-ledger.js'
import { openClearStore } from '../database/clear-store.js'
import { encodeBase64 } from '../encoding/base64.js'
import { type Opening, opens } from '../encoding/commitment.js'
import { decodeUtf8 } from '../encoding/utf8.js'
import { type Details, KeyError, LedgerError, VaultError } from '../errors.js'
import { readLines } from '../manifest/lines.js'
import { emptyFrontier, extend, frontierRoot } from '../merkle/frontier.js'
import { leafHash } from '../merkle/hash.js'
import { type BlobId, blobIdOf } from '../model/digest.js'
import { manifestLine } from '../model/manifest-line.js'
import type { Origin } from '../model/names.js'
import { type FilesystemVault, openFilesystemVault } from '../vault/filesystem.js'
import type { Vault } from '../vault/vault.js'
import { copyBlob } from './case-copy.js'
import type { Desk } from './desk.js'
import { type Draft, type Enacted, enact, requireClear } from './enact.js'
import { projectItems } from './items.js'
import { caseFiles, genesisOf, type OpenCase } from './open.js'
import { openablePlace } from './scratch.js'
import { trustFrom, verifyCase } from './verify.js'

export interface FieldJoined {
  /** Origin of the field log. */
  readonly field: string
  /** Entries of it that stand here now, and how many of them came with this. */
  readonly entries: number
  readonly added: number
  readonly blobs: number
  readonly bytes: number
  readonly enacted: Enacted
}

interface Copied {
  readonly blobs: number
  readonly bytes: number
}

/** A field log as it lies in its folder. */
interface FieldCase {
  readonly folder: string
  /** Where its databases can be opened. */
  readonly databases: string
  readonly ledger: CaseLedger
  readonly origin: Origin
}

/** Blobs between two times that folders are pushed to the disk; openings in one transaction. */
const blobsBetweenFlushes = 256
const openingsAtOnce = 1000

const nothingEnacted: Enacted = { recorded: [], acts: [], breaks: [], dryRun: false }
const nothingCopied: Copied = { blobs: 0, bytes: 0 }

/**
 * Brings a field log's new entries into this log, byte for byte, under one checkpoint: all of them or none. Before that it is
 * audited by itself, held against what was joined before, and what its entries name is copied: blobs first, then openings. Repeated,
 * it brings what has come since, and nothing when nothing has.
 * @throws LedgerError `ledger.field-refused` when it contradicts itself, or is shorter or another than what was joined before;
 *   RuleError `rule.unknown-object` when it was not opened here; VaultError for blobs that are missing there or not what their name
 *   promises
 */
export async function joinField(open: OpenCase, desk: Desk, folder: string): Promise<FieldJoined> {
  const place = openablePlace(folder)
  try {
    const ledger = openCaseLedger(join(place.folder, caseFiles.ledger))
    try {
      const { act } = await genesisOf(ledger)
      return await joined(open, desk, { folder, databases: place.folder, ledger, origin: act.log })
    } finally {
      ledger.close()
    }
  } finally {
    place.dispose()
  }
}

async function joined(open: OpenCase, desk: Desk, from: FieldCase): Promise<FieldJoined> {
  const { ledger, origin } = from
  const field = known((await open.live.current()).fields ?? {}, 'field-log', origin)
  const { head, steps, findings } = await audited(open, from, field)
  refuseFor(origin, findings, ({ code }) => !isHeldHere(code))
  const added = await entriesSince(from, field, head.size)
  refuseFor(origin, findings, ({ code }) => isHeldHere(code))
  const checkpoint = await ledger.checkpointAt(head.size)
  if (!checkpoint) throw refused(origin, { finding: 'checkpoint.absent', subject: `size ${head.size}` })
  const told = { field: origin, entries: head.size, added: added.length }
  const record = async () =>
    added.length === 0
      ? nothingEnacted
      : enact(open, quietly(desk), () => drafts(origin, added, head.size, checkpoint))
  if (desk.dryRun) return { ...told, ...nothingCopied, enacted: await record() }
  const copied = await copyBlobs(open.vault, openFilesystemVault(join(from.folder, caseFiles.vault)), steps)
  copyOpenings(open, from)
  const enacted = await record()
  open.anchors.advance(origin, { size: head.size, note: checkpoint })
  await projectItems(open)
  return { ...told, ...copied, enacted }
}

/** By itself, and against what this home has of it; pinned by what was put on record when it was opened. */
function audited(
  { home }: OpenCase,
  { folder, origin }: FieldCase,
  { genesis }: FieldLog,
): Promise<AuditResult> {
  const kept = { knownCheckpoints: [], receipts: [], genesis }
  // Evidence is hashed while it is copied.
  const scope = { bytes: 'none', requireCoverage: false } as const
  return verifyCase({ folder, ...kept, scope }, home, undefined, () => trustFrom(kept, home, origin, false))
}

/** What only says that it is not the log of which this home has seen something: `entriesSince` says that better. */
function isHeldHere(code: Finding['code']): boolean {
  return code === 'log.forked' || /^(?:anchor|receipt)\./.test(code)
}

function refuseFor(log: string, findings: readonly Finding[], isMeant: (finding: Finding) => boolean): void {
  const found = findings.find(
    (each) => (each.verdict === 'contradicted' || each.code === 'manifest.absent') && isMeant(each),
  )
  if (found) throw refused(log, { finding: found.code, subject: found.subject })
}

/** Its entries that do not stand here yet; those that do have to be the same. */
async function entriesSince(
  { ledger, origin }: FieldCase,
  field: FieldLog,
  size: number,
): Promise<readonly Uint8Array[]> {
  const before = sizeOf(field)
  if (size < before) throw refused(origin, { reason: 'shorter', found: size, size: before })
  const added: Uint8Array[] = []
  let frontier = emptyFrontier
  for await (const bytes of ledger.entries(0, size)) {
    frontier = extend(frontier, leafHash(bytes))
    const isSame = encodeBase64(frontierRoot(frontier)) === field.roots[frontier.size]
    if (frontier.size > before) added.push(bytes)
    else if (!isSame) throw refused(origin, { reason: 'forked', size: frontier.size })
  }
  return added
}

function drafts(
  origin: Origin,
  added: readonly Uint8Array[],
  size: number,
  checkpoint: Uint8Array,
): readonly Draft[] {
  const entries = added.map(
    (bytes): Draft => ({
      body: { kind: 'field.entry', entry: encodeBase64(bytes), field: origin },
    }),
  )
  return [
    ...entries,
    { body: { kind: 'field.join', checkpoint: decodeUtf8(checkpoint), field: origin, size } },
  ]
}

/** What the entries say was shown to those who signed them there; here it is the joining that is signed for. */
function quietly(desk: Desk): Desk {
  return {
    ...desk,
    show({ acts, texts, ...preview }) {
      const isShown = (_: unknown, at: number) => acts[at]?.kind !== 'field.entry'
      desk.show({ ...preview, acts: acts.filter(isShown), texts: texts.filter(isShown) })
    },
  }
}

/** What its acts name: manifests, findings, and the files that were copied into its vault. Hashed while they are copied. */
async function copyBlobs(target: Vault, source: FilesystemVault, steps: readonly Step[]): Promise<Copied> {
  const count = { blobs: 0, bytes: 0 }
  const copy = async (blob: BlobId) => {
    if (await target.has(blob)) return
    const size = await source.size(blob)
    await copyBlob(blob, source, target, source.pathOf(blob), () => undefined)
    count.blobs += 1
    count.bytes += size
    if (count.blobs % blobsBetweenFlushes === 0) await target.flush()
  }
  for (const { act } of steps) {
    if (act.kind === 'examination.record') await copy(blobIdOf(act.findings.sha256))
    if (act.kind !== 'acquisition.record') continue
    const manifest = blobIdOf(act.manifest.sha256)
    await copy(manifest)
    for await (const line of act.copied ? readLines(source.read(manifest), manifestLine) : [])
      if (line.kind === 'file') await copy(blobIdOf(line.digests.sha256))
  }
  await target.flush()
  return count
}

/** @throws KeyError `key.absent` in a home that has not the data key of one of the two; VaultError `vault.mismatch` */
function copyOpenings(open: OpenCase, { databases, origin }: FieldCase): void {
  const { home } = open
  const dataKey = home.dataKey(origin)
  if (!dataKey) throw new KeyError('key.absent', { key: 'data-keys', home: home.path, reason: 'of-case' })
  const target = requireClear(open)
  const source = openClearStore(join(databases, caseFiles.clear), dataKey)
  try {
    const waiting: Opening[] = []
    for (const opening of source.all()) {
      if (!opens(opening)) throw new VaultError('vault.mismatch', { what: 'opening', name: opening.c })
      waiting.push(opening)
      if (waiting.length === openingsAtOnce) target.put(waiting.splice(0))
    }
    target.put(waiting)
  } finally {
    source.close()
  }
}

function refused(log: string, details: Details): LedgerError {
  return new LedgerError('ledger.field-refused', { log, ...details })
}
