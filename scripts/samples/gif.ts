import { join, latin1, le16 } from './bytes.js'
import { LowBits } from './low-bits.js'
import type { Raster } from './raster.js'

/** An endless GIF 89a animation. The frames share a size and use at most 16 colours; `delay` is in hundredths of a second. */
export function encodeGif(frames: readonly Raster[], delay: number): Uint8Array {
  const [first] = frames
  const size = join(le16(first?.width ?? 0), le16(first?.height ?? 0))
  const palette = paletteOf(frames)
  const colours = new Uint8Array(48)
  for (const [colour, index] of palette) colours.set([colour >> 16, colour >> 8, colour], index * 3)
  return join(
    latin1('GIF89a'),
    size,
    Uint8Array.of(0xb3, 0, 0),
    colours,
    Uint8Array.of(0x21, 0xff, 11),
    latin1('NETSCAPE2.0'),
    Uint8Array.of(3, 1, 0, 0, 0),
    ...frames.map((frame) =>
      join(
        Uint8Array.of(0x21, 0xf9, 4, 0),
        le16(delay),
        Uint8Array.of(0, 0, 0x2c, 0, 0, 0, 0),
        size,
        Uint8Array.of(0, 4),
        inSubBlocks(compressed(coloursOf(frame).map((colour) => palette.get(colour) ?? 0))),
      ),
    ),
    Uint8Array.of(0x3b),
  )
}

function paletteOf(frames: readonly Raster[]): Map<number, number> {
  const colours = new Set(frames.flatMap((frame) => coloursOf(frame)))
  return new Map([...colours].sort((a, b) => a - b).map((colour, index) => [colour, index]))
}

function coloursOf({ rgb }: Raster): number[] {
  return Array.from(
    { length: rgb.length / 3 },
    (_, at) => ((rgb[at * 3] ?? 0) << 16) | ((rgb[at * 3 + 1] ?? 0) << 8) | (rgb[at * 3 + 2] ?? 0),
  )
}

/** LZW of GIF 89a appendix F for four-bit pixels: clear is 16, end is 17, and a full table is cleared. */
function compressed(indices: readonly number[]): Uint8Array {
  const bits = new LowBits()
  let known = new Map<number, number>()
  let next = 18
  let width = 5
  bits.write(16, width)
  let [prefix = 0] = indices
  for (const index of indices.slice(1)) {
    const longer = known.get(prefix * 16 + index)
    if (longer !== undefined) {
      prefix = longer
      continue
    }
    bits.write(prefix, width)
    known.set(prefix * 16 + index, next)
    if (next === 1 << width) width += 1
    next += 1
    prefix = index
    if (next > 4095) {
      bits.write(16, width)
      known = new Map()
      next = 18
      width = 5
    }
  }
  bits.write(prefix, width)
  bits.write(17, width)
  return bits.end()
}

function inSubBlocks(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = 0; at < data.length; at += 255) {
    const part = data.subarray(at, at + 255)
    parts.push(Uint8Array.of(part.length), part)
  }
  return join(...parts, Uint8Array.of(0))
}
