import { auditBlobs, rawPath, rawPaths } from '../audit/evidence.js'
import type { Verdict } from '../audit/finding.js'
import type { ItemRow } from '../database/view-store.js'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { displayBytes, displayText } from '../encoding/safe-display.js'
import { RuleError } from '../errors.js'
import { parseEntry } from '../ledger/entry.js'
import { toldBy } from '../ledger/field-entry.js'
import { proveLine, readLines } from '../manifest/lines.js'
import type { Act, ActKind, ActOf } from '../model/act.js'
import { algorithms, type BlobId, blobIdOf } from '../model/digest.js'
import { findingsLine } from '../model/findings-line.js'
import { manifestLine, type UnreadLine } from '../model/manifest-line.js'
import { type AcquisitionNumber, isAcquisitionNumber, parseItemId } from '../model/names.js'
import { parseSignedAct } from '../signing/signed-act.js'
import { caseEvidence, nowhere } from './case-evidence.js'
import { field } from './json-fields.js'
import type { OpenCase } from './open.js'

/** One file of an acquisition, as people and programs are shown it. The path is escaped; `pathBytes` is what it was. */
export interface Item {
  readonly item: string
  readonly exhibit: string
  readonly kind: 'file' | 'unread'
  readonly path: string | undefined
  readonly pathBytes: string | undefined
  readonly size: number | undefined
  readonly mediaType: string | undefined
  readonly digests: Readonly<Record<string, string>>
  readonly blob: BlobId | undefined
  readonly code: string | undefined
}

/** Brings the item projection up to the log. A projection that was cut short is completed. */
export async function projectItems(open: OpenCase): Promise<void> {
  const custody = await open.live.current()
  for (const [acquisition, { exhibit, entry }] of Object.entries(custody.acquisitions)) {
    if (!isAcquisitionNumber(acquisition)) continue
    const { manifest } = await actAt(open, entry, 'acquisition.record')
    if (open.view.itemCount(acquisition) < manifest.lines)
      await projectManifest(open, acquisition, exhibit, manifest.sha256)
  }
}

const rowsAtOnce = 500

async function projectManifest(
  open: OpenCase,
  acquisition: AcquisitionNumber,
  exhibit: string,
  sha256: string,
): Promise<void> {
  let rows: ItemRow[] = []
  let number = 0
  for await (const line of readLines(open.vault.read(blobIdOf(sha256)), manifestLine)) {
    number += 1
    const place = { ...emptyRow, acquisition, line: number, exhibit, kind: line.kind, path: line.path.c }
    if (line.kind === 'file') {
      rows.push({ ...place, ...line.digests, size: line.size, mediaType: line.mediaType })
    } else rows.push({ ...place, code: line.code })
    if (rows.length === rowsAtOnce) {
      open.view.addItems(rows)
      rows = []
    }
  }
  open.view.addItems(rows)
}

const emptyRow = {
  size: null,
  mediaType: null,
  sha256: null,
  sha512: null,
  sha1: null,
  md5: null,
  blake3: null,
  ed2k: null,
  code: null,
}

/**
 * Items of one acquisition or of all, in manifest order; what could not be read only when asked.
 * @throws RuleError `rule.unknown-object`
 */
export async function* listItems(
  open: OpenCase,
  wanted: { readonly acquisition?: string; readonly exhibit?: string; readonly unread: boolean },
): AsyncGenerator<Item> {
  await projectItems(open)
  const { acquisitions, exhibits } = await open.live.current()
  if (wanted.acquisition !== undefined && !Object.hasOwn(acquisitions, wanted.acquisition))
    throw new RuleError('rule.unknown-object', { kind: 'acquisition', name: wanted.acquisition })
  if (wanted.exhibit !== undefined && !Object.hasOwn(exhibits, wanted.exhibit))
    throw new RuleError('rule.unknown-object', { kind: 'exhibit', name: wanted.exhibit })
  for (const [acquisition, { exhibit }] of Object.entries(acquisitions)) {
    if (wanted.acquisition !== undefined && wanted.acquisition !== acquisition) continue
    if (wanted.exhibit !== undefined && wanted.exhibit !== exhibit) continue
    for (const row of open.view.items(acquisition)) {
      if (row.kind === 'file' || wanted.unread) yield shown(open, row)
    }
  }
}

export function shown(open: OpenCase, row: ItemRow): Item {
  const bytes = rawPath(open.opened(row.path))
  return {
    item: `${row.acquisition}/${row.line}`,
    exhibit: row.exhibit,
    kind: row.kind,
    path: bytes && displayBytes(bytes),
    pathBytes: bytes && encodeBase64(bytes),
    size: row.size ?? undefined,
    mediaType: row.mediaType ?? undefined,
    digests: Object.fromEntries(
      algorithms.flatMap((name) => (row[name] === null ? [] : [[name, row[name]]])),
    ),
    blob: row.sha256 === null ? undefined : blobIdOf(row.sha256),
    code: row.code ?? undefined,
  }
}

/** One method's answer about an item. */
export interface ItemFinding {
  readonly method: string
  readonly version: number
  readonly kind: 'extracted' | 'nothing-found' | 'failed'
  readonly values: unknown
  readonly code?: string
  readonly reason: unknown
}

export interface ItemDetail extends Item {
  readonly entry: number
  /** Undefined for what could not be read: it is nowhere. */
  readonly copied: boolean | undefined
  /** Why it was not read; undefined for what was. */
  readonly unread: Unread | undefined
  /** That its line is in the manifest the entry names: RFC 6962 inclusion. */
  readonly proof: {
    readonly line: number
    readonly lines: number
    readonly root: string
    readonly hashes: readonly string[]
  }
  readonly findings: readonly ItemFinding[]
}

export interface Unread {
  readonly what: UnreadLine['what']
  readonly code: string
  /** As it is on record, escaped; undefined where this home may not open it. */
  readonly reason: string | undefined
}

/** @throws RuleError `rule.unknown-object` */
export async function showItem(open: OpenCase, name: string): Promise<ItemDetail> {
  const id = parseItemId(name)
  await projectItems(open)
  const row = id && open.view.item(id.acquisition, id.line)
  const custody = await open.live.current()
  const acquisition = id && custody.acquisitions[id.acquisition]
  if (!row || !acquisition) throw new RuleError('rule.unknown-object', { kind: 'item', name })
  const { copied, manifest } = await actAt(open, acquisition.entry, 'acquisition.record')
  const hashes = await proveLine(open.vault.read(blobIdOf(manifest.sha256)), row.line)
  const proof = { line: row.line, lines: manifest.lines, root: manifest.root, hashes }
  const findings: ItemFinding[] = []
  for (const entry of acquisition.examinations) {
    findings.push(...(await findingsOn(open, await actAt(open, entry, 'examination.record'), row.sha256)))
  }
  const unread = row.kind === 'unread' ? await unreadAt(open, manifest.sha256, row.line) : undefined
  return {
    ...shown(open, row),
    entry: acquisition.entry,
    copied: unread ? undefined : copied,
    unread,
    proof,
    findings,
  }
}

async function unreadAt(open: OpenCase, manifest: string, number: number): Promise<Unread | undefined> {
  let at = 0
  for await (const line of readLines(open.vault.read(blobIdOf(manifest)), manifestLine)) {
    at += 1
    if (at < number) continue
    if (line.kind !== 'unread') return undefined
    const reason = field(open.opened(line.reason.c), 'text')
    return { what: line.what, code: line.code, reason: reason === undefined ? reason : displayText(reason) }
  }
  return undefined
}

async function findingsOn(
  open: OpenCase,
  act: ActOf<'examination.record'>,
  sha256: string | null,
): Promise<ItemFinding[]> {
  const found: ItemFinding[] = []
  for await (const line of readLines(open.vault.read(blobIdOf(act.findings.sha256)), findingsLine)) {
    if (line.sha256 !== sha256) continue
    found.push({
      method: line.method,
      version: line.version,
      kind: line.kind,
      values: line.kind === 'extracted' ? open.opened(line.values.c) : undefined,
      ...(line.kind === 'failed' ? { code: line.code } : {}),
      reason: line.kind === 'failed' ? open.opened(line.reason.c) : undefined,
    })
  }
  return found
}

export interface ItemVerification {
  readonly item: string
  /** SHA-256 on record; undefined for what was not read. */
  readonly expected: string | undefined
  readonly found: string | undefined
  readonly verdict: Verdict
  /** Where the bytes are kept: in the vault, or where they were when they were recorded without a copy. */
  readonly where: 'vault' | 'source' | 'nowhere'
  /** The recorded sources of an acquisition without a copy, escaped; empty where this home may not open them. */
  readonly sources: readonly string[]
}

/**
 * Hashes one item's bytes again: in the vault, or at the recorded source when it was recorded without a copy. Unchecked when they
 * are not there, and when there never were any.
 */
export async function verifyItem(open: OpenCase, name: string): Promise<ItemVerification> {
  const { entry, blob, digests, size = 0, pathBytes, copied = false, unread } = await showItem(open, name)
  const expected = digests['sha256']
  const where = unread ? 'nowhere' : copied ? 'vault' : 'source'
  const { source } = await actAt(open, entry, 'acquisition.record')
  const sources = rawPaths(open.opened(source.c)) ?? []
  const named = {
    item: name,
    expected,
    where,
    sources: where === 'source' ? sources.map(displayBytes) : [],
  } as const
  if (blob === undefined || expected === undefined)
    return { ...named, found: undefined, verdict: 'unchecked' }
  const path = pathBytes === undefined ? undefined : decodeBase64(pathBytes)
  const wanted = { sha256: expected, size, copied, path, sources, items: [name] }
  const stored = async (sha256: string) =>
    (await open.vault.has(blobIdOf(sha256))) ? open.vault.read(blobIdOf(sha256)) : undefined
  const { findings } = await auditBlobs([wanted], caseEvidence(stored, nowhere))
  const verdict = findings[0]?.verdict ?? 'unchecked'
  const other = findings[0]?.details['found']
  // Of what is longer than recorded no digest is taken.
  const digest = typeof other === 'string' && other.length === expected.length ? other : undefined
  const found = verdict === 'confirmed' ? expected : digest
  return { ...named, found, verdict }
}

/** The act of one entry, which the record says is of this kind. */
export async function actAt<Kind extends ActKind>(
  open: OpenCase,
  seq: number,
  kind: Kind,
): Promise<ActOf<Kind>> {
  for await (const bytes of open.ledger.entries(seq, seq + 1)) {
    const act = toldBy(parseSignedAct(parseEntry(bytes).note).act)
    if (isOfKind(act, kind)) return act
  }
  throw new RuleError('rule.unknown-object', { kind: 'entry', name: String(seq) })
}

function isOfKind<Kind extends ActKind>(act: Act, kind: Kind): act is ActOf<Kind> {
  return act.kind === kind
}
