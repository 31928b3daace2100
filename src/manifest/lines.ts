import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { encodeBase64 } from '../encoding/base64.js'
import { canonicalJson, type Json, parseCanonicalJson, requireIntegers } from '../encoding/canonical-json.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { emptyFrontier, extend, type Frontier, frontierRoot } from '../merkle/frontier.js'
import { leafHash } from '../merkle/hash.js'
import { inclusionProof } from '../merkle/tree.js'
import type { LinesReference } from '../model/field.js'

// A manifest or findings blob: one canonical JSON object a line, every line ended by \n. Its Merkle tree has one leaf for each
// line, without the \n, so that one file's line can be proved without showing the others.

/** A line may hold every digest and commitment there is and still be far below this. */
const longestLine = 64 * 1024

/** Writes a blob of lines as they come; nothing of it stays in memory. */
export interface LinesWriter {
  add(line: Json): Promise<void>
  /** What an act says of the whole, once the last line is written. */
  finish(): Promise<LinesReference>
}

const bufferedBytes = 256 * 1024

/** @param sink takes the blob's bytes in order */
export function linesWriter(sink: (bytes: Uint8Array) => Promise<void>): LinesWriter {
  const hash = createHash('sha256')
  let frontier: Frontier = emptyFrontier
  let size = 0
  let buffered: Uint8Array[] = []
  let waiting = 0

  async function flush(): Promise<void> {
    const bytes = Buffer.concat(buffered)
    buffered = []
    waiting = 0
    hash.update(bytes)
    size += bytes.length
    await sink(bytes)
  }

  return {
    async add(line) {
      const text = encodeUtf8(canonicalJson(line))
      frontier = extend(frontier, leafHash(text))
      buffered.push(text, lineFeed)
      waiting += text.length + 1
      if (waiting >= bufferedBytes) await flush()
    },
    async finish() {
      await flush()
      return reference(frontier, hash.digest('hex'), size)
    },
  }
}

const lineFeed = Uint8Array.of(0x0a)

function reference(frontier: Frontier, sha256: string, size: number): LinesReference {
  return { lines: frontier.size, root: encodeBase64(frontierRoot(frontier)), sha256, size }
}

/** What reading a blob of lines found out about the whole of it, once it is read to the end. */
export interface LinesRead {
  reference?: LinesReference
}

/**
 * Reads lines strictly: canonical JSON, integers only, no unknown key. Fills `whole.reference` when the end is reached, from the
 * bytes alone, for comparison with what an act says.
 * @throws SourceError `source.malformed` naming the line
 */
export async function* readLines<Line>(
  bytes: AsyncIterable<Uint8Array>,
  form: z.ZodType<Line>,
  whole: LinesRead = {},
): AsyncGenerator<Line> {
  const hash = createHash('sha256')
  let frontier: Frontier = emptyFrontier
  let size = 0
  for await (const line of linesIn(bytes)) {
    hash.update(line).update(lineFeed)
    size += line.length + 1
    frontier = extend(frontier, leafHash(line))
    yield parseLine(line, form, frontier.size)
  }
  whole.reference = reference(frontier, hash.digest('hex'), size)
}

/** Lines without their \n. Refuses an overlong one and a last one that is not ended. */
async function* linesIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array()
  let number = 1
  for await (const piece of bytes) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    let start = 0
    for (let feed = rest.indexOf(0x0a); feed >= 0; feed = rest.indexOf(0x0a, start)) {
      yield rest.subarray(start, feed)
      start = feed + 1
      number += 1
    }
    rest = rest.subarray(start)
    if (rest.length > longestLine) throw malformed(number, 'length')
  }
  if (rest.length > 0) throw malformed(number, 'not ended')
}

function parseLine<Line>(bytes: Uint8Array, form: z.ZodType<Line>, number: number): Line {
  const value = parseCanonicalJson(decodeUtf8(bytes))
  requireIntegers(value)
  const parsed = form.safeParse(value)
  if (!parsed.success) throw malformed(number, parsed.error.issues[0]?.path.join('.') || 'form')
  return parsed.data
}

/**
 * RFC 6962 proof that one line (counted from 1) is in the blob whose root an act names: what shows one file without showing the
 * others. Base64, from the leaf upward.
 * @throws SourceError `source.malformed` when there is no such line
 */
export async function proveLine(
  bytes: AsyncIterable<Uint8Array>,
  number: number,
): Promise<readonly string[]> {
  const leaves: Uint8Array[] = []
  for await (const line of linesIn(bytes)) leaves.push(leafHash(line))
  if (number < 1 || number > leaves.length) throw malformed(number, 'absent')
  return inclusionProof(leaves, number - 1).map(encodeBase64)
}

function malformed(line: number, reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'lines', line, reason })
}

export function sameReference(a: LinesReference, b: LinesReference): boolean {
  return a.sha256 === b.sha256 && a.root === b.root && a.lines === b.lines && a.size === b.size
}
