import { hashBytes } from './hash.js'

/** Hashes in a row, outside the heap: 32 bytes each, however many. */
export interface HashList {
  readonly length: number
  add(hash: Uint8Array): void
  at(index: number): Uint8Array | undefined
  [Symbol.iterator](): Iterator<Uint8Array>
}

const hashesInChunk = 32_768

export function hashList(): HashList {
  const chunks: Buffer[] = []
  let length = 0
  const at = (index: number): Uint8Array | undefined => {
    if (!Number.isSafeInteger(index) || index < 0 || index >= length) return undefined
    const from = (index % hashesInChunk) * hashBytes
    return chunks[Math.floor(index / hashesInChunk)]?.subarray(from, from + hashBytes)
  }
  return {
    get length() {
      return length
    },
    add(hash) {
      const place = length % hashesInChunk
      if (place === 0) chunks.push(Buffer.alloc(0))
      const last = chunks.length - 1
      // Small logs are the rule: a chunk grows with what is in it.
      const chunk = withRoom(chunks[last] ?? Buffer.alloc(0), place)
      chunks[last] = chunk
      chunk.set(hash, place * hashBytes)
      length += 1
    },
    at,
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index += 1) {
        const hash = at(index)
        if (hash) yield hash
      }
    },
  }
}

function withRoom(chunk: Buffer, hashes: number): Buffer {
  if (chunk.length > hashes * hashBytes) return chunk
  const larger = Buffer.alloc(Math.min(hashesInChunk, Math.max(64, hashes * 2)) * hashBytes)
  chunk.copy(larger)
  return larger
}
