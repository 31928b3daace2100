import { crc32 } from 'node:zlib'
import { SourceError } from '../errors.js'
import { type ByteReader, byteReader } from './byte-source.js'
import type { Extractor } from './extractor.js'
import { type PngChunk, type PngLayout, pngLayout, pngText, textChunks } from './png-chunks.js'
import { type ValueList, valueList } from './value-list.js'

/** Of longer chunks no checksum is taken. */
const longestChecked = 2 ** 20
const sketchRuns = 200

export const png: Extractor = {
  id: 'png',
  version: 1,
  mediaTypes: ['image/png'],
  reads:
    'Chunks of a PNG file up to IEND, header, density, gamma, times, animation, text chunks, checksums of chunks up to 1 MiB other than image data, what follows the image. Decodes no picture.',
  async extract(specimen) {
    const reader = byteReader(specimen, 'PNG')
    const layout = pngLayout(specimen)
    const list = valueList()
    describeHeader(list, reader, layout.chunks[0])
    for (const chunk of layout.chunks) describe(list, reader, chunk)
    const texts = textChunks(layout)
    for (const chunk of texts.read) describeText(list, reader, chunk)
    if (texts.more > 0) list.add('png.textsNotRead', texts.more, `after text chunk ${texts.read.length}`)
    describeLayout(list, reader, layout)
    return list.values()
  },
}

const at = (chunk: PngChunk) => `${chunk.type} at byte ${chunk.offset}`

/** PNG third edition §11.2.1. */
function describeHeader(list: ValueList, reader: ByteReader, header: PngChunk | undefined): void {
  if (header?.type !== 'IHDR' || header.length !== 13)
    throw new SourceError('source.malformed', { what: 'PNG', reason: 'the first chunk is no header' })
  const where = at(header)
  const names = ['bitDepth', 'colourType', 'compression', 'filter', 'interlace']
  list.add('png.width', reader.u32(header.start), where)
  list.add('png.height', reader.u32(header.start + 4), where)
  for (const [i, name] of names.entries()) list.add(`png.${name}`, reader.u8(header.start + 8 + i), where)
}

const readers: Readonly<Record<string, (list: ValueList, reader: ByteReader, chunk: PngChunk) => void>> = {
  pHYs: (list, reader, chunk) => {
    list.add('png.density', [reader.u32(chunk.start), reader.u32(chunk.start + 4)], at(chunk))
    list.add('png.densityUnit', reader.u8(chunk.start + 8), at(chunk))
  },
  gAMA: (list, reader, chunk) => list.add('png.gamma', reader.u32(chunk.start), at(chunk)),
  sRGB: (list, reader, chunk) => list.add('png.renderingIntent', reader.u8(chunk.start), at(chunk)),
  tIME: (list, reader, chunk) => list.add('png.modified', statedTime(reader, chunk.start), at(chunk)),
  acTL: (list, reader, chunk) => {
    list.add('png.frames', reader.u32(chunk.start), at(chunk))
    list.add('png.plays', reader.u32(chunk.start + 4), at(chunk))
  },
}

const leastLength: Readonly<Record<string, number>> = { pHYs: 9, gAMA: 4, sRGB: 1, tIME: 7, acTL: 8 }

function describe(list: ValueList, reader: ByteReader, chunk: PngChunk): void {
  if (chunk.length >= (leastLength[chunk.type] ?? 0)) readers[chunk.type]?.(list, reader, chunk)
  else list.add('png.problem', `${chunk.type} of ${chunk.length} bytes`, at(chunk))
  if (chunk.type === 'IDAT' || chunk.type === 'fdAT' || chunk.length > longestChecked) return
  const stored = reader.u32(chunk.start + chunk.length)
  if (stored !== crc32(reader.bytes(chunk.offset + 4, chunk.length + 4)))
    list.add('png.problem', 'checksum differs', at(chunk))
}

function describeText(list: ValueList, reader: ByteReader, chunk: PngChunk): void {
  const { keyword, text, problem } = pngText(reader, chunk)
  list.add(`png.text.${keyword}`, text, at(chunk))
  list.add('png.problem', problem, at(chunk))
}

/** The chunk has no field for a zone, so none is stated. */
function statedTime(reader: ByteReader, start: number): string {
  const [month, day, hour, minute, second] = reader.bytes(start + 2, 5)
  const two = (value = 0) => String(value).padStart(2, '0')
  const date = `${String(reader.u16(start)).padStart(4, '0')}-${two(month)}-${two(day)}`
  return `${date} ${two(hour)}:${two(minute)}:${two(second)}`
}

function describeLayout(list: ValueList, reader: ByteReader, { chunks, end, stopped }: PngLayout): void {
  list.add('png.chunks', runs(chunks.map(({ type }) => type)), 'PNG from byte 8')
  if (stopped !== undefined) list.add('png.stopped', stopped, `after chunk ${chunks.length}`)
  if (end !== undefined && end < reader.size)
    list.add('png.bytesAfterEnd', reader.size - end, `from byte ${end}`)
}

/** `IHDR, IDAT ×12, IEND`: neighbours of one type are counted. */
function runs(types: readonly string[]): string[] {
  const counted: { type: string; count: number }[] = []
  for (const type of types) {
    const last = counted.at(-1)
    if (last?.type === type) last.count += 1
    else if (counted.length < sketchRuns) counted.push({ type, count: 1 })
  }
  return counted.map(({ type, count }) => (count > 1 ? `${type} ×${count}` : type))
}
