import { UsageError } from '../errors.js'
import { emptyRoot, parentsOf } from './hash.js'

/** Merkle tree hash of leaf hashes, RFC 6962 §2.1. */
export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  return rootOfRange(leaves, 0, leaves.length)
}

/**
 * Audit path of the leaf at `index` in the tree of the first `size` leaves, from the leaf's sibling up (RFC 6962 §2.1.1).
 * Throws `usage.argument` when there is no such leaf.
 */
export function inclusionProof(
  leaves: readonly Uint8Array[],
  index: number,
  size: number = leaves.length,
): Uint8Array[] {
  requireCount('size', size, 0, leaves.length)
  requireCount('index', index, 0, size - 1)
  const path: Uint8Array[] = []
  let from = 0
  let to = size
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      path.push(rootOfRange(leaves, middle, to))
      to = middle
    } else {
      path.push(rootOfRange(leaves, from, middle))
      from = middle
    }
  }
  return path.reverse()
}

/**
 * Proof that the tree of the first `size1` leaves is a prefix of the tree of the first `size2` (RFC 6962 §2.1.2).
 * Throws `usage.argument` unless 0 < size1 ≤ size2 ≤ leaves: nothing follows from an empty tree.
 */
export function consistencyProof(leaves: readonly Uint8Array[], size1: number, size2: number): Uint8Array[] {
  requireCount('size2', size2, 1, leaves.length)
  requireCount('size1', size1, 1, size2)
  const proof: Uint8Array[] = []
  let from = 0
  let to = size2
  while (to !== size1) {
    const middle = from + splitOf(to - from)
    if (size1 <= middle) {
      proof.push(rootOfRange(leaves, middle, to))
      to = middle
    } else {
      proof.push(rootOfRange(leaves, from, middle))
      from = middle
    }
  }
  // From 0, the subtree left over is the old tree itself, whose root the verifier has.
  if (from > 0) proof.push(rootOfRange(leaves, from, to))
  return proof.reverse()
}

/** Largest power of two smaller than a width of at least 2. */
function splitOf(width: number): number {
  let split = 1
  while (split * 2 < width) split *= 2
  return split
}

function rootOfRange(leaves: readonly Uint8Array[], from: number, to: number): Uint8Array {
  let hashes = leaves.slice(from, to)
  while (hashes.length > 1) hashes = parentsOf(hashes)
  return hashes[0] ?? emptyRoot
}

function requireCount(argument: string, value: number, low: number, high: number): void {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return
  throw new UsageError('usage.argument', { argument, value, low, high })
}
