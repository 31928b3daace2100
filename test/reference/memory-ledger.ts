import { emptyHead } from '../../src/ledger/append.js'
import { parseEntry } from '../../src/ledger/entry.js'
import type { LedgerStore, LogHead } from '../../src/ledger/store.js'

/** A log in two arrays: the obvious LedgerStore, which forgets everything. */
export function memoryLedger(): LedgerStore {
  const bodies: Uint8Array[] = []
  const notes = new Map<number, Uint8Array>()
  let head: LogHead = emptyHead
  return {
    head: async () => head,
    async *entries(from, to = bodies.length) {
      yield* bodies.slice(from, to)
    },
    async *checkpoints() {
      yield* notes.values()
    },
    checkpointAt: async (size) => notes.get(size),
    async append(decide) {
      const extension = await decide(head)
      const { checkpoint, entries, frontier } = extension
      bodies.push(...entries.map(({ bytes }) => bytes))
      notes.set(frontier.size, checkpoint)
      const last = entries.at(-1)
      const { logTime } = parseEntry(bodies.at(-1) ?? new Uint8Array())
      head = {
        size: frontier.size,
        checkpoint,
        frontier,
        lastLeaf: last?.leaf ?? head.lastLeaf,
        lastLogTime: logTime,
      }
      return extension
    },
  }
}
