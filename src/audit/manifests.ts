import { decodeHex } from '../encoding/hex.js'
import { lineForm } from '../manifest/lines.js'
import { type HashSet, hashSet } from '../merkle/hash-set.js'
import type { ActOf } from '../model/act.js'
import { type FindingsLine, findingsLine } from '../model/findings-line.js'
import type { AcquisitionNumber } from '../model/names.js'
import { readDocument } from './document.js'
import { confirmed, contradicted, type Finding } from './finding.js'
import { auditItemLines, isAboutItems } from './item-lines.js'
import { type ListedFile, type Listing, readListing } from './listing.js'
import { rawPath, rawPaths } from './raw-path.js'
import type { Step } from './record.js'
import type { AuditSource, WantedEvidence } from './source.js'

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
  record: { readonly steps: readonly Pick<Step, 'act' | 'seq'>[] },
  keeps = true,
): Promise<AuditedManifests> {
  const listed: Listed = { wanted: new Map(), names: [], keeps, purged: new Map() }
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
    } else if (isAboutItems(step.act)) {
      const known = { acquisitions, isListed: (sha256: string) => isListed(listed, sha256) }
      const read = await auditItemLines(source, step.act, known, findings)
      for (const sha256 of read.purged) listed.purged.set(sha256, step.seq)
      unopened += read.unopened
      manifests += 1
    }
  }
  if (manifests > 0 && findings.length === 0)
    findings.push(confirmed('manifest.confirmed', 'manifests', { manifests }))
  const items = acquisitions.reduce((sum, each) => sum + each.files + each.unread, 0)
  const blobs = listed.wanted.size + listed.names.reduce((sum, names) => sum + names.size, 0)
  const wanted = [...listed.wanted.values()].map((each) => withPurge(each, listed.purged))
  return { findings, manifests, items, unopened, blobs, wanted, acquisitions }
}

function withPurge(wanted: WantedEvidence, purged: ReadonlyMap<string, number>): WantedEvidence {
  const entry = purged.get(wanted.sha256)
  return entry === undefined ? wanted : { ...wanted, purged: entry }
}

/** The blobs that manifests list: as what is to be hashed, or by name alone, each in the set of the first that lists it. */
interface Listed {
  readonly wanted: Wanted
  readonly names: HashSet[]
  readonly keeps: boolean
  /** Blobs that were removed by order and not read anew since, and the entry that says so. */
  readonly purged: Map<string, number>
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
  { wanted, names, keeps, purged }: Listed,
  findings: Finding[],
): Promise<{ totals: AcquisitionTotals; unopened: number } | undefined> {
  const subject = `manifest ${act.acquisition}`
  const kept: { readonly item: string; readonly file: ListedFile }[] = []
  const named = hashSet()
  const closed = closedCommitments(source)
  const found = { files: 0, bytes: 0, unread: 0 }
  const take = (line: Listing) => {
    if (line.kind === 'unread') {
      found.unread += 1
      closed.ask(line.path, line.reason)
      return
    }
    found.files += 1
    found.bytes += line.size
    if (act.copied) purged.delete(line.sha256)
    if (keeps) kept.push({ item: `${act.acquisition}/${found.files + found.unread}`, file: line })
    else {
      const blob = Buffer.from(line.sha256, 'hex')
      if (!isNamed(names, blob)) named.add(blob)
      closed.ask(line.path)
    }
  }
  const document = { subject, form: readListing, take, between: closed.settle }
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
  files: readonly { readonly item: string; readonly file: ListedFile }[],
  wanted: Wanted,
): Promise<number> {
  const sources = rawPaths((await source.opening(from.c))?.value)
  let unopened = 0
  for (const { item, file } of files) {
    const { sha256, size } = file
    const known = wanted.get(sha256)
    known?.items.push(item)
    const opening = await source.opening(file.path)
    if (!opening) unopened += 1
    if (known && (known.copied || !copied)) continue
    const path = rawPath(opening?.value)
    wanted.set(sha256, { sha256, size, copied, path, sources, items: known?.items ?? [item] })
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

const readFindingsLine = lineForm<FindingsLine>(findingsLine)
