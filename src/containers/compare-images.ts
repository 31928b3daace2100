import { type Image, requireUnchanged } from './image.js'
import { type Mebibyte, mebibyte, mebibytes } from './mebibytes.js'

/** Chunks of a mebibyte from one to the other, both included, counted from 0. */
export interface ChunkRange {
  readonly first: number
  readonly last: number
}

export interface ImageComparison {
  /** Chunks of the longer of the two. */
  readonly chunks: number
  readonly originalSize: number
  readonly imageSize: number
  readonly equal: number
  /** Both were read and are not the same, a chunk that one of them lacks included. */
  readonly differing: number
  /** One of them could not be read, so nothing is known. */
  readonly unreadable: { readonly original: number; readonly image: number }
  /** The first of them, as ranges. */
  readonly differingRanges: readonly ChunkRange[]
  readonly unreadableRanges: readonly ChunkRange[]
  /** Whether there are more ranges than are given. */
  readonly more: boolean
}

const mostRanges = 1000

/**
 * Reads both once, side by side, and writes neither. A read error is not a difference, and is never counted as equal.
 * Throws `source.changed` when a file of either changes meanwhile.
 */
export async function compareImages(original: Image, image: Image): Promise<ImageComparison> {
  const counts = { equal: 0, differing: 0, original: 0, image: 0 }
  const differing = new Ranges()
  const unreadable = new Ranges()
  const ours = mebibytes(original)
  const theirs = mebibytes(image)
  const chunks = Math.ceil(Math.max(original.size, image.size) / mebibyte)
  for (let index = 0; index < chunks; index += 1) {
    const one = await nextOf(ours)
    const other = await nextOf(theirs)
    if (one?.kind === 'unreadable') counts.original += 1
    if (other?.kind === 'unreadable') counts.image += 1
    if (one?.kind === 'unreadable' || other?.kind === 'unreadable') unreadable.add(index)
    else if (one && other && sameBytes(one.parts, other.parts)) counts.equal += 1
    else {
      counts.differing += 1
      differing.add(index)
    }
  }
  await requireUnchanged(original)
  await requireUnchanged(image)
  return {
    chunks,
    originalSize: original.size,
    imageSize: image.size,
    equal: counts.equal,
    differing: counts.differing,
    unreadable: { original: counts.original, image: counts.image },
    differingRanges: differing.ranges,
    unreadableRanges: unreadable.ranges,
    more: differing.more || unreadable.more,
  }
}

class Ranges {
  readonly ranges: ChunkRange[] = []
  more = false

  add(index: number): void {
    const last = this.ranges.at(-1)
    if (!this.more && last?.last === index - 1)
      this.ranges[this.ranges.length - 1] = { first: last.first, last: index }
    else if (this.ranges.length < mostRanges) this.ranges.push({ first: index, last: index })
    else this.more = true
  }
}

async function nextOf(chunks: AsyncGenerator<Mebibyte, void, undefined>): Promise<Mebibyte | undefined> {
  const { value, done } = await chunks.next()
  return done ? undefined : value
}

/** The same bytes, however they are cut. */
function sameBytes(one: readonly Uint8Array[], other: readonly Uint8Array[]): boolean {
  return Buffer.concat(one).equals(Buffer.concat(other))
}
