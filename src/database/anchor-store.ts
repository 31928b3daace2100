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
  /**
   * Puts the head of another branch in the place of an anchor, which is kept for ever. Returns false, and changes nothing, when
   * another process has meanwhile moved the anchor.
   */
  leave(origin: string, left: Anchor, next: Anchor): boolean
  /** Anchors that were left: heads that this home has seen and the log has no more. */
  lost(origin: string): readonly Anchor[]
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
  const keep = raw.prepare<[string, number, Uint8Array]>(
    'insert or ignore into lost (origin, size, note) values (?, ?, ?)',
  )
  const replace = raw.prepare<[number, Uint8Array, string, number, Uint8Array]>(
    'update anchors set size = ?, note = ? where origin = ? and size = ? and note = ?',
  )
  const kept = raw.prepare<[string], Anchor>(
    `select size, ${bytesColumn('note', longestNote)} from lost where origin = ? order by size, note`,
  )
  const leave = raw.transaction((origin: string, left: Anchor, next: Anchor) => {
    if (replace.run(next.size, next.note, origin, left.size, left.note).changes !== 1) return false
    keep.run(origin, left.size, left.note)
    return true
  })
  return {
    read: (origin) => translated(path, () => read.get(origin)),
    advance: (origin, { size, note }) =>
      translated(path, () => {
        const { changes } = insert.run(origin, size, note)
        return changes === 1 || update.run(size, note, origin, size).changes === 1
      }),
    leave: (origin, left, next) => translated(path, () => leave.immediate(origin, left, next)),
    lost: (origin) => translated(path, () => kept.all(origin)),
    close: () => raw.close(),
  }
}
