import Database from 'better-sqlite3'
import { createCaseLedger } from '../src/database/case-ledger.js'

/** A case's tables and triggers, written to without the ledger. */
export interface BareDatabase {
  commit(write: () => void): void
  put(seq: number, leaf: Uint8Array, body: Uint8Array, checkpoint: Uint8Array, frontier: Uint8Array): void
  putEntry(seq: number, leaf: Uint8Array, body: Uint8Array): void
  putCheckpoint(size: number, note: Uint8Array, frontier: Uint8Array): void
  /** One row that is written again and again, as a home's anchor is. */
  putAnchor(size: number, note: Uint8Array): void
  close(): void
}

/** As src/database/connection.ts has them. */
const settings = [
  'journal_mode = wal',
  'synchronous = 2',
  'fullfsync = 1',
  'checkpoint_fullfsync = 1',
  'recursive_triggers = 1',
  'trusted_schema = 0',
  'cell_size_check = 1',
  'foreign_keys = 1',
  'mmap_size = 0',
]

export function bareDatabase(path: string): BareDatabase {
  createCaseLedger(path).close()
  const raw = new Database(path)
  for (const setting of settings) raw.pragma(setting)
  const entry = raw.prepare('insert into entries (seq, leaf, body) values (?, ?, ?)')
  const checkpoint = raw.prepare('insert into checkpoints (size, note, frontier) values (?, ?, ?)')
  raw.exec('create table anchor (id integer primary key, size integer not null, note blob not null) strict')
  const anchor = raw.prepare('insert or replace into anchor (id, size, note) values (1, ?, ?)')
  const putEntry: BareDatabase['putEntry'] = (seq, leaf, body) => {
    entry.run(seq, leaf, body)
  }
  const putCheckpoint: BareDatabase['putCheckpoint'] = (size, note, frontier) => {
    checkpoint.run(size, note, frontier)
  }
  return {
    commit(write) {
      raw.exec('begin immediate')
      write()
      raw.exec('commit')
    },
    put(seq, leaf, body, note, frontier) {
      putEntry(seq, leaf, body)
      putCheckpoint(seq + 1, note, frontier)
    },
    putEntry,
    putCheckpoint,
    putAnchor(size, note) {
      anchor.run(size, note)
    },
    close: () => raw.close(),
  }
}
