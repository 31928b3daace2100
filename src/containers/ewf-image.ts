import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { SourceError } from '../errors.js'
import {
  type ChunkPlace,
  chunkPlaces,
  longestChunk,
  readTable,
  type TablePlace,
  tableCount,
  unpack,
} from './ewf-chunks.js'
import { acquiryErrors, acquiryValues, type Geometry, geometryIn, storedHashes } from './ewf-header.js'
import { malformed, readSegment, type Section, type Segment, sectionData } from './ewf-sections.js'
import { type FileBytes, openBytes } from './file-bytes.js'
import type { AcquiryValue, Image, ImageNotice, ImagePiece, SectorRange, StoredHashes } from './image.js'

const mostSegments = 14_972 // E01 to E99 and EAA to ZZZ
const longestSmall = 2 ** 20
const longestErrors = 64 * 2 ** 20
const readAhead = 2 ** 20

/**
 * An image in the Expert Witness format, named by its first segment. Throws `source.incomplete` naming a segment that is missing,
 * `source.malformed` where the chain of sections breaks or nothing says how large the medium is.
 */
export async function openEwfImage(first: string): Promise<Image> {
  const files: FileBytes[] = []
  try {
    const segments = await readSegments(first, files)
    const contents = await readContents(segments)
    return ewfImage(files, contents)
  } catch (error) {
    for (const file of files) await file.close()
    throw error
  }
}

async function readSegments(first: string, files: FileBytes[]): Promise<Segment[]> {
  const segments: Segment[] = []
  for (let number = 1; number <= mostSegments; number += 1) {
    const path = segmentPath(first, number)
    if (number > 1 && !existsSync(path))
      throw new SourceError('source.incomplete', { path: first, missing: basename(path) })
    const file = await openBytes(path)
    files.push(file)
    const segment = await readSegment(file)
    if (segment.number !== number)
      throw malformed(file, 9, `this is segment ${segment.number} where ${number} was expected`)
    segments.push(segment)
    if (!segment.continues) return withStray(segments, segmentPath(first, number + 1))
  }
  throw new SourceError('source.limit', { path: first, limit: 'segments', most: mostSegments })
}

function withStray(segments: Segment[], next: string): Segment[] {
  const last = segments.at(-1)
  if (!last || !existsSync(next)) return segments
  const notices: ImageNotice[] = [...last.notices, { kind: 'stray-segment', path: next }]
  return [...segments.slice(0, -1), { ...last, notices }]
}

/** `x.E01` to `x.E99`, then `x.EAA` to `x.EZZ`, `x.FAA` and so on, in the case of the first. */
export function segmentPath(first: string, number: number): string {
  if (number === 1) return first
  const name = basename(first)
  const letter = name.at(-3) ?? 'E'
  const isLower = letter === letter.toLowerCase()
  const stem = join(dirname(first), name.slice(0, -3))
  if (number <= 99) return stem + letter + String(number).padStart(2, '0')
  const beyond = number - 100
  const letters = [letter.toUpperCase().charCodeAt(0) + Math.floor(beyond / 676)]
  letters.push(65 + (Math.floor(beyond / 26) % 26), 65 + (beyond % 26))
  const extension = String.fromCharCode(...letters)
  return stem + (isLower ? extension.toLowerCase() : extension)
}

interface Contents {
  readonly geometry: Geometry
  readonly tables: readonly TablePlace[]
  readonly stored: StoredHashes
  readonly acquiry: readonly AcquiryValue[]
  readonly errors: readonly SectorRange[]
  readonly notices: ImageNotice[]
}

async function readContents(segments: readonly Segment[]): Promise<Contents> {
  let geometry: Geometry | undefined
  let stored: StoredHashes = {}
  const acquiry = new Map<string, AcquiryValue>()
  const errors: SectorRange[] = []
  const tables: TablePlace[] = []
  const notices = segments.flatMap((segment) => segment.notices)
  for (const { file, sections } of segments) {
    for (const [index, section] of sections.entries()) {
      const take = async <T>(read: (data: Buffer) => T | undefined, most = longestSmall) => {
        const taken = read(await sectionData(file, section, most))
        if (taken === undefined) notices.push(damaged(file, section))
        return taken
      }
      const { type } = section
      if (type === 'header' || type === 'header2') {
        const values = await take((data) => acquiryValues(type, data))
        // Most writers store each of them twice.
        for (const value of values ?? []) acquiry.set(`${value.section} ${value.key} ${value.value}`, value)
      } else if (type === 'volume' || type === 'disk') geometry ??= await take(geometryIn)
      else if (type === 'data') await take(geometryIn)
      else if (type === 'hash' || type === 'digest') {
        const found = await take((data) => storedHashes(type, data))
        if (found) stored = agreeing(file, section, stored, found)
      } else if (type === 'error2') errors.push(...((await take(acquiryErrors, longestErrors)) ?? []))
      else if (type === 'table') await addTable(tables, notices, file, sections, index)
    }
  }
  const first = segments[0]
  if (geometry === undefined) {
    if (first) throw malformed(first.file, 0, 'no section says how large the medium is')
    throw new SourceError('source.malformed', { what: 'EWF', reason: 'no segment' })
  }
  return { geometry, tables, stored, acquiry: [...acquiry.values()], errors, notices }
}

function agreeing(file: FileBytes, section: Section, known: StoredHashes, found: StoredHashes): StoredHashes {
  if (known.md5 !== undefined && known.md5 !== found.md5)
    throw malformed(file, section.offset, 'hash and digest state different MD5 values')
  return { ...known, ...found }
}

async function addTable(
  tables: TablePlace[],
  notices: ImageNotice[],
  file: FileBytes,
  sections: readonly Section[],
  index: number,
): Promise<void> {
  const table = sections[index]
  if (table === undefined) return
  const before = sections[index - 1]
  const after = sections[index + 1]
  const copy = after?.type === 'table2' ? after : undefined
  const count = (await tableCount(file, table)) ?? (copy && (await tableCount(file, copy)))
  if (count === undefined)
    throw malformed(file, table.offset, 'a table and its copy are damaged, so that what follows has no place')
  const last = tables.at(-1)
  const place: TablePlace = {
    file,
    table,
    copy,
    // Chunks lie in the section before, or behind the entries in the table itself.
    dataEnd: before?.type === 'sectors' ? before.dataEnd : table.dataEnd,
    firstChunk: last ? last.firstChunk + last.count : 0,
    count,
  }
  const read = await readTable(place)
  if (read === undefined) notices.push(damaged(file, table))
  else if (read.fromCopy) notices.push({ kind: 'table-copy-used', path: file.path, offset: table.offset })
  tables.push(place)
}

function damaged(file: FileBytes, { type, offset }: Section): ImageNotice {
  return { kind: 'damaged-section', path: file.path, section: type, offset }
}

function ewfImage(segments: readonly FileBytes[], contents: Contents): Image {
  const { geometry, tables, notices } = contents
  const size = geometry.sectors * geometry.bytesPerSector
  const found = tables.reduce((sum, { count }) => sum + count, 0)
  const wanted = Math.ceil(size / geometry.chunkSize)
  if (found !== geometry.chunks || found !== wanted)
    notices.push({ kind: 'chunk-count', stated: geometry.chunks, found })
  const reader = new ChunkReader(geometry, tables, size)
  return {
    format: 'ewf',
    size,
    bytesPerSector: geometry.bytesPerSector,
    segments,
    stored: contents.stored,
    acquiry: contents.acquiry,
    acquiryErrors: contents.errors,
    notices,
    async read(offset, length) {
      const end = Math.min(offset + length, size)
      const taken: Uint8Array[] = []
      for (let at = offset; at < end; ) {
        const piece = await reader.chunk(Math.floor(at / geometry.chunkSize))
        if (piece.kind === 'unreadable')
          throw new SourceError('source.unreadable', {
            path: segments[0]?.path ?? '',
            reason: piece.reason,
            offset: at,
          })
        const bytes = piece.bytes.subarray(at - piece.offset, end - piece.offset)
        taken.push(bytes)
        at += bytes.length
      }
      return Buffer.concat(taken)
    },
    async *pieces() {
      for (let chunk = 0; chunk < wanted; chunk += 1) yield* inMebibytes(await reader.chunk(chunk))
    },
    async close() {
      for (const segment of segments) await segment.close()
    },
  }
}

function* inMebibytes(piece: ImagePiece): Generator<ImagePiece> {
  if (piece.kind === 'unreadable' || piece.bytes.length <= readAhead) {
    yield piece
    return
  }
  for (let at = 0; at < piece.bytes.length; at += readAhead)
    yield { kind: 'bytes', offset: piece.offset + at, bytes: piece.bytes.subarray(at, at + readAhead) }
}

interface OpenTable {
  readonly place: TablePlace
  readonly chunks: readonly (ChunkPlace | undefined)[] | undefined
}

/** Holds one table, one window of a file and one chunk: images are read in order, and near places together. */
class ChunkReader {
  readonly #geometry: Geometry
  readonly #tables: readonly TablePlace[]
  readonly #size: number
  #open: OpenTable | undefined
  #window: { file: FileBytes; offset: number; bytes: Buffer } | undefined
  #last: { chunk: number; piece: ImagePiece } | undefined

  constructor(geometry: Geometry, tables: readonly TablePlace[], size: number) {
    this.#geometry = geometry
    this.#tables = tables
    this.#size = size
  }

  async chunk(chunk: number): Promise<ImagePiece> {
    if (this.#last?.chunk === chunk) return this.#last.piece
    const { chunkSize } = this.#geometry
    const offset = chunk * chunkSize
    const length = Math.min(chunkSize, this.#size - offset)
    const bytes = await this.#bytesOf(chunk, length)
    const piece: ImagePiece =
      typeof bytes === 'string'
        ? { kind: 'unreadable', offset, length, reason: bytes }
        : { kind: 'bytes', offset, bytes }
    this.#last = { chunk, piece }
    return piece
  }

  async #bytesOf(chunk: number, size: number): Promise<Uint8Array | string> {
    const table = await this.#tableOf(chunk)
    if (table === undefined) return 'no table lists this chunk'
    if (table.chunks === undefined) return 'the table and its copy are damaged'
    const place = table.chunks[chunk - table.place.firstChunk]
    if (place === undefined) return 'the entry of the chunk leads nowhere'
    try {
      const stored = await this.#stored(table.place.file, place)
      return unpack(stored, place.packing, this.#geometry, size)
    } catch (error) {
      if (!(error instanceof SourceError) || error.code !== 'source.unreadable') throw error
      return String(error.details['reason'] ?? error.code)
    }
  }

  async #tableOf(chunk: number): Promise<OpenTable | undefined> {
    const holds = ({ firstChunk, count }: TablePlace) => chunk >= firstChunk && chunk < firstChunk + count
    if (this.#open && holds(this.#open.place)) return this.#open
    const place = this.#tables.find(holds)
    if (place === undefined) return undefined
    const table = await readTable(place)
    const chunks = table && chunkPlaces(table, place.dataEnd, longestChunk(this.#geometry))
    this.#open = { place, chunks }
    return this.#open
  }

  async #stored(file: FileBytes, { offset, length }: ChunkPlace): Promise<Buffer> {
    const held = this.#window
    const isHeld =
      held?.file === file && offset >= held.offset && offset + length <= held.offset + held.bytes.length
    if (held && isHeld) return held.bytes.subarray(offset - held.offset, offset - held.offset + length)
    const bytes = await readAround(file, offset, length)
    this.#window = { file, offset, bytes }
    return bytes.subarray(0, length)
  }
}

/** What lies behind the wanted bytes may be unreadable without harm to them. */
async function readAround(file: FileBytes, offset: number, length: number): Promise<Buffer> {
  try {
    return await file.read(offset, Math.max(length, readAhead))
  } catch (error) {
    if (!(error instanceof SourceError) || length >= readAhead) throw error
    return await file.read(offset, length)
  }
}
