import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SourceError } from '../errors.js'
import { type Authority, longestFile, parseAuthorities } from './authority.js'

const extension = '.tsa'

/**
 * The authorities that a verifier pins: a file, or every `*.tsa` of a folder.
 * @throws SourceError `source.absent`, `source.unreadable`, `source.malformed`
 */
export function authoritiesAt(path: string): readonly Authority[] {
  const status = reading(path, () => statSync(path))
  const files = status.isDirectory()
    ? reading(path, () => readdirSync(path))
        .filter((name) => name.endsWith(extension))
        .sort()
        .map((name) => join(path, name))
    : [path]
  // A folder with nothing to trust in it would leave every stamp a stranger's, and nobody the wiser.
  if (files.length === 0) throw new SourceError('source.absent', { path: join(path, `*${extension}`) })
  return files.flatMap((file) => parseAuthorities(bytesOf(file)))
}

function bytesOf(path: string): Uint8Array {
  const status = reading(path, () => statSync(path))
  if (!status.isFile()) throw new SourceError('source.not-regular', { path })
  if (status.size > longestFile)
    throw new SourceError('source.malformed', { what: 'time-stamp roots', reason: 'too long', path })
  return reading(path, () => readFileSync(path))
}

function reading<Result>(path: string, step: () => Result): Result {
  try {
    return step()
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const isAbsent = reason === 'ENOENT' || reason === 'ENOTDIR'
    throw new SourceError(isAbsent ? 'source.absent' : 'source.unreadable', { path, reason }, { cause })
  }
}
