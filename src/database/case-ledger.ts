import { encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { CustodiaError, LedgerError } from '../errors.js'
import { emptyHead } from '../ledger/append.js'
import { parseEntry } from '../ledger/entry.js'
import type { Extension, LedgerStore, LogHead } from '../ledger/store.js'
import { decodeFrontier, encodeFrontier, frontierRoot } from '../merkle/frontier.js'
import type { LeafHash } from '../model/names.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { type Connection, createDatabase, openDatabase } from './connection.js'
import { type SchemaDifference, schemaDifferences } from './schema-check.js'
import { translated, translatedAsync } from './sqlite-errors.js'

/** The log of one case in `case.db`. */
export interface CaseLedger extends LedgerStore {
  readonly path: string
  /** Rows as they are stored, for the audit: what the columns claim beside what the bytes are. */
  rows(): AsyncIterable<LedgerRow>
  /** Sizes of checkpoints whose stored peaks do not give the root that was signed, or whose row says another size. */
  unfoundedFrontiers(): Promise<readonly number[]>
  /** What SQLite itself finds wrong with the file; empty when nothing. */
  integrityFaults(): readonly string[]
  close(): void
}

export interface LedgerRow {
  readonly seq: number
  readonly leaf: Uint8Array
  readonly body: Uint8Array
}

export function createCaseLedger(path: string): CaseLedger {
  return ledgerOver(createDatabase(path, 'case'))
}

/**
 * @throws LedgerError `ledger.schema-altered` when a table or trigger is not as we made it: nothing in the file is then believed
 */
export function openCaseLedger(path: string): CaseLedger {
  const connection = openDatabase(path)
  const [difference] = translated(path, () => schemaDifferences(connection.raw, 'case'))
  if (difference) {
    connection.raw.close()
    throw new LedgerError('ledger.schema-altered', { path, ...difference })
  }
  return ledgerOver(connection)
}

/** The differences as values, for those who report them instead of stopping. */
export function inspectCaseLedger(path: string): readonly SchemaDifference[] {
  const connection = openDatabase(path)
  try {
    return translated(path, () => schemaDifferences(connection.raw, 'case'))
  } finally {
    connection.raw.close()
  }
}

interface CheckpointRow {
  readonly size: number
  readonly note: Buffer
  readonly frontier: Buffer
}

function ledgerOver({ path, raw }: Connection): CaseLedger {
  const newest = raw.prepare<[], CheckpointRow>(
    'select size, note, frontier from checkpoints order by size desc limit 1',
  )
  const last = raw.prepare<[], { seq: number; body: Buffer }>(
    'select seq, body from entries order by seq desc limit 1',
  )
  const bodies = raw.prepare<[number, number], { body: Buffer }>(
    'select body from entries where seq >= ? and seq < ? order by seq',
  )
  const rows = raw.prepare<[number, number], { seq: number; leaf: Buffer; body: Buffer }>(
    'select seq, leaf, body from entries where seq >= ? order by seq limit ?',
  )
  const notes = raw.prepare<[number, number], CheckpointRow>(
    'select size, note, frontier from checkpoints where size > ? order by size limit ?',
  )
  const noteAt = raw.prepare<[number], { note: Buffer }>('select note from checkpoints where size = ?')
  const insertEntry = raw.prepare<[number, Uint8Array, Uint8Array]>(
    'insert into entries (seq, leaf, body) values (?, ?, ?)',
  )
  const insertCheckpoint = raw.prepare<[number, Uint8Array, Uint8Array]>(
    'insert into checkpoints (size, note, frontier) values (?, ?, ?)',
  )
  let tail: Promise<unknown> = Promise.resolve()

  function head(): LogHead {
    return translated(path, () => {
      const checkpoint = newest.get()
      const entry = last.get()
      if (!checkpoint && !entry) return emptyHead
      if (!checkpoint || !entry || entry.seq !== checkpoint.size - 1) {
        throw new LedgerError('ledger.malformed', {
          path,
          reason: 'head',
          entries: (entry?.seq ?? -1) + 1,
          checkpoint: checkpoint?.size ?? 0,
        })
      }
      const { logTime } = parseEntry(entry.body)
      const leaf = leafOf(entry.seq)
      const frontier = decodeFrontier(checkpoint.size, checkpoint.frontier)
      return {
        size: checkpoint.size,
        checkpoint: checkpoint.note,
        frontier,
        lastLeaf: leaf,
        lastLogTime: logTime,
      }
    })
  }

  function leafOf(seq: number): LeafHash {
    const row = rows.get(seq, 1)
    return encodeBase64(row?.leaf ?? new Uint8Array()) as LeafHash
  }

  function store(extension: Extension, before: LogHead): void {
    extension.entries.forEach((entry, at) => {
      insertEntry.run(before.size + at, Buffer.from(entry.leaf, 'base64'), entry.bytes)
    })
    insertCheckpoint.run(extension.frontier.size, extension.checkpoint, encodeFrontier(extension.frontier))
  }

  async function appendNow(decide: (head: LogHead) => Promise<Extension>): Promise<Extension> {
    return translatedAsync(path, async () => {
      raw.exec('begin immediate')
      try {
        const before = head()
        const extension = await decide(before)
        store(extension, before)
        raw.exec('commit')
        return extension
      } finally {
        if (raw.inTransaction) raw.exec('rollback')
      }
    })
  }

  function* checkpointRows(): Generator<CheckpointRow> {
    for (let at = Number.MIN_SAFE_INTEGER; ; ) {
      const page = translated(path, () => notes.all(at, pageSize))
      yield* page
      const final = page.at(-1)
      if (!final || page.length < pageSize) return
      at = final.size
    }
  }

  return {
    path,
    head: async () => head(),
    async *entries(from, to = Number.MAX_SAFE_INTEGER) {
      for (let at = from; at < to; at += pageSize) {
        const page = translated(path, () => bodies.all(at, Math.min(at + pageSize, to)))
        for (const { body } of page) yield body
        if (page.length < pageSize) return
      }
    },
    async *rows() {
      for (let at = Number.MIN_SAFE_INTEGER; ; ) {
        const page = translated(path, () => rows.all(at, pageSize))
        yield* page
        const final = page.at(-1)
        if (!final || page.length < pageSize) return
        at = final.seq + 1
      }
    },
    async *checkpoints() {
      for (const { note } of checkpointRows()) yield note
    },
    unfoundedFrontiers: async () =>
      [...checkpointRows()].filter((row) => !isFounded(row)).map((row) => row.size),
    checkpointAt: async (size) => translated(path, () => noteAt.get(size)?.note),
    async append(decide) {
      const mine = tail.then(
        () => appendNow(decide),
        () => appendNow(decide),
      )
      tail = mine
      return mine
    },
    integrityFaults: () =>
      translated(path, () => raw.prepare<[], { integrity_check: string }>('pragma integrity_check').all())
        .map((row) => row.integrity_check)
        .filter((line) => line !== 'ok'),
    close: () => raw.close(),
  }
}

const pageSize = 256

function isFounded({ size, note, frontier }: CheckpointRow): boolean {
  try {
    const checkpoint = parseCheckpoint(parseSignedNote(note).text)
    const root = frontierRoot(decodeFrontier(size, frontier))
    return checkpoint.size === size && Buffer.compare(root, checkpoint.root) === 0
  } catch (error) {
    if (error instanceof CustodiaError) return false
    throw error
  }
}
