import { closeSync, existsSync, lstatSync, openSync, readSync } from 'node:fs'
import Database from 'better-sqlite3'
import { SourceError } from '../errors.js'
import { type KnownDigests, type KnownRecord, parseDigest, setAlgorithms } from '../model/known-set.js'

/** An NSRL database, opened for reading. */
export interface NsrlDatabase {
  /** The version it states. */
  readonly stated?: string
  readonly records: Iterable<KnownRecord>
  close(): void
}

/**
 * Opens the reference data set of NIST's National Software Reference Library, version 3. Minimal releases have a table FILE of digests,
 * names and packages; full ones a table METADATA, of which FILE is a view (`schema.sql` of the releases). Views and triggers in the file
 * are not run.
 * @throws SourceError `source.refused` when it is no such database, or SQLite would have to write beside it; `source.malformed` when it is damaged
 */
export function readNsrl(path: string): NsrlDatabase {
  if (!lstatSync(path).isFile()) throw new SourceError('source.not-regular', { path })
  for (const beside of [`${path}-wal`, `${path}-journal`])
    if (existsSync(beside)) throw refused(path, 'nsrl-unfinished')
  if (isInWalMode(path)) throw refused(path, 'nsrl-unfinished')
  const raw = reading(path, () => new Database(path, { readonly: true, fileMustExist: true }))
  try {
    return reading(path, () => {
      for (const setting of ['trusted_schema = 0', 'cell_size_check = 1', 'query_only = 1', 'mmap_size = 0'])
        raw.pragma(setting)
      const query = queryFor(path, raw)
      const stated = versionOf(raw)
      return {
        records: recordsOf(path, raw, query),
        close: () => raw.close(),
        ...(stated === undefined ? {} : { stated }),
      }
    })
  } catch (error) {
    raw.close()
    throw error
  }
}

const wantedColumns = setAlgorithms

/** FILE's primary key begins with the digests, so that distinct ones cost no sorting; METADATA is read as it stands. */
function queryFor(path: string, raw: Database.Database): string {
  const columns = wantedColumns.map((name) => `cast(${name} as text) as ${name}`).join(', ')
  if (isTable(raw, 'FILE')) return `select distinct ${columns} from FILE`
  if (isTable(raw, 'METADATA')) return `select ${columns} from METADATA`
  throw refused(path, 'no-nsrl-tables')
}

function isTable(raw: Database.Database, name: string): boolean {
  const count = raw
    .prepare<[string, string, string, string], number>(
      `select count(*) from sqlite_schema as s, pragma_table_info(s.name) as c
       where s.type = 'table' and s.name = ? and c.name in (?, ?, ?)`,
    )
    .pluck()
    .get(name, ...wantedColumns)
  return count === wantedColumns.length
}

const longestVersion = 200

function versionOf(raw: Database.Database): string | undefined {
  const isThere = raw
    .prepare<[], number>(
      `select count(*) from sqlite_schema as s, pragma_table_info(s.name) as c
       where s.type = 'table' and s.name = 'VERSION' and c.name = 'version'`,
    )
    .pluck()
    .get()
  if (isThere !== 1) return undefined
  return raw
    .prepare<[], string>(
      `select substr(cast(version as text), 1, ${longestVersion}) from VERSION order by version desc limit 1`,
    )
    .pluck()
    .get()
}

interface FileRow {
  readonly sha256: string | null
  readonly sha1: string | null
  readonly md5: string | null
}

function* recordsOf(path: string, raw: Database.Database, query: string): Generator<KnownRecord> {
  try {
    let row = 0
    for (const file of raw.prepare<[], FileRow>(query).iterate()) {
      row += 1
      yield { digests: digestsOf(path, row, file) }
    }
  } catch (cause) {
    throw inOurWords(path, cause)
  }
}

function digestsOf(path: string, row: number, file: FileRow): KnownDigests {
  const digests: { -readonly [algorithm in keyof KnownDigests]: KnownDigests[algorithm] } = {}
  for (const algorithm of setAlgorithms) {
    const text = file[algorithm]
    if (text === null || text === '') continue
    const digest = parseDigest(algorithm, text)
    if (digest === undefined)
      throw new SourceError('source.malformed', {
        what: 'nsrl',
        path,
        line: row,
        column: algorithm,
        fault: 'digest',
      })
    digests[algorithm] = digest
  }
  return digests
}

function refused(path: string, reason: string): SourceError {
  return new SourceError('source.refused', { what: 'nsrl', reason, path })
}

function reading<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (cause) {
    throw inOurWords(path, cause)
  }
}

/** A foreign database that SQLite cannot read is no fault of ours, nor of this machine. */
function inOurWords(path: string, cause: unknown): unknown {
  if (!(cause instanceof Database.SqliteError)) return cause
  const details = { what: 'nsrl', path, fault: 'database', reason: cause.code }
  return new SourceError('source.malformed', details, { cause })
}

/** Opening such a database makes files beside it (SQLite file format §1.3.3). */
function isInWalMode(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const versions = Buffer.alloc(2)
    readSync(file, versions, 0, 2, 18)
    return versions.includes(2)
  } finally {
    closeSync(file)
  }
}
