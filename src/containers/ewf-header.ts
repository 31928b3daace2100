import { inflateSync } from 'node:zlib'
import { adler32 } from './adler32.js'
import type { AcquiryName, AcquiryValue, SectorRange, StoredHashes } from './image.js'

/** How the medium is cut into chunks. */
export interface Geometry {
  readonly sectors: number
  readonly bytesPerSector: number
  readonly chunks: number
  readonly chunkSize: number
}

const longestHeader = 2 ** 20
const largestChunk = 64 * 2 ** 20

const names = new Map<string, AcquiryName>([
  ['c', 'case-number'],
  ['n', 'evidence-number'],
  ['a', 'description'],
  ['e', 'examiner'],
  ['t', 'notes'],
  ['av', 'software-version'],
  ['ov', 'system'],
  ['m', 'acquired'],
  ['u', 'system-time'],
  ['p', 'password'],
  ['r', 'compression'],
])

/** The values of a `header` or `header2` section that are not empty; undefined when the section cannot be read. */
export function acquiryValues(section: 'header' | 'header2', data: Uint8Array): AcquiryValue[] | undefined {
  const text = headerText(section, data)
  if (text === undefined) return undefined
  const lines = text.split(/\r\n|\n|\r/)
  const main = lines.indexOf('main')
  if (main < 0) return undefined
  const keys = (lines[main + 1] ?? '').split('\t')
  const values = (lines[main + 2] ?? '').split('\t')
  return keys.flatMap((key, index) => {
    const value = values[index] ?? ''
    if (value === '') return []
    const name = names.get(key)
    const instant = section === 'header2' && (key === 'm' || key === 'u') ? instantOf(value) : undefined
    return [{ section, key, ...(name ? { name } : {}), value, ...(instant ? { instant } : {}) }]
  })
}

function headerText(section: 'header' | 'header2', data: Uint8Array): string | undefined {
  const bytes = inflated(data, longestHeader)
  if (bytes === undefined) return undefined
  if (section === 'header') return utf8OrLatin1(bytes)
  const big = bytes[0] === 0xfe && bytes[1] === 0xff
  const little = bytes[0] === 0xff && bytes[1] === 0xfe
  const even = bytes.subarray(big || little ? 2 : 0, bytes.length - (bytes.length % 2))
  return new TextDecoder(big ? 'utf-16be' : 'utf-16le').decode(even)
}

/** The code page of `header` is not stated: UTF-8 where the bytes are that, else one character a byte. */
function utf8OrLatin1(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? bytes.toString('latin1') : text
}

function instantOf(value: string): string | undefined {
  if (!/^\d{1,12}$/.test(value)) return undefined
  return new Date(Number(value) * 1000).toISOString()
}

/** Undefined when it is not a whole zlib stream or longer than `most`. */
export function inflated(data: Uint8Array, most: number): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: most })
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/** From `volume`, `disk` or `data`; undefined when it is damaged or says what cannot be. */
export function geometryIn(data: Buffer): Geometry | undefined {
  // EWF-S01 has 94 bytes, with a sector count of 32 bits; all others 1,052.
  const length = data.length >= 1052 ? 1052 : 94
  if (data.length < 94 || data.readUInt32LE(length - 4) !== adler32(data.subarray(0, length - 4)))
    return undefined
  const chunks = data.readUInt32LE(4)
  const bytesPerSector = data.readUInt32LE(12)
  const chunkSize = data.readUInt32LE(8) * bytesPerSector
  const sectors = length === 94 ? data.readUInt32LE(16) : Number(data.readBigUInt64LE(16))
  if (chunkSize === 0 || chunkSize > largestChunk) return undefined
  if (!Number.isSafeInteger(sectors * bytesPerSector)) return undefined
  return { sectors, bytesPerSector, chunks, chunkSize }
}

/** MD5 of the medium, from `hash`, or MD5 and SHA-1, from `digest`. */
export function storedHashes(type: 'hash' | 'digest', data: Buffer): StoredHashes | undefined {
  const length = type === 'hash' ? 36 : 80
  if (data.length < length || data.readUInt32LE(length - 4) !== adler32(data.subarray(0, length - 4)))
    return undefined
  const md5 = data.toString('hex', 0, 16)
  if (type === 'hash') return { md5 }
  const sha1 = data.subarray(16, 36)
  // All zeros where the maker took none.
  return sha1.every((byte) => byte === 0) ? { md5 } : { md5, sha1: sha1.toString('hex') }
}

/** Sectors that could not be read when the image was made, from `error2`. */
export function acquiryErrors(data: Buffer): SectorRange[] | undefined {
  if (data.length < 520 || data.readUInt32LE(516) !== adler32(data.subarray(0, 516))) return undefined
  const count = data.readUInt32LE(0)
  const end = 520 + count * 8
  if (data.length < end + 4 || data.readUInt32LE(end) !== adler32(data.subarray(520, end))) return undefined
  return Array.from({ length: count }, (_, index) => ({
    first: data.readUInt32LE(520 + index * 8),
    count: data.readUInt32LE(524 + index * 8),
  }))
}
