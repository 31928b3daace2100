import { encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { CustodiaError, LedgerError, SourceError } from '../errors.js'
import { emptyHead } from '../ledger/append.js'
import { entryLeaf, longestEntry, parseEntry } from '../ledger/entry.js'
import type { Extension, LedgerStore, LogHead } from '../ledger/store.js'
import { decodeFrontier, encodeFrontier, type Frontier, frontierRoot } from '../merkle/frontier.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { bytesColumn, type Connection, createDatabase, integrityFaults, openDatabase } from './connection.js'
import { requireSchema, type SchemaDifference, schemaDifferences } from './schema-check.js'
import { translated, translatedAsync } from './sqlite-errors.js'

/** The log of one case in `case.db`. */
export interface CaseLedger extends LedgerStore {
  readonly path: string
  /** Rows as they are stored, for the audit: what the columns claim beside what the bytes are. */
  rows(): AsyncIterable<LedgerRow>
  /** Sizes of checkpoints whose stored peaks do not give the root that was signed, or whose row says another size. */
  unfoundedFrontiers(): Promise<readonly number[]>
  /** The peaks stored with the checkpoint of this size. @throws LedgerError `ledger.malformed` */
  frontierAt(size: number): Promise<Frontier | undefined>
  /** What SQLite itself finds wrong with the file; empty when nothing. */
  integrityFaults(): readonly string[]
  /** From now on, and until it is closed, everything that is read is the log as it stands at this moment. */
  hold(): void
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
  try {
    translated(path, () => requireSchema(connection.raw, path, 'case'))
    return translated(path, () => ledgerOver(connection))
  } catch (error) {
    connection.raw.close()
    throw error
  }
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

/** As long as a signed note may be, and as many peaks as 2^53 leaves have. */
const longestNote = 1024 * 1024
const longestFrontier = 53 * 32
const entryColumns = `seq, ${bytesColumn('leaf', 32)}, ${bytesColumn('body', longestEntry)}`
const checkpointColumns = `size, ${bytesColumn('note', longestNote)}, ${bytesColumn('frontier', longestFrontier)}`

function ledgerOver(connection: Connection): CaseLedger {
  const { path, raw } = connection
  const newest = raw.prepare<[], CheckpointRow>(
    `select ${checkpointColumns} from checkpoints order by size desc limit 1`,
  )
  const last = raw.prepare<[], LedgerRow>(`select ${entryColumns} from entries order by seq desc limit 1`)
  const bodies = raw.prepare<[number, number], LedgerRow>(
    `select ${entryColumns} from entries where seq >= ? and seq < ? order by seq`,
  )
  const rows = raw.prepare<[number, number], LedgerRow>(
    `select ${entryColumns} from entries where seq > ? order by seq limit ?`,
  )
  const notes = raw.prepare<[number, number], CheckpointRow>(
    `select ${checkpointColumns} from checkpoints where size > ? order by size limit ?`,
  )
  const noteAt = raw.prepare<[number], CheckpointRow>(
    `select ${checkpointColumns} from checkpoints where size = ?`,
  )
  const insertEntry = raw.prepare<[number, Uint8Array, Uint8Array]>(
    'insert into entries (seq, leaf, body) values (?, ?, ?)',
  )
  const insertCheckpoint = raw.prepare<[number, Uint8Array, Uint8Array]>(
    'insert into checkpoints (size, note, frontier) values (?, ?, ?)',
  )
  let tail: Promise<unknown> = Promise.resolve()

  // One transaction: between two statements somebody else may append.
  const head = (): LogHead => translated(path, () => readHead())
  const readHead = raw.transaction((): LogHead => {
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
    // The next checkpoint is signed over these peaks and the next entry names this leaf hash: neither is taken on trust.
    const lastLeaf = entryLeaf(entry.body)
    if (lastLeaf !== encodeBase64(entry.leaf)) throw malformed('leaf', entry.seq)
    if (!isFounded(checkpoint)) throw malformed('frontier', checkpoint.size)
    return {
      size: checkpoint.size,
      checkpoint: checkpoint.note,
      frontier: decodeFrontier(checkpoint.size, checkpoint.frontier),
      lastLeaf,
      lastLogTime: logTimeOf(entry),
    }
  })

  function logTimeOf({ seq, body }: LedgerRow): string {
    try {
      return parseEntry(body).logTime
    } catch (error) {
      throw error instanceof SourceError ? malformed('entry', seq, error) : error
    }
  }

  function malformed(reason: string, at: number, cause?: Error): LedgerError {
    return new LedgerError('ledger.malformed', { path, reason, at }, { cause })
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
    yield* paged(
      (after) => notes.all(after, pageSize),
      (row) => row.size,
    )
  }

  /** Ends at a number that is too large to be told from its neighbours: whoever reads the rows sees that one and objects to it. */
  function* paged<Row>(page: (after: number) => readonly Row[], key: (row: Row) => number): Generator<Row> {
    for (let after = Number.NEGATIVE_INFINITY; ; ) {
      const found = translated(path, () => page(after))
      yield* found
      const final = found.at(-1)
      if (!final || found.length < pageSize || !Number.isSafeInteger(key(final))) return
      after = key(final)
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
      yield* paged(
        (after) => rows.all(after, pageSize),
        (row) => row.seq,
      )
    },
    async *checkpoints() {
      for (const { note } of checkpointRows()) yield note
    },
    unfoundedFrontiers: async () =>
      [...checkpointRows()].filter((row) => !isFounded(row)).map((row) => row.size),
    checkpointAt: async (size) => translated(path, () => noteAt.get(size)?.note),
    async frontierAt(size) {
      const row = translated(path, () => noteAt.get(size))
      return row && decodeFrontier(row.size, row.frontier)
    },
    async append(decide) {
      const mine = tail.then(
        () => appendNow(decide),
        () => appendNow(decide),
      )
      tail = mine
      return mine
    },
    integrityFaults: () => integrityFaults(connection),
    hold() {
      translated(path, () => {
        raw.exec('begin')
        // A transaction sees what is there when it first reads.
        newest.get()
      })
    },
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
