import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core'

// clear.db: what commitments stand for. The one database besides the log that has to be backed up.

/** `sealed` is AES-256-GCM over the opening's JSON, under the case data key, with the commitment as associated data. */
export const openings = sqliteTable('openings', {
  commitment: text('commitment').primaryKey(),
  nonce: blob('nonce', { mode: 'buffer' }).notNull(),
  sealed: blob('sealed', { mode: 'buffer' }).notNull(),
})
