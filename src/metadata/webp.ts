import { type ByteReader, byteReader } from './byte-source.js'
import type { Extractor } from './extractor.js'
import { type RiffChunk, type RiffLayout, riffLayout } from './riff-chunks.js'
import { type ValueList, valueList } from './value-list.js'

export const webp: Extractor = {
  id: 'webp',
  version: 1,
  mediaTypes: ['image/webp'],
  reads:
    'Chunks of a WebP file, canvas, features, frame sizes, animation, what follows the image. Decodes no picture.',
  async extract(specimen) {
    const reader = byteReader(specimen, 'WebP', 'little')
    const layout = riffLayout(specimen, 'WEBP')
    const list = valueList()
    for (const chunk of layout.chunks) describe(list, reader, chunk)
    describeFrames(list, reader, layout)
    describeLayout(list, reader, layout)
    return list.values()
  },
}

const at = (chunk: RiffChunk) => `WebP ${chunk.type.trim()} at byte ${chunk.offset}`

const features = [
  [0x02, 'animation'],
  [0x04, 'XMP'],
  [0x08, 'EXIF'],
  [0x10, 'alpha'],
  [0x20, 'ICC'],
] as const

/** RFC 9649 §2. */
function describe(list: ValueList, reader: ByteReader, chunk: RiffChunk): void {
  const { type, start, length } = chunk
  const where = at(chunk)
  if (type === 'VP8X' && length >= 10) {
    const flags = reader.u8(start)
    list.add(
      'webp.features',
      features.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name),
      where,
    )
    list.add('webp.canvasWidth', reader.u24(start + 4) + 1, where)
    list.add('webp.canvasHeight', reader.u24(start + 7) + 1, where)
  } else if (type === 'VP8 ' && length >= 10) {
    // RFC 6386 §9.1: sizes stand in 14 bits, after the frame tag and the start code.
    list.add('webp.width', reader.u16(start + 6) & 0x3fff, where)
    list.add('webp.height', reader.u16(start + 8) & 0x3fff, where)
    list.add('webp.lossless', false, where)
  } else if (type === 'VP8L' && length >= 5) {
    const bits = reader.u32(start + 1)
    list.add('webp.width', (bits & 0x3fff) + 1, where)
    list.add('webp.height', ((bits >>> 14) & 0x3fff) + 1, where)
    list.add('webp.lossless', true, where)
  } else if (type === 'ANIM' && length >= 6) list.add('webp.plays', reader.u16(start + 4), where)
}

function describeFrames(list: ValueList, reader: ByteReader, { chunks }: RiffLayout): void {
  const frames = chunks.filter(({ type, length }) => type === 'ANMF' && length >= 16)
  const [first] = frames
  if (first === undefined) return
  const milliseconds = frames.reduce((sum, { start }) => sum + reader.u24(start + 12), 0)
  list.add('webp.frames', frames.length, `${at(first)} and after`)
  list.add('webp.milliseconds', milliseconds, `${at(first)} and after`)
}

function describeLayout(list: ValueList, reader: ByteReader, { chunks, end, stopped }: RiffLayout): void {
  const types = chunks.map(({ type, length }) => `${type.trim()} ${length}`)
  list.add('webp.chunks', types, 'WebP from byte 12')
  if (stopped !== undefined) list.add('webp.stopped', stopped, `after chunk ${chunks.length}`)
  if (end < reader.size) list.add('webp.bytesAfterEnd', reader.size - end, `from byte ${end}`)
}
