import { createHash } from 'node:crypto'
import { SourceError } from '../errors.js'
import { type Image, requireUnchanged } from './image.js'
import { mebibytes } from './mebibytes.js'

/**
 * SHA-256 of each mebibyte of the medium, in order; undefined for one that could not be read. With it a copy that differs
 * can be told where, without the original at hand.
 */
export async function* chunkDigests(image: Image): AsyncGenerator<string | undefined, void, undefined> {
  for await (const chunk of mebibytes(image)) {
    if (chunk.kind === 'unreadable') {
      yield undefined
      continue
    }
    const hash = createHash('sha256')
    for (const part of chunk.parts) hash.update(part)
    yield hash.digest('hex')
  }
  await requireUnchanged(image)
}

const unreadableLine = 'unreadable'

/** The digests as lines: 64 hex digits, or `unreadable`. Line n, from 1, is the medium's nth mebibyte. */
export async function* chunkDigestLines(image: Image): AsyncGenerator<string, void, undefined> {
  for await (const digest of chunkDigests(image)) yield `${digest ?? unreadableLine}\n`
}

/** Reads what `chunkDigestLines` wrote. Throws `source.malformed` naming the line. */
export function parseChunkDigests(text: string, path: string): (string | undefined)[] {
  const lines = text.split('\n')
  if (lines.pop() !== '')
    throw new SourceError('source.malformed', {
      path,
      what: 'chunk digests',
      reason: 'the last line is cut short',
    })
  return lines.map((line, index) => {
    if (line === unreadableLine) return undefined
    if (/^[0-9a-f]{64}$/.test(line)) return line
    throw new SourceError('source.malformed', {
      path,
      what: 'chunk digests',
      reason: 'neither a SHA-256 nor unreadable',
      line: index + 1,
    })
  })
}
