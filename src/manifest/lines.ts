import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { encodeBase64 } from '../encoding/base64.js'
import { canonicalJson, type Json, parseCanonicalJson, requireIntegers } from '../encoding/canonical-json.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { growingTree } from '../merkle/growing-tree.js'
import { leafHash } from '../merkle/hash.js'
import { inclusionProof } from '../merkle/tree.js'
import type { LinesReference } from '../model/field.js'
import { quickReader } from '../model/quick-form.js'

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
  const tree = growingTree()
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
      tree.addData(text)
      buffered.push(text, lineFeed)
      waiting += text.length + 1
      if (waiting >= bufferedBytes) await flush()
    },
    async finish() {
      await flush()
      return { lines: tree.size, root: encodeBase64(tree.root()), sha256: hash.digest('hex'), size }
    },
  }
}

const lineFeed = Uint8Array.of(0x0a)

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
  const reader = linesReader(lineForm(form))
  for await (const piece of bytes) yield* reader.read(piece)
  whole.reference = reader.finish()
}

/** Reads the lines of a blob as its pieces come, and sums up the whole; holds no more than a line and a piece. */
export interface LinesReader<Line> {
  /** Lines that are complete with this piece. @throws SourceError `source.malformed` naming the line */
  read(piece: Uint8Array): Generator<Line>
  /** What an act has to say of the whole. @throws SourceError `source.malformed` when the last line is not ended */
  finish(): LinesReference
}

/** The value of a line, by its bytes and its number. @throws SourceError `source.malformed` */
export type LineForm<Line> = (line: Uint8Array, number: number) => Line

export function lineForm<Line>(form: z.ZodType<Line>): LineForm<Line> {
  const readQuickly = quickReader(form)
  return (line, number) => {
    const text = decodeUtf8(line)
    return readQuickly(text) ?? parseLine(text, form, number)
  }
}

export function linesReader<Line>(form: LineForm<Line>): LinesReader<Line> {
  const hash = createHash('sha256')
  const tree = growingTree()
  const cut = lineCutter()
  let size = 0
  return {
    *read(piece) {
      hash.update(piece)
      size += piece.length
      for (const line of cut.lines(piece)) {
        tree.addData(line)
        yield form(line, tree.size)
      }
    },
    finish() {
      cut.end()
      return { lines: tree.size, root: encodeBase64(tree.root()), sha256: hash.digest('hex'), size }
    },
  }
}

async function* linesIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const cut = lineCutter()
  for await (const piece of bytes) yield* cut.lines(piece)
  cut.end()
}

/** Lines without their \n. Refuses an overlong one and a last one that is not ended. */
function lineCutter() {
  let rest: Uint8Array = new Uint8Array()
  let number = 1
  return {
    *lines(piece: Uint8Array): Generator<Uint8Array> {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
      let start = 0
      for (let feed = bytes.indexOf(0x0a); feed >= 0; feed = bytes.indexOf(0x0a, start)) {
        yield bytes.subarray(start, feed)
        start = feed + 1
        number += 1
      }
      rest = bytes.subarray(start)
      if (rest.length > longestLine) throw malformed(number, 'length')
    },
    end(): void {
      if (rest.length > 0) throw malformed(number, 'not ended')
    },
  }
}

function parseLine<Line>(text: string, form: z.ZodType<Line>, number: number): Line {
  const value = parseCanonicalJson(text)
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
