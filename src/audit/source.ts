import type { Opening } from '../encoding/commitment.js'
import type { LeafHash } from '../model/names.js'
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
  /** A manifest or findings blob; undefined when it is not here. */
  document(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>
  /** What commitments stand for, as far as this source may tell. */
  opening(commitment: string): Promise<Opening | undefined>
  openings(): AsyncIterable<Opening>
}

/** One file whose bytes are to be hashed again. */
export interface WantedEvidence {
  readonly sha256: string
  readonly size: number
  /** False when it was ingested in place: the vault never had it. */
  readonly copied: boolean
  /** Raw path relative to the source; undefined when its opening is withheld. */
  readonly path: Uint8Array | undefined
  /** Where the acquisition says it read from; undefined when its opening is withheld. */
  readonly sources: readonly Uint8Array[] | undefined
}

/** Finds the bytes of evidence; undefined when they are not here. */
export type EvidenceFinder = (wanted: WantedEvidence) => Promise<AsyncIterable<Uint8Array> | undefined>

/** Something kept outside the audited folder: what the other side was handed, or what this home has seen. */
export interface KeptNote {
  readonly name: string
  readonly bytes: Uint8Array
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
}
