import { sql } from 'drizzle-orm'
import { blob, check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

// case.db: the log, and what outsiders gave for its checkpoints. Append-only triggers stand in migrations/case/0001_append_only.sql.

/** One row for each entry: the exact bytes, and their leaf hash. Verifiers trust only the bytes. */
export const entries = sqliteTable(
  'entries',
  {
    seq: integer('seq').primaryKey(),
    leaf: blob('leaf', { mode: 'buffer' }).notNull().unique(),
    body: blob('body', { mode: 'buffer' }).notNull(),
  },
  (table) => [
    check('entries_seq', sql`${table.seq} >= 0`),
    check('entries_leaf', sql`length(${table.leaf}) = 32`),
    check('entries_body', sql`length(${table.body}) <= 60000`),
  ],
)

/** Every checkpoint ever signed, with the peaks of the tree it covers, so that appending costs O(log n). */
export const checkpoints = sqliteTable('checkpoints', {
  size: integer('size').primaryKey(),
  note: blob('note', { mode: 'buffer' }).notNull(),
  frontier: blob('frontier', { mode: 'buffer' }).notNull(),
})

/**
 * What people outside the lab gave for a checkpoint of this log: cosignatures of witnesses, time stamps. Nothing of the log's own
 * meaning rests on it, and nothing of it is believed until it is verified.
 */
export const cover = sqliteTable(
  'cover',
  {
    id: integer('id').primaryKey(),
    kind: text('kind').notNull(),
    size: integer('size').notNull(),
    bytes: blob('bytes', { mode: 'buffer' }).notNull(),
  },
  (table) => [
    check('cover_kind', sql`${table.kind} in ('cosignature', 'timestamp')`),
    check('cover_bytes', sql`length(${table.bytes}) <= 1048576`),
  ],
)
