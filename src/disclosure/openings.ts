import { z } from 'zod'
import { type Json, parseCanonicalJson } from '../encoding/canonical-json.js'
import { type Opening, opens } from '../encoding/commitment.js'
import { decodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { rootHash } from '../model/field.js'
import type { Folder } from './folder.js'
import { clearPath } from './layout.js'

/** The openings of a disclosure. */
export interface Openings {
  /** @throws SourceError `source.malformed` naming the line */
  all(): Iterable<Opening>
  /** Undefined when it is not there, or does not open the commitment. */
  find(commitment: string): Opening | undefined
}

const longestFile = 1024 * 1024 * 1024
const lineFeed = 0x0a
const head = Buffer.from('{"c":"')
const commitmentLength = 44

/** The salt, 32 bytes, has the form of a hash. */
const form = z.strictObject({
  c: rootHash,
  salt: rootHash,
  value: z.custom<Json>((value) => value !== undefined),
})

/**
 * Reads `clear.jsonl` into memory as bytes and finds an opening by halving, since the lines are sorted.
 * @throws SourceError `source.malformed` when lines do not begin with a commitment, are not sorted, or repeat one
 */
export async function readOpenings(folder: Folder): Promise<Openings> {
  if (!folder.isFile(clearPath)) return { all: () => [], find: () => undefined }
  const bytes = await folder.whole(clearPath, longestFile)
  const starts = lineStarts(bytes)
  const commitmentAt = (line: number) => {
    const from = (starts[line] ?? 0) + head.length
    return bytes.subarray(from, from + commitmentLength)
  }
  const lineAt = (line: number) => bytes.subarray(starts[line], (starts[line + 1] ?? bytes.length) - 1)
  for (let line = 1; line < starts.length; line += 1)
    if (Buffer.compare(commitmentAt(line - 1), commitmentAt(line)) >= 0) throw malformed(line + 1, 'order')

  return {
    *all() {
      for (let line = 0; line < starts.length; line += 1) yield parseOpening(lineAt(line), line + 1)
    },
    find(commitment) {
      const wanted = Buffer.from(commitment)
      let low = 0
      let high = starts.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if (Buffer.compare(commitmentAt(middle), wanted) < 0) low = middle + 1
        else high = middle
      }
      if (low === starts.length || Buffer.compare(commitmentAt(low), wanted) !== 0) return undefined
      const opening = parseOpening(lineAt(low), low + 1)
      return opens(opening) ? opening : undefined
    },
  }
}

/** @throws SourceError `source.malformed` unless every line is ended and begins as an opening does */
function lineStarts(bytes: Buffer): readonly number[] {
  const starts: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, at)
    const begins = bytes.subarray(at, at + head.length).equals(head)
    if (!begins || end < at + head.length + commitmentLength) throw malformed(starts.length + 1, 'form')
    starts.push(at)
    at = end + 1
  }
  return starts
}

function parseOpening(line: Uint8Array, number: number): Opening {
  const parsed = form.safeParse(parseCanonicalJson(decodeUtf8(line)))
  if (!parsed.success) throw malformed(number, 'form')
  return parsed.data
}

function malformed(line: number, reason: string): SourceError {
  return new SourceError('source.malformed', { what: clearPath, line, reason })
}
