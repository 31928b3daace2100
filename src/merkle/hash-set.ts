import { randomFillSync } from 'node:crypto'
import { hashBytes } from './hash.js'

/** A set of hashes outside the heap: some 50 bytes each, however many. */
export interface HashSet {
  readonly size: number
  /** False when it was there already. */
  add(hash: Uint8Array): boolean
  has(hash: Uint8Array): boolean
  /** False when it was not there. */
  delete(hash: Uint8Array): boolean
  /** In no particular order; what is added meanwhile may be missed. */
  [Symbol.iterator](): Iterator<Uint8Array>
}

const words = hashBytes / 4
const [free, taken, gone] = [0, 1, 2]

/**
 * Open addressing. Whoever chooses the hashes does not know where they will stand: each word is multiplied by a number drawn here.
 */
export function hashSet(): HashSet {
  const factors = randomFillSync(new Int32Array(words)).map((factor) => factor | 1)
  let slots = 64
  let hashes = new Int32Array(slots * words)
  let states = new Uint8Array(slots)
  let size = 0
  let used = 0
  const wanted = new Int32Array(words)
  const wantedBytes = new Uint8Array(wanted.buffer)

  function place(): number {
    let mixed = 0
    for (let word = 0; word < words; word += 1)
      mixed = Math.imul((mixed ^ (mixed >>> 15)) + (wanted[word] ?? 0), factors[word] ?? 1)
    return (mixed ^ (mixed >>> 16)) & (slots - 1)
  }

  /** The slot of `wanted`, or the free one at which the search for it ends. */
  function find(): number {
    let slot = place()
    while (states[slot] !== free && !(states[slot] === taken && isAt(slot))) slot = (slot + 1) & (slots - 1)
    return slot
  }

  function isAt(slot: number): boolean {
    for (let word = 0, at = slot * words; word < words; word += 1, at += 1)
      if (hashes[at] !== wanted[word]) return false
    return true
  }

  function put(slot: number): void {
    hashes.set(wanted, slot * words)
    states[slot] = taken
    used += 1
  }

  function grow(): void {
    const [oldHashes, oldStates] = [hashes, states]
    // Where much was taken out, the same room is enough.
    while (size * 2 > slots) slots *= 2
    hashes = new Int32Array(slots * words)
    states = new Uint8Array(slots)
    used = 0
    for (let slot = 0; slot < oldStates.length; slot += 1) {
      if (oldStates[slot] !== taken) continue
      wanted.set(oldHashes.subarray(slot * words, (slot + 1) * words))
      put(find())
    }
  }

  return {
    get size() {
      return size
    },
    add(hash) {
      if (used * 4 > slots * 3) grow()
      wantedBytes.set(hash)
      const slot = find()
      if (states[slot] === taken) return false
      put(slot)
      size += 1
      return true
    },
    has(hash) {
      wantedBytes.set(hash)
      return states[find()] === taken
    },
    delete(hash) {
      wantedBytes.set(hash)
      const slot = find()
      if (states[slot] !== taken) return false
      states[slot] = gone
      size -= 1
      return true
    },
    *[Symbol.iterator]() {
      const bytes = new Uint8Array(hashes.buffer)
      for (let slot = 0; slot < states.length; slot += 1)
        if (states[slot] === taken) yield bytes.slice(slot * hashBytes, (slot + 1) * hashBytes)
    },
  }
}
