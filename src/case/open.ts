import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { verifierKey } from '../custody/authority.js'
import type { Anchor, AnchorStore } from '../database/anchor-store.js'
import { type CaseLedger, createCaseLedger, openCaseLedger } from '../database/case-ledger.js'
import { type ClearStore, createClearStore, openClearStore } from '../database/clear-store.js'
import { openViewStore, type ViewStore } from '../database/view-store.js'
import type { Json } from '../encoding/canonical-json.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { KeyError, LedgerError, RuleError, SourceError } from '../errors.js'
import { parseEntry } from '../ledger/entry.js'
import { extend, type Frontier, frontierRoot } from '../merkle/frontier.js'
import { leafHash } from '../merkle/hash.js'
import type { ActOf } from '../model/act.js'
import type { LeafHash, Origin } from '../model/names.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { isNoteSignedBy } from '../signing/signature-check.js'
import { isLineBy, parseSignedAct } from '../signing/signed-act.js'
import { type FilesystemVault, openFilesystemVault } from '../vault/filesystem.js'
import { type Genesis, readGenesis } from './genesis.js'
import type { Home } from './home.js'
import { type LiveCustody, liveCustody } from './live.js'
import { isExplained, leaveBranch, soundCustody } from './lost-branch.js'

/** One case, open. Close it. */
export interface OpenCase {
  readonly folder: string
  readonly home: Home
  readonly origin: Origin
  readonly genesis: ActOf<'genesis'>
  readonly genesisLeaf: LeafHash
  readonly ledger: CaseLedger
  /** Undefined in a home that was never given the case data key: commitments then stay closed. */
  readonly clear: ClearStore | undefined
  readonly view: ViewStore
  readonly vault: FilesystemVault
  readonly anchors: AnchorStore
  readonly live: LiveCustody
  /** An anchor that this log does not extend, in a case that was opened to say why. Only that act can be recorded in it. */
  readonly abandoned: Anchor | undefined
  /** False when this home had seen nothing of this log before: reading warns, writing asks for `anchor.adopt`. */
  readonly anchored: boolean
  /** What a commitment stands for, if this home may open it and it has not been erased. */
  opened(commitment: string): Json | undefined
  close(): void
}

export const caseFiles = { ledger: 'case.db', view: 'view.db', clear: 'clear.db', vault: 'vault' } as const

/** The case folder at or above a folder, or undefined. */
export function findCaseFolder(from: string): string | undefined {
  const folder = resolve(from)
  if (existsSync(join(folder, caseFiles.ledger))) return folder
  const above = resolve(folder, '..')
  return above === folder ? undefined : findCaseFolder(above)
}

/**
 * Opens a case and stops when its log is not an extension of what this home has seen, unless an act on record says why.
 * @param forWhat `explanation`: a sound log that nobody has explained yet is opened, so that the act that explains it can be recorded
 * @throws LedgerError `ledger.absent`, `ledger.schema-altered`, `ledger.rolled-back`, `ledger.corrupt`
 */
export async function openCase(
  folder: string,
  home: Home,
  forWhat: 'work' | 'explanation' = 'work',
): Promise<OpenCase> {
  const closing: { close(): void }[] = []
  try {
    return await openParts(folder, home, forWhat, closing)
  } catch (error) {
    for (const each of closing) each.close()
    throw error
  }
}

/** @param closing takes whatever is open already, to be closed when a later part refuses */
async function openParts(
  folder: string,
  home: Home,
  forWhat: 'work' | 'explanation',
  closing: { close(): void }[],
): Promise<OpenCase> {
  const ledger = openCaseLedger(join(folder, caseFiles.ledger))
  closing.push(ledger)
  const { leaf, act } = await genesisOf(ledger)
  const origin = act.log
  const pinned = home.trust(origin)
  if (pinned !== undefined && pinned !== leaf) {
    throw new LedgerError('ledger.rolled-back', { reason: 'genesis', expected: pinned, found: leaf })
  }
  const anchors = home.anchors()
  closing.push(anchors)
  // The anchor is read before the head: a head read first could be overtaken by another process and look like a rollback.
  const anchor = anchors.read(origin)
  const abandoned = anchor && (await unexplained({ home, origin, ledger, anchors }, act, anchor, forWhat))
  const dataKey = home.dataKey(origin)
  const clear = dataKey && openClearStore(join(folder, caseFiles.clear), dataKey)
  if (clear) closing.push(clear)
  const view = openViewStore(join(folder, caseFiles.view))
  return assemble({
    folder,
    home,
    origin,
    genesis: act,
    genesisLeaf: leaf,
    ledger,
    clear,
    view,
    vault: openFilesystemVault(join(folder, caseFiles.vault)),
    anchors,
    live: liveCustody(ledger, view),
    abandoned,
    anchored: anchor !== undefined,
  })
}

/** Makes the folder and the empty stores of a new case. Refuses a folder that holds one. */
export function createCaseStores(folder: string, dataKey: Uint8Array) {
  if (existsSync(join(folder, caseFiles.ledger))) throw new LedgerError('ledger.exists', { path: folder })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return {
    ledger: createCaseLedger(join(folder, caseFiles.ledger)),
    clear: createClearStore(join(folder, caseFiles.clear), dataKey),
    view: openViewStore(join(folder, caseFiles.view)),
  }
}

/** Entry 0, which vouches for itself. @throws LedgerError `ledger.malformed` */
export async function genesisOf(ledger: CaseLedger): Promise<Genesis> {
  const malformed = (cause?: Error) =>
    new LedgerError('ledger.malformed', { path: ledger.path, reason: 'genesis' }, { cause })
  try {
    for await (const bytes of ledger.entries(0, 1)) return readGenesis(bytes)
  } catch (error) {
    const isUnsound = error instanceof SourceError || error instanceof RuleError || error instanceof KeyError
    throw isUnsound ? malformed(error) : error
  }
  throw malformed()
}

/** The anchor, when the log does not extend it and has to be opened all the same; undefined when home and log agree from now on. */
async function unexplained(
  place: Parameters<typeof leaveBranch>[0],
  genesis: ActOf<'genesis'>,
  anchor: Anchor,
  forWhat: 'work' | 'explanation',
): Promise<Anchor | undefined> {
  try {
    await requireExtension(place.ledger, place.anchors, genesis, anchor)
    return undefined
  } catch (error) {
    if (!(error instanceof LedgerError) || error.code !== 'ledger.rolled-back') throw error
    const custody = await soundCustody(place.ledger)
    if (!custody) throw error
    if (isExplained(custody, anchor)) {
      await leaveBranch(place, custody, anchor)
      return undefined
    }
    if (forWhat === 'explanation') return anchor
    throw error
  }
}

/**
 * Lets the anchor move forward to the head, and stops when the head does not extend it. An anchor that followed whatever stands in
 * the file would vouch for a forgery ever after: the head must be the log's own word, and be made of what was anchored.
 */
async function requireExtension(
  ledger: CaseLedger,
  anchors: AnchorStore,
  { log, logKey }: ActOf<'genesis'>,
  anchor: Anchor,
): Promise<void> {
  const head = await ledger.head()
  const then = await ledger.checkpointAt(anchor.size)
  if (then === undefined || Buffer.compare(then, anchor.note) !== 0) {
    throw new LedgerError('ledger.rolled-back', {
      reason: head.size < anchor.size ? 'shorter' : 'other',
      seen: anchor.size,
      found: head.size,
    })
  }
  if (!head.checkpoint || head.size === anchor.size) return
  const note = parseSignedNote(head.checkpoint)
  const { origin, root } = parseCheckpoint(note.text)
  const grown = await grownFrom(ledger, anchor, head.size)
  const continues = grown !== undefined && Buffer.compare(frontierRoot(grown), root) === 0
  const key = isNoteSignedBy(note, verifierKey(logKey)) ? logKey : await newestLogKey(ledger, logKey)
  if (origin !== log || !continues || !isNoteSignedBy(note, verifierKey(key)))
    throw new LedgerError('ledger.rolled-back', { reason: 'other', seen: anchor.size, found: head.size })
  anchors.advance(log, { size: head.size, note: head.checkpoint })
}

/** The log's key after every `log.rotate` that the key before it signed: a chain that only its owners can have made. */
async function newestLogKey(ledger: CaseLedger, first: string): Promise<string> {
  const kind = Buffer.from('"kind":"log.rotate"')
  let newest = first
  for await (const bytes of ledger.entries(0)) {
    if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(kind)) continue
    const signed = parseSignedAct(parseEntry(bytes).note)
    if (signed.act.kind === 'log.rotate' && isLineBy(signed, 0, verifierKey(newest)))
      newest = signed.act.logKey
  }
  return newest
}

/** The tree of an anchor with the entries that have come since; undefined when its stored peaks are not those of its root. */
async function grownFrom(ledger: CaseLedger, anchor: Anchor, size: number): Promise<Frontier | undefined> {
  let frontier = await ledger.frontierAt(anchor.size)
  const { root } = parseCheckpoint(parseSignedNote(anchor.note).text)
  if (!frontier || Buffer.compare(frontierRoot(frontier), root) !== 0) return undefined
  for await (const bytes of ledger.entries(anchor.size, size)) frontier = extend(frontier, leafHash(bytes))
  return frontier
}

function assemble(parts: Omit<OpenCase, 'close' | 'opened'>): OpenCase {
  return {
    ...parts,
    opened: (commitment) => parts.clear?.get(commitment)?.value,
    close() {
      parts.ledger.close()
      parts.clear?.close()
      parts.view.close()
      parts.anchors.close()
    },
  }
}
