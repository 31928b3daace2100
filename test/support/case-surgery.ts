import { readFileSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'

// What somebody does to case.db who has the file, a copy of SQLite and no scruples.

/** A connection as any program would open it: none of our settings. */
export function plainly<Result>(path: string, work: (raw: Database.Database) => Result): Result {
  const raw = new Database(path)
  try {
    return work(raw)
  } finally {
    // The last to close a database moves its write-ahead log into the file, so that the file is all there is.
    raw.close()
  }
}

/** Drops every trigger, works, and puts the triggers back byte for byte: the schema is then as we made it. */
export function behindTriggers(path: string, work: (raw: Database.Database) => void): void {
  plainly(path, (raw) => {
    const triggers = raw
      .prepare<[], { name: string; sql: string }>(
        "select name, sql from sqlite_schema where type = 'trigger'",
      )
      .all()
    for (const { name } of triggers) raw.exec(`drop trigger "${name}"`)
    raw.transaction(() => work(raw))()
    for (const { sql } of triggers) raw.exec(sql)
  })
}

/** Edits sqlite_schema itself; SQLite has to be told twice that this is meant. */
export function inSchema(path: string, sql: string, ...values: readonly unknown[]): void {
  plainly(path, (raw) => {
    raw.unsafeMode(true)
    raw.pragma('writable_schema = on')
    raw.prepare(sql).run(...values)
  })
}

export interface EntryRow {
  readonly seq: number
  readonly leaf: Uint8Array
  readonly body: Uint8Array
}
export interface CheckpointRow {
  readonly size: number
  readonly note: Uint8Array
  readonly frontier: Uint8Array
}
/** Everything a log keeps, taken out of its file. */
export interface LogRows {
  readonly entries: readonly EntryRow[]
  readonly checkpoints: readonly CheckpointRow[]
}

export function takeRows(path: string): LogRows {
  return plainly(path, (raw) => ({
    entries: raw.prepare<[], EntryRow>('select seq, leaf, body from entries order by seq').all(),
    checkpoints: raw
      .prepare<[], CheckpointRow>('select size, note, frontier from checkpoints order by size')
      .all(),
  }))
}

/** Puts rows in the place of all that are there, behind the triggers' backs. */
export function putRows(path: string, { entries, checkpoints }: LogRows): void {
  behindTriggers(path, (raw) => {
    raw.exec('delete from entries; delete from checkpoints')
    const entry = raw.prepare('insert into entries (seq, leaf, body) values (?, ?, ?)')
    for (const { seq, leaf, body } of entries) entry.run(seq, leaf, body)
    const checkpoint = raw.prepare('insert into checkpoints (size, note, frontier) values (?, ?, ?)')
    for (const { size, note, frontier } of checkpoints) checkpoint.run(size, note, frontier)
  })
}

/** The bytes with one of them changed. */
export function flipped(bytes: Uint8Array, at: number, mask = 1): Buffer {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ mask
  return changed
}

export function flipInFile(path: string, at: number, mask = 1): void {
  writeFileSync(path, flipped(readFileSync(path), at, mask))
}
