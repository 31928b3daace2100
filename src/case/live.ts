import { requireSignatures } from '../custody/authority.js'
import type { Break } from '../custody/breaks/rule.js'
import type { Custody } from '../custody/state.js'
import { begin, follow } from '../custody/tracks.js'
import type { CaseLedger } from '../database/case-ledger.js'
import type { ViewStore } from '../database/view-store.js'
import { encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { LedgerError } from '../errors.js'
import { entryLeaf, parseEntry } from '../ledger/entry.js'
import { frontierRoot } from '../merkle/frontier.js'
import type { Instant } from '../model/instant.js'
import type { LeafHash } from '../model/names.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { parseSignedAct } from '../signing/signed-act.js'

/** A snapshot costs as much as the record is long; catching up costs as much as there is to catch up. */
const entriesBetweenSnapshots = 64

/** An entry on its way in. */
export interface PendingEntry {
  readonly seq: number
  readonly leaf: LeafHash
  readonly logTime: Instant
  readonly note: Uint8Array
}

/**
 * The custody state of an open case. Kept in `view.db` by size and root, and caught up from the log; a snapshot that is not one of
 * the log's own heads is not used.
 */
export interface LiveCustody {
  /** The state at the log's newest entry. */
  current(): Promise<Custody>
  /** Follows entries that are being appended; throws to refuse them, and then forgets what it followed. */
  follow(pending: readonly PendingEntry[]): Promise<readonly (Break & { seq: number })[]>
  /** Keeps the state for the next command: when enough entries have come since, or when asked to in any case. */
  save(inAnyCase?: boolean): Promise<void>
  forget(): void
}

export function liveCustody(ledger: CaseLedger, view: ViewStore): LiveCustody {
  let state: Custody | undefined

  async function current(): Promise<Custody> {
    state ??= await startingPoint(ledger, view)
    for await (const bytes of ledger.entries(state?.size ?? 0)) {
      const { seq, logTime, note } = parseEntry(bytes)
      const step = { seq, leaf: entryLeaf(bytes), logTime, act: parseSignedAct(note).act }
      if (state) follow(state, step)
      else state = begin(step)
    }
    if (!state) throw new LedgerError('ledger.malformed', { path: ledger.path, reason: 'empty' })
    return state
  }

  return {
    current,
    async follow(pending) {
      const custody = pending[0]?.seq === 0 ? undefined : await current()
      try {
        return pending.flatMap((entry) => {
          const signed = parseSignedAct(entry.note)
          requireSignatures(state ?? custody, signed, entry.seq)
          const step = { ...entry, act: signed.act }
          if (!state) {
            state = begin(step)
            return []
          }
          return follow(state, step).map((found) => ({ ...found, seq: entry.seq }))
        })
      } catch (error) {
        state = undefined
        throw error
      }
    },
    async save(inAnyCase = false) {
      const head = await ledger.head()
      const due = inAnyCase || head.size >= (view.snapshotSize() ?? 0) + entriesBetweenSnapshots
      if (due && state?.size === head.size) {
        view.saveSnapshot({
          size: head.size,
          root: encodeBase64(frontierRoot(head.frontier)),
          custody: state,
        })
      }
    },
    forget() {
      state = undefined
    },
  }
}

async function startingPoint(ledger: CaseLedger, view: ViewStore): Promise<Custody | undefined> {
  const snapshot = view.snapshot()
  const note = snapshot && (await ledger.checkpointAt(snapshot.size))
  if (!snapshot || !note) return undefined
  const { root } = parseCheckpoint(parseSignedNote(note).text)
  return encodeBase64(root) === snapshot.root ? snapshot.custody : undefined
}
