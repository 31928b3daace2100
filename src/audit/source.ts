import type { Opening } from '../encoding/commitment.js'
import type { LeafHash } from '../model/names.js'
import type { TrustPolicy } from '../signing/trust-policy.js'
import type { VerifierKey } from '../signing/verifier-key.js'
import type { Authority } from '../timestamps/authority.js'
import type { Finding } from './finding.js'

/**
 * What an audit reads. A live case and a disclosure look the same from here. Everything it hands over is hostile: it is parsed,
 * hashed and compared, never believed.
 */
export interface AuditSource {
  readonly kind: 'case' | 'disclosure'
  /** What the container itself shows to be wrong (a dropped trigger, a tile that is not its entries). */
  faults(): AsyncIterable<Finding>
  /** Entries as stored, in order, from number 0. */
  entries(): AsyncIterable<Uint8Array>
  /** Signed notes of checkpoints, smallest first. */
  checkpoints(): AsyncIterable<Uint8Array>
  /** What people outside the lab gave for checkpoints of this log, in no particular order. */
  cover(): AsyncIterable<OutsideCover>
  /** A manifest or findings blob; undefined when it is not here. */
  document(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>
  /** What commitments stand for, as far as this source may tell. */
  opening(commitment: string): Promise<Opening | undefined>
  openings(): AsyncIterable<Opening>
}

export const coverKinds = ['cosignature', 'timestamp'] as const

/**
 * Something an outsider gave for the checkpoint of `size` entries. Bytes of a `cosignature`: the checkpoint's signed note with the
 * log's line and those of witnesses (C2SP tlog-cosignature). Bytes of a `timestamp`: an RFC 3161 answer about that checkpoint.
 * `size` is where it is kept; what the bytes themselves say is for the audit to compare.
 */
export interface OutsideCover {
  readonly kind: (typeof coverKinds)[number]
  readonly size: number
  readonly bytes: Uint8Array
}

/** One file whose bytes are to be hashed again. */
export interface WantedEvidence {
  readonly sha256: string
  readonly size: number
  /** False when it was ingested in place: the vault never had it. */
  readonly copied: boolean
  /** Raw path relative to the source; undefined when its opening is withheld. */
  readonly path: Uint8Array | undefined
  /** The items that consist of these bytes, `A-3/17`, in the order of the record. */
  readonly items: readonly string[]
  /** Where the acquisition says it read from; undefined when its opening is withheld. */
  readonly sources: readonly Uint8Array[] | undefined
}

/** Finds the bytes of evidence; undefined when they are not here. */
export type EvidenceFinder = (wanted: WantedEvidence) => Promise<AsyncIterable<Uint8Array> | undefined>

/** Something kept outside the audited folder: what the other side was handed, or what this home has seen. */
export interface KeptNote {
  readonly name: string
  readonly bytes: Uint8Array
  /** Kept by this home as it went along, not named by whoever asks. */
  readonly byHome?: boolean
}

export interface TrustedErrata {
  readonly files: readonly KeptNote[]
  readonly key?: VerifierKey
}

/** What the verifier believes before reading: it never comes from the source itself. */
export interface Trust {
  /** Leaf hash of entry 0, pinned from outside. */
  readonly genesis?: LeafHash
  /** The newest checkpoint this home has seen; `expected` false where a home keeps none (a disclosure). */
  readonly anchor?: Uint8Array
  readonly anchorExpected: boolean
  readonly checkpoints: readonly KeptNote[]
  readonly receipts: readonly KeptNote[]
  /** Which witnesses count, and how many of them it takes. Without one nobody's cosignature covers anything. */
  readonly policy?: TrustPolicy
  /** Who is believed about time, each by its own root. Without them no time stamp covers anything. */
  readonly authorities?: readonly Authority[]
  /** What was found to be wrong with versions of this program, and whose signature makes that good. */
  readonly errata?: TrustedErrata
}
