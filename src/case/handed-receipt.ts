import { z } from 'zod'
import { verifierKey } from '../custody/authority.js'
import type { AnchorStore } from '../database/anchor-store.js'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { canonicalJson, parseCanonicalJson } from '../encoding/canonical-json.js'
import { encodeHex } from '../encoding/hex.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { LedgerError, RuleError, SourceError } from '../errors.js'
import { entryLeaf, parseEntry } from '../ledger/entry.js'
import { sameHash } from '../merkle/hash.js'
import { verifyConsistency, verifyInclusion } from '../merkle/proof.js'
import { rootHash } from '../model/field.js'
import type { LeafHash } from '../model/names.js'
import { type Checkpoint, parseCheckpoint } from '../signing/checkpoint.js'
import { formatReceipt, parseReceipt, type Receipt } from '../signing/receipt.js'
import { isNoteSignedBy } from '../signing/signature-check.js'
import { isLineBy, parseSignedAct, type SignedAct } from '../signing/signed-act.js'
import { anchorOf, keptAnswerPath } from './answering.js'
import { keepReceipt } from './enact.js'
import { readGenesis } from './genesis.js'
import { type Home, readIfThere } from './home.js'
import { readAnswer } from './request-file.js'

// The receipt of an act that somebody signed on a device of their own. Specified in docs/formats/receipt.md.

const grownForm = z.strictObject({ proof: z.array(rootHash).max(106), size: z.int().min(1) })
const entryText = z.string().max(60_000)
const extraForm = z.strictObject({
  consistency: grownForm.optional(),
  entry: entryText,
  rotations: z.array(entryText).max(100).optional(),
})

/** How the log grew from what the signer's device had seen. */
export interface Grown {
  readonly size: number
  /** RFC 6962 consistency proof to the receipt's checkpoint. */
  readonly proof: readonly Uint8Array[]
}

/** What makes a receipt one that can be judged without the case. */
export interface Enclosed {
  readonly entry: Uint8Array
  readonly grown: Grown | undefined
  /** The entries in which the log's key was replaced, in order. */
  readonly rotations: readonly Uint8Array[]
}

export function handedReceipt(receipt: Receipt, { entry, grown, rotations }: Enclosed): Uint8Array {
  const consistency = grown && { proof: grown.proof.map(encodeBase64), size: grown.size }
  const extra = canonicalJson({
    ...(consistency ? { consistency } : {}),
    entry: decodeUtf8(entry),
    ...(rotations.length > 0 ? { rotations: rotations.map(decodeUtf8) } : {}),
  })
  return formatReceipt({ ...receipt, extra: encodeBase64(encodeUtf8(extra)) })
}

export interface ReceiptKept {
  readonly origin: string
  readonly entry: number
  readonly leaf: LeafHash
  /** Entries under the receipt's checkpoint. */
  readonly size: number
  /** Entries under the newest checkpoint this home has seen now. */
  readonly anchor: number
  /** Where the receipt is kept. */
  readonly path: string
}

/**
 * On the signer's own device: holds a receipt against the act that was signed here, the pinned genesis and what this home has seen
 * of the log; keeps it, and lets the anchor move forward where the receipt proves that the log only grew.
 * @throws RuleError `rule.unsigned` when this home did not sign the act; LedgerError `ledger.rolled-back` when the receipt proves
 * nothing, or another history
 */
export function takeReceipt(home: Home, bytes: Uint8Array): ReceiptKept {
  const receipt = parseReceipt(bytes)
  const { consistency, entry, rotations = [] } = extraOf(receipt)
  const { note, seq } = parseEntry(encodeUtf8(entry))
  const signed = parseSignedAct(note)
  const origin = signed.act.log
  const seenThen = requireSignedHere(home, signed)
  const head = parseSignedNote(receipt.checkpoint)
  const checkpoint = parseCheckpoint(head.text)
  const leaf = entryLeaf(encodeUtf8(entry))
  const proves = verifyInclusion(seq, checkpoint.size, decodeBase64(leaf), receipt.proof, checkpoint.root)
  if (seq !== receipt.index || checkpoint.origin !== origin || !proves) throw unproven('inclusion')
  if (!isNoteSignedBy(head, verifierKey(logKeyAfter(rotations, logKeyOf(home, origin)))))
    throw unproven('signature')
  // The log held as many entries when the act was signed: an entry of a lower number belongs to another history.
  if (seq < seenThen)
    throw new LedgerError('ledger.rolled-back', { reason: 'shorter', seen: seenThen, found: seq })
  const advances = requireContinuity(home, checkpoint, consistency)
  const path = keepReceipt({ home, origin }, { seq, receipt: bytes })
  if (advances)
    withAnchors(home, (anchors) =>
      anchors.advance(origin, { size: checkpoint.size, note: receipt.checkpoint }),
    )
  return { origin, entry: seq, leaf, size: checkpoint.size, anchor: anchorOf(home, origin)?.size ?? 0, path }
}

function extraOf({ extra }: Receipt): z.infer<typeof extraForm> {
  if (extra === undefined) throw new SourceError('source.malformed', { what: 'receipt', reason: 'extra' })
  const parsed = extraForm.safeParse(parseCanonicalJson(decodeUtf8(decodeBase64(extra))))
  if (!parsed.success) throw new SourceError('source.malformed', { what: 'receipt', reason: 'extra' })
  return parsed.data
}

/** The entry carries the very signature that was made here. Returns how many entries this home had seen when it was made. */
function requireSignedHere(home: Home, { act, signatures, text }: SignedAct): number {
  const path = keptAnswerPath(home, act.log, text)
  const answer = readIfThere(path) && readAnswer(path)
  const isThere =
    answer &&
    signatures.some(
      ({ name, keyId, signature }) =>
        name === answer.name &&
        encodeHex(keyId) === answer.keyId &&
        encodeBase64(signature) === answer.signature,
    )
  if (!isThere) throw new RuleError('rule.unsigned', { reason: 'elsewhere', home: home.path })
  return answer.anchor ?? 0
}

/** The log's key as the pinned genesis names it. */
function logKeyOf(home: Home, origin: string): string {
  const entry = home.genesis(origin)
  const genesis = entry && readGenesis(entry)
  const expected = home.trust(origin) ?? ''
  if (genesis?.leaf === expected) return genesis.act.logKey
  throw new LedgerError('ledger.rolled-back', { reason: 'genesis', expected, found: genesis?.leaf ?? '' })
}

/** The log's key after its rotations, each of which the key before and the key after it signed. */
function logKeyAfter(rotations: readonly string[], first: string): string {
  return rotations.reduce((key, text) => {
    const signed = parseSignedAct(parseEntry(encodeUtf8(text)).note)
    const { act } = signed
    const isVouchedFor =
      act.kind === 'log.rotate' &&
      isLineBy(signed, 0, verifierKey(key)) &&
      isLineBy(signed, 1, verifierKey(act.logKey))
    if (!isVouchedFor) throw unproven('signature')
    return act.logKey
  }, first)
}

/** Whether the anchor may move to this checkpoint. */
function requireContinuity(
  home: Home,
  { origin, root, size }: Checkpoint,
  consistency: z.infer<typeof extraForm>['consistency'],
): boolean {
  const anchor = anchorOf(home, origin)
  if (!anchor) return true
  const seen = parseCheckpoint(parseSignedNote(anchor.note).text)
  const forked = new LedgerError('ledger.rolled-back', { reason: 'other', seen: seen.size, found: size })
  if (seen.size === size && !sameHash(seen.root, root)) throw forked
  if (seen.size >= size || consistency?.size !== seen.size) return false
  const proof = consistency.proof.map(decodeBase64)
  if (!verifyConsistency(seen.size, size, proof, seen.root, root)) throw forked
  return true
}

function withAnchors(home: Home, work: (anchors: AnchorStore) => void): void {
  const anchors = home.anchors()
  try {
    work(anchors)
  } finally {
    anchors.close()
  }
}

function unproven(failed: 'inclusion' | 'signature'): LedgerError {
  return new LedgerError('ledger.rolled-back', { reason: `receipt-${failed}` })
}
