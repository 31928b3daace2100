import { createHash } from 'node:crypto'
import { formatSignedNote } from '../../src/encoding/signed-note.js'
import { leafHash } from '../../src/merkle/hash.js'
import { consistencyProof, rootOf } from '../../src/merkle/tree.js'
import { formatCheckpoint } from '../../src/signing/checkpoint.js'
import { type Signer, seedSigner } from '../../src/signing/signer.js'
import { type VerifierKey, verifierKeyOf } from '../../src/signing/verifier-key.js'
import { formatWitnessRequest } from '../../src/witness/request.js'

export type Branch = 'a' | 'b'

/** A log whose operator keeps two histories: the same up to `fork`, and each its own from there on. */
export interface BranchingLog {
  readonly origin: string
  readonly fork: number
  readonly key: VerifierKey
  rootAt(branch: Branch, size: number): Buffer
  textAt(branch: Branch, size: number): string
  checkpointAt(branch: Branch, size: number): Promise<Uint8Array>
  /** What is asked of a witness that is said to have cosigned `old` entries of this branch. */
  requestFor(branch: Branch, old: number, size: number): Promise<Uint8Array>
}

export function branchingLog(fork: number, length: number, origin = 'lab.example/branching'): BranchingLog {
  const signer: Signer = seedSigner(createHash('sha256').update(`log key of ${origin}`).digest())
  const key = verifierKeyOf(origin, signer.publicKey)
  const leaves = (branch: Branch) =>
    Array.from({ length }, (_, index) => leafHash(Buffer.from(`${index < fork ? 'both' : branch} ${index}`)))
  const histories = { a: leaves('a'), b: leaves('b') }
  const rootAt = (branch: Branch, size: number) => Buffer.from(rootOf(histories[branch].slice(0, size)))
  const textAt = (branch: Branch, size: number) =>
    formatCheckpoint({ origin, size, root: rootAt(branch, size) })
  const checkpointAt = async (branch: Branch, size: number) => {
    const text = textAt(branch, size)
    const signature = await signer.sign(Buffer.from(text))
    return formatSignedNote({ text, signatures: [{ name: origin, keyId: key.keyId, signature }] })
  }
  return {
    origin,
    fork,
    key,
    rootAt,
    textAt,
    checkpointAt,
    requestFor: async (branch, old, size) =>
      formatWitnessRequest({
        old,
        proof: old === 0 || old > size ? [] : consistencyProof(histories[branch], old, size),
        checkpoint: await checkpointAt(branch, size),
      }),
  }
}
