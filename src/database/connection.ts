import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { EnvironmentError, LedgerError } from '../errors.js'
import { writeWhole } from '../signing/whole-file.js'
import { translated } from './sqlite-errors.js'

export type DatabaseName = 'case' | 'clear' | 'view' | 'anchors' | 'witness'

export interface Connection {
  readonly path: string
  readonly raw: Database.Database
  readonly query: BetterSQLite3Database
}

const busyMilliseconds = 10_000

/** Set on every open: SQLite keeps none of these in the file, and better-sqlite3's own defaults lose commits on a power cut. */
export const durabilitySettings = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['fullfsync', 1],
  ['checkpoint_fullfsync', 1],
  ['recursive_triggers', 1],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['foreign_keys', 1],
  ['mmap_size', 0],
] as const

/** Makes a database that must not exist yet; throws `ledger.exists`. Nobody ever finds it with a part of its tables. */
export function createDatabase(path: string, name: DatabaseName): Connection {
  if (!writeWhole(path, emptyImage(name), 'keep')) throw new LedgerError('ledger.exists', { path })
  return openDatabase(path)
}

/** Opens a database, or makes it where there is none; another process may be doing the same. */
export function openOrCreateDatabase(path: string, name: DatabaseName): Connection {
  if (!existsSync(path)) writeWhole(path, emptyImage(name), 'keep')
  return openDatabase(path)
}

function emptyImage(name: DatabaseName): Uint8Array {
  const reference = referenceDatabase(name)
  const image = reference.serialize()
  reference.close()
  // Already in WAL mode (SQLite file format §1.3.3): two processes that open it at once need not agree who changes it.
  image.fill(2, 18, 20)
  return image
}

/**
 * Opens a database that must exist; a missing file is an error, never a new database.
 * @throws LedgerError `ledger.absent`, `ledger.corrupt`, `ledger.locked`; EnvironmentError
 */
export function openDatabase(path: string): Connection {
  if (!existsSync(path)) throw new LedgerError('ledger.absent', { path })
  requireFiles(path)
  return translated(path, () => connect(path))
}

/** A folder or a pipe where SQLite keeps a file is no failure of this machine, and could make it wait for ever. */
function requireFiles(path: string): void {
  for (const each of [path, `${path}-wal`, `${path}-shm`, `${path}-journal`]) {
    const status = statSync(each, { throwIfNoEntry: false })
    if (status && !status.isFile())
      throw new LedgerError('ledger.corrupt', { path: each, reason: 'not a file' })
  }
}

/** A database in memory with the tables and triggers a file of that name has to have. */
export function referenceDatabase(name: DatabaseName): Database.Database {
  const raw = new Database(':memory:')
  migrate(drizzle(raw), { migrationsFolder: migrationsOf(name) })
  return raw
}

/** What SQLite itself finds wrong with the file; empty when nothing. */
export function integrityFaults({ path, raw }: Connection): readonly string[] {
  return translated(path, () => raw.prepare<[], { integrity_check: string }>('pragma integrity_check').all())
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok')
}

/** A column as bytes, whatever type its value was given behind the schema's back; nothing when it is longer than it may be. */
export function bytesColumn(name: string, longest: number): string {
  return `iif(length(${name}) <= ${longest}, cast(${name} as blob), zeroblob(0)) as ${name}`
}

function connect(path: string): Connection {
  const raw = new Database(path, { fileMustExist: true, timeout: busyMilliseconds })
  for (const [name, value] of durabilitySettings) raw.pragma(`${name} = ${value}`)
  // A fresh database can report FULL and then run at NORMAL: read the settings again after a first query.
  raw.prepare('select count(*) from sqlite_schema').get()
  for (const [name, value] of durabilitySettings) {
    const actual = raw.pragma(name, { simple: true })
    if (name !== 'mmap_size' && actual !== value) {
      throw new EnvironmentError('environment.unsupported', {
        path,
        setting: name,
        wanted: value,
        found: String(actual),
      })
    }
  }
  return { path, raw, query: drizzle(raw) }
}

function migrationsOf(name: DatabaseName): string {
  return fileURLToPath(new URL(`../../schema/migrations/${name}`, import.meta.url))
}
