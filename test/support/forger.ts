import { decodeBase64, encodeBase64 } from '../../src/encoding/base64.js'
import { formatSignedNote, type NoteSignature, parseSignedNote } from '../../src/encoding/signed-note.js'
import { encodeUtf8 } from '../../src/encoding/utf8.js'
import { entryLeaf, formatEntry, noLeaf, parseEntry } from '../../src/ledger/entry.js'
import {
  emptyFrontier,
  encodeFrontier,
  extend,
  type Frontier,
  frontierRoot,
} from '../../src/merkle/frontier.js'
import type { Act } from '../../src/model/act.js'
import type { Instant } from '../../src/model/instant.js'
import { formatCheckpoint } from '../../src/signing/checkpoint.js'
import { actText, parseSignedAct, personKeyName } from '../../src/signing/signed-act.js'
import type { Signer } from '../../src/signing/signer.js'
import { verifierKeyOf } from '../../src/signing/verifier-key.js'
import type { LogRows } from './case-surgery.js'

// Writes a log anew: numbers, chain, leaf hashes, roots and checkpoints all fit. What it cannot do depends on the keys it is given.

/** An act on its way into a forged log; `logTime` is the log's own word and signed by nobody but the log. */
export interface Forgery {
  readonly note: Uint8Array
  readonly logTime: Instant
}

export function forgeries({ entries }: LogRows): Forgery[] {
  return entries.map(({ body }) => {
    const { note, logTime } = parseEntry(body)
    return { note, logTime }
  })
}

export function actIn({ note }: Forgery): Act {
  return parseSignedAct(note).act
}

/** The act's text changed in place, its signature lines left as they were. */
export function edited(forgery: Forgery, change: (text: string) => string): Forgery {
  const { text, signatures } = parseSignedNote(forgery.note)
  return { ...forgery, note: formatSignedNote({ text: change(text), signatures }) }
}

/** Chains the notes again and signs checkpoints of these sizes with the log's key. */
export async function rechained(
  notes: readonly Forgery[],
  sizes: readonly number[],
  log: { readonly origin: string; readonly signer: Signer },
): Promise<LogRows> {
  const entries: { seq: number; leaf: Buffer; body: Uint8Array }[] = []
  const checkpoints: LogRows['checkpoints'][number][] = []
  let frontier: Frontier = emptyFrontier
  let previous = noLeaf
  for (const [seq, { note, logTime }] of notes.entries()) {
    const body = Buffer.from(formatEntry({ seq, previous, logTime, note }))
    previous = entryLeaf(body)
    frontier = extend(frontier, decodeBase64(previous))
    entries.push({ seq, leaf: Buffer.from(previous, 'base64'), body })
    if (sizes.includes(seq + 1)) checkpoints.push(await checkpointOf(frontier, log))
  }
  return { entries, checkpoints }
}

async function checkpointOf(frontier: Frontier, log: { readonly origin: string; readonly signer: Signer }) {
  const text = formatCheckpoint({ origin: log.origin, size: frontier.size, root: frontierRoot(frontier) })
  const line = await lineBy(text, log.origin, log.signer)
  const note = Buffer.from(formatSignedNote({ text, signatures: [line] }))
  return { size: frontier.size, note, frontier: Buffer.from(encodeFrontier(frontier)) }
}

async function lineBy(text: string, name: string, signer: Signer): Promise<NoteSignature> {
  const signature = await signer.sign(encodeUtf8(text))
  return { name, keyId: verifierKeyOf(name, signer.publicKey).keyId, signature }
}

/** With every key: each act says what `change` makes of it, has seen the forged roots, and is signed by its own parties. */
export async function resigned(
  notes: readonly Forgery[],
  sizes: readonly number[],
  keys: { readonly origin: string; readonly log: Signer; readonly persons: ReadonlyMap<string, Signer> },
  change: (act: Act, seq: number) => Act,
): Promise<LogRows> {
  const { origin, log, persons } = keys
  const roots = [encodeBase64(frontierRoot(emptyFrontier))]
  const done: Forgery[] = []
  let rows: LogRows = { entries: [], checkpoints: [] }
  for (const [seq, forgery] of notes.entries()) {
    const meant = change(actIn(forgery), seq)
    const act: Act = { ...meant, seen: { size: meant.seen.size, root: roots[meant.seen.size] ?? '' } }
    const text = actText(act)
    const signatures: NoteSignature[] = act.kind === 'genesis' ? [await lineBy(text, origin, log)] : []
    for (const { who, signature } of act.parties) {
      const signer = persons.get(who)
      if (signature.kind === 'key' && signer)
        signatures.push(await lineBy(text, personKeyName(origin, who), signer))
    }
    done.push({ ...forgery, note: formatSignedNote({ text, signatures }) })
    rows = await rechained(done, sizes, { origin, signer: log })
    let frontier = emptyFrontier
    for (const { leaf } of rows.entries) frontier = extend(frontier, leaf)
    roots[seq + 1] = encodeBase64(frontierRoot(frontier))
  }
  return rows
}
