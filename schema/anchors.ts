import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

// anchors.db, in CUSTODIA_HOME and so outside every case: the newest checkpoint this home has seen of each log.

export const anchors = sqliteTable('anchors', {
  origin: text('origin').primaryKey(),
  size: integer('size').notNull(),
  note: blob('note', { mode: 'buffer' }).notNull(),
})

/** Anchors that were given up for another branch of their log, because an act on record says why. */
export const lost = sqliteTable(
  'lost',
  {
    origin: text('origin').notNull(),
    size: integer('size').notNull(),
    note: blob('note', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.origin, table.size, table.note] })],
)
