import { closeSync, existsSync, fsyncSync, linkSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { CustodiaError, EnvironmentError, UsageError } from '../errors.js'
import { systemCode } from './known-source.js'

/** Runs `work` and says in our words what the system would not do. */
export function onDisk<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (cause) {
    throw inOurWords(path, cause)
  }
}

function inOurWords(path: string, cause: unknown): unknown {
  const reason = systemCode(cause)
  if (cause instanceof CustodiaError || reason === '') return cause
  switch (reason) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new EnvironmentError('environment.disk-full', { path, reason }, { cause })
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new EnvironmentError('environment.read-only', { path, reason }, { cause })
    default:
      return new EnvironmentError('environment.io', { path, reason }, { cause })
  }
}

/** @throws UsageError `usage.conflict` */
export function requireFree(path: string): void {
  if (existsSync(path)) throw taken(path)
}

/** Gives a file that is whole and on the disk its name, unless something has it, and puts the name on the disk too. */
export function giveName(whole: string, path: string): void {
  try {
    // A rename would replace what stands there.
    linkSync(whole, path)
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw taken(path)
    throw error
  }
  pushFolder(dirname(path))
}

function taken(path: string): UsageError {
  return new UsageError('usage.conflict', { path, reason: 'hash-set' })
}

/** Windows has no such call. */
function pushFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
