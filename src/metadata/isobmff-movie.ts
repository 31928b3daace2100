import { type ByteReader, printable, utf8OrLatin1 } from './byte-source.js'
import type { Box } from './isobmff-boxes.js'
import type { ValueList } from './value-list.js'

/** Seconds from 1904-01-01 to 1970-01-01, the epochs of QuickTime and of JavaScript. */
const epochShift = 2_082_844_800

/** `mvhd` (ISO/IEC 14496-12 §8.2.2). */
export function addMovie(list: ValueList, reader: ByteReader, box: Box, where: string): void {
  const at = addTimes(list, reader, box, 'isobmff.movie', where)
  list.add('isobmff.movie.timescale', reader.u32(at), where)
  list.add('isobmff.movie.duration', wide(reader, box) ? large(reader, at + 4) : reader.u32(at + 4), where)
}

/** Boxes inside one `trak`. */
export function addTrackBox(
  list: ValueList,
  reader: ByteReader,
  box: Box,
  track: number,
  where: string,
): void {
  const add = trackReaders[box.path.slice('moov/trak/'.length)]
  add?.(list, reader, box, `isobmff.track${track}`, where)
}

type Describe = (list: ValueList, reader: ByteReader, box: Box, name: string, where: string) => void

const trackReaders: Readonly<Record<string, Describe>> = {
  tkhd: addTrackHeader,
  'mdia/mdhd': addMediaHeader,
  'mdia/hdlr': addHandler,
  'mdia/minf/stbl/stsd': addSampleEntries,
  'mdia/minf/stbl/stsz': (list, reader, box, name, where) =>
    list.add(`${name}.samples`, reader.u32(box.start + 8), where),
  'edts/elst': addEdits,
}

const wide = (reader: ByteReader, box: Box) => reader.u8(box.start) === 1

/** Creation and modification, with which `mvhd`, `tkhd` and `mdhd` begin. Gives where the next field stands. */
function addTimes(list: ValueList, reader: ByteReader, box: Box, name: string, where: string): number {
  const width = wide(reader, box) ? 8 : 4
  for (const [i, what] of ['created', 'modified'].entries()) {
    const at = box.start + 4 + i * width
    const seconds = width === 8 ? large(reader, at) : reader.u32(at)
    list.add(`${name}.${what}.seconds1904`, seconds, where)
    list.add(`${name}.${what}`, countedTime(seconds), `${where}, counted from 1904-01-01, no zone stored`)
  }
  return box.start + 4 + 2 * width
}

/** The standard counts in UTC; cameras often count their local time. So the result has no zone. */
function countedTime(seconds: number | string): string | undefined {
  if (typeof seconds === 'string' || seconds === 0 || seconds > 2 ** 36) return undefined
  return new Date((seconds - epochShift) * 1000).toISOString().slice(0, 19).replace('T', ' ')
}

/** A 64-bit number, as text where a JavaScript number would not be exact. */
function large(reader: ByteReader, at: number): number | string {
  const value = BigInt(reader.u32(at)) * 2n ** 32n + BigInt(reader.u32(at + 4))
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value)
}

function addTrackHeader(list: ValueList, reader: ByteReader, box: Box, name: string, where: string): void {
  const at = addTimes(list, reader, box, name, where)
  const matrix = at + (wide(reader, box) ? 32 : 28)
  list.add(`${name}.id`, reader.u32(at), where)
  list.add(
    `${name}.matrix`,
    Array.from({ length: 9 }, (_, i) => reader.u32(matrix + 4 * i) | 0),
    where,
  )
  list.add(`${name}.width`, reader.u32(matrix + 36) / 65_536, where)
  list.add(`${name}.height`, reader.u32(matrix + 40) / 65_536, where)
}

function addMediaHeader(list: ValueList, reader: ByteReader, box: Box, name: string, where: string): void {
  const at = addTimes(list, reader, box, `${name}.media`, where)
  const language = reader.u16(at + (wide(reader, box) ? 12 : 8))
  list.add(`${name}.timescale`, reader.u32(at), where)
  list.add(`${name}.duration`, wide(reader, box) ? large(reader, at + 4) : reader.u32(at + 4), where)
  list.add(`${name}.language`, languageOf(language), where)
}

/** Three letters in five bits each; QuickTime's own numbers lie below. */
function languageOf(code: number): string | number {
  if (code < 0x400) return code
  return [10, 5, 0].map((shift) => String.fromCharCode(0x60 + ((code >> shift) & 31))).join('')
}

function addHandler(list: ValueList, reader: ByteReader, box: Box, name: string, where: string): void {
  list.add(`${name}.handler`, printable(reader.bytes(box.start + 8, 4)), where)
  const text = reader.bytes(box.start + 24, Math.max(0, box.end - box.start - 24))
  // QuickTime puts the length first, ISO a zero last.
  const counted = text[0] !== undefined && text[0] === text.length - 1
  list.add(
    `${name}.handlerName`,
    utf8OrLatin1(counted ? text.slice(1) : text).replace(/\0[\s\S]*$/, ''),
    where,
  )
}

const mostEntries = 64

function addSampleEntries(list: ValueList, reader: ByteReader, box: Box, name: string, where: string): void {
  const count = Math.min(reader.u32(box.start + 4), mostEntries)
  const formats: string[] = []
  let offset = box.start + 8
  for (let i = 0; i < count && offset + 8 <= box.end; i += 1) {
    formats.push(printable(reader.bytes(offset + 4, 4)))
    const size = reader.u32(offset)
    if (size < 8) break
    offset += size
  }
  list.add(`${name}.formats`, formats, where)
}

function addEdits(list: ValueList, reader: ByteReader, box: Box, name: string, where: string): void {
  const width = wide(reader, box) ? 8 : 4
  const fitting = Math.floor((box.end - box.start - 8) / (2 * width + 4))
  const edits = Array.from(
    { length: Math.max(0, Math.min(reader.u32(box.start + 4), fitting, mostEntries)) },
    (_, i) => {
      const at = box.start + 8 + i * (2 * width + 4)
      const [duration, from] =
        width === 8 ? [large(reader, at), signed(reader, at + 8)] : [reader.u32(at), reader.u32(at + 4) | 0]
      return `${duration} from ${from} at ${reader.u32(at + 2 * width) / 65_536}`
    },
  )
  list.add(`${name}.edits`, edits, where)
}

function signed(reader: ByteReader, at: number): string {
  return String(BigInt.asIntN(64, BigInt(reader.u32(at)) * 2n ** 32n + BigInt(reader.u32(at + 4))))
}
