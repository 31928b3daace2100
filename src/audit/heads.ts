import { hash } from 'node:crypto'
import { verifierKey } from '../custody/authority.js'
import { lostBranchOf } from '../custody/incidents.js'
import { logKeyAt } from '../custody/state.js'
import { encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote, type SignedNote } from '../encoding/signed-note.js'
import { emptyRoot, sameHash } from '../merkle/hash.js'
import { hashSet } from '../merkle/hash-set.js'
import { verifyInclusion } from '../merkle/proof.js'
import { type Checkpoint, parseCheckpoint } from '../signing/checkpoint.js'
import { parseReceipt } from '../signing/receipt.js'
import { atOnce, isNoteSignedBy, type SignatureCheck } from '../signing/signature-check.js'
import {
  attempt,
  attemptNow,
  confirmed,
  contradicted,
  type Finding,
  type FindingCode,
  reasonOf,
  unchecked,
} from './finding.js'
import type { AuditedRecord } from './record.js'
import { type SignatureCrew, withCrew } from './signature-crew.js'
import type { AuditSource, KeptNote, Trust } from './source.js'

/**
 * How a checkpoint stands to the record: on it, or what is wrong. `lost`: it is not on it, and by an act on record (`entry`) the
 * branch it was on is gone, so that nobody can say more of it than that the log's key signed it.
 */
export type Standing =
  | { readonly kind: 'holds'; readonly size: number }
  | { readonly kind: 'fails'; readonly code: FindingCode; readonly details: Finding['details'] }
  | ({ readonly kind: 'lost'; readonly size: number; readonly entry: number } & Omit<Fails, 'kind'>)

interface Fails {
  readonly kind: 'fails'
  readonly code: FindingCode
  readonly details: Finding['details']
}

/** A record, and how checkpoints stand to it. The one under a receipt is most often one that is stored: it is verified once. */
export interface Heads {
  readonly record: AuditedRecord
  standing(note: Uint8Array): Promise<Standing>
}

/** @param verifies how signatures are checked; what was found to hold rests on it */
export function headsOf(record: AuditedRecord, verifies: SignatureCheck = atOnce): Heads {
  const holding = hashSet()
  return {
    record,
    async standing(note) {
      const name = Buffer.from(hash('sha256', note, 'binary'), 'latin1')
      if (holding.has(name)) return { kind: 'holds', size: parseCheckpoint(parseSignedNote(note).text).size }
      const standing = standingOf(note, record, verifies)
      if (standing.kind === 'holds') holding.add(name)
      return standing
    },
  }
}

/** The record's heads and how those stored with it stand: all their signatures are verified in other threads where they are many. */
export async function auditHeads(
  source: AuditSource,
  record: AuditedRecord,
  trust: Pick<Trust, 'receipts'>,
): Promise<{ heads: Heads; checkpoints: AuditedCheckpoints }> {
  return withCrew(async (crew) => {
    const heads = headsOf(record, crew.check)
    return { heads, checkpoints: await auditCheckpoints(source, heads, trust, crew) }
  })
}

export interface AuditedCheckpoints {
  readonly findings: readonly Finding[]
  readonly checked: number
}

/**
 * Every checkpoint stored with the log must be signed by its key and be one of its roots; the newest must cover all of it. A case
 * keeps every checkpoint it ever signed; a disclosure holds the newest alone.
 */
async function auditCheckpoints(
  source: AuditSource,
  heads: Heads,
  { receipts }: Pick<Trust, 'receipts'>,
  crew: SignatureCrew,
): Promise<AuditedCheckpoints> {
  const findings: Finding[] = []
  const { length } = heads.record.leaves
  /** By size, 1 where a checkpoint holds. */
  const stored = new Uint8Array(length + 1)
  let checked = 0
  let newest = 0
  const read = await attempt(
    async () => {
      for await (const note of source.checkpoints()) {
        const subject = `checkpoint ${checked}`
        const standing = await heads.standing(note)
        if (standing.kind !== 'holds') findings.push(contradicted(standing.code, subject, standing.details))
        else {
          stored[standing.size] = 1
          newest = Math.max(newest, standing.size)
        }
        checked += 1
        if (crew.failed) break
        await crew.room()
      }
      return true
    },
    (error) => findings.push(contradicted('storage.corrupt', 'checkpoints', reasonOf(error))),
  )
  if (read && newest !== length) {
    findings.push(contradicted('checkpoint.absent', `size ${length}`, { size: length, newest }))
  }
  if (read && findings.length === 0 && source.kind === 'case') {
    for (const size of await missingSizes(heads, receipts, stored))
      findings.push(contradicted('checkpoint.missing', `size ${size}`, { size }))
  }
  // Where there was none, none was confirmed; that the log holds nothing is said of the log.
  if (findings.length === 0 && checked > 0)
    findings.push(confirmed('checkpoint.confirmed', 'checkpoints', { checkpoints: checked, size: newest }))
  return { findings, checked }
}

/**
 * Sizes of the checkpoints that acts and receipts say were there and that are not. What is wrong with a receipt is for
 * `auditReceipts` to say.
 */
async function missingSizes(
  { record, standing }: Heads,
  receipts: readonly KeptNote[],
  stored: Uint8Array,
): Promise<ReadonlySet<number>> {
  const missing = new Set<number>()
  for (const size of record.trail.seen()) if (size > 0 && stored[size] !== 1) missing.add(size)
  for (const { bytes } of receipts) {
    const receipt = await attempt(
      () => parseReceipt(bytes),
      () => undefined,
    )
    const found = receipt && (await standing(receipt.checkpoint))
    if (found?.kind === 'holds' && stored[found.size] !== 1) missing.add(found.size)
  }
  return missing
}

/** The pin: without one, a record can only say that it agrees with itself. */
export function auditPin({ leaves }: AuditedRecord, { genesis }: Trust): Finding {
  const first = leaves.at(0)
  if (first === undefined) return unchecked('trust.not-compared', 'genesis')
  const found = encodeBase64(first)
  if (genesis === undefined) return unchecked('trust.self-stated', 'genesis', { genesis: found })
  if (genesis !== found) return contradicted('trust.mismatch', 'genesis', { expected: genesis, found })
  return confirmed('trust.pinned', 'genesis', { genesis })
}

/** What this home has seen must still be there: a shorter or different log is a rollback or a fork. */
export async function auditAnchor(
  heads: Heads,
  trust: Trust,
  kind: AuditSource['kind'],
): Promise<readonly Finding[]> {
  // A record that does not give its name cannot be looked up among what this home has seen.
  const code = heads.record.leaves.length === 0 ? 'anchor.not-compared' : 'anchor.absent'
  if (trust.anchor === undefined) return trust.anchorExpected ? [unchecked(code, 'anchor')] : []
  const standing = await heads.standing(trust.anchor)
  if (standing.kind === 'holds') return [confirmed('anchor.confirmed', 'anchor', { size: standing.size })]
  if (standing.kind === 'lost') return [unchecked('anchor.lost-branch', 'anchor', lostAt(standing))]
  const details = { ...standing.details, entries: heads.record.leaves.length }
  if (standing.code !== 'checkpoint.beyond-log') return [contradicted('anchor.forked', 'anchor', details)]
  // A disclosure is the log as it was when it was made; a case is the log.
  return kind === 'disclosure'
    ? [unchecked('anchor.ahead', 'anchor', details)]
    : [contradicted('anchor.rolled-back', 'anchor', details)]
}

/** Checkpoints that somebody else kept. */
export async function auditKeptCheckpoints(
  heads: Heads,
  kept: readonly KeptNote[],
): Promise<readonly Finding[]> {
  return Promise.all(
    kept.map(async ({ name, bytes }) => {
      const standing = await heads.standing(bytes)
      if (standing.kind === 'lost') return unchecked('checkpoint.lost-branch', name, lostAt(standing))
      return standing.kind === 'holds'
        ? confirmed('checkpoint.confirmed', name, { size: standing.size, checkpoints: 1 })
        : contradicted(standing.code, name, standing.details)
    }),
  )
}

/** Receipts that the signers kept: each proves one entry under one checkpoint. */
export async function auditReceipts(
  heads: Heads,
  kept: readonly KeptNote[],
  kind: AuditSource['kind'] = 'case',
): Promise<readonly Finding[]> {
  const { record } = heads
  const findings: Finding[] = []
  let held = 0
  for (const { name, bytes, byHome } of kept) {
    const receipt = await attempt(
      () => parseReceipt(bytes),
      (error) => findings.push(contradicted('receipt.malformed', name, reasonOf(error))),
    )
    if (!receipt) continue
    const standing = await heads.standing(receipt.checkpoint)
    // That this home has seen more than a disclosure holds is said once, of the anchor.
    const isLater = standing.kind === 'fails' && standing.code === 'checkpoint.beyond-log'
    if (isLater && byHome && kind === 'disclosure') continue
    if (standing.kind === 'fails') {
      findings.push(
        contradicted('receipt.contradicts', name, {
          ...standing.details,
          entry: receipt.index,
          failed: standing.code,
        }),
      )
      continue
    }
    if (standing.kind === 'lost') {
      findings.push(unchecked('receipt.lost-branch', name, { ...lostAt(standing), index: receipt.index }))
      continue
    }
    held += 1
    const leaf = record.leaves.at(receipt.index)
    const root = record.rootAt(standing.size) ?? emptyRoot
    if (!leaf || !verifyInclusion(receipt.index, standing.size, leaf, receipt.proof, root)) {
      findings.push(contradicted('receipt.contradicts', name, { entry: receipt.index, failed: 'inclusion' }))
    }
  }
  if (held > 0 && !findings.some(({ verdict }) => verdict === 'contradicted'))
    findings.push(confirmed('receipt.confirmed', 'receipts', { receipts: held }))
  return findings
}

function standingOf(note: Uint8Array, record: AuditedRecord, verifies: SignatureCheck): Standing {
  const refusals: Finding['details'][] = []
  const read = attemptNow(
    () => {
      const parsed = parseSignedNote(note)
      return { parsed, checkpoint: parseCheckpoint(parsed.text) }
    },
    (error) => refusals.push(reasonOf(error)),
  )
  if (!read) return { kind: 'fails', code: 'checkpoint.malformed', details: refusals[0] ?? {} }
  const failure = failureOf(record, read.checkpoint, read.parsed, verifies)
  if (!failure) return { kind: 'holds', size: read.checkpoint.size }
  const entry = entryOfLoss(record, read.checkpoint, read.parsed, verifies)
  return entry === undefined ? failure : { ...failure, kind: 'lost', size: read.checkpoint.size, entry }
}

function failureOf(
  record: AuditedRecord,
  checkpoint: Checkpoint,
  parsed: SignedNote,
  verifies: SignatureCheck,
): Fails | undefined {
  if (!isSignedByLog(record, checkpoint, parsed, verifies)) {
    return { kind: 'fails', code: 'checkpoint.signature-invalid', details: { size: checkpoint.size } }
  }
  if (checkpoint.size > record.leaves.length) {
    return {
      kind: 'fails',
      code: 'checkpoint.beyond-log',
      details: { size: checkpoint.size, entries: record.leaves.length },
    }
  }
  if (!sameHash(record.rootAt(checkpoint.size) ?? emptyRoot, checkpoint.root)) {
    return { kind: 'fails', code: 'checkpoint.root-mismatch', details: { size: checkpoint.size } }
  }
  return undefined
}

/** The entry that says that the branch of this checkpoint is gone, if the log's key of that time signed the checkpoint. */
function entryOfLoss(
  { custody }: AuditedRecord,
  { origin, size, root }: Checkpoint,
  note: SignedNote,
  verifies: SignatureCheck,
): number | undefined {
  const branch = custody && lostBranchOf(custody, { root: encodeBase64(root), size })
  if (!custody || !branch || origin !== custody.log) return undefined
  const key = verifierKey(logKeyAt(custody, branch.from.size))
  return isNoteSignedBy(note, key, verifies) ? branch.entry : undefined
}

function lostAt({ size, entry }: Extract<Standing, { kind: 'lost' }>): Finding['details'] {
  return { size, entry }
}

/** By the key that the log has at that size: one that was replaced vouches for nothing later. */
function isSignedByLog(
  record: AuditedRecord,
  { origin, size }: Checkpoint,
  note: SignedNote,
  verifies: SignatureCheck,
): boolean {
  return (
    record.custody !== undefined &&
    origin === record.custody.log &&
    isNoteSignedBy(note, verifierKey(logKeyAt(record.custody, size)), verifies)
  )
}
