import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { SourceError } from '../errors.js'
import { type FileBytes, openBytes } from './file-bytes.js'
import type { Image, ImageNotice, ImagePiece } from './image.js'

const pieceSize = 2 ** 20
const mostParts = 10_000

/** One file, or a block device, whose bytes are the medium's. */
export async function openRawImage(path: string): Promise<Image> {
  return rawImage('raw', [await openBytes(path, { device: true })], [])
}

/** Whether a name ends as the first part of a split image does: `.000` or `.001`, with three digits or more. */
export function isFirstPart(path: string): boolean {
  return /\.0{2,}[01]$/.test(basename(path))
}

/**
 * A raw image cut into `x.001`, `x.002` …, named by its first part. Throws `source.incomplete` naming the first part that is
 * missing between two that are there; that the last is missing, only a length or digest from elsewhere can tell.
 */
export async function openSplitRawImage(first: string): Promise<Image> {
  const paths = await partsFrom(first)
  const parts: FileBytes[] = []
  try {
    for (const path of paths) parts.push(await openBytes(path))
    return rawImage('split-raw', parts, unevenParts(parts))
  } catch (error) {
    for (const part of parts) await part.close()
    throw error
  }
}

async function partsFrom(first: string): Promise<string[]> {
  const name = basename(first)
  const digits = /\d+$/.exec(name)?.[0] ?? ''
  if (!isFirstPart(first))
    throw new SourceError('source.malformed', {
      path: first,
      what: 'split image',
      reason: 'not the first part',
    })
  const stem = name.slice(0, name.length - digits.length)
  const start = Number(digits)
  const there = new Set((await namesIn(first)).filter((each) => each.startsWith(stem)))
  const numbers = [...there].map((each) => each.slice(stem.length)).filter((rest) => /^\d+$/.test(rest))
  const last = numbers.reduce(
    (most, rest) => (rest.length >= digits.length ? Math.max(most, Number(rest)) : most),
    start,
  )
  if (last - start >= mostParts)
    throw new SourceError('source.limit', { path: first, limit: 'parts', found: last, most: mostParts })
  const paths: string[] = []
  for (let number = start; number <= last; number += 1) {
    const part = stem + String(number).padStart(digits.length, '0')
    if (!there.has(part)) throw new SourceError('source.incomplete', { path: first, missing: part })
    paths.push(join(dirname(first), part))
  }
  return paths
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(dirname(path))
  } catch (cause) {
    throw new SourceError('source.unreadable', { path: dirname(path), reason: String(cause) }, { cause })
  }
}

function unevenParts(parts: readonly FileBytes[]): ImageNotice[] {
  const expected = parts[0]?.size ?? 0
  return parts
    .slice(1)
    .filter(({ size }, index) => size > expected || (size < expected && index < parts.length - 2))
    .map(({ path, size }) => ({ kind: 'uneven-part', path, size, expected }))
}

function rawImage(
  format: Image['format'],
  parts: readonly FileBytes[],
  notices: readonly ImageNotice[],
): Image {
  const size = parts.reduce((sum, part) => sum + part.size, 0)

  async function read(offset: number, length: number): Promise<Uint8Array> {
    const read: Uint8Array[] = []
    let start = 0
    for (const part of parts) {
      const from = Math.max(offset, start)
      const end = Math.min(offset + length, start + part.size)
      if (end > from) read.push(await part.read(from - start, end - from))
      start += part.size
    }
    return read.length === 1 && read[0] ? read[0] : Buffer.concat(read)
  }

  return {
    format,
    size,
    bytesPerSector: 512,
    segments: parts,
    stored: {},
    acquiry: [],
    acquiryErrors: [],
    notices,
    read,
    async *pieces() {
      for (let offset = 0; offset < size; offset += pieceSize)
        yield await pieceAt(read, offset, Math.min(pieceSize, size - offset))
    },
    async close() {
      for (const part of parts) await part.close()
    },
  }
}

/** A read error spoils the piece it falls into and no other: what a failing medium says of its neighbours is not trusted. */
async function pieceAt(read: Image['read'], offset: number, length: number): Promise<ImagePiece> {
  try {
    return { kind: 'bytes', offset, bytes: await read(offset, length) }
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== 'source.unreadable') throw error
    return { kind: 'unreadable', offset, length, reason: String(error.details['reason'] ?? error.code) }
  }
}
