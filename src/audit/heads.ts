import { verifierKey } from '../custody/authority.js'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote, type SignedNote } from '../encoding/signed-note.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { verifyInclusion } from '../merkle/proof.js'
import { type Checkpoint, parseCheckpoint } from '../signing/checkpoint.js'
import { parseReceipt } from '../signing/receipt.js'
import type { VerifierKey } from '../signing/verifier-key.js'
import {
  attempt,
  confirmed,
  contradicted,
  type Finding,
  type FindingCode,
  reasonOf,
  unchecked,
} from './finding.js'
import type { AuditedRecord } from './record.js'
import type { AuditSource, KeptNote, Trust } from './source.js'

/** How a checkpoint stands to the record: on it, or what is wrong. */
export type Standing =
  | { readonly kind: 'holds'; readonly size: number }
  | { readonly kind: 'fails'; readonly code: FindingCode; readonly details: Finding['details'] }

/** A record, and how checkpoints stand to it. The one under a receipt is most often one that is stored: it is verified once. */
export interface Heads {
  readonly record: AuditedRecord
  standing(note: Uint8Array): Promise<Standing>
}

export function headsOf(record: AuditedRecord): Heads {
  const known = new Map<string, Promise<Standing>>()
  return {
    record,
    standing(note) {
      const text = Buffer.from(note).toString('latin1')
      const standing = known.get(text) ?? standingOf(note, record)
      known.set(text, standing)
      return standing
    },
  }
}

/**
 * Every checkpoint stored with the log must be signed by its key and be one of its roots; the newest must cover all of it. A case
 * keeps every checkpoint it ever signed; a disclosure holds the newest alone.
 */
export async function auditCheckpoints(
  source: AuditSource,
  heads: Heads,
  { receipts }: Pick<Trust, 'receipts'>,
): Promise<{ findings: readonly Finding[]; checked: number }> {
  const findings: Finding[] = []
  const sizes = new Set<number>()
  let checked = 0
  let newest = 0
  const read = await attempt(
    async () => {
      for await (const note of source.checkpoints()) {
        const subject = `checkpoint ${checked}`
        const standing = await heads.standing(note)
        if (standing.kind === 'fails') findings.push(contradicted(standing.code, subject, standing.details))
        else {
          sizes.add(standing.size)
          newest = Math.max(newest, standing.size)
        }
        checked += 1
      }
      return true
    },
    (error) => findings.push(contradicted('storage.corrupt', 'checkpoints', reasonOf(error))),
  )
  const { length } = heads.record.leaves
  if (read && newest !== length) {
    findings.push(contradicted('checkpoint.absent', `size ${length}`, { size: length, newest }))
  }
  if (read && findings.length === 0 && source.kind === 'case') {
    for (const size of await namedSizes(heads, receipts))
      if (!sizes.has(size)) findings.push(contradicted('checkpoint.missing', `size ${size}`, { size }))
  }
  if (findings.length === 0)
    findings.push(confirmed('checkpoint.confirmed', 'checkpoints', { checkpoints: checked, size: newest }))
  return { findings, checked }
}

/** Sizes of the checkpoints that acts and receipts say were there. What is wrong with a receipt is for `auditReceipts` to say. */
async function namedSizes(
  { record, standing }: Heads,
  receipts: readonly KeptNote[],
): Promise<ReadonlySet<number>> {
  const sizes = new Set(record.steps.map(({ act }) => act.seen.size).filter((size) => size > 0))
  for (const { bytes } of receipts) {
    const receipt = await attempt(
      () => parseReceipt(bytes),
      () => undefined,
    )
    const found = receipt && (await standing(receipt.checkpoint))
    if (found?.kind === 'holds') sizes.add(found.size)
  }
  return sizes
}

/** The pin: without one, a record can only say that it agrees with itself. */
export function auditPin({ leaves }: AuditedRecord, { genesis }: Trust): Finding {
  const found = leaves[0] ?? ''
  if (genesis === undefined) return unchecked('trust.self-stated', 'genesis', { genesis: found })
  if (genesis !== found) return contradicted('trust.mismatch', 'genesis', { expected: genesis, found })
  return confirmed('trust.pinned', 'genesis', { genesis })
}

/** What this home has seen must still be there: a shorter or different log is a rollback or a fork. */
export async function auditAnchor(heads: Heads, trust: Trust): Promise<readonly Finding[]> {
  if (trust.anchor === undefined) return trust.anchorExpected ? [unchecked('anchor.absent', 'anchor')] : []
  const standing = await heads.standing(trust.anchor)
  if (standing.kind === 'holds') return [confirmed('anchor.confirmed', 'anchor', { size: standing.size })]
  const code = standing.code === 'checkpoint.beyond-log' ? 'anchor.rolled-back' : 'anchor.forked'
  return [contradicted(code, 'anchor', { ...standing.details, entries: heads.record.leaves.length })]
}

/** Checkpoints that somebody else kept. */
export async function auditKeptCheckpoints(
  heads: Heads,
  kept: readonly KeptNote[],
): Promise<readonly Finding[]> {
  return Promise.all(
    kept.map(async ({ name, bytes }) => {
      const standing = await heads.standing(bytes)
      return standing.kind === 'holds'
        ? confirmed('checkpoint.confirmed', name, { size: standing.size, checkpoints: 1 })
        : contradicted(standing.code, name, standing.details)
    }),
  )
}

/** Receipts that the signers kept: each proves one entry under one checkpoint. */
export async function auditReceipts(heads: Heads, kept: readonly KeptNote[]): Promise<readonly Finding[]> {
  const { record } = heads
  const findings: Finding[] = []
  for (const { name, bytes } of kept) {
    const receipt = await attempt(
      () => parseReceipt(bytes),
      (error) => findings.push(contradicted('receipt.malformed', name, reasonOf(error))),
    )
    if (!receipt) continue
    const standing = await heads.standing(receipt.checkpoint)
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
    const leaf = record.leaves[receipt.index]
    const root = decodeBase64(record.roots[standing.size] ?? '')
    if (!leaf || !verifyInclusion(receipt.index, standing.size, decodeBase64(leaf), receipt.proof, root)) {
      findings.push(contradicted('receipt.contradicts', name, { entry: receipt.index, failed: 'inclusion' }))
    }
  }
  if (kept.length > 0 && findings.length === 0)
    findings.push(confirmed('receipt.confirmed', 'receipts', { receipts: kept.length }))
  return findings
}

async function standingOf(note: Uint8Array, record: AuditedRecord): Promise<Standing> {
  const refusals: Finding['details'][] = []
  const read = await attempt(
    () => {
      const parsed = parseSignedNote(note)
      return { parsed, checkpoint: parseCheckpoint(parsed.text) }
    },
    (error) => refusals.push(reasonOf(error)),
  )
  if (!read) return { kind: 'fails', code: 'checkpoint.malformed', details: refusals[0] ?? {} }
  const { checkpoint, parsed } = read
  if (!isSignedByLog(record, checkpoint, parsed)) {
    return { kind: 'fails', code: 'checkpoint.signature-invalid', details: { size: checkpoint.size } }
  }
  if (checkpoint.size > record.leaves.length) {
    return {
      kind: 'fails',
      code: 'checkpoint.beyond-log',
      details: { size: checkpoint.size, entries: record.leaves.length },
    }
  }
  if (record.roots[checkpoint.size] !== encodeBase64(checkpoint.root)) {
    return { kind: 'fails', code: 'checkpoint.root-mismatch', details: { size: checkpoint.size } }
  }
  return { kind: 'holds', size: checkpoint.size }
}

function isSignedByLog(record: AuditedRecord, { origin }: Checkpoint, note: SignedNote): boolean {
  return (
    record.custody !== undefined &&
    origin === record.custody.log &&
    isNoteSignedBy(note, verifierKey(record.custody.logKey))
  )
}

/** Whether one of a note's lines is this key's and verifies. */
export function isNoteSignedBy(note: SignedNote, key: VerifierKey): boolean {
  const message = encodeUtf8(note.text)
  return note.signatures.some(
    (each) =>
      each.name === key.name &&
      Buffer.compare(each.keyId, key.keyId) === 0 &&
      key.verify(message, each.signature),
  )
}
