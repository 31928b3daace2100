import { sql } from 'drizzle-orm'
import { blob, check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

// witness.db, in the home of a witness: the newest tree it has cosigned of each log. It moves forward only.

export const witnessed = sqliteTable(
  'witnessed',
  {
    origin: text('origin').primaryKey(),
    size: integer('size').notNull(),
    root: blob('root', { mode: 'buffer' }).notNull(),
    time: integer('time').notNull(),
  },
  (table) => [check('witnessed_root', sql`length(${table.root}) = 32`)],
)
