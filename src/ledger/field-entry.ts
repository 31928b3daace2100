import { decodeBase64 } from '../encoding/base64.js'
import { LedgerError } from '../errors.js'
import { type Act, type ActOf, longestFieldEntry } from '../model/act.js'
import type { LeafHash } from '../model/names.js'
import { parseSignedAct, type SignedAct } from '../signing/signed-act.js'
import { type Entry, entryLeaf, parseEntry } from './entry.js'

/** An entry of a field log, as an entry of the log it belongs to brings it. */
export interface BroughtEntry {
  readonly entry: Entry
  /** Leaf hash in the field log, by which its acts know each other. */
  readonly leaf: LeafHash
  readonly signed: SignedAct
}

/** Read once: signatures, rules and reports all ask. */
const read = new WeakMap<Act, BroughtEntry>()

/** What is said nothing of here: whether it follows the entry before it, and whether its signatures hold. @throws SourceError */
export function broughtEntry(act: ActOf<'field.entry'>): BroughtEntry {
  const known = read.get(act)
  if (known) return known
  const bytes = decodeBase64(act.entry)
  const entry = parseEntry(bytes)
  const brought = { entry, leaf: entryLeaf(bytes), signed: parseSignedAct(entry.note) }
  read.set(act, brought)
  return brought
}

/** What an act tells of: itself, or the act of the entry that it brings. @throws SourceError */
export function toldBy(act: Act): Act {
  return act.kind === 'field.entry' ? broughtEntry(act).signed.act : act
}

/** Room for the four lines before the act, whatever numbers stand in them. */
const headerRoom = 200

/** A field log takes no act that would not fit, as an entry within an act, into the log it belongs to. @throws LedgerError */
export function requireFieldLength(note: Uint8Array): void {
  const length = note.length + headerRoom
  if (length > longestFieldEntry)
    throw new LedgerError('ledger.entry-too-long', { length, longest: longestFieldEntry })
}
