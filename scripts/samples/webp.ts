import { join, latin1, le32 } from './bytes.js'
import { canonicalCode, codeLengths } from './huffman.js'
import { LowBits } from './low-bits.js'
import type { Raster } from './raster.js'

/** A lossless WebP of one VP8L chunk (RFC 9649 §3) without transforms: one prefix code for each channel. */
export function encodeWebp(raster: Raster): Uint8Array {
  const chunk = encodeVp8l(raster)
  const padded = join(chunk, new Uint8Array(chunk.length % 2))
  const body = join(latin1('WEBPVP8L'), le32(chunk.length), padded)
  return join(latin1('RIFF'), le32(body.length), body)
}

function encodeVp8l({ width, height, rgb }: Raster): Uint8Array {
  const bits = new LowBits()
  bits.write(0x2f, 8)
  bits.write(width - 1, 14)
  bits.write(height - 1, 14)
  // No alpha used, version 0, no transform, no colour cache, no meta prefix codes.
  bits.write(0, 1 + 3 + 1 + 1 + 1)
  const codes = [
    { offset: 1, size: 280 },
    { offset: 0, size: 256 },
    { offset: 2, size: 256 },
  ].map(({ offset, size }) => {
    const frequencies = new Array<number>(size).fill(0)
    for (let at = offset; at < rgb.length; at += 3) {
      const value = rgb[at] ?? 0
      frequencies[value] = (frequencies[value] ?? 0) + 1
    }
    const lengths = codeLengths(frequencies, 15)
    writePrefixCode(bits, lengths)
    return { offset, words: canonicalCode(lengths) }
  })
  writeLoneSymbol(bits, 255)
  writeLoneSymbol(bits, 0)
  for (let at = 0; at < rgb.length; at += 3) {
    for (const { offset, words } of codes) bits.writeCode(words[rgb[at + offset] ?? 0])
  }
  return bits.end()
}

/** A code of one symbol, which takes no bits in the picture: here alpha, always opaque, and the unused distances. */
function writeLoneSymbol(bits: LowBits, symbol: number): void {
  bits.write(1, 1)
  bits.write(0, 1)
  bits.write(1, 1)
  bits.write(symbol, 8)
}

/** The normal form of RFC 9649 §3.7.2.1.2 with a four-bit word for each length 0 to 15, and no runs. */
function writePrefixCode(bits: LowBits, lengths: readonly number[]): void {
  bits.write(0, 1)
  bits.write(19 - 4, 4)
  // The words for the run codes 17 and 18 come first and second, that for 16 sits eighth: none is used.
  for (const word of [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]) {
    bits.write(word < 16 ? 4 : 0, 3)
  }
  bits.write(0, 1)
  for (const length of lengths) bits.writeCode({ code: length, length: 4 })
}
