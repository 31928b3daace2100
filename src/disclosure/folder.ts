import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { SourceError } from '../errors.js'
import { decodeBundle, entriesPath, tileWidth } from '../merkle/tile.js'
import { piecesOf, wholeOf } from './open-file.js'
import { joined, type Standing, walk } from './walk.js'

/** A disclosure as it stands: what is there, listed once, and the ways to read it. */
export interface Folder {
  /** By path relative to the folder, its bytes as Latin-1: names of ours are ASCII. */
  readonly standing: ReadonlyMap<string, Standing>
  isFile(path: string): boolean
  /** Lower-case hex. */
  sha256(path: string): Promise<string>
  pieces(path: string): AsyncIterable<Uint8Array>
  /** @throws SourceError `source.malformed` beyond `longest` bytes */
  whole(path: string, longest: number): Promise<Buffer>
}

/** @throws SourceError `source.absent` */
export async function listFolder(path: string): Promise<Folder> {
  const root = await rootOf(path)
  const standing = new Map<string, Standing>()
  for await (const each of walk(root)) standing.set(each.path.toString('latin1'), each)
  const fullPath = (relative: string) => joined(root, Buffer.from(relative, 'latin1'))
  return {
    standing,
    isFile: (relative) => standing.get(relative)?.kind === 'file',
    pieces: (relative) => piecesOf(fullPath(relative)),
    whole: (relative, longest) => wholeOf(fullPath(relative), longest),
    async sha256(relative) {
      const hash = createHash('sha256')
      for await (const piece of piecesOf(fullPath(relative))) hash.update(piece)
      return hash.digest('hex')
    },
  }
}

async function rootOf(path: string): Promise<Buffer> {
  try {
    return await realpath(path, 'buffer')
  } catch (cause) {
    throw new SourceError('source.absent', { path }, { cause })
  }
}

/** A full bundle of entries of the longest length the tile format can say. */
const longestBundle = tileWidth * (2 + 0xffff)

/** Paths of the entry bundles that are there, in order, up to the first that is not. */
export function bundlePaths(folder: Folder): readonly string[] {
  const paths: string[] = []
  for (let index = 0; ; index += 1) {
    const path = entriesPath(index)
    if (!folder.isFile(path)) return [...paths, ...partialBundle(folder, index)]
    paths.push(path)
  }
}

function partialBundle(folder: Folder, index: number): readonly string[] {
  for (let width = tileWidth - 1; width > 0; width -= 1) {
    const path = entriesPath(index, width)
    if (folder.isFile(path)) return [path]
  }
  return []
}

/** @throws LedgerError `ledger.malformed` unless the file holds as many entries as its path says; SourceError */
export async function readBundle(folder: Folder, path: string): Promise<readonly Uint8Array[]> {
  const entries = decodeBundle(await folder.whole(path, longestBundle))
  const width = Number(/\.p\/(\d+)$/.exec(path)?.[1] ?? tileWidth)
  if (entries.length !== width)
    throw new SourceError('source.malformed', { path, expected: width, found: entries.length })
  return entries
}
