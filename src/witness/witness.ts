import { formatSignatureLine } from '../encoding/signed-note.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { emptyRoot, sameHash } from '../merkle/hash.js'
import { verifyConsistency } from '../merkle/proof.js'
import { cosign } from '../signing/cosignature.js'
import type { NamedSigner } from '../signing/signed-act.js'
import type { VerifierKey } from '../signing/verifier-key.js'
import { parseWitnessRequest, type ReadWitnessRequest } from './request.js'
import type { Witnessed, WitnessStore } from './store.js'

/** Somebody outside the lab who sees to it that a log only grows. */
export interface Witness {
  readonly signer: NamedSigner
  readonly store: WitnessStore
  /** Keys under which it takes checkpoints of an origin; none for a log that it does not know. */
  logKeys(origin: string): readonly VerifierKey[]
  /** Seconds since 1970. */
  now(): number
}

/** C2SP tlog-witness: the status, and what goes with it. */
export type WitnessAnswer =
  | { readonly status: 200; readonly size: number; readonly lines: Uint8Array }
  /** Another size than the one asked from is the newest that was cosigned. */
  | { readonly status: 409; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422 | 503; readonly reason: Refusal }

export type Refusal =
  | 'malformed'
  | 'old size beyond checkpoint'
  | 'unknown log'
  | 'invalid signature'
  | 'consistency proof'
  | 'other root at the same size'
  | 'root of an empty tree'
  | 'clock before the last cosignature'

/**
 * Cosigns a checkpoint that extends, by proof, the newest one cosigned for its log; else says why not. What it remembers is on the
 * medium before anything is signed, so a crash in between costs an answer and never a fork.
 */
export async function answerWitnessRequest(witness: Witness, bytes: Uint8Array): Promise<WitnessAnswer> {
  const request = readRequest(bytes)
  if (!request) return { status: 400, reason: 'malformed' }
  const refusal = refusalOf(witness, request)
  if (refusal) return refusal
  const { head, text } = request
  const decision = await witness.store.advance(head.origin, (latest) => {
    const result = decide(request, latest, witness.now())
    const { size, root } = head
    return { result, next: result.status === 'cosign' ? { size, root, time: result.time } : undefined }
  })
  if (decision.status !== 'cosign') return decision
  const line = await cosign(text, witness.signer, decision.time)
  return { status: 200, size: head.size, lines: encodeUtf8(formatSignatureLine(line)) }
}

function readRequest(bytes: Uint8Array): ReadWitnessRequest | undefined {
  try {
    return parseWitnessRequest(bytes)
  } catch (error) {
    if (error instanceof SourceError) return undefined
    throw error
  }
}

/** What does not depend on what is remembered. A line that names a trusted key and does not verify spoils the whole note. */
function refusalOf(
  witness: Witness,
  { old, head, note, text }: ReadWitnessRequest,
): WitnessAnswer | undefined {
  const keys = witness.logKeys(head.origin)
  if (keys.length === 0) return { status: 404, reason: 'unknown log' }
  const message = encodeUtf8(text)
  const verified = (note?.signatures ?? []).flatMap(({ name, keyId, signature }) => {
    const key = keys.find((each) => each.name === name && Buffer.compare(each.keyId, keyId) === 0)
    return key ? [key.verify(message, signature)] : []
  })
  if (verified.length === 0 || verified.includes(false)) return { status: 403, reason: 'invalid signature' }
  if (old > head.size) return { status: 400, reason: 'old size beyond checkpoint' }
  return undefined
}

type Decision = Exclude<WitnessAnswer, { status: 200 }> | { readonly status: 'cosign'; readonly time: number }

function decide(
  { old, proof, head }: ReadWitnessRequest,
  latest: Witnessed | undefined,
  time: number,
): Decision {
  const size = latest?.size ?? 0
  if (old !== size) return { status: 409, size }
  if (head.size === 0 && !sameHash(head.root, emptyRoot))
    return { status: 422, reason: 'root of an empty tree' }
  if (latest && old === head.size && !sameHash(latest.root, head.root))
    return { status: 422, reason: 'other root at the same size' }
  if (!isConsistent(old, proof, head, latest)) return { status: 422, reason: 'consistency proof' }
  // The statement is that this was the largest tree seen at that time: it cannot be made for a time before another one.
  if (latest && time < latest.time) return { status: 503, reason: 'clock before the last cosignature' }
  return { status: 'cosign', time }
}

/** Nothing has to be proved from an empty tree. */
function isConsistent(
  old: number,
  proof: readonly Uint8Array[],
  head: ReadWitnessRequest['head'],
  latest: Witnessed | undefined,
): boolean {
  if (old === 0) return proof.length === 0
  return latest !== undefined && verifyConsistency(old, head.size, proof, latest.root, head.root)
}
