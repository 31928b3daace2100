import type Database from 'better-sqlite3'
import { LedgerError } from '../errors.js'
import { type DatabaseName, referenceDatabase } from './connection.js'

/** A table, index, trigger or view that is not as we made it. */
export interface SchemaDifference {
  readonly object: string
  readonly fault: 'missing' | 'altered' | 'added'
}

/**
 * Compares what the file says its schema is with what our migrations make. A dropped trigger or a view in place of a table shows
 * here, before a single row is believed.
 */
export function schemaDifferences(raw: Database.Database, name: DatabaseName): readonly SchemaDifference[] {
  const wanted = objectsMade(name)
  const found = objectsOf(raw)
  const differences: SchemaDifference[] = []
  for (const [object, sql] of wanted) {
    if (!found.has(object)) differences.push({ object, fault: 'missing' })
    else if (found.get(object) !== sql) differences.push({ object, fault: 'altered' })
  }
  for (const object of found.keys()) if (!wanted.has(object)) differences.push({ object, fault: 'added' })
  return differences
}

/** @throws LedgerError `ledger.schema-altered` naming the first difference */
export function requireSchema(raw: Database.Database, path: string, name: DatabaseName): void {
  const [difference] = schemaDifferences(raw, name)
  if (difference) throw new LedgerError('ledger.schema-altered', { path, ...difference })
}

const made = new Map<DatabaseName, ReadonlyMap<string, string>>()

function objectsMade(name: DatabaseName): ReadonlyMap<string, string> {
  const known = made.get(name)
  if (known) return known
  const reference = referenceDatabase(name)
  const objects = objectsOf(reference)
  reference.close()
  made.set(name, objects)
  return objects
}

/** Two tables that `analyze` makes; they guide the planner and hold nothing. */
const statistics = "(type = 'table' and name in ('sqlite_stat1', 'sqlite_stat4'))"

function objectsOf(raw: Database.Database): ReadonlyMap<string, string> {
  const rows = raw
    .prepare<[], { type: string; name: string; sql: string | null }>(
      `select type, name, sql from sqlite_schema where not ${statistics} order by type, name`,
    )
    .all()
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql ?? '']))
}
