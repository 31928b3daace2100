import { SourceError } from '../errors.js'
import { type ByteReader, type ByteSource, byteReader } from './byte-source.js'

/** A box of an ISO base media file (ISO/IEC 14496-12 §4.2). */
export interface Box {
  readonly type: string
  /** Types from the outermost inwards: `moov/trak/mdia`. */
  readonly path: string
  readonly offset: number
  /** Of what the box holds, after its header (and after version and flags of a `meta` box). */
  readonly start: number
  readonly end: number
  /** Of a `uuid` box: its type in lower-case hex. */
  readonly uuid: string | undefined
}

export interface BoxLayout {
  readonly boxes: readonly Box[]
  readonly stopped: readonly string[]
}

const deepest = 16
const mostBoxes = 20_000
const containers = new Set(
  'moov trak mdia minf stbl dinf edts udta meta iprp ipco mvex moof traf ilst gmhd tref sinf schi mfra'.split(
    ' ',
  ),
)

/**
 * Walks boxes within bounds of depth and number. Throws `source.malformed` when not even the first is one,
 * `source.unreadable` for a JPEG XL file that has none.
 */
export function boxLayout(source: ByteSource): BoxLayout {
  const reader = byteReader(source, 'ISO base media')
  if (source.size >= 2 && reader.u16(0) === 0xff0a)
    throw new SourceError('source.unreadable', { what: 'JPEG XL', reason: 'a codestream without boxes' })
  const walk: Walk = { reader, boxes: [], stopped: [] }
  walkBoxes(walk, 0, source.size, '', 0)
  const [first] = walk.boxes
  if (first === undefined || !/^[a-zA-Z0-9 ©]{4}$/.test(first.type))
    throw new SourceError('source.malformed', { what: 'ISO base media', reason: walk.stopped[0] ?? 'no box' })
  return walk
}

interface Walk extends BoxLayout {
  readonly reader: ByteReader
  readonly boxes: Box[]
  readonly stopped: string[]
}

function walkBoxes(walk: Walk, from: number, end: number, parent: string, depth: number): void {
  const { reader, boxes, stopped } = walk
  let offset = from
  while (offset + 8 <= end) {
    if (boxes.length >= mostBoxes) {
      if (stopped.at(-1) !== tooMany) stopped.push(tooMany)
      return
    }
    // QuickTime ends a user data list with four zero bytes.
    if (depth > 0 && reader.u32(offset) === 0 && end - offset < 12) return
    const box = boxAt(reader, offset, end, parent, depth)
    if (typeof box === 'string') {
      stopped.push(box)
      return
    }
    boxes.push(box)
    if (containers.has(box.type) || parent.endsWith('ilst')) {
      if (depth < deepest) walkBoxes(walk, box.start, box.end, box.path, depth + 1)
      else stopped.push(`deeper than ${deepest} at byte ${offset}`)
    }
    offset = box.end
  }
  if (offset < end && depth === 0) stopped.push(`${end - offset} bytes after the last box, at byte ${offset}`)
}

const tooMany = `more than ${mostBoxes} boxes`

function boxAt(reader: ByteReader, offset: number, end: number, parent: string, depth: number): Box | string {
  const short = reader.u32(offset)
  const type = reader.latin1(offset + 4, 4).replace(/[^\x20-\x2e\x30-\x7e©]/g, '.')
  const path = parent === '' ? type : `${parent}/${type}`
  const header = (short === 1 ? 16 : 8) + (type === 'uuid' ? 16 : 0)
  if (offset + header > end) return `${path} at byte ${offset} runs past the end`
  const size = short === 1 ? long(reader, offset + 8) : short
  // Size 0: up to the end of the file, which only an outermost box may say.
  const boxEnd = size === 0 && depth === 0 ? end : offset + size
  if (boxEnd < offset + header) return `${path} at byte ${offset} has the size ${size}`
  if (boxEnd > end) return `${path} at byte ${offset} runs past the end`
  const uuid =
    type === 'uuid' ? Buffer.from(reader.bytes(offset + header - 16, 16)).toString('hex') : undefined
  const inner = type === 'meta' ? metaHeader(reader, offset + header, boxEnd) : 0
  return { type, path, offset, start: offset + header + inner, end: boxEnd, uuid }
}

function long(reader: ByteReader, offset: number): number {
  return reader.u32(offset) * 2 ** 32 + reader.u32(offset + 4)
}

/** ISO's `meta` has version and flags, QuickTime's has not: there a box begins at once. */
function metaHeader(reader: ByteReader, start: number, end: number): number {
  if (start + 8 > end) return Math.min(4, end - start)
  return /^[a-z]{4}$/.test(reader.latin1(start + 4, 4)) ? 0 : 4
}
