import type { Answer, Failure } from '../isolation/answer.js'
import type { Pool } from '../isolation/pool.js'
import type { BlobId } from '../model/digest.js'
import { extractors } from './all.js'
import type { Extractor, MetadataValue } from './extractor.js'
import { asParserReply, type ParserReply, type ParserRequest } from './parser-protocol.js'

/** A file to read, and where it lies. */
export interface Subject {
  readonly blob: BlobId
  /** By content: decides which extractors are asked. */
  readonly mediaType: string
  /** Absolute. Bytes, where a source's names are no UTF-8. */
  readonly path: string | Uint8Array
}

export type FailureCode =
  /** The bytes are not what the media type says. */
  | 'extract.malformed'
  /** They could not be read, or lie beyond what the extractor reads. */
  | 'extract.unreadable'
  | 'extract.timeout'
  | 'extract.memory'
  | 'extract.crashed'

/** One extractor's answer about one file. A failure is an answer: its absence would be read as "nothing found". */
export type Outcome = { readonly extractor: string; readonly version: number } & (
  | { readonly kind: 'extracted'; readonly values: readonly [MetadataValue, ...MetadataValue[]] }
  | { readonly kind: 'nothing-found' }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly reason: string }
)

/** Asks every extractor that reads the subject's media type, in their fixed order; nothing when none does. */
export function extractFrom(pool: Pool, subject: Subject): Promise<readonly Outcome[]> {
  const asked = extractors.filter(({ mediaTypes }) => mediaTypes.includes(subject.mediaType))
  return Promise.all(asked.map((extractor) => ask(pool, extractor, subject)))
}

export interface Extraction<S extends Subject> {
  readonly subject: S
  readonly outcomes: readonly Outcome[]
}

/** The same for many, in their order. Works ahead by a few subjects, never by all. */
export async function* extractMetadata<S extends Subject>(
  pool: Pool,
  subjects: AsyncIterable<S> | Iterable<S>,
): AsyncIterable<Extraction<S>> {
  const ahead: Promise<Extraction<S>>[] = []
  for await (const subject of subjects) {
    ahead.push(extractFrom(pool, subject).then((outcomes) => ({ subject, outcomes })))
    // Whoever stops taking results leaves none of these without a hearer.
    ahead.at(-1)?.catch(() => undefined)
    if (ahead.length > 2 * pool.size) yield* first(ahead)
  }
  while (ahead.length > 0) yield* first(ahead)
}

async function* first<T>(queue: Promise<T>[]): AsyncIterable<T> {
  const next = queue.shift()
  if (next !== undefined) yield await next
}

async function ask(pool: Pool, extractor: Extractor, subject: Subject): Promise<Outcome> {
  const { id, version } = extractor
  const { blob, mediaType } = subject
  const request: ParserRequest = {
    blob,
    extractor: id,
    mediaType,
    path: Buffer.from(subject.path).toString('base64'),
  }
  return { extractor: id, version, ...outcomeOf(await pool.run({ ...request })) }
}

type Result<O = Outcome> = O extends Outcome ? Omit<O, 'extractor' | 'version'> : never

const codes: Readonly<Record<Failure, FailureCode>> = {
  timeout: 'extract.timeout',
  memory: 'extract.memory',
  crashed: 'extract.crashed',
}

function outcomeOf(answer: Answer): Result {
  if (answer.kind === 'failed') return { kind: 'failed', code: codes[answer.failure], reason: answer.reason }
  const reply = asParserReply(answer.reply)
  if (reply === undefined)
    return { kind: 'failed', code: 'extract.crashed', reason: 'the parser said what is no reply' }
  return resultOf(reply)
}

function resultOf(reply: ParserReply): Result {
  if (reply.kind === 'refused') {
    const code = reply.code === 'source.malformed' ? 'extract.malformed' : 'extract.unreadable'
    return { kind: 'failed', code, reason: reply.reason }
  }
  const [first, ...rest] = reply.values
  return first === undefined ? { kind: 'nothing-found' } : { kind: 'extracted', values: [first, ...rest] }
}
