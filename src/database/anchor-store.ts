import { bytesColumn, type Connection, openOrCreateDatabase } from './connection.js'
import { translated } from './sqlite-errors.js'

/** The newest checkpoint a home has seen of a log. */
export interface Anchor {
  readonly size: number
  readonly note: Uint8Array
}

/** `anchors.db`: what this home has seen, kept outside every case. */
export interface AnchorStore {
  read(origin: string): Anchor | undefined
  /** Moves forward only. Returns false when another process has meanwhile stored as much or more. */
  advance(origin: string, anchor: Anchor): boolean
  close(): void
}

/** As long as a signed note may be. */
const longestNote = 1024 * 1024

/** Opens the home's anchors, or makes an empty store: a home that has seen nothing. */
export function openAnchorStore(path: string): AnchorStore {
  const connection = openOrCreateDatabase(path, 'anchors')
  return translated(path, () => anchorsOver(connection))
}

function anchorsOver({ path, raw }: Connection): AnchorStore {
  const read = raw.prepare<[string], Anchor>(
    `select size, ${bytesColumn('note', longestNote)} from anchors where origin = ?`,
  )
  const insert = raw.prepare<[string, number, Uint8Array]>(
    'insert or ignore into anchors (origin, size, note) values (?, ?, ?)',
  )
  const update = raw.prepare<[number, Uint8Array, string, number]>(
    'update anchors set size = ?, note = ? where origin = ? and size < ?',
  )
  return {
    read: (origin) => translated(path, () => read.get(origin)),
    advance: (origin, { size, note }) =>
      translated(path, () => {
        const { changes } = insert.run(origin, size, note)
        return changes === 1 || update.run(size, note, origin, size).changes === 1
      }),
    close: () => raw.close(),
  }
}
