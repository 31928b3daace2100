import { existsSync, openSync, readSync } from 'node:fs'
import Database from 'better-sqlite3'
import { CustodiaError, EnvironmentError, LedgerError } from '../errors.js'

/** Runs `work` and says in our words what SQLite refused. After a failed commit or fsync nothing is tried again. */
export function translated<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (cause) {
    throw inOurWords(path, cause)
  }
}

export async function translatedAsync<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw inOurWords(path, cause)
  }
}

function inOurWords(path: string, cause: unknown): unknown {
  if (cause instanceof CustodiaError) return cause
  const error = sqliteErrorIn(cause)
  if (!error) return cause
  const details = { path, reason: error.message }
  const code = error.code.replace(/^(SQLITE_[A-Z]+).*$/, '$1')
  switch (code) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
    case 'SQLITE_PROTOCOL':
      return new LedgerError('ledger.locked', details, { cause })
    case 'SQLITE_CORRUPT':
      if (!isReadable(path)) return new EnvironmentError('environment.io', details, { cause })
      return new LedgerError('ledger.corrupt', details, { cause })
    case 'SQLITE_NOTADB':
    case 'SQLITE_ERROR':
    case 'SQLITE_SCHEMA':
    case 'SQLITE_MISMATCH':
      return new LedgerError('ledger.corrupt', details, { cause })
    case 'SQLITE_CONSTRAINT':
      return new LedgerError('ledger.conflict', details, { cause })
    case 'SQLITE_FULL':
      return new EnvironmentError('environment.disk-full', details, { cause })
    case 'SQLITE_NOMEM':
      return new EnvironmentError('environment.memory', details, { cause })
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'SQLITE_AUTH':
      return new EnvironmentError('environment.read-only', details, { cause })
    default:
      return new EnvironmentError('environment.io', details, { cause })
  }
}

/** SQLite calls a page that the disk would not give damaged, like one that is (SQLITE_IOERR_CORRUPTFS in `sqlite3VdbeExec`). */
function isReadable(path: string): boolean {
  return [path, `${path}-wal`].filter((each) => existsSync(each)).every(isReadableToItsEnd)
}

const looked = new Map<string, number>()

function isReadableToItsEnd(path: string): boolean {
  const piece = Buffer.allocUnsafe(1024 * 1024)
  try {
    // Never closed: closing a file gives up every lock that this process has on it, SQLite's too (POSIX advisory locks).
    const file = looked.get(path) ?? openSync(path, 'r')
    looked.set(path, file)
    for (let at = 0, count = 1; count > 0; at += count) count = readSync(file, piece, 0, piece.length, at)
    return true
  } catch {
    return false
  }
}

/** drizzle wraps what the driver threw. */
function sqliteErrorIn(cause: unknown): InstanceType<typeof Database.SqliteError> | undefined {
  if (cause instanceof Database.SqliteError) return cause
  return cause instanceof Error && cause.cause !== undefined ? sqliteErrorIn(cause.cause) : undefined
}
