import { resolve } from 'node:path'
import { SourceError } from '../errors.js'
import type { Image } from './image.js'
import { type RunBounds, runSleuth } from './sleuthkit.js'

/** A partition, or what lies between them, in sectors. */
export interface Partition {
  readonly start: number
  readonly sectors: number
  readonly allocated: boolean
  readonly description: string
}

/** One name in a file system. */
export interface FileSystemEntry {
  /** As `fls` writes it, `/` between the names: it puts a sign of its own for controls. */
  readonly name: Uint8Array
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  /** A name that was removed and is still found. */
  readonly deleted: boolean
  /** How `icat` is asked for its bytes, such as `12` or `64-128-1`. */
  readonly address: string
}

export const fileSystemBounds: RunBounds = { milliseconds: 3_600_000, bytes: 2 ** 42 }
const listBounds: RunBounds = { milliseconds: 3_600_000, bytes: 2 ** 32 }
const longestLine = 64 * 1024
const lineFeed = 0x0a

/** How the Sleuth Kit is told which image it reads: all its files, of a form that is said and not guessed; full paths look like no option. */
function imageWords({ format, segments }: Image): string[] {
  const type = format === 'ewf' ? 'ewf' : 'raw'
  return ['-i', type, ...segments.map(({ path }) => resolve(path))]
}

function withOffset(sector: number): string[] {
  if (!Number.isSafeInteger(sector) || sector < 0)
    throw new SourceError('source.malformed', { what: 'partition', reason: `sector ${sector}` })
  return sector === 0 ? [] : ['-o', String(sector)]
}

/**
 * The partition table of an image. Throws `source.unreadable` where there is none, which a single file system has not;
 * `environment.no-program` without the Sleuth Kit.
 */
export async function partitions(image: Image): Promise<Partition[]> {
  const found: Partition[] = []
  for await (const line of linesOf(runSleuth('mmls', imageWords(image), nameOf(image), listBounds))) {
    const parts = /^\d+:\s+(\S+)\s+(\d+)\s+\d+\s+(\d+)\s+(.*)$/.exec(line.toString('latin1'))
    if (!parts) continue
    const [, slot = '', start = '', sectors = '', description = ''] = parts
    found.push({ start: Number(start), sectors: Number(sectors), allocated: /^\d/.test(slot), description })
  }
  return found
}

/** Every name in the file system that begins at a sector, deleted ones included. */
export async function* fileSystemEntries(
  image: Image,
  sector = 0,
): AsyncGenerator<FileSystemEntry, void, undefined> {
  const words = ['-r', '-p', ...withOffset(sector), ...imageWords(image)]
  for await (const line of linesOf(runSleuth('fls', words, nameOf(image), listBounds))) {
    const entry = entryIn(line)
    if (entry === undefined)
      throw new SourceError('source.malformed', {
        path: nameOf(image),
        what: 'fls',
        reason: 'a line of another form: a name may hold a line feed',
      })
    yield entry
  }
}

/** `r/r * 12(realloc):	folder/name`: the kind by name and by metadata, whether deleted, the address, the path. */
function entryIn(line: Buffer): FileSystemEntry | undefined {
  const tab = line.indexOf(0x09)
  const head = /^(.)\/(.) (\* )?([0-9]+(?:-[0-9]+){0,2})(\(realloc\))?:$/.exec(
    line.toString('latin1', 0, tab),
  )
  if (tab < 0 || !head) return undefined
  const [, byName = '-', byMetadata = '-', star, address = ''] = head
  const letter = byMetadata === '-' ? byName : byMetadata
  const kind = letter === 'r' ? 'file' : letter === 'd' ? 'folder' : letter === 'l' ? 'link' : 'other'
  return { name: line.subarray(tab + 1), kind, deleted: star !== undefined, address }
}

/** The bytes of one file, as a stream. Throws `source.unreadable` with what `icat` says where they cannot be had. */
export function fileSystemBytes(
  image: Image,
  address: string,
  sector = 0,
  bounds: RunBounds = fileSystemBounds,
): AsyncGenerator<Buffer, void, undefined> {
  if (!/^\d{1,20}(?:-\d{1,10}){0,2}$/.test(address))
    throw new SourceError('source.malformed', { what: 'address', reason: address.slice(0, 40) })
  return runSleuth('icat', [...withOffset(sector), ...imageWords(image), address], nameOf(image), bounds)
}

const nameOf = ({ segments }: Image) => segments[0]?.path ?? ''

async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let held: Buffer = Buffer.alloc(0)
  for await (const piece of pieces) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece])
    let from = 0
    for (let feed = held.indexOf(lineFeed); feed >= 0; feed = held.indexOf(lineFeed, from)) {
      yield held.subarray(from, feed)
      from = feed + 1
    }
    held = held.subarray(from)
    if (held.length > longestLine)
      throw new SourceError('source.malformed', {
        what: 'fls',
        reason: `a line of more than ${longestLine} bytes`,
      })
  }
  if (held.length > 0) yield held
}
