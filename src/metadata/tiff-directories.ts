import { SourceError } from '../errors.js'
import { type ByteReader, byteReader, inMemory } from './byte-source.js'

export type TiffDirectory = 'IFD0' | 'IFD1' | 'Exif' | 'GPS' | 'Interop'

/** One field of a directory (TIFF 6.0 §2). */
export interface TiffEntry {
  readonly directory: TiffDirectory
  readonly tag: number
  readonly type: number
  readonly count: number
  /** Of the value, from the start of the block; inside it, with all its bytes. */
  readonly offset: number
  readonly size: number
}

export interface TiffBlock {
  readonly littleEndian: boolean
  readonly entries: readonly TiffEntry[]
  readonly problems: readonly string[]
  /** The block, with every field that is not in `entries` taken out: safe to hand to a reader that trusts what it reads. */
  readonly sound: Uint8Array
}

export const asciiType = 2
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4]
/** Longer values are not handed on: they are told by length and digest. */
export const longestField = 65_536
const pointers = new Map<number, TiffDirectory>([
  [0x8769, 'Exif'],
  [0x8825, 'GPS'],
  [0xa005, 'Interop'],
])

/**
 * Walks the directories EXIF knows and takes out what a trusting reader would fall over: fields that point outside, have no
 * type, or announce more than is there. Throws `source.malformed` when there is no first directory, `source.unreadable`
 * for BigTIFF. Changes `block` in place.
 */
export function tiffBlock(block: Uint8Array): TiffBlock {
  const little = byteOrder(block)
  const reader = byteReader(inMemory(block), 'TIFF', little ? 'little' : 'big')
  const magic = reader.u16(2)
  if (magic === 43)
    throw new SourceError('source.unreadable', { what: 'TIFF', reason: 'BigTIFF is not read' })
  const view = new DataView(block.buffer, block.byteOffset, block.length)
  const walk: Walk = { reader, view, little, entries: [], problems: [] }
  const first = reader.u32(4)
  if (first < 8 || first + 2 > block.length)
    throw new SourceError('source.malformed', {
      what: 'TIFF',
      reason: 'the first directory lies outside',
      offset: first,
    })
  const second = walkDirectory(walk, 'IFD0', first)
  if (second !== undefined && second !== 0 && second !== first) walkDirectory(walk, 'IFD1', second)
  return { littleEndian: little, entries: walk.entries, problems: walk.problems, sound: block }
}

interface Walk {
  readonly reader: ByteReader
  readonly view: DataView
  readonly little: boolean
  readonly entries: TiffEntry[]
  readonly problems: string[]
}

function byteOrder(block: Uint8Array): boolean {
  const order = String.fromCharCode(block[0] ?? 0, block[1] ?? 0)
  if (block.length < 8 || (order !== 'II' && order !== 'MM'))
    throw new SourceError('source.malformed', { what: 'TIFF', reason: 'no byte order mark' })
  return order === 'II'
}

/** Gives the offset of the next directory. */
function walkDirectory(walk: Walk, directory: TiffDirectory, offset: number): number | undefined {
  const { reader, view, little, problems } = walk
  const announced = reader.u16(offset)
  const fits = Math.min(announced, Math.floor((reader.size - offset - 2) / 12))
  if (fits < announced) {
    problems.push(`${directory} announces ${announced} fields, ${fits} are there`)
    view.setUint16(offset, fits, little)
  }
  for (let i = 0; i < fits; i += 1) walkEntry(walk, directory, offset + 2 + 12 * i)
  const after = offset + 2 + 12 * fits
  if (directory !== 'IFD0' || after + 4 > reader.size) return undefined
  const next = fits < announced ? 0 : reader.u32(after)
  const usable = next + 2 <= reader.size && next >= 8
  if (next !== 0 && !usable) problems.push(`IFD1 lies outside, at byte ${next}`)
  if (!usable) view.setUint32(after, 0, little)
  return usable ? next : undefined
}

function walkEntry(walk: Walk, directory: TiffDirectory, at: number): void {
  const { reader, entries, problems } = walk
  const [tag, type, count] = [reader.u16(at), reader.u16(at + 2), reader.u32(at + 4)]
  const size = (sizes[type] ?? 0) * count
  const offset = size <= 4 ? at + 8 : reader.u32(at + 8)
  const name = `${directory} 0x${tag.toString(16).padStart(4, '0')}`
  const wrong = fault(walk, type, offset, size)
  if (wrong !== undefined) {
    problems.push(`${name} ${wrong}`)
    takeOut(walk, at)
    return
  }
  const target = directory === 'IFD0' || directory === 'Exif' ? pointers.get(tag) : undefined
  if (target !== undefined) followPointer(walk, target, at, name)
  else {
    entries.push({ directory, tag, type, count, offset, size })
    if (size > longestField) takeOut(walk, at)
  }
}

function fault({ reader }: Walk, type: number, offset: number, size: number): string | undefined {
  if (type < 1 || type > 13) return `has the type ${type}`
  if (offset + size > reader.size) return `lies outside: ${size} bytes at byte ${offset}`
  return undefined
}

function followPointer(walk: Walk, target: TiffDirectory, at: number, name: string): void {
  const { reader, entries, problems } = walk
  const [type, count] = [reader.u16(at + 2), reader.u32(at + 4)]
  const offset = reader.u32(at + 8)
  const sound = (type === 4 || type === 13) && count === 1 && offset >= 8 && offset + 2 <= reader.size
  const second = entries.some(({ directory }) => directory === target)
  if (sound && !second) walkDirectory(walk, target, offset)
  else {
    problems.push(`${name} is no pointer to follow`)
    takeOut(walk, at)
  }
}

/** Makes the field an empty one without a tag. Its twelve bytes stay, so nothing else moves. */
function takeOut({ view, little }: Walk, at: number): void {
  view.setUint16(at, 0, little)
  view.setUint16(at + 2, 7, little)
  view.setUint32(at + 4, 0, little)
}
