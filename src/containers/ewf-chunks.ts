import { adler32 } from './adler32.js'
import type { Geometry } from './ewf-header.js'
import { inflated } from './ewf-header.js'
import type { Section } from './ewf-sections.js'
import type { FileBytes } from './file-bytes.js'

/** A table of chunks that was found and not yet read. */
export interface TablePlace {
  readonly file: FileBytes
  readonly table: Section
  /** `table2`, where there is one. */
  readonly copy: Section | undefined
  /** Where the last chunk's bytes end. */
  readonly dataEnd: number
  readonly firstChunk: number
  readonly count: number
}

/** A table whose checksums hold. */
export interface Table {
  readonly entries: Uint32Array
  readonly base: number
  readonly fromCopy: boolean
}

/** Where the bytes of one chunk are kept. */
export interface ChunkPlace {
  readonly offset: number
  readonly length: number
  readonly packing: 'compressed' | 'plain' | 'by-length'
}

const headLength = 24
const mostEntries = 2 ** 24
const lowBits = 0x7fff_ffff

/** How many chunks a table says it lists; undefined when its head is damaged. */
export async function tableCount(file: FileBytes, table: Section): Promise<number | undefined> {
  const head = await file.read(table.dataOffset, headLength)
  return headOf(head, table)?.count
}

/** Reads a table, or its copy where the first is damaged; undefined when both are. */
export async function readTable(place: TablePlace): Promise<Table | undefined> {
  const first = await readOne(place.file, place.table)
  if (first) return { ...first, fromCopy: false }
  const second = place.copy && (await readOne(place.file, place.copy))
  return second && second.entries.length === place.count ? { ...second, fromCopy: true } : undefined
}

async function readOne(file: FileBytes, table: Section): Promise<Omit<Table, 'fromCopy'> | undefined> {
  const head = headOf(await file.read(table.dataOffset, headLength), table)
  if (head === undefined) return undefined
  const { count, base } = head
  const end = table.dataOffset + headLength + count * 4
  const bytes = await file.read(table.dataOffset + headLength, count * 4 + 4)
  const entries = Uint32Array.from({ length: count }, (_, index) => bytes.readUInt32LE(index * 4))
  // EWF-S01 and its kin put the first chunk where the others have a checksum of the entries.
  const isSummed = end + 4 <= table.dataEnd && base + ((entries[0] ?? 0) & lowBits) !== end
  if (isSummed && bytes.readUInt32LE(count * 4) !== adler32(bytes.subarray(0, count * 4))) return undefined
  return { entries, base }
}

function headOf(head: Buffer, { dataOffset, dataEnd }: Section): { count: number; base: number } | undefined {
  if (head.length < headLength || head.readUInt32LE(20) !== adler32(head.subarray(0, 20))) return undefined
  const count = head.readUInt32LE(0)
  const base = Number(head.readBigUInt64LE(8))
  if (count > mostEntries || dataOffset + headLength + count * 4 > dataEnd) return undefined
  return Number.isSafeInteger(base) ? { count, base } : undefined
}

/**
 * Where each chunk of a table lies; undefined for one whose entry cannot be meant.
 *
 * The high bit of an entry says that the chunk is compressed and the other 31 where it begins. EnCase 6.7 wrote more than
 * 2 GiB behind one base and then used all 32 bits: as chunks follow each other, the entry at which 31 bits would lead
 * backwards is the first of these, and whether such a chunk is compressed shows in its length alone.
 */
export function chunkPlaces(
  { entries, base }: Table,
  dataEnd: number,
  longest: number,
): (ChunkPlace | undefined)[] {
  const starts: { offset: number; packing: ChunkPlace['packing'] }[] = []
  let beyond = false
  let previous = 0
  for (const entry of entries) {
    const low = entry & lowBits
    if (!beyond && low < previous && entry > lowBits) beyond = true
    const offset = beyond ? entry : low
    starts.push({ offset, packing: beyond ? 'by-length' : entry > lowBits ? 'compressed' : 'plain' })
    previous = offset
  }
  return starts.map(({ offset, packing }, index) => {
    const end = starts[index + 1]?.offset ?? dataEnd - base
    const length = end - offset
    // The last chunk may be followed by padding.
    const isLast = index === starts.length - 1
    if (length <= 0 || base + end > dataEnd || (length > longest && !isLast)) return undefined
    return { offset: base + offset, length: Math.min(length, longest), packing }
  })
}

/** No chunk takes more room than this: deflate grows what it cannot make smaller by far less. */
export function longestChunk({ chunkSize }: Geometry): number {
  return chunkSize + Math.max(1024, chunkSize >> 4)
}

/** The media bytes of a chunk, `size` of them, or why they cannot be had. */
export function unpack(
  stored: Buffer,
  packing: ChunkPlace['packing'],
  { chunkSize }: Geometry,
  size: number,
): Uint8Array | string {
  const isPlain = packing === 'plain' || (packing === 'by-length' && stored.length === size + 4)
  if (isPlain) {
    if (stored.length < size + 4) return 'the chunk is cut short'
    const bytes = stored.subarray(0, size)
    return stored.readUInt32LE(size) === adler32(bytes) ? bytes : 'the checksum of the chunk is wrong'
  }
  const bytes = inflated(stored, chunkSize)
  if (bytes === undefined) return 'the chunk does not inflate, or fails its checksum'
  // The last chunk of a medium may be filled up to the size of the others.
  return bytes.length === size || bytes.length === chunkSize
    ? bytes.subarray(0, size)
    : `the chunk holds ${bytes.length} bytes of ${size}`
}
