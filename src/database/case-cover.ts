import { coverKinds, type OutsideCover } from '../audit/source.js'
import { bytesColumn, type Connection } from './connection.js'
import { translated } from './sqlite-errors.js'

/** What outsiders gave for a log's checkpoints, in `case.db`. */
export interface CaseCover {
  /** What can be told apart by its kind; a row of no known kind is for `coverRows` to show. */
  cover(): AsyncIterable<OutsideCover>
  /** Rows as they are stored, for the audit. */
  coverRows(): Iterable<CoverRow>
  /** In a write transaction of the caller's. What is kept already is passed over; returns how many were new. */
  insertCover(added: readonly OutsideCover[]): number
}

export interface CoverRow {
  readonly id: number
  readonly kind: string
  readonly size: number
  readonly bytes: Uint8Array
}

/** As long as a signed note or a time stamp's answer may be. */
const longestCover = 1024 * 1024
const pageSize = 64

export function coverOver({ path, raw }: Connection): CaseCover {
  const page = raw.prepare<[number, number], CoverRow>(
    `select id, cast(kind as text) as kind, size, ${bytesColumn('bytes', longestCover)} from cover
     where id > ? order by id limit ?`,
  )
  const insert = raw.prepare<[string, number, Uint8Array, string, number, Uint8Array]>(
    `insert into cover (id, kind, size, bytes)
     select (select coalesce(max(id) + 1, 0) from cover), ?, ?, ?
     where not exists (select 1 from cover where kind = ? and size = ? and bytes = ?)`,
  )

  function* coverRows(): Generator<CoverRow> {
    for (let after = Number.NEGATIVE_INFINITY; ; ) {
      const found = translated(path, () => page.all(after, pageSize))
      yield* found
      const final = found.at(-1)
      if (!final || found.length < pageSize || !Number.isSafeInteger(final.id)) return
      after = final.id
    }
  }

  return {
    coverRows,
    async *cover() {
      for (const { kind, size, bytes } of coverRows()) if (isCoverKind(kind)) yield { kind, size, bytes }
    },
    insertCover: (added) =>
      added.reduce((count, { kind, size, bytes }) => {
        const { changes } = insert.run(kind, size, bytes, kind, size, bytes)
        return count + changes
      }, 0),
  }
}

export function isCoverKind(kind: string): kind is OutsideCover['kind'] {
  return coverKinds.some((each) => each === kind)
}
