import { SourceError } from '../errors.js'

/** Bytes that can be asked for by place. A specimen is one; so is a block cut out of it. */
export interface ByteSource {
  readonly size: number
  /** Shorter than `length` only at the end. */
  read(offset: number, length: number): Uint8Array
}

export interface ByteReader extends ByteSource {
  u8(offset: number): number
  u16(offset: number): number
  u24(offset: number): number
  u32(offset: number): number
  /** Throws when it is beyond what a number holds exactly. */
  u64(offset: number): number
  /** Throws unless all `length` bytes are there. */
  bytes(offset: number, length: number): Uint8Array
  /** One character per byte. */
  latin1(offset: number, length: number): string
}

export function inMemory(bytes: Uint8Array): ByteSource {
  // A Buffer's own slice would be a view of the same memory.
  const slice = (offset: number, length: number) =>
    Uint8Array.prototype.slice.call(bytes, offset, offset + length)
  return { size: bytes.length, read: slice }
}

/** Reads numbers; every read beyond the end throws `source.malformed` naming `what`. */
export function byteReader(source: ByteSource, what: string, order: 'big' | 'little' = 'big'): ByteReader {
  const little = order === 'little'
  function bytes(offset: number, length: number): Uint8Array {
    const read = length < 0 || offset < 0 ? undefined : source.read(offset, length)
    if (read === undefined || read.length < length)
      throw new SourceError('source.malformed', { what, reason: 'ends too soon', offset, size: source.size })
    return read
  }
  const view = (offset: number, length: number): DataView => {
    const read = bytes(offset, length)
    return new DataView(read.buffer, read.byteOffset, read.length)
  }
  return {
    size: source.size,
    read: (offset, length) => source.read(offset, length),
    bytes,
    u8: (offset) => view(offset, 1).getUint8(0),
    u16: (offset) => view(offset, 2).getUint16(0, little),
    u24: (offset) => {
      const [a = 0, b = 0, c = 0] = bytes(offset, 3)
      return little ? a | (b << 8) | (c << 16) : (a << 16) | (b << 8) | c
    },
    u32: (offset) => view(offset, 4).getUint32(0, little),
    u64: (offset) => {
      const value = view(offset, 8).getBigUint64(0, little)
      if (value > BigInt(Number.MAX_SAFE_INTEGER))
        throw new SourceError('source.malformed', { what, reason: 'a 64-bit number is too large', offset })
      return Number(value)
    },
    latin1: (offset, length) => latin1(bytes(offset, length)),
  }
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 where the bytes are that, else one character per byte. Formats that say Latin-1 are often given UTF-8. */
export function utf8OrLatin1(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return latin1(bytes)
  }
}

/** Printable ASCII only, other bytes as dots: for four-letter codes that are meant to be read. */
export function printable(bytes: Uint8Array): string {
  return latin1(bytes).replace(/[^\x20-\x7e]/g, '.')
}
