import { createHash } from 'node:crypto'
import { decodeBase64, isBase64 } from '../encoding/base64.js'
import { decodeHex } from '../encoding/hex.js'
import { displayBytes } from '../encoding/safe-display.js'
import { type CustodiaError, SourceError } from '../errors.js'
import { type LineForm, lineForm, linesReader, sameReference } from '../manifest/lines.js'
import { type HashSet, hashSet } from '../merkle/hash-set.js'
import type { ActOf } from '../model/act.js'
import type { LinesReference } from '../model/field.js'
import { type FindingsLine, findingsLine } from '../model/findings-line.js'
import { type FileLine, type ManifestLine, manifestLine } from '../model/manifest-line.js'
import type { AcquisitionNumber } from '../model/names.js'
import { attemptReading, confirmed, contradicted, type Finding, reasonOf, unchecked } from './finding.js'
import type { Step } from './record.js'
import type { AuditSource, EvidenceFinder, WantedEvidence } from './source.js'

/** What the manifests say, once they are shown to be the ones that were signed. */
export interface AuditedManifests {
  readonly findings: readonly Finding[]
  readonly manifests: number
  readonly items: number
  /** Values behind commitments of manifests and findings that nobody opens. */
  readonly unopened: number
  /** How many blobs they list, each once. */
  readonly blobs: number
  /** Every file to hash again, each blob once; none where they were not to be kept. */
  readonly wanted: readonly WantedEvidence[]
  readonly acquisitions: readonly AcquisitionTotals[]
}

export interface AcquisitionTotals {
  readonly acquisition: AcquisitionNumber
  readonly files: number
  readonly bytes: number
  readonly unread: number
}

/**
 * Reads every manifest and findings blob that an act names and holds it against the act.
 * @param keeps whether files are to be hashed again; else nothing is kept of a line but its blob's name, 32 bytes
 */
export async function auditManifests(
  source: AuditSource,
  record: { readonly steps: readonly Pick<Step, 'act'>[] },
  keeps = true,
): Promise<AuditedManifests> {
  const listed: Listed = { wanted: new Map(), names: [], keeps }
  const findings: Finding[] = []
  const acquisitions: AcquisitionTotals[] = []
  let manifests = 0
  let unopened = 0
  for (const step of record.steps) {
    if (step.act.kind === 'acquisition.record') {
      const read = await auditManifest(source, step.act, listed, findings)
      if (read) acquisitions.push(read.totals)
      unopened += read?.unopened ?? 0
      manifests += 1
    } else if (step.act.kind === 'examination.record') {
      const { acquisition } = step.act
      const known = acquisitions.some((each) => each.acquisition === acquisition) ? listed : undefined
      unopened += await auditFindings(source, step.act, known, findings)
      manifests += 1
    }
  }
  if (manifests > 0 && findings.length === 0)
    findings.push(confirmed('manifest.confirmed', 'manifests', { manifests }))
  const items = acquisitions.reduce((sum, each) => sum + each.files + each.unread, 0)
  const blobs = listed.wanted.size + listed.names.reduce((sum, names) => sum + names.size, 0)
  return { findings, manifests, items, unopened, blobs, wanted: [...listed.wanted.values()], acquisitions }
}

/** The blobs that manifests list: as what is to be hashed, or by name alone, each in the set of the first that lists it. */
interface Listed {
  readonly wanted: Wanted
  readonly names: HashSet[]
  readonly keeps: boolean
}

function isListed({ wanted, names }: Listed, sha256: string): boolean {
  return wanted.has(sha256) || (names.length > 0 && isNamed(names, decodeHex(sha256)))
}

function isNamed(names: readonly HashSet[], blob: Uint8Array): boolean {
  return names.some((each) => each.has(blob))
}

type Wanted = Map<string, WantedEvidence & { items: string[] }>

async function auditManifest(
  source: AuditSource,
  act: ActOf<'acquisition.record'>,
  { wanted, names, keeps }: Listed,
  findings: Finding[],
): Promise<{ totals: AcquisitionTotals; unopened: number } | undefined> {
  const subject = `manifest ${act.acquisition}`
  const kept: { readonly item: string; readonly line: FileLine }[] = []
  const named = hashSet()
  const closed = closedCommitments(source)
  const found = { files: 0, bytes: 0, unread: 0 }
  const take = (line: ManifestLine) => {
    if (line.kind === 'unread') {
      found.unread += 1
      closed.ask(line.path.c, line.reason.c)
      return
    }
    found.files += 1
    found.bytes += line.size
    if (keeps) kept.push({ item: `${act.acquisition}/${found.files + found.unread}`, line })
    else {
      const blob = decodeHex(line.digests.sha256)
      if (!isNamed(names, blob)) named.add(blob)
      closed.ask(line.path.c)
    }
  }
  const document = { subject, form: readManifestLine, take, between: closed.settle }
  if (!(await readDocument(source, act.manifest, document, findings))) return undefined
  const { files, bytes, unread } = found
  if (files !== act.items || bytes !== act.bytes || unread !== act.failed) {
    findings.push(
      contradicted('manifest.mismatch', subject, {
        expected: `${act.items} files, ${act.bytes} bytes, ${act.failed} unread`,
        found: `${files} files, ${bytes} bytes, ${unread} unread`,
      }),
    )
  }
  if (!keeps) names.push(named)
  const unopened = (await want(source, act, kept, wanted)) + closed.count
  return { totals: { acquisition: act.acquisition, ...found }, unopened }
}

/** Counts values that nobody opens. Asked about line by line, looked up a piece of a document at a time. */
function closedCommitments(source: AuditSource) {
  let asked: string[] = []
  let count = 0
  return {
    get count() {
      return count
    },
    ask(...commitments: readonly string[]): void {
      asked.push(...commitments)
    },
    async settle(): Promise<void> {
      for (const commitment of asked) if (!(await source.opening(commitment))) count += 1
      asked = []
    },
  }
}

/** Puts files on the list of what is to be hashed, each blob once; says how many of their paths nobody opens. */
async function want(
  source: AuditSource,
  { copied, source: from }: ActOf<'acquisition.record'>,
  files: readonly { readonly item: string; readonly line: FileLine }[],
  wanted: Wanted,
): Promise<number> {
  const sources = rawPaths((await source.opening(from.c))?.value)
  let unopened = 0
  for (const { item, line } of files) {
    const { sha256 } = line.digests
    const known = wanted.get(sha256)
    known?.items.push(item)
    const opening = await source.opening(line.path.c)
    if (!opening) unopened += 1
    if (known && (known.copied || !copied)) continue
    const path = rawPath(opening?.value)
    wanted.set(sha256, { sha256, size: line.size, copied, path, sources, items: known?.items ?? [item] })
  }
  return unopened
}

/** @param known what the manifests list; undefined when the one that counts could not be read */
async function auditFindings(
  source: AuditSource,
  act: ActOf<'examination.record'>,
  known: Listed | undefined,
  findings: Finding[],
): Promise<number> {
  const subject = `findings ${act.acquisition}`
  const closed = closedCommitments(source)
  let strangers = 0
  let failed = 0
  const take = (line: FindingsLine) => {
    if (known && !isListed(known, line.sha256)) strangers += 1
    if (line.kind === 'failed') failed += 1
    if (line.kind !== 'nothing-found') closed.ask(line.kind === 'failed' ? line.reason.c : line.values.c)
  }
  const document = { subject, form: readFindingsLine, take, between: closed.settle }
  const whole = await readDocument(source, act.findings, document, findings)
  if (whole && (strangers > 0 || failed !== act.failed)) {
    findings.push(
      contradicted('manifest.mismatch', subject, {
        expected: `${act.failed} failed, 0 unknown blobs`,
        found: `${failed} failed, ${strangers} unknown blobs`,
      }),
    )
  }
  return whole ? closed.count : 0
}

const readManifestLine = lineForm<ManifestLine>(manifestLine)
const readFindingsLine = lineForm<FindingsLine>(findingsLine)

/** How a document of lines is read. */
interface Document<Line> {
  readonly subject: string
  readonly form: LineForm<Line>
  take(line: Line): void
  /** Called between pieces, for what takes time. */
  between(): Promise<void>
}

async function readDocument<Line>(
  source: AuditSource,
  expected: LinesReference,
  { subject, form, take, between }: Document<Line>,
  findings: Finding[],
): Promise<boolean> {
  const reader = linesReader(form)
  const read = await attemptReading(
    async () => {
      const bytes = await source.document(expected.sha256)
      if (!bytes) return 'absent'
      for await (const piece of noLongerThan(bytes, expected.size)) {
        for (const line of reader.read(piece)) take(line)
        await between()
      }
      return reader.finish()
    },
    (error) => findings.push(refusedDocument(error, subject, expected)),
  )
  if (read === 'absent') findings.push(unchecked('manifest.absent', subject, { sha256: expected.sha256 }))
  if (read === undefined || read === 'absent') return false
  const same = sameReference(read, expected)
  if (!same) {
    findings.push(
      contradicted('manifest.mismatch', subject, { expected: expected.sha256, found: read.sha256 }),
    )
  }
  return same
}

/** Bytes of another form contradict what was signed; bytes that could not be had are not checked. */
function refusedDocument(error: CustodiaError, subject: string, { sha256 }: LinesReference): Finding {
  return error.code === 'source.malformed'
    ? contradicted('manifest.malformed', subject, reasonOf(error))
    : unchecked('manifest.absent', subject, { sha256, ...reasonOf(error) })
}

/** What has grown beyond its recorded size is not read to its end. */
async function* noLongerThan(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let left = size
  for await (const piece of bytes) {
    left -= piece.length
    if (left < 0)
      throw new SourceError('source.malformed', { what: 'lines', reason: 'too long', longest: size })
    yield piece
  }
}

export interface AuditedBlobs {
  readonly findings: readonly Finding[]
  readonly blobs: number
  readonly bytes: number
}

/** Hashes evidence again and compares it with what the manifests say. */
export async function auditBlobs(
  wanted: readonly WantedEvidence[],
  find: EvidenceFinder,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<AuditedBlobs> {
  const findings: Finding[] = []
  let blobs = 0
  let bytes = 0
  for (const each of wanted) {
    const subject = `blob sha256:${each.sha256}`
    const found = await attemptReading(
      async () => hashOf(await find(each), each.size, onBytes),
      (error) => findings.push(unchecked('blob.absent', subject, { ...reasonOf(error), ...named(each) })),
    )
    if (!found) continue
    if (found.kind === 'absent')
      findings.push(unchecked('blob.absent', subject, { size: each.size, ...named(each) }))
    else if (found.sha256 !== each.sha256 || found.size !== each.size) {
      findings.push(contradicted('blob.mismatch', subject, { ...mismatch(each, found), ...named(each) }))
    } else {
      blobs += 1
      bytes += found.size
    }
  }
  if (blobs > 0) findings.push(confirmed('blob.confirmed', 'blobs', { blobs, bytes }))
  return { findings, blobs, bytes }
}

const itemsNamed = 5

/** Which items it is about, and the path of the first where it is opened: a name of evidence, for whoever asked for names. */
function named({ items, path }: WantedEvidence): Finding['details'] {
  return {
    items: items.slice(0, itemsNamed).join(', '),
    ...(items.length > itemsNamed ? { more: items.length - itemsNamed } : {}),
    ...(path === undefined ? {} : { name: textOrBytes(path) }),
  }
}

/** As it is where it is text, since whoever shows it escapes it; else escaped already. */
function textOrBytes(path: Uint8Array): string {
  const text = Buffer.from(path).toString('utf8')
  return Buffer.from(text).equals(path) ? text : displayBytes(path)
}

interface Hashed {
  readonly kind: 'read'
  /** Undefined when there was more than recorded: what has grown is not read to its end. */
  readonly sha256: string | undefined
  readonly size: number
}

function mismatch(wanted: WantedEvidence, found: Hashed): Finding['details'] {
  if (found.sha256 === undefined) return { expected: `${wanted.size} B`, found: `> ${wanted.size} B` }
  if (found.sha256 !== wanted.sha256) return { expected: wanted.sha256, found: found.sha256 }
  return { expected: `${wanted.size} B`, found: `${found.size} B` }
}

async function hashOf(
  bytes: AsyncIterable<Uint8Array> | undefined,
  longest: number,
  onBytes: (bytes: number) => void,
): Promise<Hashed | { kind: 'absent' }> {
  if (!bytes) return { kind: 'absent' }
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of bytes) {
    hash.update(piece)
    size += piece.length
    onBytes(piece.length)
    if (size > longest) return { kind: 'read', sha256: undefined, size }
  }
  return { kind: 'read', sha256: hash.digest('hex'), size }
}

/** The opening of a path: `{"bytes": base64}`. Undefined when it is anything else: then nobody knows the path. */
export function rawPath(value: unknown): Uint8Array | undefined {
  const bytes = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : undefined
  return typeof bytes === 'string' && isBase64(bytes) ? decodeBase64(bytes) : undefined
}

/** The opening of an acquisition's source: `{"paths": [{"bytes": base64}, …]}`. */
export function rawPaths(value: unknown): readonly Uint8Array[] | undefined {
  const paths = typeof value === 'object' && value !== null && 'paths' in value ? value.paths : undefined
  return Array.isArray(paths) ? paths.flatMap((each) => rawPath(each) ?? []) : undefined
}
