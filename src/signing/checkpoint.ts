import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { SourceError } from '../errors.js'

/** What a log says of itself at one size (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
}

/** A checkpoint as another may have written it. */
export interface ReadCheckpoint extends Checkpoint {
  /** Lines after the root; ours have none, and nothing may rest on them. */
  readonly extensions: readonly string[]
}

const rootBytes = 32
const decimal = /^(?:0|[1-9][0-9]*)$/
const lineForm = /^[^\p{Cc}\p{Surrogate}]+$/u

/** Three lines, the text that is signed; throws `source.malformed` when the values cannot stand in one. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!lineForm.test(origin)) throw malformed('origin')
  if (!Number.isSafeInteger(size) || size < 0) throw malformed('size')
  if (root.length !== rootBytes) throw malformed('root')
  return `${origin}\n${size}\n${encodeBase64(root)}\n`
}

/** Reads the text of a checkpoint's note; throws `source.malformed` for all that tlog-checkpoint does not allow. */
export function parseCheckpoint(text: string): ReadCheckpoint {
  if (!text.endsWith('\n')) throw malformed('no final newline')
  const [origin = '', size = '', root = '', ...extensions] = text.slice(0, -1).split('\n')
  if (!extensions.every((line) => lineForm.test(line))) throw malformed('extension line')
  const checkpoint = { origin, size: parseCount(size), root: decodeBase64(root) }
  // The way back catches what the parts let through: the origin's characters, the length of the root.
  if (!text.startsWith(formatCheckpoint(checkpoint))) throw malformed('form')
  return { ...checkpoint, extensions }
}

/** A decimal without leading zeros, up to 2^53-1. */
export function parseCount(text: string): number {
  const count = Number(text)
  if (!decimal.test(text) || !Number.isSafeInteger(count)) throw malformed('number')
  return count
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'checkpoint', reason })
}
