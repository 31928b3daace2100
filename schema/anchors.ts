import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

// anchors.db, in CUSTODIA_HOME and so outside every case: the newest checkpoint this home has seen of each log.

export const anchors = sqliteTable('anchors', {
  origin: text('origin').primaryKey(),
  size: integer('size').notNull(),
  note: blob('note', { mode: 'buffer' }).notNull(),
})
