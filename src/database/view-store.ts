import { existsSync, rmSync } from 'node:fs'
import { and, count, eq, gte, lt, or } from 'drizzle-orm'
import { custodyState, items } from '../../schema/view.js'
import type { Custody } from '../custody/state.js'
import { LedgerError } from '../errors.js'
import { openDatabase, openOrCreateDatabase } from './connection.js'
import { schemaDifferences } from './schema-check.js'
import { translated } from './sqlite-errors.js'

/** One line of one manifest, as projected; `path` is the commitment, never the name. */
export type ItemRow = typeof items.$inferSelect

export interface CustodySnapshot {
  readonly size: number
  readonly root: string
  readonly custody: Custody
}

/** `view.db`: projections, rebuilt from the log whenever wanted. Never a source of truth. */
export interface ViewStore {
  snapshot(): CustodySnapshot | undefined
  snapshotSize(): number | undefined
  saveSnapshot(snapshot: CustodySnapshot): void
  /** At most some hundreds at once: SQLite binds 32,766 values in a statement and a row has 14. */
  addItems(rows: readonly ItemRow[]): void
  itemCount(acquisition: string): number
  item(acquisition: string, line: number): ItemRow | undefined
  items(acquisition: string): readonly ItemRow[]
  /** Items of which some digest begins so. */
  itemsByDigest(beginning: string): readonly ItemRow[]
  close(): void
}

/** Opens the projections, or makes empty ones: a missing or outdated `view.db` is no loss. */
export function openViewStore(path: string): ViewStore {
  if (existsSync(path) && isOutdated(path)) removeViewStore(path)
  const { raw, query } = openOrCreateDatabase(path, 'view')
  return {
    snapshot: () =>
      translated(path, () => {
        const row = query.select().from(custodyState).get()
        return row ? { size: row.size, root: row.root, custody: custodyIn(row.custody, path) } : undefined
      }),
    snapshotSize: () =>
      translated(path, () => query.select({ size: custodyState.size }).from(custodyState).get()?.size),
    saveSnapshot: ({ size, root, custody }) =>
      translated(path, () => {
        const row = { id: 1, size, root, custody: JSON.stringify(custody) }
        query.insert(custodyState).values(row).onConflictDoUpdate({ target: custodyState.id, set: row }).run()
      }),
    addItems: (rows) => {
      if (rows.length === 0) return
      translated(path, () =>
        query
          .insert(items)
          .values([...rows])
          .onConflictDoNothing()
          .run(),
      )
    },
    itemCount: (acquisition) =>
      translated(path, () => {
        const counted = query
          .select({ rows: count() })
          .from(items)
          .where(eq(items.acquisition, acquisition))
          .get()
        return counted?.rows ?? 0
      }),
    item: (acquisition, line) =>
      translated(path, () =>
        query
          .select()
          .from(items)
          .where(and(eq(items.acquisition, acquisition), eq(items.line, line)))
          .get(),
      ),
    items: (acquisition) =>
      translated(path, () =>
        query.select().from(items).where(eq(items.acquisition, acquisition)).orderBy(items.line).all(),
      ),
    itemsByDigest: (beginning) =>
      translated(path, () =>
        query
          .select()
          .from(items)
          .where(or(...digestColumns.map((column) => begins(column, beginning))))
          .orderBy(items.acquisition, items.line)
          .all(),
      ),
    close: () => raw.close(),
  }
}

function custodyIn(text: string, path: string): Custody {
  try {
    return JSON.parse(text) as Custody
  } catch (cause) {
    throw new LedgerError('ledger.corrupt', { path, reason: 'custody_state' }, { cause })
  }
}

export function removeViewStore(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
}

const digestColumns = [items.sha256, items.sha512, items.sha1, items.md5, items.blake3, items.ed2k]

/** A range, which an index serves: after every digest that begins so comes `g`, which is no hex digit. */
function begins(column: (typeof digestColumns)[number], beginning: string) {
  return and(gte(column, beginning), lt(column, `${beginning}g`))
}

function isOutdated(path: string): boolean {
  const { raw } = openDatabase(path)
  const differs = schemaDifferences(raw, 'view').length > 0
  raw.close()
  return differs
}
