import { createHash } from 'node:crypto'
import { type ByteReader, byteReader, latin1, utf8OrLatin1 } from './byte-source.js'
import type { Extractor } from './extractor.js'
import { isFrame, type JpegLayout, type JpegSegment, jpegLayout, markerName } from './jpeg-segments.js'
import { type ValueList, valueList } from './value-list.js'

export const jpeg: Extractor = {
  id: 'jpeg',
  version: 1,
  mediaTypes: ['image/jpeg'],
  reads:
    'Markers of a JPEG file up to the end of the image, frame, sampling, JFIF and Adobe segments, comments, a digest of the quantisation tables, what follows the image. Decodes no picture.',
  async extract(specimen) {
    const reader = byteReader(specimen, 'JPEG')
    const layout = jpegLayout(specimen)
    const list = valueList()
    for (const segment of layout.segments) describe(list, reader, segment)
    describeTables(list, reader, layout)
    describeLayout(list, reader, layout)
    return list.values()
  },
}

const at = (segment: JpegSegment) => `JPEG ${markerName(segment.marker)} at byte ${segment.offset}`

function describe(list: ValueList, reader: ByteReader, segment: JpegSegment): void {
  const name = markerName(segment.marker)
  if (isFrame(segment.marker)) describeFrame(list, reader, segment)
  else if (name === 'COM')
    list.add('jpeg.comment', utf8OrLatin1(reader.bytes(segment.start, segment.length)), at(segment))
  else if (name === 'DRI' && segment.length >= 2)
    list.add('jpeg.restartInterval', reader.u16(segment.start), at(segment))
  else if (name === 'APP0' && identifierOf(reader, segment) === 'JFIF') describeJfif(list, reader, segment)
  else if (name === 'APP14' && identifierOf(reader, segment).startsWith('Adobe') && segment.length >= 12)
    list.add('adobe.transform', reader.u8(segment.start + 11), at(segment))
}

/** T.81 B.2.2. */
function describeFrame(list: ValueList, reader: ByteReader, segment: JpegSegment): void {
  if (segment.length < 6) return
  const { start } = segment
  const where = at(segment)
  list.add('jpeg.process', markerName(segment.marker), where)
  list.add('jpeg.precision', reader.u8(start), where)
  list.add('jpeg.width', reader.u16(start + 3), where)
  list.add('jpeg.height', reader.u16(start + 1), where)
  const components = reader.u8(start + 5)
  list.add('jpeg.components', components, where)
  if (segment.length < 6 + 3 * components) return
  const sampling = Array.from({ length: components }, (_, i) => reader.u8(start + 7 + 3 * i))
  list.add('jpeg.sampling', sampling.map((factor) => `${factor >> 4}x${factor & 15}`).join(','), where)
}

/** ITU-T T.871. */
function describeJfif(list: ValueList, reader: ByteReader, segment: JpegSegment): void {
  if (segment.length < 14) return
  const { start } = segment
  const where = at(segment)
  const minor = String(reader.u8(start + 6)).padStart(2, '0')
  list.add('jfif.version', `${reader.u8(start + 5)}.${minor}`, where)
  list.add('jfif.densityUnits', reader.u8(start + 7), where)
  list.add('jfif.density', [reader.u16(start + 8), reader.u16(start + 10)], where)
  list.add('jfif.thumbnail', [reader.u8(start + 12), reader.u8(start + 13)], where)
}

function describeTables(list: ValueList, reader: ByteReader, layout: JpegLayout): void {
  const tables = layout.segments.filter(({ marker }) => markerName(marker) === 'DQT')
  const [first] = tables
  if (first === undefined) return
  const hash = createHash('sha256')
  for (const { start, length } of tables) hash.update(reader.bytes(start, length))
  list.add('jpeg.quantization.sha256', hash.digest('hex'), `${at(first)}, all ${tables.length} in file order`)
}

function describeLayout(list: ValueList, reader: ByteReader, layout: JpegLayout): void {
  const { segments, end, stopped } = layout
  list.add(
    'jpeg.segments',
    segments.map((segment) => sketch(reader, segment)),
    'JPEG from byte 0',
  )
  if (stopped !== undefined) list.add('jpeg.stopped', stopped, `after segment ${segments.length}`)
  if (end !== undefined && end < reader.size)
    list.add('jpeg.bytesAfterEnd', reader.size - end, `from byte ${end}`)
}

function sketch(reader: ByteReader, segment: JpegSegment): string {
  const name = markerName(segment.marker)
  const identifier = name.startsWith('APP') ? identifierOf(reader, segment) : ''
  return [name, identifier, String(segment.length)].filter((part) => part !== '').join(' ')
}

/** What an application segment calls itself: printable text up to its first other byte. */
function identifierOf(reader: ByteReader, segment: JpegSegment): string {
  const head = latin1(reader.bytes(segment.start, Math.min(32, segment.length)))
  return /^[\x21-\x7e]{2,}/.exec(head)?.[0] ?? ''
}
