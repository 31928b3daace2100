import { SourceError } from '../errors.js'
import { type ByteSource, byteReader, printable } from './byte-source.js'

/** A chunk of a RIFF file, which is what WebP is. */
export interface RiffChunk {
  readonly type: string
  readonly offset: number
  readonly start: number
  readonly length: number
}

export interface RiffLayout {
  readonly chunks: readonly RiffChunk[]
  /** Offset at which the file says it ends. */
  readonly end: number
  readonly stopped: string | undefined
}

const mostChunks = 50_000

/** Chunks of the outermost level. Throws `source.malformed` unless the bytes begin as RIFF of the form asked for. */
export function riffLayout(source: ByteSource, form: string): RiffLayout {
  const reader = byteReader(source, form)
  if (source.size < 12 || reader.latin1(0, 4) !== 'RIFF' || reader.latin1(8, 4) !== form)
    throw new SourceError('source.malformed', { what: form, reason: 'does not begin as RIFF' })
  const little = byteReader(source, form, 'little')
  const end = 8 + little.u32(4)
  const chunks: RiffChunk[] = []
  let offset = 12
  while (offset + 8 <= Math.min(end, source.size)) {
    if (chunks.length === mostChunks) return { chunks, end, stopped: `more than ${mostChunks} chunks` }
    const length = little.u32(offset + 4)
    const chunk = { type: printable(reader.bytes(offset, 4)), offset, start: offset + 8, length }
    if (chunk.start + length > source.size)
      return { chunks, end, stopped: `${chunk.type} at byte ${offset} runs past the end` }
    chunks.push(chunk)
    offset = chunk.start + length + (length % 2)
  }
  return {
    chunks,
    end,
    stopped: end > source.size ? `file ends at byte ${source.size}, before byte ${end}` : undefined,
  }
}
