import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { verifierKey } from '../custody/authority.js'
import { openCaseLedger } from '../database/case-ledger.js'
import { disclosureSource, isDisclosure } from '../disclosure/read.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { LedgerError, SourceError } from '../errors.js'
import { entryLeaf, parseEntry } from '../ledger/entry.js'
import type { LeafHash } from '../model/names.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { isNoteSignedBy } from '../signing/signature-check.js'
import { parseSignedAct } from '../signing/signed-act.js'
import { caseFiles } from './open.js'
import { openablePlace } from './scratch.js'

/** An entry that one copy of a log has and the other has not. */
export interface DifferingEntry {
  readonly entry: number
  readonly one: EntryFacts | undefined
  readonly other: EntryFacts | undefined
}

export interface EntryFacts {
  readonly leaf: LeafHash
  /** What the act is and who did it; undefined when it has no such form. */
  readonly kind: string | undefined
  readonly by: string | undefined
}

/** How two copies of a log stand to each other. Nothing but the entries, and who signed for them, is compared. */
export interface Comparison {
  /** `extends-one`: the other goes on where one ends. */
  readonly kind: 'identical' | 'extends-one' | 'extends-other' | 'forked' | 'other-log'
  /** How many entries, from the first, are the same; so also the number of the first that differs. */
  readonly common: number
  readonly sizes: { readonly one: number; readonly other: number }
  /** Differing entries, the first ones of many. */
  readonly differing: readonly DifferingEntry[]
  /** Whether a checkpoint beyond what is common is signed with a key of the log: then its owner signed that history. */
  readonly signed: { readonly one: boolean; readonly other: boolean }
}

/** As many differing entries as are named one by one. */
const mostNamed = 100

/**
 * Holds two copies of a log against each other, cases or disclosures, entry by entry.
 * @throws LedgerError `ledger.absent`, `ledger.schema-altered`, `ledger.malformed` for a log without entries; SourceError
 */
export async function compareLogs(one: string, other: string): Promise<Comparison> {
  const [left, right] = [copyAt(one), copyAt(other)]
  try {
    return await compared(left, right)
  } finally {
    left.close()
    right.close()
  }
}

interface Copy {
  entries(): AsyncIterable<Uint8Array>
  checkpoints(): AsyncIterable<Uint8Array>
  close(): void
}

function copyAt(folder: string): Copy {
  if (!existsSync(join(folder, caseFiles.ledger))) {
    if (!isDisclosure(folder)) throw new LedgerError('ledger.absent', { path: folder })
    const source = disclosureSource(folder)
    return { entries: source.entries, checkpoints: source.checkpoints, close: () => undefined }
  }
  const place = openablePlace(folder)
  try {
    const ledger = openCaseLedger(join(place.folder, caseFiles.ledger))
    ledger.hold()
    return {
      entries: () => ledger.entries(0),
      checkpoints: () => ledger.checkpoints(),
      close() {
        ledger.close()
        place.dispose()
      },
    }
  } catch (error) {
    place.dispose()
    throw error
  }
}

async function compared(one: Copy, other: Copy): Promise<Comparison> {
  const differing: DifferingEntry[] = []
  const logKeys = new Set<string>()
  const sizes = { one: 0, other: 0 }
  let common = 0
  for await (const [left, right] of together(one.entries(), other.entries())) {
    const entry = Math.max(sizes.one, sizes.other)
    if (left) sizes.one += 1
    if (right) sizes.other += 1
    if (left && right && common === entry && Buffer.compare(left, right) === 0) {
      common += 1
      for (const key of logKeysIn(left)) logKeys.add(key)
    } else if (differing.length < mostNamed) {
      differing.push({ entry, one: left && factsOf(left), other: right && factsOf(right) })
    }
  }
  if (sizes.one === 0 || sizes.other === 0) throw new LedgerError('ledger.malformed', { reason: 'empty' })
  const signed = {
    one: await isSignedBeyond(one, common, logKeys),
    other: await isSignedBeyond(other, common, logKeys),
  }
  return { kind: kindOf(common, sizes), common, sizes, differing, signed }
}

function kindOf(common: number, { one, other }: Comparison['sizes']): Comparison['kind'] {
  if (common === 0) return 'other-log'
  if (common === one && common === other) return 'identical'
  if (common === one) return 'extends-one'
  return common === other ? 'extends-other' : 'forked'
}

/** Both at the same pace, until the longer ends. */
async function* together(
  one: AsyncIterable<Uint8Array>,
  other: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly [Uint8Array | undefined, Uint8Array | undefined]> {
  const [left, right] = [one[Symbol.asyncIterator](), other[Symbol.asyncIterator]()]
  for (;;) {
    const [a, b] = [await left.next(), await right.next()]
    if (a.done && b.done) return
    yield [a.done ? undefined : a.value, b.done ? undefined : b.value]
  }
}

function factsOf(bytes: Uint8Array): EntryFacts {
  const leaf = entryLeaf(bytes)
  try {
    const { kind, by } = parseSignedAct(parseEntry(bytes).note).act
    return { leaf, kind, by }
  } catch (error) {
    if (error instanceof SourceError) return { leaf, kind: undefined, by: undefined }
    throw error
  }
}

const telling = ['genesis', 'log.rotate'].map((kind) => Buffer.from(`"kind":"${kind}"`))

/** The keys of the log that an entry both copies hold names. */
function logKeysIn(bytes: Uint8Array): readonly string[] {
  const entry = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!telling.some((kind) => entry.includes(kind))) return []
  try {
    const { act } = parseSignedAct(parseEntry(bytes).note)
    return act.kind === 'genesis' || act.kind === 'log.rotate' ? [act.logKey] : []
  } catch (error) {
    if (error instanceof SourceError) return []
    throw error
  }
}

async function isSignedBeyond(copy: Copy, common: number, logKeys: ReadonlySet<string>): Promise<boolean> {
  const keys = [...logKeys].map(verifierKey)
  for await (const bytes of copy.checkpoints()) {
    try {
      const note = parseSignedNote(bytes)
      const isBeyond = parseCheckpoint(note.text).size > common
      if (isBeyond && keys.some((key) => isNoteSignedBy(note, key))) return true
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
    }
  }
  return false
}
