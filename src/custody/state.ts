import type { ActOf } from '../model/act.js'
import type { LinesReference, NumberRange, TreeHeadField } from '../model/field.js'
import type { Instant, StatedTime } from '../model/instant.js'
import type {
  AcquisitionNumber,
  AuthorizationNumber,
  ExhibitNumber,
  FactsNumber,
  HashSetNumber,
  InventoryNumber,
  LeafHash,
  LocationNumber,
  PersonCode,
  ProceedingNumber,
  SealNumber,
} from '../model/names.js'
import type { Party } from '../model/party.js'
import type {
  AuthorizationEvent,
  AuthorizationType,
  ExhibitCategory,
  HashSetClass,
  Power,
  Regime,
  Role,
} from '../model/vocabulary.js'
import type { ExhibitState } from './exhibit-state.js'
import { trackOf } from './whereabouts.js'

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
  /** The entry that applied it was annulled. */
  readonly annulledAt?: number
  /** First photograph of it that was attached. */
  readonly photographedAt?: number
}

export interface OfferState {
  readonly from: PersonCode
  readonly to: PersonCode
  readonly exhibits: readonly ExhibitNumber[]
  readonly entry: number
  /** How the giver signed it. */
  readonly giver?: Party
  /** When it is said to have been handed out of the giver's hands. */
  readonly at: Instant
  readonly outcome: 'open' | 'accepted' | 'declined' | 'withdrawn' | 'annulled'
  /** The entry that accepted, declined or withdrew it. */
  readonly closed?: number
}

export interface AcquisitionState {
  readonly exhibit: ExhibitNumber
  readonly entry: number
  /** Whoever folds adds to these in place. */
  readonly examinations: number[]
  readonly copied: boolean
  /** Things that could not be read. */
  readonly failed: number
  readonly quarantined?: { readonly from: number; readonly to: number; readonly entry: number }[]
}

export interface AuthorizationState {
  readonly type: AuthorizationType
  readonly powers: readonly Power[]
  readonly entry: number
  readonly from: Instant
  readonly until?: Instant
  readonly scope?: {
    readonly exhibits?: readonly ExhibitNumber[]
    readonly categories?: readonly ExhibitCategory[]
  }
  readonly consent?: NonNullable<ActOf<'authorization.add'>['consent']>
  readonly notes: readonly {
    readonly event: AuthorizationEvent
    readonly entry: number
    readonly at: Instant
  }[]
}

/** A court, and the number under which it knows a proceeding: commitments, and the entry that says so. */
export interface Docket {
  readonly court: string
  readonly number: string
  readonly entry: number
}

export interface ProceedingState {
  readonly regime: Regime
  readonly dockets: readonly Docket[]
  readonly exhibits: readonly ExhibitNumber[]
  readonly persons: readonly PersonCode[]
  /** The one that it was severed from, and the one that it was joined to. */
  readonly severedFrom?: ProceedingNumber
  readonly joinedTo?: ProceedingNumber
}

export interface FactsState {
  readonly entry: number
  readonly from: StatedTime
  readonly to: StatedTime
  readonly persons: readonly PersonCode[]
  readonly offence?: string
  readonly proceeding?: ProceedingNumber
}

export interface LocationState {
  readonly entry: number
  /** Commitment to what it is called. */
  readonly name: string
  readonly within?: LocationNumber
  readonly away?: NonNullable<ActOf<'location.add'>['away']>
}

export interface InventoryState {
  readonly entry: number
  readonly exhibits: readonly ExhibitNumber[]
  readonly stated: number
  readonly rows: number
}

export interface HashSetState {
  readonly entry: number
  readonly class: HashSetClass
  /** SHA-256 of the index file that was made of it. */
  readonly index: string
  readonly members: number
}

/** Bytes that were removed by order. */
export interface Purge {
  readonly entry: number
  readonly blobs: LinesReference
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
  readonly form: typeof custodyForm
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
  readonly authorizations: Record<AuthorizationNumber, AuthorizationState>
  readonly proceedings: Record<ProceedingNumber, ProceedingState>
  readonly facts: Record<FactsNumber, FactsState>
  readonly locations: Record<LocationNumber, LocationState>
  readonly inventories: Record<InventoryNumber, InventoryState>
  readonly hashSets: Record<HashSetNumber, HashSetState>
  /** What was added as a part of an exhibit, in order. */
  readonly parts: Record<ExhibitNumber, ExhibitNumber[]>
  /** Which exhibits have an identifier, and which seals a number, by its commitment. */
  readonly identifiers: Record<string, ExhibitNumber[]>
  readonly sealNumbers: Record<string, SealNumber[]>
  readonly purges: Purge[]
  /** Entries that say something about a break, by `<entry> <code>`. */
  readonly explanations: Record<string, number[]>
  /** By which entry an entry was annulled, and by which ones it was corrected. */
  readonly annulled: Record<number, number>
  readonly corrected: Record<number, number[]>
  /** Newest entry that handed the record on. */
  disclosedAt?: number
  readonly nonces: Record<string, number>
}

/** Changes whenever the shape of {@link Custody} does: what was kept in another shape is folded anew. */
export const custodyForm = 3

/** Who answers for an exhibit now; for a part, whoever answers for what it is in. */
export function holderOf(custody: Custody, number: ExhibitNumber): PersonCode | undefined {
  const exhibit = custody.exhibits[number]
  const track = exhibit && trackOf(custody, exhibit)
  return track && 'by' in track ? track.by : undefined
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
