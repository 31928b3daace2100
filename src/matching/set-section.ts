import { bytesOf, type SetAlgorithm } from '../model/known-set.js'
import { classBytes, type EntryClass, entryWidth } from './set-header.js'

/** What an entry says beside its digest. */
export interface EntryReference {
  readonly classNumber: number
  /** The same for entries of one record, in hex. */
  readonly record: string
}

/** The entries of one algorithm, in the order of their bytes. */
export interface Section {
  readonly algorithm: SetAlgorithm
  /** What stands beside this digest; empty when it is not there. */
  find(digest: Uint8Array): readonly EntryReference[]
}

const prefixes = 0x1_0000

export interface SectionCheck {
  /** What is wrong with the next whole entries, if anything. */
  next(entries: Buffer): 'unsorted' | 'class' | undefined
  /** For each two bytes that a digest may begin with the first entry that does not stand before them, and the count of all at the end. */
  starts(): Float64Array
}

/** Looks at every entry of a section once, in order. */
export function sectionCheck(algorithm: SetAlgorithm, classes: readonly EntryClass[]): SectionCheck {
  const width = entryWidth(algorithm)
  const classAt = bytesOf(algorithm)
  const counts = new Float64Array(prefixes + 1)
  const last = Buffer.alloc(width)
  let any = false
  return {
    next(entries) {
      for (let at = 0; at < entries.length; at += width) {
        const isLater =
          at === 0
            ? !any || last.compare(entries, 0, width) < 0
            : entries.compare(entries, at, at + width, at - width, at) < 0
        if (!isLater) return 'unsorted'
        const stated = classes[entries.readUInt16BE(at + classAt)]?.algorithms
        if (!stated?.includes(algorithm)) return 'class'
        const after = entries.readUInt16BE(at) + 1
        counts[after] = (counts[after] ?? 0) + 1
      }
      entries.copy(last, 0, entries.length - width)
      any = true
      return undefined
    },
    starts() {
      for (let prefix = 1; prefix <= prefixes; prefix += 1)
        counts[prefix] = (counts[prefix] ?? 0) + (counts[prefix - 1] ?? 0)
      return counts
    },
  }
}

export interface SectionPlace {
  readonly algorithm: SetAlgorithm
  /** Where its first entry stands in the file. */
  readonly at: number
  readonly starts: Float64Array
  /** How many bytes of it may be kept in memory. */
  readonly kept: number
  read(position: number, length: number): Buffer
}

const entriesInBlock = 2048

export function openSection({ algorithm, at, starts, kept, read }: SectionPlace): Section {
  const width = entryWidth(algorithm)
  const digestBytes = bytesOf(algorithm)
  const entries = starts[prefixes] ?? 0
  const blockBytes = entriesInBlock * width
  const mostBlocks = Math.max(1, Math.floor(kept / blockBytes))
  // In the order of their last use: the first is the one to give up.
  const blocks = new Map<number, Buffer>()
  let newest = -1
  let newestBlock: Buffer = Buffer.alloc(0)

  function block(number: number): Buffer {
    if (number === newest) return newestBlock
    const known = blocks.get(number)
    const bytes =
      known ?? read(at + number * blockBytes, Math.min(blockBytes, entries * width - number * blockBytes))
    if (known) blocks.delete(number)
    else if (blocks.size >= mostBlocks) blocks.delete(blocks.keys().next().value ?? -1)
    blocks.set(number, bytes)
    newest = number
    newestBlock = bytes
    return bytes
  }

  /** Negative, zero or positive as the digest of this entry stands before, at or behind the wanted one. */
  function compare(entry: number, digest: Uint8Array): number {
    const from = (entry % entriesInBlock) * width
    return block(Math.floor(entry / entriesInBlock)).compare(digest, 0, digestBytes, from, from + digestBytes)
  }

  function reference(entry: number): EntryReference {
    const from = (entry % entriesInBlock) * width + digestBytes
    const bytes = block(Math.floor(entry / entriesInBlock))
    const record = bytes.toString('hex', from + classBytes, from - digestBytes + width)
    return { classNumber: bytes.readUInt16BE(from), record }
  }

  return {
    algorithm,
    find(digest) {
      const prefix = ((digest[0] ?? 0) << 8) | (digest[1] ?? 0)
      let [from, to] = [starts[prefix] ?? 0, starts[prefix + 1] ?? 0]
      const end = to
      while (from < to) {
        const middle = Math.floor((from + to) / 2)
        if (compare(middle, digest) < 0) from = middle + 1
        else to = middle
      }
      const found: EntryReference[] = []
      for (let entry = from; entry < end && compare(entry, digest) === 0; entry += 1)
        found.push(reference(entry))
      return found
    },
  }
}
