import { SourceError } from '../errors.js'
import { ByteQueue } from './byte-queue.js'
import {
  type ContainerEntry,
  createNameRegister,
  type MemberTimes,
  type UnreadMember,
  withSafeName,
} from './entry.js'
import type { Allowance } from './limits.js'
import { instantTime } from './member-time.js'
import {
  blockSize,
  isZero,
  type PaxRecords,
  paxRecords,
  paxSize,
  paxTime,
  type TarHeader,
  tarHeader,
} from './tar-header.js'

const longestExtension = 2 ** 20

/**
 * What a TAR stream holds, in its order: POSIX ustar and pax, GNU long names. Throws `source.malformed` naming the byte where
 * a header is no header, or where the stream ends too soon; what came before stands.
 */
export async function* tarEntries(
  path: string,
  stream: AsyncIterable<Uint8Array>,
  allowance: Allowance,
): AsyncGenerator<ContainerEntry, void, undefined> {
  const reader = new TarReader(path, new ByteQueue(counted(stream, allowance)))
  const isKnown = createNameRegister()
  try {
    for (let entry = await reader.next(); entry; entry = await reader.next()) {
      allowance.entry()
      yield withSafeName(entry, isKnown)
    }
    const rest = await reader.unclaimed()
    if (rest !== undefined) yield rest
  } finally {
    await reader.close()
  }
}

/** Counts all that comes, what is passed over included: unpacking costs the same. */
async function* counted(stream: AsyncIterable<Uint8Array>, allowance: Allowance): AsyncGenerator<Uint8Array> {
  for await (const piece of stream) {
    allowance.bytes(piece.length)
    yield piece
  }
}

/** What headers before the one of the entry say of it. */
interface Said {
  readonly records: Map<string, Uint8Array>
  name: Uint8Array | undefined
  link: Uint8Array | undefined
}

class TarReader {
  readonly #path: string
  readonly #queue: ByteQueue
  readonly #always = new Map<string, Uint8Array>()
  /** Of the member that was given last. */
  #left = 0
  #padding = 0

  constructor(path: string, queue: ByteQueue) {
    this.#path = path
    this.#queue = queue
  }

  async next(): Promise<ContainerEntry | undefined> {
    await this.#finishMember()
    const said: Said = { records: new Map(), name: undefined, link: undefined }
    for (;;) {
      const at = this.#queue.position
      const block = await this.#queue.take(blockSize)
      if (block.length < blockSize) throw this.#malformed(at, 'ends without the two zero blocks of an end')
      if (isZero(block)) return await this.#end(said)
      const header = tarHeader(block)
      if (header === undefined) throw this.#malformed(at, 'the checksum of a header is wrong')
      if (header.size === undefined) throw this.#malformed(at, 'a size that is none')
      if (!(await this.#extend(header, header.size, said))) return await this.#member(header, said, at)
    }
  }

  /** Bytes behind the end: TAR programs do not look there. */
  async unclaimed(): Promise<UnreadMember | undefined> {
    for (let piece = await this.#queue.some(2 ** 20); piece; piece = await this.#queue.some(2 ** 20)) {
      if (isZero(piece)) continue
      const reason = `bytes that are not zero follow the end, before byte ${this.#queue.position}`
      return {
        kind: 'unread',
        rawName: new Uint8Array(0),
        times: {},
        what: 'other',
        code: 'source.unreadable',
        reason,
      }
    }
    return undefined
  }

  close(): Promise<void> {
    return this.#queue.close()
  }

  async #end(said: Said): Promise<undefined> {
    const at = this.#queue.position
    if (said.records.size > 0 || said.name || said.link)
      throw this.#malformed(at, 'ends behind a header that speaks of another')
    const second = await this.#queue.take(blockSize)
    // GNU tar accepts a lone zero block as the end, and so does everything that writes one.
    if (second.length > 0 && !isZero(second)) throw this.#malformed(at, 'a lone zero block between entries')
    return undefined
  }

  /** Whether the header only speaks of the next one. */
  async #extend({ type }: TarHeader, size: number, said: Said): Promise<boolean> {
    if (!'xgLK'.includes(type)) return false
    const at = this.#queue.position
    if (size > longestExtension) throw this.#malformed(at, `an extended header of ${size} bytes`)
    const data = await this.#queue.take(size)
    await this.#skip(paddingOf(size))
    if (data.length < size) throw this.#malformed(at, 'ends within an extended header')
    if (type === 'L') said.name = upToNul(data)
    else if (type === 'K') said.link = upToNul(data)
    else {
      const records = paxRecords(data)
      if (records === undefined) throw this.#malformed(at, 'a pax record is not of its form')
      const into = type === 'g' ? this.#always : said.records
      for (const [key, value] of records) into.set(key, value)
    }
    return true
  }

  async #member(header: TarHeader, said: Said, at: number): Promise<ContainerEntry> {
    const records = new Map([...this.#always, ...said.records])
    const stated = records.get('size')
    const size = stated === undefined ? (header.size ?? 0) : paxSize(stated)
    if (size === undefined) throw this.#malformed(at, 'a pax size that is none')
    const rawName = records.get('path') ?? said.name ?? header.name
    const target = records.get('linkpath') ?? said.link ?? header.link
    const times = timesOf(header, records)
    const unread = (what: UnreadMember['what'], reason: string): UnreadMember => {
      const code = what === 'file' ? 'source.unreadable' : 'source.not-regular'
      return { kind: 'unread', rawName, times, what, code, reason, ...(what === 'link' ? { target } : {}) }
    }
    if (header.type === 'S' && header.extended) await this.#skipSparsePlaces()
    this.#left = 'xgLK123456'.includes(header.type) ? 0 : size
    this.#padding = paddingOf(this.#left)
    const isSparse = header.type === 'S' || [...records.keys()].some((key) => key.startsWith('GNU.sparse.'))
    if (isSparse) return unread('file', 'a sparse file of GNU tar is not read')
    if (header.type === '1' || header.type === '2') return unread('link', 'a link is not followed')
    if (header.type === '5' || (isOldFile(header.type) && rawName.at(-1) === 0x2f))
      return { kind: 'folder', rawName, times }
    if (!isOldFile(header.type) && header.type !== '7')
      return unread('other', `an entry of type ${header.type}`)
    return { kind: 'file', rawName, times, size, open: () => this.#bytes(at) }
  }

  async *#bytes(at: number): AsyncGenerator<Uint8Array, void, undefined> {
    while (this.#left > 0) {
      const piece = await this.#queue.some(Math.min(this.#left, 2 ** 20))
      if (piece === undefined) throw this.#malformed(at, 'ends within this entry')
      this.#left -= piece.length
      yield piece
    }
  }

  async #finishMember(): Promise<void> {
    const rest = this.#left + this.#padding
    this.#left = 0
    this.#padding = 0
    await this.#skip(rest)
  }

  async #skip(length: number): Promise<void> {
    for (let left = length; left > 0; ) {
      const piece = await this.#queue.some(Math.min(left, 2 ** 20))
      if (piece === undefined) throw this.#malformed(this.#queue.position, 'ends within an entry')
      left -= piece.length
    }
  }

  /** Blocks of 21 places each, the last byte but seven saying whether one more follows. */
  async #skipSparsePlaces(): Promise<void> {
    for (;;) {
      const block = await this.#queue.take(blockSize)
      if (block.length < blockSize) throw this.#malformed(this.#queue.position, 'ends within an entry')
      if (block.readUInt8(504) === 0) return
    }
  }

  #malformed(at: number, reason: string): SourceError {
    return new SourceError('source.malformed', {
      path: this.#path,
      what: 'TAR',
      reason: `${reason}, byte ${at}`,
    })
  }
}

function timesOf({ modified }: TarHeader, records: PaxRecords): MemberTimes {
  const exact = records.get('mtime')
  const accessed = records.get('atime')
  const time = exact
    ? paxTime(exact)
    : modified === undefined
      ? undefined
      : instantTime(modified * 1_000_000_000n)
  const seen = accessed && paxTime(accessed)
  return { ...(time ? { modified: time } : {}), ...(seen ? { accessed: seen } : {}) }
}

const isOldFile = (type: string) => type === '0' || type === '\0'

const paddingOf = (size: number) => (blockSize - (size % blockSize)) % blockSize

function upToNul(data: Buffer): Buffer {
  const end = data.indexOf(0)
  return end < 0 ? data : data.subarray(0, end)
}
