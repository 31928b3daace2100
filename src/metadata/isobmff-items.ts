import { SourceError } from '../errors.js'
import type { ByteReader } from './byte-source.js'
import type { Box } from './isobmff-boxes.js'

/** An item of a HEIF file (ISO/IEC 14496-12 §8.11): what `iinf` says it is and where `iloc` says it lies. */
export interface HeifItem {
  readonly id: number
  readonly type: string
  readonly contentType: string
  readonly extents: readonly Extent[]
}

interface Extent {
  readonly offset: number
  readonly length: number
}

const mostItems = 10_000
const mostExtents = 10_000

/** The items of the outermost `meta` box. Throws `source.malformed` on a table that runs past its box. */
export function heifItems(reader: ByteReader, boxes: readonly Box[]): HeifItem[] {
  const boxOf = (path: string) => boxes.find((box) => box.path === path)
  const [information, location, data] = [boxOf('meta/iinf'), boxOf('meta/iloc'), boxOf('meta/idat')]
  if (information === undefined) return []
  const places = location === undefined ? new Map<number, Extent[]>() : locations(reader, location, data)
  return entries(reader, information).map((entry) => ({ ...entry, extents: places.get(entry.id) ?? [] }))
}

function entries(reader: ByteReader, box: Box): Omit<HeifItem, 'extents'>[] {
  const wide = reader.u8(box.start) > 0
  const count = Math.min(wide ? reader.u32(box.start + 4) : reader.u16(box.start + 4), mostItems)
  const found: Omit<HeifItem, 'extents'>[] = []
  let offset = box.start + (wide ? 8 : 6)
  for (let i = 0; i < count && offset + 12 <= box.end; i += 1) {
    const size = reader.u32(offset)
    if (size < 12 || offset + size > box.end) throw beyond(box)
    const entry = entryAt(reader, offset, offset + size)
    if (entry !== undefined) found.push(entry)
    offset += size
  }
  return found
}

/** `infe`, version 2 with 16-bit numbers, version 3 with 32-bit ones; older ones name no type. */
function entryAt(reader: ByteReader, offset: number, end: number): Omit<HeifItem, 'extents'> | undefined {
  const version = reader.u8(offset + 8)
  if (reader.latin1(offset + 4, 4) !== 'infe' || version < 2) return undefined
  const typeAt = offset + (version === 2 ? 16 : 18)
  if (typeAt + 4 > end) return undefined
  const id = version === 2 ? reader.u16(offset + 12) : reader.u32(offset + 12)
  const type = reader.latin1(typeAt, 4)
  const texts = reader.latin1(typeAt + 4, Math.min(end - typeAt - 4, 300)).split('\0')
  return { id, type, contentType: type === 'mime' ? (texts[1] ?? '') : '' }
}

/** A cursor over fields whose widths the box itself states. */
interface Cursor {
  at: number
}

function locations(reader: ByteReader, box: Box, data: Box | undefined): Map<number, Extent[]> {
  const version = reader.u8(box.start)
  const widths = reader.u16(box.start + 4)
  const [offsetWidth, lengthWidth, baseWidth] = [widths >> 12, (widths >> 8) & 15, (widths >> 4) & 15]
  const indexWidth = version === 0 ? 0 : widths & 15
  const cursor: Cursor = { at: box.start + 6 }
  const number = (width: number) => take(reader, box, cursor, width)
  const idWidth = version < 2 ? 2 : 4
  const count = Math.min(number(idWidth), mostItems)
  const places = new Map<number, Extent[]>()
  let extentsSeen = 0
  for (let i = 0; i < count; i += 1) {
    const id = number(idWidth)
    const method = version === 0 ? 0 : number(2) & 15
    number(2) // data reference: only this file is read
    const base = number(baseWidth) + (method === 1 ? (data?.start ?? 0) : 0)
    const extents = number(2)
    extentsSeen += extents
    if (extentsSeen > mostExtents) throw beyond(box)
    const listed = Array.from({ length: extents }, () => {
      number(indexWidth)
      const offset = base + number(offsetWidth)
      return { offset, length: number(lengthWidth) }
    })
    places.set(id, method > 1 || (method === 1 && data === undefined) ? [] : listed)
  }
  return places
}

function take(reader: ByteReader, box: Box, cursor: Cursor, width: number): number {
  const at = cursor.at
  cursor.at += width
  if (cursor.at > box.end) throw beyond(box)
  if (width === 0) return 0
  if (width === 2) return reader.u16(at)
  if (width === 4) return reader.u32(at)
  if (width === 8) return reader.u64(at)
  throw new SourceError('source.malformed', { what: box.path, reason: `a field of ${width} bytes` })
}

function beyond(box: Box): SourceError {
  return new SourceError('source.malformed', {
    what: box.path,
    reason: 'runs past its box',
    offset: box.offset,
  })
}
