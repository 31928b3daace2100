import type { Witnessed, WitnessStore } from '../witness/store.js'
import { bytesColumn, type Connection, openDatabase, openOrCreateDatabase } from './connection.js'
import { requireSchema } from './schema-check.js'
import { translated } from './sqlite-errors.js'

/** `witness.db`: what a witness has cosigned. */
export interface WitnessDatabase extends WitnessStore {
  all(): readonly (Witnessed & { readonly origin: string })[]
  close(): void
}

/** A witness that has cosigned nothing yet; one that is there is kept. */
export function createWitnessStore(path: string): WitnessDatabase {
  return over(openOrCreateDatabase(path, 'witness'))
}

/**
 * A witness whose memory is gone must not start again with an empty one: it could cosign a second history.
 * @throws LedgerError `ledger.absent`, `ledger.schema-altered`
 */
export function openWitnessStore(path: string): WitnessDatabase {
  return over(openDatabase(path))
}

function over(connection: Connection): WitnessDatabase {
  const { path, raw } = connection
  try {
    translated(path, () => requireSchema(raw, path, 'witness'))
    return translated(path, () => storeOver(connection))
  } catch (error) {
    raw.close()
    throw error
  }
}

const columns = `origin, size, ${bytesColumn('root', 32)}, time`

function storeOver({ path, raw }: Connection): WitnessDatabase {
  const read = raw.prepare<[string], Witnessed>(
    `select size, ${bytesColumn('root', 32)}, time from witnessed where origin = ?`,
  )
  const list = raw.prepare<[], Witnessed & { origin: string }>(
    `select ${columns} from witnessed order by origin`,
  )
  const insert = raw.prepare<[string, number, Uint8Array, number]>(
    'insert into witnessed (origin, size, root, time) values (?, ?, ?, ?)',
  )
  const update = raw.prepare<[number, Uint8Array, number, string]>(
    'update witnessed set size = ?, root = ?, time = ? where origin = ?',
  )
  function remember(origin: string, latest: Witnessed | undefined, next: Witnessed): void {
    if (latest) update.run(next.size, next.root, next.time, origin)
    else insert.run(origin, next.size, next.root, next.time)
  }

  return {
    latest: async (origin) => translated(path, () => read.get(origin)),
    advance: async (origin, decide) =>
      translated(path, () =>
        // Immediate: the lock is taken before anything is read, so that two processes cannot both read and then both write.
        raw
          .transaction(() => {
            const latest = read.get(origin)
            const { next, result } = decide(latest)
            if (next) remember(origin, latest, next)
            return result
          })
          .immediate(),
      ),
    all: () => translated(path, () => list.all()),
    close: () => raw.close(),
  }
}
