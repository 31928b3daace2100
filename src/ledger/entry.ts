import { encodeBase64 } from '../encoding/base64.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { LedgerError, SourceError } from '../errors.js'
import { leafHash } from '../merkle/hash.js'
import { type Instant, isInstant } from '../model/instant.js'
import { isLeafHash, type LeafHash } from '../model/names.js'

const firstLine = 'custodia-entry/v1'
/** tlog-tiles entry bundles carry a 16-bit length; we stay below it with room to spare. */
export const longestEntry = 60_000

/** What the first entry names as the one before it: 32 zero bytes. */
export const noLeaf = encodeBase64(new Uint8Array(32)) as LeafHash

/** One record of the log: four header lines, then the signed act, byte for byte. */
export interface Entry {
  readonly seq: number
  readonly previous: LeafHash
  readonly logTime: Instant
  /** The act's signed note. */
  readonly note: Uint8Array
}

/** @throws LedgerError `ledger.entry-too-long` */
export function formatEntry({ seq, previous, logTime, note }: Entry): Uint8Array {
  const head = encodeUtf8(`${firstLine}\n${seq}\n${previous}\n${logTime}\n`)
  const bytes = new Uint8Array(head.length + note.length)
  bytes.set(head)
  bytes.set(note, head.length)
  if (bytes.length > longestEntry) {
    throw new LedgerError('ledger.entry-too-long', { length: bytes.length, longest: longestEntry })
  }
  return bytes
}

/** @throws SourceError `source.malformed` */
export function parseEntry(bytes: Uint8Array): Entry {
  if (bytes.length > longestEntry) throw malformed('length')
  const ends = lineEnds(bytes, 4)
  const [name, seq = '', previous = '', logTime = ''] = decodeUtf8(bytes.subarray(0, ends)).split('\n')
  if (name !== firstLine) throw malformed('first line')
  if (!/^(0|[1-9][0-9]{0,14})$/.test(seq)) throw malformed('sequence number')
  if (!isLeafHash(previous)) throw malformed('previous leaf hash')
  if (!isInstant(logTime)) throw malformed('log time')
  return { seq: Number(seq), previous, logTime, note: bytes.subarray(ends) }
}

/** SHA-256(0x00 ‖ entry), RFC 6962 §2.1. */
export function entryLeaf(bytes: Uint8Array): LeafHash {
  return encodeBase64(leafHash(bytes)) as LeafHash
}

/** Offset just behind the n-th line feed. */
function lineEnds(bytes: Uint8Array, lines: number): number {
  let at = 0
  for (let line = 0; line < lines; line += 1) {
    const feed = bytes.indexOf(0x0a, at)
    if (feed < 0 || feed > 400) throw malformed('header')
    at = feed + 1
  }
  return at
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'entry', reason })
}
