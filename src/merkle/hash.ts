import { hash } from 'node:crypto'

export const hashBytes = 32

// 'binary' (latin1) is the quickest way out of node's one-shot hash for inputs this small.
const node = Buffer.alloc(1 + 2 * hashBytes)
node[0] = 1

/** SHA-256(0x00 ‖ data), RFC 6962 §2.1. */
export function leafHash(data: Uint8Array): Uint8Array {
  const input = Buffer.allocUnsafe(1 + data.length)
  input[0] = 0
  input.set(data, 1)
  return Buffer.from(hash('sha256', input, 'binary'), 'latin1')
}

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  node.set(left, 1)
  node.set(right, 1 + hashBytes)
  return Buffer.from(hash('sha256', node, 'binary'), 'latin1')
}

/** Root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Uint8Array = Buffer.from(hash('sha256', '', 'hex'), 'hex')

/** One level up. An odd last hash moves up as it is, which gives the tree RFC 6962 defines by splitting. */
export function parentsOf(hashes: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = []
  for (let at = 0; at < hashes.length; at += 2) {
    const left = hashes[at]
    const right = hashes[at + 1]
    if (left) parents.push(right ? nodeHash(left, right) : left)
  }
  return parents
}

export function sameHash(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0
}
