import { SourceError } from '../../errors.js'

export type ListedAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha512'

/** Hex digits of each, by which a digest without a name is known. */
export const digestLengths: Readonly<Record<ListedAlgorithm, number>> = {
  md5: 32,
  sha1: 40,
  sha256: 64,
  sha512: 128,
}

/** What somebody else stated of one file or medium. */
export interface ListedDigests {
  /** From 1; for XML the line on which the object ends. */
  readonly line: number
  /** The raw name; empty where a log speaks of the one medium it is about. */
  readonly name: Uint8Array
  readonly size?: number
  /** Lower-case hex. */
  readonly digests: Readonly<Partial<Record<ListedAlgorithm, string>>>
}

export type HashListForm = 'coreutils' | 'bsd' | 'hashdeep' | 'dfxml' | 'ftk-imager' | 'tool-log'

export interface HashList {
  readonly form: HashListForm
  /** `log`: free text of a tool, of which the values alone were taken. */
  readonly origin: 'list' | 'log'
  readonly entries: readonly ListedDigests[]
}

/** Makes the error of one list at one line. */
export type Refuse = (line: number, reason: string) => SourceError

export function refusalsOf(path: string, what: string): Refuse {
  return (line, reason) => new SourceError('source.malformed', { path, what, reason, line })
}

/** The algorithm a name such as `SHA-256`, `sha256` or `SHA256` means. */
export function algorithmNamed(name: string): ListedAlgorithm | undefined {
  const plain = name.toLowerCase().replace(/[-_ ]/g, '')
  return plain === 'md5' || plain === 'sha1' || plain === 'sha256' || plain === 'sha512' ? plain : undefined
}

export function algorithmOfLength(length: number): ListedAlgorithm | undefined {
  return (['md5', 'sha1', 'sha256', 'sha512'] as const).find((name) => digestLengths[name] === length)
}

/** A digest of an algorithm in lower case; undefined when it is not one. */
export function digestOf(algorithm: ListedAlgorithm, text: string): string | undefined {
  return text.length === digestLengths[algorithm] && /^[0-9a-fA-F]+$/.test(text)
    ? text.toLowerCase()
    : undefined
}

export function sizeOf(text: string): number | undefined {
  const size = /^\d{1,16}$/.test(text) ? Number(text) : undefined
  return size !== undefined && Number.isSafeInteger(size) ? size : undefined
}

/** Lines of one character a byte, without their line feeds. `complete` says whether the last one has its own. */
export function linesOf(bytes: Uint8Array): {
  readonly lines: readonly string[]
  readonly complete: boolean
} {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').split('\n')
  const complete = lines.at(-1) === ''
  if (complete) lines.pop()
  return { lines, complete }
}

/** The bytes of a text that has one character a byte. */
export function rawBytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}
