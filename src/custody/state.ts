import type { ActOf } from '../model/act.js'
import type { NumberRange, TreeHeadField } from '../model/field.js'
import type { Instant } from '../model/instant.js'
import type { AcquisitionNumber, ExhibitNumber, LeafHash, PersonCode, SealNumber } from '../model/names.js'
import type { Party } from '../model/party.js'
import type { ExhibitCategory, Role } from '../model/vocabulary.js'

/** Where a thing is in law and in fact. Four tracks that move apart; what people see as "the state" is read off them. */
export interface ExhibitState {
  readonly number: ExhibitNumber
  readonly category: ExhibitCategory
  readonly quantity: number
  /** Commitments to what describes and identifies it. */
  readonly description: string
  readonly identifiers?: string
  /** The exhibit it was added as a part of. */
  readonly parent?: ExhibitNumber
  readonly custody: CustodyTrack
  readonly seal: SealTrack
  readonly integrity: IntegrityTrack
  readonly legal: LegalTrack
  /** Latest time at which something is said to have happened to it. */
  readonly lastAt: Instant
  /** Numbers of the entries that touch it, in order. Whoever folds adds to them in place. */
  readonly entries: number[]
}

export type CustodyTrack =
  | { readonly kind: 'held'; readonly by: PersonCode }
  | {
      readonly kind: 'in-transit'
      readonly by: PersonCode
      readonly to: PersonCode
      readonly offer: LeafHash
    }
  /** A part that has not been taken out: whoever holds `of` holds it. */
  | { readonly kind: 'inside'; readonly of: ExhibitNumber }

export type SealTrack =
  | { readonly kind: 'never-sealed' }
  | { readonly kind: 'sealed'; readonly seals: readonly SealNumber[] }
  | { readonly kind: 'opened' }
  | { readonly kind: 'impossible' }

export type IntegrityTrack =
  | { readonly kind: 'no-reference' }
  | { readonly kind: 'acquired'; readonly acquisition: AcquisitionNumber }

export type LegalTrack = { readonly kind: 'seized-only' }

export interface KeyState {
  /** C2SP verifier key. */
  readonly key: string
  readonly keyId: string
  /** First entry from which it may sign, and the first from which it may not. */
  readonly from: number
  readonly until?: number
  /** The newest act that revoked it. A rotated key ends without one. */
  readonly revocation?: Revocation
}

export interface Revocation {
  readonly entry: number
  readonly reason: ActOf<'key.revoke'>['reason']
  /** From when on it may have been in other hands. */
  readonly since?: Instant
}

export interface PersonState {
  readonly roles: readonly Role[]
  readonly identity: string
  readonly keys: readonly KeyState[]
}

export interface SealState {
  readonly exhibit: ExhibitNumber
  /** Commitment to the number printed on it. */
  readonly number: string
  readonly appliedAt: number
  readonly brokenAt?: number
  /** Last condition seen that was not `intact`. */
  readonly damagedAt?: number
}

export interface OfferState {
  readonly from: PersonCode
  readonly to: PersonCode
  readonly exhibits: readonly ExhibitNumber[]
  readonly entry: number
  /** How the giver signed it. */
  readonly giver?: Party
  readonly outcome: 'open' | 'accepted' | 'declined' | 'withdrawn'
}

export interface AcquisitionState {
  readonly exhibit: ExhibitNumber
  readonly entry: number
  readonly examinations: readonly number[]
}

/** A key that signed the checkpoints of fewer than `until` entries, as far as none before it did. */
export interface FormerLogKey {
  readonly key: string
  readonly until: number
}

/** Entries that are gone: by act `entry` the log goes on from `from`, and had reached `lost`. */
export interface LostBranch {
  readonly entry: number
  readonly from: TreeHeadField
  readonly lost: ActOf<'incident.restore'>['lost']
}

/** By act `entry` a clock was wrong when the log time had reached `newest`. */
export interface ClockIncident {
  readonly entry: number
  readonly newest: Instant
}

/** A log of its own that belongs to this one, as far as its entries stand here. */
export interface FieldLog {
  /** Entry of the act that opened it. */
  readonly opened: number
  /** Leaf hash of its entry 0. */
  readonly genesis: LeafHash
  readonly exhibits: NumberRange
  /** What its own entries say, followed as a log of their own; undefined while none stands here. */
  readonly record?: Custody
  /** Its Merkle root at every size from 0. Whoever folds adds to them in place. */
  readonly roots: string[]
  /** Base64 of the peaks of its tree. */
  readonly frontier: string
  /** Leaf hash of its newest entry. */
  readonly lastLeaf: LeafHash
  /** The newest act that joined it, and how many of its entries are under the checkpoint that the act carries. */
  readonly joined?: { readonly entry: number; readonly size: number }
}

/**
 * Everything the record says at one entry. Plain data keyed by number, so that it can be kept, compared and caught up.
 * Owned by whoever folds: `follow` changes it in place.
 */
export interface Custody {
  readonly log: string
  /** The key that signs checkpoints now, and those that it took the place of. */
  logKey: string
  formerLogKeys?: readonly FormerLogKey[]
  quorum: number
  /** Entry of the act that froze the log: none follows it. */
  frozenAt?: number
  lostBranches?: readonly LostBranch[]
  clockIncident?: ClockIncident
  /** A field log: the numbers that it gives out. */
  readonly field?: NumberRange
  /** Field logs that belong to this log, by origin. */
  fields?: Record<string, FieldLog>
  readonly zone: string
  size: number
  lastLogTime: Instant
  readonly persons: Record<PersonCode, PersonState>
  readonly exhibits: Record<ExhibitNumber, ExhibitState>
  readonly seals: Record<SealNumber, SealState>
  readonly offers: Record<LeafHash, OfferState>
  readonly acquisitions: Record<AcquisitionNumber, AcquisitionState>
  readonly nonces: Record<string, number>
}

/** Who answers for an exhibit now; for a part, whoever answers for what it is in. */
export function holderOf(custody: Custody, number: ExhibitNumber): PersonCode | undefined {
  let track = custody.exhibits[number]?.custody
  // Parts may be nested as deep as there are entries, which is deeper than calls may be.
  for (let left = custody.size; track?.kind === 'inside' && left > 0; left -= 1)
    track = custody.exhibits[track.of]?.custody
  return track === undefined || track.kind === 'inside' ? undefined : track.by
}

/** The key of the log that signs the checkpoint of so many entries. */
export function logKeyAt({ logKey, formerLogKeys = [] }: Custody, size: number): string {
  return formerLogKeys.find(({ until }) => size < until)?.key ?? logKey
}

/** The key with which a person may sign an entry of this number. */
export function keysAt(custody: Custody, person: PersonCode, seq: number): readonly KeyState[] {
  const keys = custody.persons[person]?.keys ?? []
  return keys.filter((key) => key.from <= seq && (key.until === undefined || seq < key.until))
}
