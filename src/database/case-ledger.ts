import type { OutsideCover } from '../audit/source.js'
import { encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { CustodiaError, LedgerError, SourceError } from '../errors.js'
import { emptyHead } from '../ledger/append.js'
import { entryLeaf, longestEntry, parseEntry } from '../ledger/entry.js'
import type { Extension, LedgerStore, LogHead } from '../ledger/store.js'
import { decodeFrontier, encodeFrontier, type Frontier, frontierRoot } from '../merkle/frontier.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { type CaseCover, coverOver } from './case-cover.js'
import { bytesColumn, type Connection, createDatabase, integrityFaults, openDatabase } from './connection.js'
import { requireSchema, type SchemaDifference, schemaDifferences } from './schema-check.js'
import { translated, translatedAsync } from './sqlite-errors.js'

/** The log of one case in `case.db`. */
export interface CaseLedger extends LedgerStore, Omit<CaseCover, 'insertCover'> {
  readonly path: string
  /** Rows as they are stored, for the audit: what the columns claim beside what the bytes are. */
  rows(): AsyncIterable<LedgerRow>
  /** Sizes of checkpoints whose stored peaks do not give the root that was signed, or whose row says another size. */
  unfoundedFrontiers(): Promise<readonly number[]>
  /** The peaks stored with the checkpoint of this size. @throws LedgerError `ledger.malformed` */
  frontierAt(size: number): Promise<Frontier | undefined>
  /**
   * Keeps what outsiders gave for checkpoints that stand here; returns how many of them are new.
   * @throws LedgerError `ledger.conflict` when there is no checkpoint of that size
   */
  addCover(added: readonly OutsideCover[]): Promise<number>
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

function statementsOn(raw: Connection['raw']) {
  return {
    newest: raw.prepare<[], CheckpointRow>(
      `select ${checkpointColumns} from checkpoints order by size desc limit 1`,
    ),
    last: raw.prepare<[], LedgerRow>(`select ${entryColumns} from entries order by seq desc limit 1`),
    bodies: raw.prepare<[number, number], LedgerRow>(
      `select ${entryColumns} from entries where seq >= ? and seq < ? order by seq`,
    ),
    rows: raw.prepare<[number, number], LedgerRow>(
      `select ${entryColumns} from entries where seq > ? order by seq limit ?`,
    ),
    notes: raw.prepare<[number, number], CheckpointRow>(
      `select ${checkpointColumns} from checkpoints where size > ? order by size limit ?`,
    ),
    noteAt: raw.prepare<[number], CheckpointRow>(
      `select ${checkpointColumns} from checkpoints where size = ?`,
    ),
    insertEntry: raw.prepare<[number, Uint8Array, Uint8Array]>(
      'insert into entries (seq, leaf, body) values (?, ?, ?)',
    ),
    insertCheckpoint: raw.prepare<[number, Uint8Array, Uint8Array]>(
      'insert into checkpoints (size, note, frontier) values (?, ?, ?)',
    ),
  }
}

function ledgerOver(connection: Connection): CaseLedger {
  const { path, raw } = connection
  const { newest, last, bodies, rows, notes, noteAt, insertEntry, insertCheckpoint } = statementsOn(raw)
  const { insertCover, ...outside } = coverOver(connection)
  const inTurn = writesInTurn(connection)

  const written = raw.prepare<[], { data_version: number }>('pragma data_version')
  let known: { readonly version: number | undefined; readonly head: LogHead | undefined } | undefined

  // One transaction: between two statements somebody else may append.
  const head = (): LogHead => translated(path, () => readHead())
  const readHead = raw.transaction((): LogHead => {
    // Another number when another connection has written since this one last looked.
    const version = written.get()?.data_version
    if (known?.head && known.version === version) return known.head
    const found = storedHead()
    known = { version, head: found }
    return found
  })

  function storedHead(): LogHead {
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
  }

  /** What was just committed need not be read back: nobody else writes on this connection. */
  function headAfter({ entries, frontier, checkpoint }: Extension): LogHead | undefined {
    const last = entries.at(-1)
    if (!last) return undefined
    const { logTime } = parseEntry(last.bytes)
    return { size: frontier.size, checkpoint, frontier, lastLeaf: last.leaf, lastLogTime: logTime }
  }

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
    async unfoundedFrontiers() {
      const sizes: number[] = []
      for (const row of checkpointRows()) if (!isFounded(row)) sizes.push(row.size)
      return sizes
    },
    checkpointAt: async (size) => translated(path, () => noteAt.get(size)?.note),
    async frontierAt(size) {
      const row = translated(path, () => noteAt.get(size))
      return row && decodeFrontier(row.size, row.frontier)
    },
    append: async (decide) => {
      const { extension } = await inTurn(
        async () => {
          const before = head()
          // Read while nobody else can write: after the commit somebody may already have.
          const version = known?.version
          known = undefined
          const extension = await decide(before)
          store(extension, before)
          return { extension, version }
        },
        ({ extension, version }) => {
          known = { version, head: headAfter(extension) }
        },
      )
      return extension
    },
    ...outside,
    addCover: (added) => inTurn(async () => insertCover(added)),
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

/** One write at a time on a connection, each whole or not at all; told when it is committed, before the next begins. */
function writesInTurn({ path, raw }: Connection) {
  let tail: Promise<unknown> = Promise.resolve()
  type Committed<Result> = ((result: Result) => void) | undefined
  const written = <Result>(work: () => Promise<Result>, committed: Committed<Result>): Promise<Result> =>
    translatedAsync(path, async () => {
      raw.exec('begin immediate')
      try {
        const result = await work()
        raw.exec('commit')
        committed?.(result)
        return result
      } finally {
        if (raw.inTransaction) raw.exec('rollback')
      }
    })
  return async <Result>(work: () => Promise<Result>, committed?: Committed<Result>): Promise<Result> => {
    const mine = tail.then(
      () => written(work, committed),
      () => written(work, committed),
    )
    tail = mine
    return mine
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
