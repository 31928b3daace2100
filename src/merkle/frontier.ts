import { LedgerError, UsageError } from '../errors.js'
import { emptyRoot, hashBytes, nodeHash, parentsOf } from './hash.js'

/** All that is needed of a tree to append to it: the roots of the perfect subtrees its size is the sum of. */
export interface Frontier {
  readonly size: number
  /** One for each 1 bit of `size`, largest subtree first. */
  readonly peaks: readonly Uint8Array[]
}

export const emptyFrontier: Frontier = { size: 0, peaks: [] }

/** The frontier after one more leaf. */
export function extend(frontier: Frontier, leafHash: Uint8Array): Frontier {
  const peaks = [...frontier.peaks]
  let peak = leafHash
  for (let rest = frontier.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = peaks.pop()
    if (left === undefined) throw wrongPeaks(frontier.size)
    peak = nodeHash(left, peak)
  }
  peaks.push(peak)
  return { size: frontier.size + 1, peaks }
}

/** Root of the tree the frontier stands for. */
export function frontierRoot(frontier: Frontier): Uint8Array {
  if (frontier.size === 0) return emptyRoot
  return frontier.peaks.reduceRight((right, left) => nodeHash(left, right))
}

/** The peaks one after another, 32 bytes each; the size is kept beside it. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  return Buffer.concat(frontier.peaks)
}

/** Throws `ledger.malformed` when the bytes are not as many peaks as a tree of that size has. */
export function decodeFrontier(size: number, bytes: Uint8Array): Frontier {
  if (!Number.isSafeInteger(size) || size < 0 || bytes.length !== peakCount(size) * hashBytes)
    throw wrongPeaks(size)
  const peaks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += hashBytes) peaks.push(bytes.slice(at, at + hashBytes))
  return { size, peaks }
}

/**
 * RFC 6962 inclusion proof of the leaf at absolute `index` in the tree of `before.size + added.length` leaves, made from
 * the frontier and the leaf hashes appended after it. Throws `usage.argument` when the index is not one of the added.
 */
export function inclusionFromFrontier(
  before: Frontier,
  added: readonly Uint8Array[],
  index: number,
): Uint8Array[] {
  if (!Number.isSafeInteger(index) || index < before.size || index >= before.size + added.length)
    throw new UsageError('usage.argument', {
      argument: 'index',
      value: index,
      size: before.size + added.length,
    })
  return pathFrom(levelsAbove(before, added), index)
}

/** The same proof for every added leaf, in their order; the hashing is done once for all of them. */
export function inclusionsFromFrontier(before: Frontier, added: readonly Uint8Array[]): Uint8Array[][] {
  const levels = levelsAbove(before, added)
  return added.map((_, position) => pathFrom(levels, before.size + position))
}

/** The nodes of one height that lie on or right of the path of the first added leaf. */
interface Level {
  /** Position of `nodes[0]` among all nodes of this height. */
  readonly first: number
  readonly nodes: readonly Uint8Array[]
}

function levelsAbove(before: Frontier, added: readonly Uint8Array[]): Level[] {
  const peaks = [...before.peaks]
  const levels: Level[] = []
  let first = before.size
  let nodes = added
  for (;;) {
    if (first % 2 === 1) {
      // The left neighbour of the first new node is a perfect subtree of the old tree: its smallest remaining peak.
      const left = peaks.pop()
      if (left === undefined) throw wrongPeaks(before.size)
      nodes = [left, ...nodes]
      first -= 1
    }
    levels.push({ first, nodes })
    if (first === 0 && nodes.length <= 1) return levels
    first /= 2
    nodes = parentsOf(nodes)
  }
}

function pathFrom(levels: readonly Level[], index: number): Uint8Array[] {
  const path: Uint8Array[] = []
  let position = index
  for (const { first, nodes } of levels) {
    const sibling = nodes[(position % 2 === 0 ? position + 1 : position - 1) - first]
    if (sibling) path.push(sibling)
    position = Math.floor(position / 2)
  }
  return path
}

function peakCount(size: number): number {
  let count = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2
  return count
}

function wrongPeaks(size: number): LedgerError {
  return new LedgerError('ledger.malformed', { what: 'frontier', size })
}
