import { createDatabase, durabilitySettings } from './connection.js'
import { translated } from './sqlite-errors.js'

/** What SQLite says of itself on this machine, in a database made for the purpose at a path where there is none. */
export interface Durability {
  readonly version: string
  /** Each setting that a commit rests on, as it was set and as it reads after a first query. */
  readonly settings: readonly {
    readonly name: string
    readonly wanted: string
    readonly found: string
  }[]
}

/** @throws EnvironmentError `environment.unsupported` when a setting does not hold: no case could be opened here */
export function durabilityAt(path: string): Durability {
  const { raw } = createDatabase(path, 'anchors')
  try {
    return translated(path, () => ({
      version: String(raw.prepare('select sqlite_version()').pluck().get()),
      settings: durabilitySettings.map(([name, wanted]) => ({
        name,
        wanted: String(wanted),
        found: String(raw.pragma(name, { simple: true })),
      })),
    }))
  } finally {
    raw.close()
  }
}
