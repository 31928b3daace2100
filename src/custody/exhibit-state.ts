import type { Instant } from '../model/instant.js'
import type {
  AcquisitionNumber,
  ExhibitNumber,
  LeafHash,
  LocationNumber,
  PersonCode,
  SealNumber,
} from '../model/names.js'
import type { Correctable, ExhibitCategory, IdentifierKind } from '../model/vocabulary.js'

/** Where a thing is in fact, and whether its data is what it was. Three tracks that move apart; the fourth, the legal one, follows from authorizations. */
export interface ExhibitState {
  readonly number: ExhibitNumber
  readonly category: ExhibitCategory
  readonly quantity: number
  /** Commitment to what describes it, and those to what identifies it. */
  readonly description: string
  readonly identifiers: readonly IdentifierState[]
  /** The exhibit it was added as a part of. */
  readonly parent?: ExhibitNumber
  /** A working copy: of what, and until when it may be kept. */
  readonly copyOf?: { readonly parent: ExhibitNumber; readonly expires?: Instant }
  readonly custody: CustodyTrack
  readonly seal: SealTrack
  readonly integrity: IntegrityTrack
  /** Entry of the act that put it on hold: it is not to be moved out, given back or destroyed. */
  readonly hold?: number
  /** Taken out of the store, whoever has it since, and neither put back nor gone to a court or for good. */
  readonly out?: {
    readonly entry: number
    readonly at: Instant
    readonly due?: Instant
    readonly location?: LocationNumber
  }
  /** Until when it is kept. */
  readonly keptUntil?: Instant
  /** Units that were counted last, and the entry that says so. */
  readonly counted?: { readonly entry: number; readonly counted: number }
  /** When it was found or taken, and since when it is said to be where it is. */
  readonly takenAt: Instant
  readonly movedAt: Instant
  /** Latest time at which something is said to have happened to it. */
  readonly lastAt: Instant
  readonly corrections?: readonly Correction[]
  /** Numbers of the entries that touch it, in order, and who made each. Whoever folds adds to them in place. */
  readonly entries: number[]
  readonly authors: PersonCode[]
  /** What the newest entries changed, for an annulment: at most {@link deepestUndo}. Whoever folds changes it in place. */
  readonly undo: Undo[]
}

/** How far back an entry can be annulled: those after it that moved or sealed the same exhibit have to be annulled first. */
export const deepestUndo = 16

export interface IdentifierState {
  readonly is: IdentifierKind
  /** Commitment; equal to another of the same case and kind when both stand for the same. */
  readonly value: string
}

export interface Correction {
  readonly entry: number
  readonly by: number
  readonly field: Correctable
}

/** How an exhibit stood before an entry; `custody` is absent before the one that took it. */
export interface Undo {
  readonly entry: number
  /** How many exhibits that entry moved or sealed. */
  readonly of: number
  readonly before?: Pick<ExhibitState, 'custody' | 'seal' | 'movedAt' | 'out'>
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
  | { readonly kind: 'in-store'; readonly by: PersonCode; readonly location: LocationNumber }
  | { readonly kind: 'at-court'; readonly by: PersonCode }
  | { readonly kind: 'missing'; readonly entry: number }
  | { readonly kind: 'released'; readonly entry: number; readonly to: PersonCode }
  | { readonly kind: 'destroyed'; readonly entry: number }
  /** The entry that took it was annulled. */
  | { readonly kind: 'annulled'; readonly entry: number }

export type SealTrack =
  | { readonly kind: 'never-sealed' }
  | { readonly kind: 'sealed'; readonly seals: readonly SealNumber[] }
  | { readonly kind: 'opened' }
  | { readonly kind: 'impossible' }

export type IntegrityTrack =
  | { readonly kind: 'no-reference' }
  | { readonly kind: 'acquired'; readonly acquisition: AcquisitionNumber }
  /** Found the same as its reference, or not, by that entry. */
  | { readonly kind: 'verified'; readonly entry: number; readonly acquisition?: AcquisitionNumber }
  | { readonly kind: 'mismatch'; readonly entry: number; readonly acquisition?: AcquisitionNumber }
  /** Reading it alters it: what was read has digests, the thing itself cannot be read the same again. */
  | { readonly kind: 'not-repeatable'; readonly acquisition: AcquisitionNumber }

/** What lies in no thing: a copy or image has a parent, and is not inside it. */
export function isCopy({ category }: Pick<ExhibitState, 'category'>): boolean {
  return category === 'image' || category === 'working-copy'
}

/** It has left for good: nothing moves it any more. */
export function isTerminal({ custody: { kind } }: Pick<ExhibitState, 'custody'>): boolean {
  return kind === 'released' || kind === 'destroyed' || kind === 'annulled'
}

/** It is on the way by this very offer. */
export function isUnder({ custody }: Pick<ExhibitState, 'custody'>, offer: LeafHash): boolean {
  return custody.kind === 'in-transit' && custody.offer === offer
}

/** Where a number stands in numbers that grow; negative where it does not. Histories may be long. */
export function positionOf(entries: readonly number[], entry: number): number {
  let [low, high] = [0, entries.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = entries[middle] ?? entry
    if (found === entry) return middle
    if (found < entry) low = middle + 1
    else high = middle - 1
  }
  return -1
}
