import { createHash } from 'node:crypto'
import { decodeBase64, isBase64 } from '../encoding/base64.js'
import { type CustodiaError, SourceError } from '../errors.js'
import { type LinesRead, readLines, sameReference } from '../manifest/lines.js'
import type { ActOf } from '../model/act.js'
import type { LinesReference } from '../model/field.js'
import { type FindingsLine, findingsLine } from '../model/findings-line.js'
import { type FileLine, type ManifestLine, manifestLine } from '../model/manifest-line.js'
import type { AcquisitionNumber } from '../model/names.js'
import { attemptReading, confirmed, contradicted, type Finding, reasonOf, unchecked } from './finding.js'
import type { AuditedRecord } from './record.js'
import type { AuditSource, EvidenceFinder, WantedEvidence } from './source.js'

/** What the manifests say, once they are shown to be the ones that were signed. */
export interface AuditedManifests {
  readonly findings: readonly Finding[]
  readonly manifests: number
  readonly items: number
  /** Paths that nobody opens, among those looked for. */
  readonly unopened: number
  /** Every file to hash again, each blob once. */
  readonly wanted: readonly WantedEvidence[]
  readonly acquisitions: readonly AcquisitionTotals[]
}

export interface AcquisitionTotals {
  readonly acquisition: AcquisitionNumber
  readonly files: number
  readonly bytes: number
  readonly unread: number
}

/** Reads every manifest and findings blob that an act names and holds it against the act. */
export async function auditManifests(source: AuditSource, record: AuditedRecord): Promise<AuditedManifests> {
  const wanted = new Map<string, WantedEvidence>()
  const findings: Finding[] = []
  const acquisitions: AcquisitionTotals[] = []
  let manifests = 0
  for (const step of record.steps) {
    if (step.act.kind === 'acquisition.record') {
      const totals = await auditManifest(source, step.act, wanted, findings)
      if (totals) acquisitions.push(totals)
      manifests += 1
    } else if (step.act.kind === 'examination.record') {
      const { acquisition } = step.act
      const known = acquisitions.some((each) => each.acquisition === acquisition) ? wanted : undefined
      await auditFindings(source, step.act, known, findings)
      manifests += 1
    }
  }
  if (manifests > 0 && findings.length === 0)
    findings.push(confirmed('manifest.confirmed', 'manifests', { manifests }))
  const items = acquisitions.reduce((sum, each) => sum + each.files + each.unread, 0)
  const unopened = [...wanted.values()].filter(({ path }) => path === undefined).length
  return { findings, manifests, items, unopened, wanted: [...wanted.values()], acquisitions }
}

async function auditManifest(
  source: AuditSource,
  act: ActOf<'acquisition.record'>,
  wanted: Map<string, WantedEvidence>,
  findings: Finding[],
): Promise<AcquisitionTotals | undefined> {
  const subject = `manifest ${act.acquisition}`
  const sources = rawPaths((await source.opening(act.source.c))?.value)
  const files: FileLine[] = []
  let unread = 0
  const whole = await readDocument<ManifestLine>(
    source,
    act.manifest,
    manifestLine,
    subject,
    findings,
    (line) => {
      if (line.kind === 'file') files.push(line)
      else unread += 1
    },
  )
  if (!whole) return undefined
  const bytes = files.reduce((sum, each) => sum + each.size, 0)
  if (files.length !== act.items || bytes !== act.bytes || unread !== act.failed) {
    findings.push(
      contradicted('manifest.mismatch', subject, {
        expected: `${act.items} files, ${act.bytes} bytes, ${act.failed} unread`,
        found: `${files.length} files, ${bytes} bytes, ${unread} unread`,
      }),
    )
  }
  for (const line of files) {
    const { sha256 } = line.digests
    const known = wanted.get(sha256)
    if (known && (known.copied || !act.copied)) continue
    const path = rawPath((await source.opening(line.path.c))?.value)
    wanted.set(sha256, { sha256, size: line.size, copied: act.copied, path, sources })
  }
  return { acquisition: act.acquisition, files: files.length, bytes, unread }
}

/** @param known what the manifests list; undefined when the one that counts could not be read */
async function auditFindings(
  source: AuditSource,
  act: ActOf<'examination.record'>,
  known: ReadonlyMap<string, WantedEvidence> | undefined,
  findings: Finding[],
): Promise<void> {
  const subject = `findings ${act.acquisition}`
  let strangers = 0
  let failed = 0
  const whole = await readDocument<FindingsLine>(
    source,
    act.findings,
    findingsLine,
    subject,
    findings,
    (line) => {
      if (known && !known.has(line.sha256)) strangers += 1
      if (line.kind === 'failed') failed += 1
    },
  )
  if (!whole || (strangers === 0 && failed === act.failed)) return
  findings.push(
    contradicted('manifest.mismatch', subject, {
      expected: `${act.failed} failed, 0 unknown blobs`,
      found: `${failed} failed, ${strangers} unknown blobs`,
    }),
  )
}

async function readDocument<Line>(
  source: AuditSource,
  expected: LinesReference,
  form: Parameters<typeof readLines<Line>>[1],
  subject: string,
  findings: Finding[],
  take: (line: Line) => void,
): Promise<boolean> {
  const whole: LinesRead = {}
  const read = await attemptReading(
    async () => {
      const bytes = await source.document(expected.sha256)
      if (!bytes) return 'absent'
      for await (const line of readLines(noLongerThan(bytes, expected.size), form, whole)) take(line)
      return 'read'
    },
    (error) => findings.push(refusedDocument(error, subject, expected)),
  )
  if (read === 'absent') findings.push(unchecked('manifest.absent', subject, { sha256: expected.sha256 }))
  if (!whole.reference) return false
  const same = sameReference(whole.reference, expected)
  if (!same) {
    findings.push(
      contradicted('manifest.mismatch', subject, {
        expected: expected.sha256,
        found: whole.reference.sha256,
      }),
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
      (error) => findings.push(unchecked('blob.absent', subject, reasonOf(error))),
    )
    if (!found) continue
    if (found.kind === 'absent') findings.push(unchecked('blob.absent', subject, { size: each.size }))
    else if (found.sha256 !== each.sha256 || found.size !== each.size) {
      findings.push(contradicted('blob.mismatch', subject, mismatch(each, found)))
    } else {
      blobs += 1
      bytes += found.size
    }
  }
  if (blobs > 0) findings.push(confirmed('blob.confirmed', 'blobs', { blobs, bytes }))
  return { findings, blobs, bytes }
}

interface Hashed {
  readonly kind: 'read'
  /** Undefined when there was more than recorded: what has grown is not read to its end. */
  readonly sha256: string | undefined
  readonly size: number
}

function mismatch(wanted: WantedEvidence, found: Hashed): Finding['details'] {
  if (found.sha256 === undefined) return { expected: wanted.sha256, found: `> ${wanted.size} B` }
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
