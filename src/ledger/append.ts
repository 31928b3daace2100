import { decodeBase64 } from '../encoding/base64.js'
import { formatSignedNote } from '../encoding/signed-note.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { LedgerError } from '../errors.js'
import {
  emptyFrontier,
  extend,
  type Frontier,
  frontierRoot,
  inclusionsFromFrontier,
} from '../merkle/frontier.js'
import type { Instant } from '../model/instant.js'
import type { LeafHash } from '../model/names.js'
import { formatCheckpoint } from '../signing/checkpoint.js'
import { formatReceipt } from '../signing/receipt.js'
import type { Signer } from '../signing/signer.js'
import { knownVerifierKey } from '../signing/verifier-key.js'
import { entryLeaf, formatEntry, noLeaf } from './entry.js'
import type { Extension, LedgerStore, LogHead, NewEntry } from './store.js'

export const emptyHead: LogHead = {
  size: 0,
  checkpoint: undefined,
  frontier: emptyFrontier,
  lastLeaf: noLeaf,
  lastLogTime: '',
}

/** The key that signs checkpoints. It authorises no act. */
export interface LogKey {
  readonly origin: string
  readonly signer: Signer
}

/** An entry as it now stands in the log, with the proof its signers keep. */
export interface Recorded {
  readonly seq: number
  readonly leaf: LeafHash
  readonly logTime: Instant
  /** C2SP tlog-proof. */
  readonly receipt: Uint8Array
}

export interface Appended {
  readonly recorded: readonly Recorded[]
  readonly checkpoint: Uint8Array
  readonly size: number
}

/** What the custody rules say of the notes about to be recorded; throws to refuse them. */
export type Admission = (
  pending: readonly { seq: number; leaf: LeafHash; logTime: Instant; note: Uint8Array }[],
) => Promise<void>

/**
 * Appends signed acts as entries under one new checkpoint, all or none. `admit` runs inside the write transaction, so that
 * nothing can come between its judgement and the commit.
 * @param logKey asked for after `admit`, for the acts may put another in its place
 * @param clock gives the log time, from that of the newest entry; it is never let go back
 * @throws LedgerError `ledger.clock-backward` when this machine's clock stands before the newest entry
 */
export async function append(
  store: LedgerStore,
  notes: readonly Uint8Array[],
  logKey: LogKey | (() => LogKey),
  clock: (newest: string) => Instant | Promise<Instant>,
  admit: Admission,
): Promise<Appended> {
  let recorded: readonly Recorded[] = []
  const { checkpoint, frontier } = await store.append(async (head) => {
    const logTime = await clock(head.lastLogTime)
    if (logTime < head.lastLogTime) {
      throw new LedgerError('ledger.clock-backward', { now: logTime, newest: head.lastLogTime })
    }
    const pending = chain(head, notes, logTime)
    await admit(pending)
    const extension = await extendLog(head, pending, typeof logKey === 'function' ? logKey() : logKey)
    recorded = receiptsOf(head, pending, extension.checkpoint)
    return extension
  })
  return { recorded, checkpoint, size: frontier.size }
}

interface Pending extends NewEntry {
  readonly seq: number
  readonly logTime: Instant
  readonly note: Uint8Array
}

function chain(head: LogHead, notes: readonly Uint8Array[], logTime: Instant): Pending[] {
  const pending: Pending[] = []
  let previous = head.lastLeaf
  for (const note of notes) {
    const seq = head.size + pending.length
    const bytes = formatEntry({ seq, previous, logTime, note })
    const leaf = entryLeaf(bytes)
    pending.push({ seq, leaf, logTime, note, bytes })
    previous = leaf
  }
  return pending
}

async function extendLog(head: LogHead, pending: readonly Pending[], logKey: LogKey): Promise<Extension> {
  const frontier = pending.reduce<Frontier>(
    (grown, each) => extend(grown, decodeBase64(each.leaf)),
    head.frontier,
  )
  const text = formatCheckpoint({ origin: logKey.origin, size: frontier.size, root: frontierRoot(frontier) })
  const { keyId } = knownVerifierKey(logKey.origin, logKey.signer.publicKey)
  const signature = await logKey.signer.sign(encodeUtf8(text))
  const checkpoint = formatSignedNote({ text, signatures: [{ name: logKey.origin, keyId, signature }] })
  return { entries: pending.map(({ bytes, leaf }) => ({ bytes, leaf })), frontier, checkpoint }
}

function receiptsOf(
  before: LogHead,
  pending: readonly Pending[],
  checkpoint: Uint8Array,
): readonly Recorded[] {
  const proofs = inclusionsFromFrontier(
    before.frontier,
    pending.map((each) => decodeBase64(each.leaf)),
  )
  return pending.map(({ seq, leaf, logTime }, at) => ({
    seq,
    leaf,
    logTime,
    receipt: formatReceipt({ index: seq, proof: proofs[at] ?? [], checkpoint }),
  }))
}
