import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { SourceError } from '../errors.js'
import type { SetAlgorithm, SetKind } from '../model/known-set.js'
import { systemCode, unreadable } from './known-source.js'
import {
  checksumBytes,
  entryWidth,
  longestHeader,
  parseHeader,
  type SetHeader,
  setMagic,
} from './set-header.js'
import { openSection, type Section, sectionCheck } from './set-section.js'

/** A set that was read whole once and found sound. Its kind is part of its type: one cannot be handed over as the other. */
export interface KnownSet<Kind extends SetKind = SetKind> {
  readonly kind: Kind
  readonly path: string
  readonly header: SetHeader<Kind>
  /** The last 32 bytes of the file, in hex: names this index in a record of what was matched. */
  readonly checksum: string
  readonly sections: ReadonlyMap<SetAlgorithm, Section>
  close(): void
}

/** Blocks of entries that are kept in memory, in bytes. */
const keptBytes = 64 * 1024 * 1024

/**
 * Opens the index of a set, and reads it to its end before anything is looked up in it: checksum, order and form of every entry.
 * @throws SourceError `source.malformed` with what is wrong with the file; `source.refused` when it is a set of the other kind;
 * `source.absent`, `source.unreadable`, `source.not-regular`
 */
export function openSet<Kind extends SetKind>(path: string, kind: Kind, kept = keptBytes): KnownSet<Kind> {
  const file = opened(path)
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) throw new SourceError('source.not-regular', { path })
    const bytes = readerOf(path, file, stats.size)
    const { header, length } = readHeader(path, bytes)
    if (!isOfKind(header, kind))
      throw new SourceError('source.refused', { what: 'known-set', reason: `set-not-${kind}`, path })
    requireSize(path, header, length, stats.size)
    const sections = new Map<SetAlgorithm, Section>()
    const checksum = verified(path, bytes, header, length, (algorithm, at, starts) => {
      const share = Math.floor(kept / header.sections.length)
      sections.set(algorithm, openSection({ algorithm, at, starts, kept: share, read: bytes.read }))
    })
    return { kind, path, header, checksum, sections, close: () => closeSync(file) }
  } catch (error) {
    closeSync(file)
    throw error
  }
}

function isOfKind<Kind extends SetKind>(header: SetHeader, kind: Kind): header is SetHeader<Kind> {
  return header.kind === kind
}

interface SetBytes {
  readonly size: number
  read(position: number, length: number): Buffer
}

function readerOf(path: string, file: number, size: number): SetBytes {
  return {
    size,
    read(position, length) {
      const buffer = Buffer.alloc(length)
      let filled = 0
      while (filled < length) {
        const count = readOnce(path, file, buffer, filled, position + filled)
        if (count === 0) throw damaged(path, 'truncated')
        filled += count
      }
      return buffer
    },
  }
}

function readOnce(path: string, file: number, buffer: Buffer, filled: number, position: number): number {
  try {
    return readSync(file, buffer, filled, buffer.length - filled, position)
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

function readHeader(path: string, bytes: SetBytes): { readonly header: SetHeader; readonly length: number } {
  const magic = Buffer.from(setMagic)
  const start = bytes.read(0, Math.min(bytes.size, magic.length))
  if (!start.equals(magic))
    throw damaged(path, magic.subarray(0, start.length).equals(start) ? 'truncated' : 'magic')
  const limit = Math.min(bytes.size, longestHeader)
  for (let piece = 64 * 1024; ; piece *= 2) {
    const text = bytes.read(magic.length, Math.min(piece, limit - magic.length))
    const end = text.indexOf(0x0a)
    if (end >= 0) return { header: parsedHeader(path, text.subarray(0, end)), length: magic.length + end + 1 }
    if (magic.length + text.length >= limit)
      throw damaged(path, limit === bytes.size ? 'truncated' : 'header')
  }
}

function parsedHeader(path: string, text: Uint8Array): SetHeader {
  try {
    const header = parseHeader(text)
    if (header) return header
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause
    throw damaged(path, 'header', cause)
  }
  throw damaged(path, 'header')
}

function requireSize(path: string, header: SetHeader, length: number, size: number): void {
  const entries = header.sections.reduce(
    (sum, { algorithm, entries: count }) => sum + count * entryWidth(algorithm),
    0,
  )
  const expected = length + entries + checksumBytes
  if (size !== expected) throw damaged(path, size < expected ? 'truncated' : 'too-long')
}

const pieceBytes = 1024 * 1024

type Found = (algorithm: SetAlgorithm, at: number, starts: Float64Array) => void

/** Reads everything once. Throws what is wrong with the entries, or, when it is no more than a byte somewhere, that the checksum is. */
function verified(path: string, bytes: SetBytes, header: SetHeader, length: number, found: Found): string {
  const hash = createHash('sha256').update(bytes.read(0, length))
  let position = length
  for (const { algorithm, entries } of header.sections) {
    const width = entryWidth(algorithm)
    const check = sectionCheck(algorithm, header.classes)
    const [at, end] = [position, position + entries * width]
    const longest = pieceBytes - (pieceBytes % width)
    while (position < end) {
      const piece = bytes.read(position, Math.min(longest, end - position))
      hash.update(piece)
      const fault = check.next(piece)
      if (fault !== undefined) throw damaged(path, fault)
      position += piece.length
    }
    found(algorithm, at, check.starts())
  }
  const checksum = hash.digest()
  if (!checksum.equals(bytes.read(position, checksumBytes))) throw damaged(path, 'checksum')
  return checksum.toString('hex')
}

type SetFault = 'magic' | 'truncated' | 'too-long' | 'header' | 'unsorted' | 'class' | 'checksum'

function damaged(path: string, fault: SetFault, cause?: Error): SourceError {
  return new SourceError('source.malformed', { what: 'hash-set', path, fault }, { cause })
}

function opened(path: string): number {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  try {
    return openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0))
  } catch (cause) {
    const reason = systemCode(cause)
    if (reason === 'ENOENT') throw new SourceError('source.absent', { path }, { cause })
    if (reason === 'ELOOP') throw new SourceError('source.not-regular', { path, reason }, { cause })
    throw unreadable(path, cause)
  }
}
