import { LedgerError, UsageError } from '../errors.js'
import { hashBytes } from './hash.js'
import { rootOf } from './tree.js'

/** Hashes in a full tile and entries in a full bundle. */
export const tileWidth = 256
const maxLevel = 63
const maxEntryBytes = 0xffff
const lengthBytes = 2

export interface Tile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** C2SP tlog-tiles path, e.g. `tile/0/x001/234.p/5`; `width` is left out, or 256, for a full tile. */
export function tilePath(level: number, index: number, width: number = tileWidth): string {
  requireCount('level', level, 0, maxLevel)
  return `tile/${level}/${elements(index, width)}`
}

/** C2SP tlog-tiles path of an entry bundle, e.g. `tile/entries/000.p/15`. */
export function entriesPath(index: number, width: number = tileWidth): string {
  return `tile/entries/${elements(index, width)}`
}

/** Every tile of a tree, lowest level first: those a checkpoint of this size needs, the last of each level partial. */
export function* tilesOf(leaves: readonly Uint8Array[]): Iterable<Tile> {
  let hashes = leaves
  for (let level = 0; hashes.length > 0; level += 1) {
    const full: Uint8Array[] = []
    for (let index = 0; index * tileWidth < hashes.length; index += 1) {
      const tile = hashes.slice(index * tileWidth, (index + 1) * tileWidth)
      yield { path: tilePath(level, index, tile.length), bytes: Buffer.concat(tile) }
      if (tile.length === tileWidth) full.push(rootOf(tile))
    }
    hashes = full
  }
}

/** Hashes of a tile; throws `ledger.malformed` unless it holds 1 to 256 whole ones. */
export function decodeTile(bytes: Uint8Array): Uint8Array[] {
  const width = bytes.length / hashBytes
  if (!Number.isInteger(width) || width < 1 || width > tileWidth) throw malformed('tile')
  return Array.from({ length: width }, (_, at) => bytes.slice(at * hashBytes, (at + 1) * hashBytes))
}

/** Entries behind their big-endian 16-bit lengths; throws `ledger.entry-too-long` beyond 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  requireCount('entries', entries.length, 1, tileWidth)
  const parts: Uint8Array[] = []
  for (const entry of entries) {
    if (entry.length > maxEntryBytes)
      throw new LedgerError('ledger.entry-too-long', { bytes: entry.length, limit: maxEntryBytes })
    const length = Buffer.alloc(lengthBytes)
    length.writeUInt16BE(entry.length)
    parts.push(length, entry)
  }
  return Buffer.concat(parts)
}

/** Entries of a bundle; throws `ledger.malformed` unless the bytes are exactly 1 to 256 of them. */
export function decodeBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at < bytes.length) {
    const from = at + lengthBytes
    if (from > bytes.length) throw malformed('entry bundle')
    at = from + view.getUint16(at)
    if (at > bytes.length) throw malformed('entry bundle')
    entries.push(bytes.slice(from, at))
  }
  if (entries.length < 1 || entries.length > tileWidth) throw malformed('entry bundle')
  return entries
}

/** `1234067` is `x001/x234/067`. */
function elements(index: number, width: number): string {
  requireCount('index', index, 0, Number.MAX_SAFE_INTEGER)
  requireCount('width', width, 1, tileWidth)
  let path = threeDigits(index % 1000)
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    path = `x${threeDigits(rest % 1000)}/${path}`
  return width === tileWidth ? path : `${path}.p/${width}`
}

function threeDigits(value: number): string {
  return String(value).padStart(3, '0')
}

function requireCount(argument: string, value: number, low: number, high: number): void {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return
  throw new UsageError('usage.argument', { argument, value, low, high })
}

function malformed(what: string): LedgerError {
  return new LedgerError('ledger.malformed', { what })
}
