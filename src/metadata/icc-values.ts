import { SourceError } from '../errors.js'
import { type ByteReader, byteReader, inMemory, printable } from './byte-source.js'
import type { ValueList } from './value-list.js'

const headerLength = 128
const mostTags = 200

/**
 * Header, description and copyright of a colour profile (ICC.1:2022 §7). The profile itself is told by length and digest.
 * exifr is not asked: it takes the number of texts from the file and would fill any memory with them.
 */
export function addIccValues(list: ValueList, bytes: Uint8Array, where: string): void {
  list.addDigest('icc', bytes, where)
  const reader = byteReader(inMemory(bytes), 'ICC profile')
  if (bytes.length < headerLength + 4 || reader.latin1(36, 4) !== 'acsp')
    throw new SourceError('source.malformed', { what: 'ICC profile', reason: 'no profile signature' })
  const code = (offset: number) => printable(reader.bytes(offset, 4)).trim() || undefined
  const version = reader.u8(8)
  list.add('icc.size', reader.u32(0), where)
  list.add('icc.version', `${version}.${reader.u8(9) >> 4}.${reader.u8(9) & 15}`, where)
  for (const [name, offset] of codes) list.add(`icc.${name}`, code(offset), where)
  list.add('icc.created', statedTime(reader, 24), where)
  addTexts(list, reader, where)
}

const codes = [
  ['cmm', 4],
  ['class', 12],
  ['colourSpace', 16],
  ['connectionSpace', 20],
  ['platform', 40],
  ['manufacturer', 48],
  ['model', 52],
  ['creator', 80],
] as const

/** As the fields stand. The standard means UTC; many profiles do not. */
function statedTime(reader: ByteReader, offset: number): string {
  const [year = 0, ...rest] = Array.from({ length: 6 }, (_, i) => reader.u16(offset + 2 * i))
  const [month, day, hour, minute, second] = rest.map((value) => String(value).padStart(2, '0'))
  return `${String(year).padStart(4, '0')}-${month}-${day} ${hour}:${minute}:${second}`
}

function addTexts(list: ValueList, reader: ByteReader, where: string): void {
  const count = Math.min(reader.u32(headerLength), mostTags)
  for (let i = 0; i < count; i += 1) {
    const at = headerLength + 4 + 12 * i
    if (at + 12 > reader.size) return
    const name = { desc: 'description', cprt: 'copyright' }[reader.latin1(at, 4)]
    if (name !== undefined)
      list.add(`icc.${name}`, textAt(reader, reader.u32(at + 4), reader.u32(at + 8)), where)
  }
}

function textAt(reader: ByteReader, offset: number, length: number): string | undefined {
  if (length < 12 || offset + length > reader.size) return undefined
  const type = reader.latin1(offset, 4)
  if (type === 'text') return ascii(reader.bytes(offset + 8, length - 8))
  if (type === 'desc') return ascii(reader.bytes(offset + 12, Math.min(reader.u32(offset + 8), length - 12)))
  if (type === 'mluc' && length >= 28) return firstLocalised(reader, offset, length)
  return undefined
}

function firstLocalised(reader: ByteReader, offset: number, length: number): string | undefined {
  const [size, start] = [reader.u32(offset + 20), reader.u32(offset + 24)]
  if (reader.u32(offset + 8) === 0 || start + size > length) return undefined
  return new TextDecoder('utf-16be').decode(reader.bytes(offset + start, size)).replace(/\0+$/, '')
}

const ascii = (bytes: Uint8Array) =>
  printable(bytes.subarray(0, bytes.indexOf(0) < 0 ? bytes.length : bytes.indexOf(0)))
