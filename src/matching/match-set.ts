import {
  type Category,
  type KnownDigests,
  type SetAlgorithm,
  type SetKind,
  setAlgorithms,
} from '../model/known-set.js'
import type { KnownSet } from './open-set.js'

export interface MatchItem<Item> {
  readonly item: Item
  readonly digests: KnownDigests
}

/** One file of the set that has a digest of the item. */
export interface RecordAgreement {
  /** Algorithms whose digests are equal, the strongest first. */
  readonly agreed: readonly SetAlgorithm[]
  readonly category?: Category
}

/** The same, where another digest of that file is not the item's: they are two files. */
export interface RecordConflict extends RecordAgreement {
  readonly disagreed: readonly SetAlgorithm[]
}

/**
 * What a set says of an item. `absent`: none of the digests compared stands in the set, which says so much and no more. `conflict`: the set
 * has a file with one digest of the item and another one of the other kind; it is no match. `unchecked`: the item and the set
 * have no algorithm in common.
 */
export type SetOutcome<Item, Kind extends SetKind = SetKind> =
  | {
      readonly kind: 'match'
      readonly item: Item
      readonly set: Kind
      /** The strongest algorithm that agreed. */
      readonly by: SetAlgorithm
      /** MD5 alone, or SHA-1 alone: files that collide can be made. */
      readonly weak: boolean
      /** At least one, the one that agrees best first. */
      readonly records: readonly RecordAgreement[]
      /** Other files of the set that share a digest with this item. */
      readonly conflicts: readonly RecordConflict[]
    }
  | { readonly kind: 'conflict'; readonly item: Item; readonly conflicts: readonly RecordConflict[] }
  | { readonly kind: 'absent'; readonly item: Item; readonly compared: readonly SetAlgorithm[] }
  | { readonly kind: 'unchecked'; readonly item: Item }

/** What a set says of each item, in the order of the items. */
export async function* matchSet<Item, Kind extends SetKind>(
  set: KnownSet<Kind>,
  items: AsyncIterable<MatchItem<Item>> | Iterable<MatchItem<Item>>,
): AsyncGenerator<SetOutcome<Item, Kind>> {
  for await (const { item, digests } of items) yield outcomeOf(set, item, digests)
}

function outcomeOf<Item, Kind extends SetKind>(
  set: KnownSet<Kind>,
  item: Item,
  digests: KnownDigests,
): SetOutcome<Item, Kind> {
  const compared = setAlgorithms.filter((each) => digests[each] !== undefined && set.sections.has(each))
  if (compared.length === 0) return { kind: 'unchecked', item }
  const touched = touchedRecords(set, digests, compared)
  if (touched.size === 0) return { kind: 'absent', item, compared }
  const records: RecordAgreement[] = []
  const conflicts: RecordConflict[] = []
  for (const { classNumber, agreed } of touched.values()) {
    const { algorithms = [], category } = set.header.classes[classNumber] ?? {}
    const disagreed = algorithms.filter((each) => digests[each] !== undefined && !agreed.includes(each))
    const record = category === undefined ? { agreed } : { agreed, category }
    if (disagreed.length > 0) conflicts.push({ ...record, disagreed })
    else records.push(record)
  }
  const best = records.sort(byStrength)[0]
  const by = best?.agreed[0]
  if (best === undefined || by === undefined) return { kind: 'conflict', item, conflicts }
  const weak = best.agreed.length === 1 && by !== 'sha256'
  return { kind: 'match', item, set: set.kind, by, weak, records, conflicts }
}

interface Touched {
  readonly classNumber: number
  readonly agreed: SetAlgorithm[]
}

function touchedRecords(
  set: KnownSet,
  digests: KnownDigests,
  compared: readonly SetAlgorithm[],
): ReadonlyMap<string, Touched> {
  const touched = new Map<string, Touched>()
  for (const algorithm of compared) {
    const wanted = Buffer.from(digests[algorithm] ?? '', 'hex')
    for (const { classNumber, record } of set.sections.get(algorithm)?.find(wanted) ?? []) {
      const key = `${classNumber} ${record}`
      const known = touched.get(key)
      if (known) known.agreed.push(algorithm)
      else touched.set(key, { classNumber, agreed: [algorithm] })
    }
  }
  return touched
}

/** By the strongest algorithm that agreed, then by how many did. */
function byStrength(one: RecordAgreement, other: RecordAgreement): number {
  const rank = ({ agreed: [best] }: RecordAgreement) => (best === undefined ? 0 : setAlgorithms.indexOf(best))
  return rank(one) - rank(other) || other.agreed.length - one.agreed.length
}
