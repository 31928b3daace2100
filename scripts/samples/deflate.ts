import { be32, join } from './bytes.js'
import { type Code, canonicalCode, codeLengths } from './huffman.js'
import { LowBits } from './low-bits.js'

// Not node:zlib: what it emits depends on its version and on the processor, and the samples must not.

interface Match {
  readonly length: number
  readonly distance: number
}

const longestMatch = 258
const window = 32_768

/** A zlib stream (RFC 1950) of one dynamic DEFLATE block (RFC 1951 §3.2.7). */
export function zlibStream(data: Uint8Array): Uint8Array {
  const tokens = tokensOf(data)
  const literals = new Array<number>(286).fill(0)
  const distances = new Array<number>(30).fill(0)
  const count = (list: number[], symbol: number): void => {
    list[symbol] = (list[symbol] ?? 0) + 1
  }
  count(literals, 256)
  for (const token of tokens) {
    if (typeof token === 'number') count(literals, token)
    else {
      count(literals, 257 + slotOf(lengthBases, token.length))
      count(distances, slotOf(distanceBases, token.distance))
    }
  }
  const bits = new LowBits()
  bits.write(0b101, 3)
  const literalLengths = codeLengths(literals, 15)
  const distanceLengths = codeLengths(distances, 15)
  writeLengths(bits, literalLengths, distanceLengths)
  writeTokens(bits, tokens, canonicalCode(literalLengths), canonicalCode(distanceLengths))
  return join(Uint8Array.of(0x78, 0x9c), bits.end(), be32(adler32(data)))
}

/** Literal bytes, and repetitions of what the last position with the same three bytes began. */
function tokensOf(data: Uint8Array): (number | Match)[] {
  const tokens: (number | Match)[] = []
  const seen = new Map<number, number>()
  const key = (at: number): number =>
    ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)
  for (let at = 0; at < data.length; ) {
    const length = at + 2 < data.length ? repeated(data, seen.get(key(at)), at) : 0
    const distance = at - (seen.get(key(at)) ?? at)
    tokens.push(length >= 3 ? { length, distance } : (data[at] ?? 0))
    for (const end = at + Math.max(1, length); at < end; at += 1) seen.set(key(at), at)
  }
  return tokens
}

function repeated(data: Uint8Array, from: number | undefined, at: number): number {
  if (from === undefined || at - from > window) return 0
  let length = 0
  while (length < longestMatch && at + length < data.length && data[from + length] === data[at + length])
    length += 1
  return length
}

/** The code lengths themselves, each as one of 16 four-bit words: the runs of RFC 1951 §3.2.7 are not used. */
function writeLengths(bits: LowBits, literals: readonly number[], distances: readonly number[]): void {
  bits.write(literals.length - 257, 5)
  bits.write(distances.length - 1, 5)
  bits.write(19 - 4, 4)
  for (let word = 0; word < 19; word += 1) bits.write(word < 3 ? 0 : 4, 3)
  for (const length of [...literals, ...distances]) bits.writeCode({ code: length, length: 4 })
}

function writeTokens(
  bits: LowBits,
  tokens: readonly (number | Match)[],
  literals: readonly Code[],
  distances: readonly Code[],
): void {
  for (const token of tokens) {
    if (typeof token === 'number') {
      bits.writeCode(literals[token])
      continue
    }
    const length = slotOf(lengthBases, token.length)
    bits.writeCode(literals[257 + length])
    bits.write(token.length - (lengthBases[length] ?? 0), lengthExtra(length))
    const distance = slotOf(distanceBases, token.distance)
    bits.writeCode(distances[distance])
    bits.write(token.distance - (distanceBases[distance] ?? 0), distanceExtra(distance))
  }
  bits.writeCode(literals[256])
}

// The tables of RFC 1951 §3.2.5: how many extra bits follow each slot, and the least value it stands for.
function lengthExtra(slot: number): number {
  return slot < 8 || slot === 28 ? 0 : (slot >> 2) - 1
}

function distanceExtra(slot: number): number {
  return slot < 4 ? 0 : (slot >> 1) - 1
}

function bases(slots: number, first: number, extra: (slot: number) => number): number[] {
  const list: number[] = []
  let base = first
  for (let slot = 0; slot < slots; slot += 1) {
    list.push(base)
    base += 1 << extra(slot)
  }
  return list
}

const lengthBases = [...bases(28, 3, lengthExtra), longestMatch]
const distanceBases = bases(30, 1, distanceExtra)

function slotOf(list: readonly number[], value: number): number {
  return list.findLastIndex((base) => base <= value)
}

function adler32(data: Uint8Array): number {
  let low = 1
  let high = 0
  for (const byte of data) {
    low = (low + byte) % 65_521
    high = (high + low) % 65_521
  }
  return high * 65_536 + low
}
