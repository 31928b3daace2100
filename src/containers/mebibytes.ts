import type { Image, UnreadableRange } from './image.js'

export const mebibyte = 2 ** 20

/** The medium in stretches of exactly one mebibyte, the last perhaps shorter. */
export type Mebibyte =
  | { readonly kind: 'bytes'; readonly index: number; readonly parts: readonly Uint8Array[] }
  | { readonly kind: 'unreadable'; readonly index: number; readonly ranges: readonly UnreadableRange[] }

export async function* mebibytes(image: Image): AsyncGenerator<Mebibyte, void, undefined> {
  let index = 0
  let filled = 0
  let parts: Uint8Array[] = []
  let ranges: UnreadableRange[] = []
  const taken = (): Mebibyte => {
    const found: Mebibyte =
      ranges.length > 0 ? { kind: 'unreadable', index, ranges } : { kind: 'bytes', index, parts }
    index += 1
    filled = 0
    parts = []
    ranges = []
    return found
  }
  for await (const piece of image.pieces()) {
    const length = piece.kind === 'bytes' ? piece.bytes.length : piece.length
    for (let at = 0; at < length; ) {
      const count = Math.min(length - at, mebibyte - filled)
      if (piece.kind === 'bytes') parts.push(piece.bytes.subarray(at, at + count))
      else ranges.push({ ...piece, offset: piece.offset + at, length: count })
      at += count
      filled += count
      if (filled === mebibyte) yield taken()
    }
  }
  if (filled > 0) yield taken()
}
