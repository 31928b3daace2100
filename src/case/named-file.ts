import { randomBytes } from 'node:crypto'
import {
  existsSync,
  fstatSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { EnvironmentError, SourceError, UsageError } from '../errors.js'

// Files that a person names: on the command line, in a request, for a passphrase.

/** Lists, requests, passphrases and scans of one sheet; what is longer is something else. */
const longest = 64 * 1024 * 1024

/** The whole of a file; `-` is standard input. @throws SourceError `source.absent`, `source.not-regular`, `source.unreadable`; EnvironmentError */
export function readNamedFile(path: string): Uint8Array {
  try {
    const { size } = path === '-' ? fstatSync(0) : statSync(path)
    if (size > longest) throw new SourceError('source.unreadable', { path, reason: `> ${longest} bytes` })
    return readFileSync(path === '-' ? 0 : path)
  } catch (cause) {
    if (cause instanceof SourceError) throw cause
    const reason = systemCode(cause)
    if (reason === 'ENOENT' || reason === 'ENOTDIR')
      throw new SourceError('source.absent', { path, reason: 'named-file' }, { cause })
    if (reason === 'EISDIR') throw new SourceError('source.not-regular', { path }, { cause })
    if (reason === 'EIO') throw new EnvironmentError('environment.io', { path, reason }, { cause })
    throw new SourceError('source.unreadable', { path, reason }, { cause })
  }
}

/**
 * Writes a file that is not there yet: nothing is ever written over, and nobody ever finds a part of it at its place.
 * @throws UsageError `usage.argument` when it is there; SourceError `source.absent` when its folder is not; EnvironmentError
 */
export function writeNamedFile(path: string, content: string | Uint8Array): void {
  const partial = `${path}.${randomBytes(8).toString('hex')}.partial`
  try {
    if (existsSync(path)) throw new UsageError('usage.argument', { text: path, reason: 'exists' })
    try {
      writeFileSync(partial, content, { flag: 'wx', flush: true })
      place(partial, path)
    } finally {
      rmSync(partial, { force: true })
    }
  } catch (cause) {
    throw cause instanceof UsageError ? cause : writeFailure(path, cause)
  }
}

/** A link never replaces what is there; memory sticks have none. */
function place(partial: string, path: string): void {
  try {
    linkSync(partial, path)
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(systemCode(error)) || existsSync(path))
      throw error
    renameSync(partial, path)
  }
}

function writeFailure(path: string, cause: unknown): Error {
  const reason = systemCode(cause)
  switch (reason) {
    case 'EEXIST':
    case 'EISDIR':
      return new UsageError('usage.argument', { text: path, reason: 'exists' }, { cause })
    case 'ENOENT':
    case 'ENOTDIR':
      return new SourceError('source.absent', { path: dirname(path), reason: 'folder' }, { cause })
    case 'ENOSPC':
    case 'EDQUOT':
      return new EnvironmentError('environment.disk-full', { path, reason }, { cause })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EnvironmentError('environment.read-only', { path, reason }, { cause })
    default:
      return new EnvironmentError('environment.io', { path, reason }, { cause })
  }
}

function systemCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
}
