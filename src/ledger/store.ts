import type { Frontier } from '../merkle/frontier.js'
import type { LeafHash } from '../model/names.js'

/** The log as it stands: nothing yet, or the newest checkpoint with what is needed to extend it. */
export interface LogHead {
  readonly size: number
  /** Signed note of the newest checkpoint; undefined while the log is empty. */
  readonly checkpoint: Uint8Array | undefined
  readonly frontier: Frontier
  readonly lastLeaf: LeafHash
  readonly lastLogTime: string
}

export interface NewEntry {
  readonly bytes: Uint8Array
  readonly leaf: LeafHash
}

/** What one append adds: its entries, and the one checkpoint that covers them. */
export interface Extension {
  readonly entries: readonly NewEntry[]
  readonly frontier: Frontier
  readonly checkpoint: Uint8Array
}

/**
 * Where a log is kept. Implemented by `database/`; promises, because a database server and an agent answer later.
 * `entries` yields the stored bytes in the order of their numbers and trusts nothing else.
 */
export interface LedgerStore {
  head(): Promise<LogHead>
  entries(from: number, to?: number): AsyncIterable<Uint8Array>
  /** Signed checkpoint notes by size, smallest first. */
  checkpoints(): AsyncIterable<Uint8Array>
  checkpointAt(size: number): Promise<Uint8Array | undefined>
  /**
   * Runs `decide` inside one write transaction, on the head as it is then, and stores what it returns; if it throws, nothing is
   * stored. One append at a time. Resolves after the commit is durable.
   */
  append(decide: (head: LogHead) => Promise<Extension>): Promise<Extension>
}
