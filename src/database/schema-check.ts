import type Database from 'better-sqlite3'
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
  const reference = referenceDatabase(name)
  const wanted = objectsOf(reference)
  reference.close()
  const found = objectsOf(raw)
  const differences: SchemaDifference[] = []
  for (const [object, sql] of wanted) {
    if (!found.has(object)) differences.push({ object, fault: 'missing' })
    else if (found.get(object) !== sql) differences.push({ object, fault: 'altered' })
  }
  for (const object of found.keys()) if (!wanted.has(object)) differences.push({ object, fault: 'added' })
  return differences
}

function objectsOf(raw: Database.Database): Map<string, string> {
  const rows = raw
    .prepare<[], { type: string; name: string; sql: string | null }>(
      "select type, name, sql from sqlite_schema where name not like 'sqlite_stat%' order by type, name",
    )
    .all()
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql ?? '']))
}
