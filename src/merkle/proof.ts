import { LedgerError } from '../errors.js'
import { emptyRoot, hashBytes, nodeHash, sameHash } from './hash.js'

/**
 * Root a tree of `size` leaves must have if this proof is right (RFC 9162 §2.1.3.2). Throws `ledger.malformed` when no
 * tree of that size has a proof of this shape for that index.
 */
export function rootFromInclusionProof(
  index: number,
  size: number,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array {
  const root = climb(index, size, leafHash, proof)
  if (root === undefined) throw new LedgerError('ledger.malformed', { what: 'inclusion proof', index, size })
  return root
}

/** Whether the leaf is at `index` in the tree with that root. False, never an error, for a proof of any wrong shape. */
export function verifyInclusion(
  index: number,
  size: number,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const computed = climb(index, size, leafHash, proof)
  return computed !== undefined && sameHash(computed, root)
}

/**
 * Whether the tree of `size1` and `root1` is a prefix of the tree of `size2` and `root2` (RFC 9162 §2.1.4.2). False, never
 * an error, for a proof of any wrong shape; false from an empty tree to a larger one, since nothing can be proved of it.
 */
export function verifyConsistency(
  size1: number,
  size2: number,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): boolean {
  if (!areCounts(size1, size2)) return false
  if (size1 === size2)
    return proof.length === 0 && sameHash(root1, root2) && (size1 > 0 || sameHash(root1, emptyRoot))
  if (size1 === 0 || size1 > size2 || proof.length === 0) return false
  if (!areHashes([...proof, root1, root2])) return false
  return connects(size1, size2, proof, root1, root2)
}

function climb(
  index: number,
  size: number,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!areCounts(index, size) || index >= size || !areHashes([leafHash, ...proof])) return undefined
  let position = index
  let last = size - 1
  let hash = leafHash
  for (const sibling of proof) {
    if (last === 0) return undefined
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash)
      while (position % 2 === 0 && position > 0) {
        position = half(position)
        last = half(last)
      }
    } else {
      hash = nodeHash(hash, sibling)
    }
    position = half(position)
    last = half(last)
  }
  return last === 0 ? hash : undefined
}

/** For 0 < size1 < size2. */
function connects(
  size1: number,
  size2: number,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): boolean {
  let position = size1 - 1
  let last = size2 - 1
  while (position % 2 === 1) {
    position = half(position)
    last = half(last)
  }
  // A perfect old tree is a node of the new one, so its root is left out of the proof.
  const [seed, ...siblings] = position === 0 ? [root1, ...proof] : proof
  if (seed === undefined) return false
  let hash1 = seed
  let hash2 = seed
  for (const sibling of siblings) {
    if (last === 0) return false
    if (position % 2 === 1 || position === last) {
      hash1 = nodeHash(sibling, hash1)
      hash2 = nodeHash(sibling, hash2)
      while (position % 2 === 0 && position > 0) {
        position = half(position)
        last = half(last)
      }
    } else {
      hash2 = nodeHash(hash2, sibling)
    }
    position = half(position)
    last = half(last)
  }
  return last === 0 && sameHash(hash1, root1) && sameHash(hash2, root2)
}

/** Bit operators would cut a number at 32 bits. */
function half(value: number): number {
  return Math.floor(value / 2)
}

function areCounts(...values: number[]): boolean {
  return values.every((value) => Number.isSafeInteger(value) && value >= 0)
}

function areHashes(values: readonly Uint8Array[]): boolean {
  return values.every((value) => value.length === hashBytes)
}

/**
 * Root of the tree of all leaves before `index`, which every inclusion proof for it holds: what stands left of its path are that tree's
 * peaks (RFC 9162 §2.1.3.2). It is worth what the proof is worth. Undefined when the proof holds none.
 */
export function prefixRootFromInclusionProof(
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  let [own, last] = [index, size - 1]
  let root: Uint8Array | undefined = index === 0 ? emptyRoot : undefined
  for (const hash of proof) {
    if (own % 2 === 1 || own === last) {
      root = root ? nodeHash(hash, root) : hash
      while (own !== 0 && own % 2 === 0) [own, last] = [own / 2, Math.floor(last / 2)]
    }
    ;[own, last] = [Math.floor(own / 2), Math.floor(last / 2)]
  }
  return root
}
