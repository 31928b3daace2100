import { hash } from 'node:crypto'
import { emptyRoot, hashBytes } from './hash.js'

/** A tree to which leaves are added for as long as one likes: what `extend` and `frontierRoot` give, without their copies. */
export interface GrowingTree {
  readonly size: number
  add(leafHash: Uint8Array): void
  /** Adds the leaf of this data. */
  addData(data: Uint8Array): void
  /** Root of the tree as it is now. */
  root(): Uint8Array
}

/** As many levels as 2^53 leaves have. */
const levels = 54

export function growingTree(): GrowingTree {
  // The perfect subtree of 2^level leaves, where the size has that bit.
  const peaks = Buffer.alloc(levels * hashBytes)
  const node = Buffer.alloc(1 + 2 * hashBytes)
  node[0] = 1
  const right = 1 + hashBytes
  /** Begins with the zero byte of a leaf. */
  let leaf = Buffer.alloc(1024)
  let size = 0

  /** Puts the node over the peak of that level and what stands at the right in the place of the latter. */
  function climb(level: number): void {
    peaks.copy(node, 1, level * hashBytes, (level + 1) * hashBytes)
    node.write(hash('sha256', node, 'binary'), right, hashBytes, 'latin1')
  }

  /** Adds the leaf that stands at the right. */
  function grow(): void {
    let level = 0
    // Bit operators would cut a number at 32 bits.
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      climb(level)
      level += 1
    }
    node.copy(peaks, level * hashBytes, right)
    size += 1
  }

  return {
    get size() {
      return size
    },
    add(leafHash) {
      node.set(leafHash, right)
      grow()
    },
    addData(data) {
      if (data.length >= leaf.length) leaf = Buffer.alloc(2 * data.length)
      leaf.set(data, 1)
      node.write(hash('sha256', leaf.subarray(0, data.length + 1), 'binary'), right, hashBytes, 'latin1')
      grow()
    },
    root() {
      let level = 0
      let rest = size
      if (rest === 0) return emptyRoot
      for (; rest % 2 === 0; rest /= 2) level += 1
      peaks.copy(node, right, level * hashBytes, (level + 1) * hashBytes)
      for (rest = Math.floor(rest / 2); rest > 0; rest = Math.floor(rest / 2)) {
        level += 1
        if (rest % 2 === 1) climb(level)
      }
      return Buffer.from(node.subarray(right))
    },
  }
}
