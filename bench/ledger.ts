import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaseLedger } from '../src/database/case-ledger.js'
import { createCaseLedger } from '../src/database/case-ledger.js'
import type { Extension } from '../src/ledger/store.js'
import { encodeFrontier } from '../src/merkle/frontier.js'
import { writeWholeTogether } from '../src/signing/whole-file.js'
import { memoryLedger } from '../test/reference/memory-ledger.js'
import { type BusyCase, openBusyCase } from '../test/support/busy-case.js'
import { appendLongLog } from '../test/support/long-log.js'
import { type BareDatabase, bareDatabase } from './bare-database.js'
import { type Extent, inTurn, type Measure, show, type Way } from './ways.js'

const sizes = { anchor: 300, receipt: 900, entry: 1200, checkpoint: 300 }

/** Commits of the ledger, one entry each, against bare SQLite with the same settings, tables, triggers and bytes. */
export const commits: Measure = async ({ acts: count, rounds }) => {
  const work = mkdtempSync(join(tmpdir(), 'custodia-bench-'))
  const extensions = await extensionsOf(count)
  let ledger: CaseLedger | undefined
  let bare: BareDatabase | undefined
  try {
    const ways: Way[] = [
      {
        name: 'ledger commit',
        does: 'head read under the lock, entry, checkpoint, WAL, synchronous FULL',
        prepare(round) {
          ledger?.close()
          ledger = createCaseLedger(join(work, `ledger-${round}.db`))
        },
        async run() {
          for (const extension of extensions) await ledger?.append(async () => extension)
        },
      },
      {
        name: 'bare SQLite commit',
        does: 'the same rows, same settings',
        prepare(round) {
          bare?.close()
          bare = bareDatabase(join(work, `bare-${round}.db`))
        },
        run() {
          for (const [seq, each] of extensions.entries()) bare?.commit(() => bare?.put(seq, ...rowOf(each)))
        },
      },
    ]
    show(ways, await inTurn(ways, rounds), { count, unit: 'commit' })
  } finally {
    ledger?.close()
    bare?.close()
    rmSync(work, { recursive: true, force: true })
  }
}

/** Acts one after another, each acknowledged before the next, against the same durable writes of bytes that nobody signed. */
export const acts: Measure = async ({ acts: count, rounds }) => {
  await besides({ rounds }, count, 1, async (busy) => {
    for (let left = count; left > 0; left -= 1) await busy.looks(1)
  })
}

const batch = 256

/** Acts that are recorded together: one commit, one checkpoint, a receipt for each. */
export const batches: Measure = async ({ rounds }) => {
  await besides({ rounds }, batch, batch, async (busy) => {
    await busy.looks(batch)
  })
}

async function besides(
  { rounds }: Pick<Extent, 'rounds'>,
  count: number,
  together: number,
  run: (busy: BusyCase) => Promise<void>,
): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'custodia-bench-'))
  const busy = await openBusyCase()
  const [log, anchor] = [bareDatabase(join(work, 'log.db')), bareDatabase(join(work, 'anchor.db'))]
  let seq = 0
  const ways: Way[] = [
    {
      name: together > 1 ? `${together} acts together` : 'an acknowledged act',
      does: 'drafted, previewed, signed, followed, committed, anchored, receipt kept',
      run: () => run(busy),
    },
    {
      name: 'the same durable writes',
      does: 'two commits, one file for each receipt; nothing signed, nothing checked',
      async run() {
        for (let done = 0; done < count; done += together) {
          const bytes = (size: number) => randomBytes(size)
          log.commit(() => {
            for (let each = 0; each < together; each += 1)
              log.putEntry(seq + each, randomBytes(32), bytes(sizes.entry))
            log.putCheckpoint(seq + together, bytes(sizes.checkpoint), Buffer.alloc(0))
          })
          anchor.commit(() => anchor.putAnchor(seq + together, bytes(sizes.anchor)))
          const receipts = Array.from({ length: together }, (_, each) => `${seq + each}`)
          await writeWholeTogether(
            join(work, 'receipts'),
            receipts.map((name) => ({ name, content: bytes(sizes.receipt) })),
          )
          seq += together
        }
      },
    },
  ]
  try {
    show(ways, await inTurn(ways, rounds), { count, unit: 'act' })
  } finally {
    busy.close()
    log.close()
    anchor.close()
    rmSync(work, { recursive: true, force: true })
  }
}

async function extensionsOf(count: number): Promise<readonly Extension[]> {
  const extensions: Extension[] = []
  const store = memoryLedger()
  const append: typeof store.append = async (decide) => {
    const extension = await store.append(decide)
    extensions.push(extension)
    return extension
  }
  await appendLongLog({ ...store, append }, count, 1)
  return extensions
}

type Row = readonly [leaf: Uint8Array, body: Uint8Array, checkpoint: Uint8Array, frontier: Uint8Array]

function rowOf({ entries, checkpoint, frontier }: Extension): Row {
  const [entry] = entries
  if (!entry) throw new Error('no entry')
  return [Buffer.from(entry.leaf, 'base64'), entry.bytes, checkpoint, encodeFrontier(frontier)]
}
