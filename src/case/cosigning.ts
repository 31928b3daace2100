import type { OutsideCover } from '../audit/source.js'
import { joinedNote } from '../disclosure/cover.js'
import { formatSignedNote, type NoteSignature, parseSignedNote } from '../encoding/signed-note.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { KeyError, LedgerError, SourceError, UsageError } from '../errors.js'
import { leafHash } from '../merkle/hash.js'
import { consistencyProof } from '../merkle/tree.js'
import { type Instant, instantOf } from '../model/instant.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { cosignatureTime } from '../signing/cosignature.js'
import type { PolicyWitness, TrustPolicy } from '../signing/trust-policy.js'
import { type Submitted, submitToWitness } from '../witness/client.js'
import { formatWitnessRequest, parseWitnessRequest } from '../witness/request.js'
import type { OpenCase } from './open.js'
import { policyFor } from './policy.js'

/** A checkpoint to hand out: the log's word, and that of whoever has cosigned it. */
export interface HandedCheckpoint {
  readonly size: number
  readonly bytes: Uint8Array
  readonly cosigners: readonly string[]
}

/** The newest checkpoint with the lines of those who cosigned it. @throws LedgerError `ledger.malformed` for an empty log */
export async function newestCheckpoint(open: OpenCase): Promise<HandedCheckpoint> {
  const { size, note } = await headOf(open)
  let bytes = note
  for await (const cover of open.ledger.cover())
    if (cover.kind === 'cosignature' && cover.size === size) bytes = joinedNote(bytes, cover.bytes)
  return { size, bytes, cosigners: cosignersOf(open, bytes) }
}

/** A checkpoint and what outsiders gave for it, as far as it is kept here; nothing of it is verified. */
export interface ListedCheckpoint {
  readonly size: number
  readonly head: boolean
  readonly cosignatures: readonly { readonly witness: string; readonly at: Instant | undefined }[]
  readonly timestamps: number
}

/** The newest checkpoint, and every other that somebody outside gave something for. */
export async function listCheckpoints(open: OpenCase): Promise<readonly ListedCheckpoint[]> {
  const { size: head } = await headOf(open)
  const listed = new Map<number, OutsideCover[]>([[head, []]])
  for await (const cover of open.ledger.cover())
    listed.set(cover.size, [...(listed.get(cover.size) ?? []), cover])
  return [...listed.keys()]
    .toSorted((a, b) => a - b)
    .map((size) => {
      const given = listed.get(size) ?? []
      return {
        size,
        head: size === head,
        cosignatures: given.flatMap(({ kind, bytes }) =>
          kind === 'cosignature' ? linesIn(open, bytes) : [],
        ),
        timestamps: given.filter(({ kind }) => kind === 'timestamp').length,
      }
    })
}

/** What a witness is asked: to cosign the newest checkpoint, which extends the one of `old` entries that it has cosigned. */
export interface AskedCosignature {
  readonly old: number
  readonly size: number
  readonly bytes: Uint8Array
}

/**
 * @param old how many entries the witness has cosigned so far; without one, as many as are known here to be cosigned by anyone
 * @throws UsageError `usage.argument` when the log is shorter
 */
export async function askCosignature(open: OpenCase, old?: number): Promise<AskedCosignature> {
  const from = old ?? (await largestCosigned(open))
  const { size, note } = await headOf(open)
  if (from > size)
    throw new UsageError('usage.argument', { what: '--old', text: String(from), reason: 'size' })
  return { old: from, size, bytes: await requestFrom(open, from, size, note) }
}

/** Cosignatures that were kept. `added` is false for those that were here already. */
export interface KeptCosignatures {
  readonly size: number
  readonly witnesses: readonly { readonly witness: string; readonly at: Instant }[]
  readonly added: boolean
}

/**
 * Keeps a witness's answer with the checkpoint of the request it answers. Only lines of witnesses that the policy names are kept.
 * @throws SourceError `source.malformed`, `source.refused`; KeyError `key.untrusted` when no line is of a witness that is trusted
 */
export async function takeCosignature(
  open: OpenCase,
  request: Uint8Array,
  answer: Uint8Array,
  policyFile?: string,
): Promise<KeptCosignatures> {
  const { head, checkpoint } = parseWitnessRequest(request)
  const own = await open.ledger.checkpointAt(head.size)
  if (!own || parseSignedNote(own).text !== parseSignedNote(checkpoint).text)
    throw new SourceError('source.refused', { what: 'witness answer', reason: 'other-log' })
  return keep(open, own, answer, requirePolicy(open, policyFile))
}

/**
 * Asks a witness over the network, which only ever happens because a caller names the server. A witness that has cosigned more than
 * was known here is asked again from there.
 * @throws EnvironmentError `environment.network`; LedgerError `ledger.rolled-back` when the witness has seen another history of this
 *   log; KeyError `key.untrusted`; SourceError
 */
export async function fetchCosignature(
  open: OpenCase,
  server: string,
  policyFile?: string,
): Promise<KeptCosignatures> {
  const policy = requirePolicy(open, policyFile)
  const asked = await askCosignature(open)
  const first = await submitToWitness(server, asked.bytes)
  const { submitted, note } = await again(open, server, asked, first)
  if (submitted.kind !== 'cosigned') throw refusalOf(open, server, submitted, asked.size)
  return keep(open, note, submitted.lines, policy)
}

async function again(
  open: OpenCase,
  server: string,
  { size, bytes }: AskedCosignature,
  first: Submitted,
): Promise<{ submitted: Submitted; note: Uint8Array }> {
  const note = parseWitnessRequest(bytes).checkpoint
  if (first.kind !== 'elsewhere') return { submitted: first, note }
  // It has cosigned entries that are not here.
  if (first.size > size)
    throw new LedgerError('ledger.rolled-back', { reason: 'shorter', seen: first.size, found: size })
  return { submitted: await submitToWitness(server, await requestFrom(open, first.size, size, note)), note }
}

function refusalOf(
  open: OpenCase,
  server: string,
  submitted: Exclude<Submitted, { kind: 'cosigned' }>,
  size: number,
): Error {
  if (submitted.kind === 'elsewhere')
    return new LedgerError('ledger.conflict', { reason: 'witness', cosigned: submitted.size })
  const { status, reason } = submitted
  if (status === 422)
    return new LedgerError('ledger.rolled-back', { reason: 'witness', origin: open.origin, size })
  if (status === 404) return new KeyError('key.untrusted', { reason: 'unknown log', key: open.origin })
  return new SourceError('source.refused', {
    what: 'witness answer',
    server,
    reason: `HTTP ${status}: ${reason}`,
  })
}

async function keep(
  open: OpenCase,
  note: Uint8Array,
  answer: Uint8Array,
  { witnesses }: TrustPolicy,
): Promise<KeptCosignatures> {
  const { text, signatures } = parseSignedNote(note)
  const { size } = parseCheckpoint(text)
  const lines = answerLines(text, answer)
  const verified = lines.flatMap((line) => verifiedBy(witnesses, text, line))
  if (verified.length === 0)
    throw new KeyError('key.untrusted', {
      reason: 'no witness of the policy',
      key: lines.map(({ name }) => name).join(' '),
    })
  const bytes = formatSignedNote({ text, signatures: [...signatures, ...verified.map(({ line }) => line)] })
  const added = await open.ledger.addCover([{ kind: 'cosignature', size, bytes }])
  return { size, witnesses: verified.map(({ witness, at }) => ({ witness, at })), added: added > 0 }
}

/** C2SP tlog-witness: the answer is signature lines, to be read as those of a note over the checkpoint. */
function answerLines(text: string, answer: Uint8Array): readonly NoteSignature[] {
  return parseSignedNote(encodeUtf8(`${text}\n${decodeUtf8(answer)}`)).signatures
}

function verifiedBy(witnesses: readonly PolicyWitness[], text: string, line: NoteSignature) {
  const witness = witnesses.find(
    ({ key }) => key.name === line.name && Buffer.compare(key.keyId, line.keyId) === 0,
  )
  if (!witness) return []
  const time = witness.key.verify(text, line.signature)
  if (time === undefined)
    throw new SourceError('source.refused', { what: 'witness answer', reason: 'signature', name: line.name })
  return [{ witness: witness.name, at: instantOf(time * 1000), line }]
}

function requirePolicy(open: OpenCase, path: string | undefined): TrustPolicy {
  const policy = policyFor(path, open.home)
  if (!policy) throw new UsageError('usage.missing', { what: '--policy' })
  return policy
}

async function requestFrom(
  open: OpenCase,
  old: number,
  size: number,
  checkpoint: Uint8Array,
): Promise<Uint8Array> {
  if (old === 0) return formatWitnessRequest({ old, proof: [], checkpoint })
  const leaves: Uint8Array[] = []
  for await (const bytes of open.ledger.entries(0, size)) leaves.push(leafHash(bytes))
  return formatWitnessRequest({ old, proof: consistencyProof(leaves, old, size), checkpoint })
}

async function headOf(open: OpenCase): Promise<{ size: number; note: Uint8Array }> {
  const { size, checkpoint } = await open.ledger.head()
  if (!checkpoint) throw new LedgerError('ledger.malformed', { path: open.folder, reason: 'empty' })
  return { size, note: checkpoint }
}

async function largestCosigned(open: OpenCase): Promise<number> {
  let largest = 0
  for await (const { kind, size } of open.ledger.cover())
    if (kind === 'cosignature') largest = Math.max(largest, size)
  return largest
}

function cosignersOf(open: OpenCase, note: Uint8Array): readonly string[] {
  return linesIn(open, note).map(({ witness }) => witness)
}

function linesIn(open: OpenCase, note: Uint8Array) {
  return parseSignedNote(note)
    .signatures.filter(({ name }) => name !== open.origin)
    .map((line) => {
      const time = cosignatureTime(line)
      return { witness: line.name, at: time === undefined ? undefined : instantOf(time * 1000) }
    })
}
