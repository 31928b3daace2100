import { inflateSync } from 'node:zlib'
import { SourceError } from '../errors.js'
import { type ByteReader, type ByteSource, byteReader, latin1, utf8OrLatin1 } from './byte-source.js'

/** A chunk of a PNG file (PNG third edition §5.3). */
export interface PngChunk {
  readonly type: string
  readonly offset: number
  /** Of its data, and how much that is. */
  readonly start: number
  readonly length: number
}

export interface PngLayout {
  readonly chunks: readonly PngChunk[]
  /** Offset just after IEND; absent when there is none. */
  readonly end: number | undefined
  readonly stopped: string | undefined
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const mostChunks = 100_000
const mostTexts = 256
const largestText = 16 * 2 ** 20
/** Text and profiles that inflate to more are not read. */
export const largestInflated = 4 * 2 ** 20

/** Walks the chunks up to IEND. Throws `source.malformed` when the bytes do not begin as a PNG. */
export function pngLayout(source: ByteSource): PngLayout {
  const reader = byteReader(source, 'PNG')
  if (signature.some((byte, i) => source.read(i, 1)[0] !== byte))
    throw new SourceError('source.malformed', { what: 'PNG', reason: 'does not begin with the signature' })
  const chunks: PngChunk[] = []
  let offset = signature.length
  while (chunks.length < mostChunks) {
    if (offset + 12 > source.size)
      return { chunks, end: undefined, stopped: `file ends at byte ${source.size}, without IEND` }
    const length = reader.u32(offset)
    const type = reader.latin1(offset + 4, 4)
    if (!/^[A-Za-z]{4}$/.test(type)) return { chunks, end: undefined, stopped: `no chunk at byte ${offset}` }
    const next = offset + 12 + length
    if (next > source.size)
      return { chunks, end: undefined, stopped: `${type} at byte ${offset} runs past the end` }
    chunks.push({ type, offset, start: offset + 8, length })
    if (type === 'IEND') return { chunks, end: next, stopped: undefined }
    offset = next
  }
  return { chunks, end: undefined, stopped: `more than ${mostChunks} chunks` }
}

/** The text chunks that are read, and how many more there are: each may be a small bomb. */
export function textChunks({ chunks }: PngLayout): {
  readonly read: readonly PngChunk[]
  readonly more: number
} {
  const texts = chunks.filter(({ type }) => type === 'tEXt' || type === 'zTXt' || type === 'iTXt')
  return { read: texts.slice(0, mostTexts), more: Math.max(0, texts.length - mostTexts) }
}

export interface PngText {
  readonly keyword: string
  /** As stored, inflated when it was deflated; nothing when that failed. */
  readonly bytes: Uint8Array | undefined
  readonly text: string | undefined
  readonly problem: string | undefined
}

/** A tEXt, zTXt or iTXt chunk (PNG third edition §11.3.3). */
export function pngText(reader: ByteReader, chunk: PngChunk): PngText {
  if (chunk.length > largestText) return { ...nothing, keyword: '', problem: `${chunk.length} bytes of text` }
  const data = reader.bytes(chunk.start, chunk.length)
  const keywordEnd = data.indexOf(0)
  if (keywordEnd < 0) return { ...nothing, keyword: '', problem: 'no keyword' }
  const keyword = latin1(data.subarray(0, Math.min(keywordEnd, 79)))
  const rest = data.subarray(keywordEnd + 1)
  if (chunk.type === 'tEXt') return plain(keyword, rest)
  if (chunk.type === 'zTXt') return inflated(keyword, rest.subarray(1))
  const compressed = rest[0] === 1
  const language = rest.indexOf(0, 2)
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1)
  if (translated < 0) return { ...nothing, keyword, problem: 'iTXt without its fields' }
  const body = rest.subarray(translated + 1)
  return compressed ? inflated(keyword, body) : plain(keyword, body)
}

const nothing = { bytes: undefined, text: undefined }

function plain(keyword: string, bytes: Uint8Array): PngText {
  return { keyword, bytes: new Uint8Array(bytes), text: utf8OrLatin1(bytes), problem: undefined }
}

function inflated(keyword: string, bytes: Uint8Array): PngText {
  const result = inflate(bytes)
  return 'problem' in result ? { ...nothing, keyword, problem: result.problem } : plain(keyword, result.bytes)
}

export type Inflated = { readonly bytes: Uint8Array } | { readonly problem: string }

/** Inflates at most `largestInflated` bytes: a bomb is told of and not set off. */
export function inflate(bytes: Uint8Array): Inflated {
  try {
    return { bytes: new Uint8Array(inflateSync(bytes, { maxOutputLength: largestInflated })) }
  } catch (error) {
    return { problem: inflationProblem(error, largestInflated) }
  }
}

export function inflationProblem(error: unknown, most: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return code === 'ERR_BUFFER_TOO_LARGE'
    ? `inflates to more than ${most} bytes`
    : `does not inflate (${code})`
}
