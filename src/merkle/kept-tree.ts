import { hash } from 'node:crypto'
import { emptyRoot, hashBytes } from './hash.js'
import { type HashList, hashList } from './hash-list.js'

/** A growing tree that remembers what it was at every size: 64 bytes a leaf, outside the heap. */
export interface KeptTree {
  readonly leaves: HashList
  add(leafHash: Uint8Array): void
  /** Root of the tree of the first `size` leaves; undefined while it has fewer. */
  rootAt(size: number): Uint8Array | undefined
}

export function keptTree(): KeptTree {
  const leaves = hashList()
  /** Roots of the perfect subtrees of 2^level leaves, from the left. */
  const levels = [leaves]
  const node = Buffer.alloc(1 + 2 * hashBytes)
  node[0] = 1
  const right = 1 + hashBytes
  let asked = { size: 0, root: emptyRoot }

  /** Takes what stands at the right together with its left neighbour, into the place of the former. */
  function climb(left: Uint8Array | undefined): void {
    if (left) node.set(left, 1)
    node.write(hash('sha256', node, 'binary'), right, hashBytes, 'latin1')
  }

  function rootOf(size: number): Uint8Array {
    let level = 0
    let rest = size
    for (; rest % 2 === 0; rest /= 2) level += 1
    const last = levels[level]?.at(rest - 1)
    if (last) node.set(last, right)
    for (rest = Math.floor(rest / 2); rest > 0; rest = Math.floor(rest / 2)) {
      level += 1
      if (rest % 2 === 1) climb(levels[level]?.at(rest - 1))
    }
    return Buffer.from(node.subarray(right))
  }

  return {
    leaves,
    add(leafHash) {
      leaves.add(leafHash)
      node.set(leafHash, right)
      // Bit operators would cut a number at 32 bits.
      for (let rest = leaves.length, level = 1; rest % 2 === 0; rest /= 2, level += 1) {
        climb(levels[level - 1]?.at(rest - 2))
        const above = levels[level] ?? hashList()
        levels[level] = above
        above.add(node.subarray(right))
      }
    },
    rootAt(size) {
      if (!Number.isSafeInteger(size) || size < 0 || size > leaves.length) return undefined
      if (size === 0) return emptyRoot
      // Acts that are recorded together name one head.
      if (asked.size !== size) asked = { size, root: rootOf(size) }
      return asked.root
    },
  }
}
