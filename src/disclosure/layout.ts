import { SourceError } from '../errors.js'
import type { PersonCode } from '../model/names.js'

// Where things stand in a disclosure, and the texts whose form is fixed. Specified in docs/formats/disclosure.md.

export const checkpointPath = 'checkpoint'
export const policyPath = 'policy'
export const logKeyPath = 'keys/log.vkey'
export const clearPath = 'clear.jsonl'
export const sumsPath = 'sha256sums.txt'
export const specPath = 'SPEC.md'
export const readmePath = 'README.txt'
/** The program that checks the folder with Node alone, and the page that does it in a browser. */
export const programPath = 'verify.mjs'
export const pagePath = 'verify.html'

/** A key file names the person and the key id, so that a signature line leads to it. */
export function keyPath(person: PersonCode, verifierKey: string): string {
  return `keys/${person}-${verifierKey.split('+')[1]}.vkey`
}

/** A key that the log's key took the place of. */
export function formerLogKeyPath(verifierKey: string): string {
  return `keys/log-${verifierKey.split('+')[1]}.vkey`
}

export function receiptPath(index: number): string {
  return `receipts/${index}.tlog-proof`
}

/** An earlier checkpoint with the lines of those who cosigned it; the newest one's stand in `checkpoint`. */
export function coverPath(size: number): string {
  return `cover/${size}.checkpoint`
}

/** @param index of the time stamp among those of the checkpoint of this size */
export function stampPath(size: number, index: number): string {
  return `tsa/${size}-${index}.tsr`
}

/** A manifest or findings blob, under the digest its act names. */
export function documentPath(sha256: string): string {
  return `manifests/${sha256}.jsonl`
}

/** C2SP tlog-policy: one log, and no witness asked for. */
export function policyText(logKey: string): string {
  return `log ${logKey}\nquorum none\n`
}

/** What the README states of the log. It is what the folder says of itself: a pin comes from elsewhere. */
export interface Statement {
  readonly origin: string
  readonly entries: number
  /** Base64. */
  readonly root: string
  /** Leaf hash of entry 0, base64. */
  readonly genesis: string
}

/** The first five lines of the README; what follows them is prose. */
export function statementText({ origin, entries, root, genesis }: Statement): string {
  return `custodia-disclosure/v1\norigin ${origin}\nentries ${entries}\nroot ${root}\ngenesis ${genesis}\n`
}

/** One line of `sha256sums.txt`, as `sha256sum` writes it. */
export function sumLine({ sha256, path }: Sum): string {
  return `${sha256}  ${path}\n`
}

export interface Sum {
  readonly sha256: string
  readonly path: string
}

const sumForm = /^(?<sha256>[0-9a-f]{64}) {2}(?<path>[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*)$/
/** Longer than any list of a log that can be disclosed as files. */
export const longestSums = 512 * 1024 * 1024

/** @throws SourceError `source.malformed` unless the lines are well-formed and strictly sorted by path */
export function parseSums(bytes: Uint8Array): readonly Sum[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (text !== '' && !text.endsWith('\n')) throw malformed('not ended')
  const sums: Sum[] = []
  let last = ''
  for (const line of text.split('\n').slice(0, -1)) {
    const { sha256, path } = sumForm.exec(line)?.groups ?? {}
    if (sha256 === undefined || path === undefined || /(?:^|\/)\.{1,2}(?:\/|$)/.test(path))
      throw malformed(`line ${sums.length + 1}`)
    if (path <= last) throw malformed(`order of line ${sums.length + 1}`)
    last = path
    sums.push({ sha256, path })
  }
  return sums
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: sumsPath, reason })
}
