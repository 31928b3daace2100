import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

// view.db: projections. Delete it and run `custodia rebuild`; nothing is lost. Holds no opened value.

/** The custody fold's state at one tree head, so that a command need not replay the log. One row. */
export const custodyState = sqliteTable('custody_state', {
  id: integer('id').primaryKey(),
  size: integer('size').notNull(),
  root: text('root').notNull(),
  custody: text('custody').notNull(),
})

/** One row for each line of each manifest. */
export const items = sqliteTable(
  'items',
  {
    acquisition: text('acquisition').notNull(),
    line: integer('line').notNull(),
    exhibit: text('exhibit').notNull(),
    kind: text('kind', { enum: ['file', 'unread'] }).notNull(),
    path: text('path').notNull(),
    size: integer('size'),
    mediaType: text('media_type'),
    sha256: text('sha256'),
    sha512: text('sha512'),
    sha1: text('sha1'),
    md5: text('md5'),
    blake3: text('blake3'),
    ed2k: text('ed2k'),
    code: text('code'),
  },
  (table) => [
    primaryKey({ columns: [table.acquisition, table.line] }),
    index('items_sha256').on(table.sha256),
    index('items_sha1').on(table.sha1),
    index('items_md5').on(table.md5),
  ],
)
