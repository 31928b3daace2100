import { randomInt } from 'node:crypto'
import { sizeOf } from '../custody/field-logs.js'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { opens } from '../encoding/commitment.js'
import { displayText } from '../encoding/safe-display.js'
import { emptyRoot } from '../merkle/hash.js'
import { isLeafHash, type LeafHash } from '../model/names.js'
import { type AuditedCover, auditCover } from './coverage.js'
import { auditDisputes } from './dispute.js'
import { auditErrata } from './errata.js'
import { type AuditedBlobs, type AuditedManifests, auditBlobs, auditManifests } from './evidence.js'
import { attempt, confirmed, contradicted, type Finding, reasonOf, unchecked } from './finding.js'
import { auditFork } from './fork.js'
import {
  auditAnchor,
  auditHeads,
  auditKeptCheckpoints,
  auditPin,
  auditReceipts,
  type Heads,
} from './heads.js'
import { type AuditedRecord, auditRecord, type KeptActs } from './record.js'
import {
  type AuditResult,
  type AuditScope,
  type Checked,
  type Coverage,
  type NotChecked,
  verdictOf,
} from './result.js'
import type { AuditSource, EvidenceFinder, Trust, WantedEvidence } from './source.js'

export interface AuditProgress {
  entries(count: number): void
  /** Total to be hashed again, once it is known. */
  evidence(files: number, bytes: number): void
  hashed(bytes: number): void
}

const silent: AuditProgress = { entries: () => undefined, evidence: () => undefined, hashed: () => undefined }

/**
 * Re-derives a record from signed bytes and says what holds, what is contradicted, and what nobody looked at. Believes only
 * `trust`, which comes from outside the record. Never throws for what it finds.
 */
export async function audit(
  source: AuditSource,
  trust: Trust,
  scope: AuditScope,
  find: EvidenceFinder,
  progress: AuditProgress = silent,
  kept: KeptActs = 'all',
): Promise<AuditResult> {
  const started = performance.now()
  const faults = await faultsOf(source)
  const record = await auditRecord(source, progress.entries, kept)
  const { heads, checkpoints } = await auditHeads(source, record, trust)
  const cover = await auditCover(source, heads, trust)
  const manifests = await auditManifests(source, record, scope.bytes !== 'none')
  const openings = await auditOpenings(source, record)
  const asked = chosen(manifests.wanted, scope)
  progress.evidence(
    asked.length,
    asked.reduce((sum, each) => sum + each.size, 0),
  )
  const blobs = await auditBlobs(asked, find, progress.hashed)
  const size = record.leaves.length
  const findings = [
    auditPin(record, trust),
    ...faults,
    ...record.findings,
    ...checkpoints.findings,
    ...(await auditKept(heads, trust, source.kind)),
    ...manifests.findings,
    ...blobs.findings,
    ...openings.findings,
    ...cover.findings,
    ...auditDisputes(record, cover.coveredBefore),
    ...(await auditErrata(trust.errata, record.trail)),
    ...requiredCoverage(scope, cover.coverage),
  ]
  return {
    kind: source.kind,
    verdict: verdictOf(findings),
    checked: checkedIn(record, manifests, blobs, checkpoints.checked, cover),
    findings,
    coverage: cover.coverage,
    breaks: [...record.breaks, ...cover.breaks].toSorted((a, b) => a.seq - b.seq),
    notChecked: [
      ...leftOut(scope, manifests.blobs, asked, blobs, record.stoppedAt, size),
      ...beyondReach(cover, record),
      { what: 'time-of-acts', why: 'not-possible' },
      { what: 'projections', why: 'not-asked' },
      ...unopened(openings.missing + manifests.unopened),
    ],
    scope,
    head: { size, root: encodeBase64(record.rootAt(size) ?? emptyRoot) },
    genesis: genesisOf(record),
    custody: record.custody,
    steps: record.steps,
    acquisitions: manifests.acquisitions,
    seconds: Math.round(performance.now() - started) / 1000,
  }
}

/** What this home and others have kept of the log. */
async function auditKept(heads: Heads, trust: Trust, kind: AuditSource['kind']): Promise<readonly Finding[]> {
  return [
    ...(await auditAnchor(heads, trust, kind)),
    ...(await auditKeptCheckpoints(heads, trust.checkpoints)),
    ...(await auditReceipts(heads, trust.receipts, kind)),
    ...(await auditFork(heads, trust)),
  ]
}

function genesisOf({ leaves }: AuditedRecord): LeafHash | undefined {
  const first = leaves.at(0)
  return first && (encodeBase64(first) as LeafHash)
}

function checkedIn(
  record: AuditedRecord,
  { manifests, items }: AuditedManifests,
  { blobs, bytes }: AuditedBlobs,
  checkpoints: number,
  { cosignatures, timestamps }: AuditedCover,
): Checked {
  const { leaves, signatures } = record
  return {
    entries: leaves.length,
    signatures,
    manifests,
    items,
    blobs,
    bytes,
    checkpoints,
    timestamps,
    cosignatures,
  }
}

async function faultsOf(source: AuditSource): Promise<readonly Finding[]> {
  const faults: Finding[] = []
  await attempt(
    async () => {
      for await (const fault of source.faults()) faults.push(fault)
    },
    (error) => faults.push(contradicted('storage.corrupt', source.kind, reasonOf(error))),
  )
  return faults
}

function unopened(count: number): readonly NotChecked[] {
  return count > 0 ? [{ what: 'openings', why: 'not-here', count }] : []
}

/** Every opening that is here must hash to the commitment it is kept under. `missing` counts what acts commit to and nobody opens. */
async function auditOpenings(
  source: AuditSource,
  { commitments: missing }: AuditedRecord,
): Promise<{ findings: readonly Finding[]; missing: number }> {
  const findings: Finding[] = []
  let openings = 0
  await attempt(
    async () => {
      for await (const opening of source.openings()) {
        openings += 1
        if (isLeafHash(opening.c)) missing.delete(decodeBase64(opening.c))
        if (!opens(opening))
          findings.push(
            contradicted('opening.mismatch', `opening ${displayText(opening.c)}`, { commitment: opening.c }),
          )
      }
    },
    (error) => findings.push(contradicted('opening.mismatch', 'openings', reasonOf(error))),
  )
  if (openings > 0 && findings.length === 0)
    findings.push(confirmed('opening.confirmed', 'openings', { openings }))
  return { findings, missing: missing.size }
}

function chosen(wanted: readonly WantedEvidence[], { bytes }: AuditScope): readonly WantedEvidence[] {
  if (bytes === 'all') return wanted
  if (bytes === 'none') return []
  if (bytes === 'vault') return wanted.filter(({ copied }) => copied)
  const left = [...wanted]
  const picked: WantedEvidence[] = []
  while (picked.length < bytes.sample && left.length > 0)
    picked.push(...left.splice(randomInt(left.length), 1))
  return picked
}

function leftOut(
  scope: AuditScope,
  wanted: number,
  asked: readonly WantedEvidence[],
  blobs: AuditedBlobs,
  stoppedAt: number | undefined,
  size: number,
): readonly NotChecked[] {
  const left: NotChecked[] = []
  if (asked.length < wanted) {
    left.push({
      what: 'blobs',
      why: typeof scope.bytes === 'object' ? 'sampled' : 'not-asked',
      count: wanted - asked.length,
    })
  }
  const absent = blobs.findings.filter((each) => each.code === 'blob.absent').length
  if (absent > 0) left.push({ what: 'blobs', why: 'not-here', count: absent })
  if (stoppedAt !== undefined)
    left.push({ what: 'entries-after-fault', why: 'stopped', count: size - stoppedAt })
  if (wanted > 0)
    left.push({ what: 'other-digests', why: 'not-asked' }, { what: 'physical-medium', why: 'not-possible' })
  return left
}

/** What nobody outside vouches for, and what is here of people whom nothing that was given names. */
function uncovered({ coverage, strangers }: AuditedCover): readonly NotChecked[] {
  const { size, coveredUpTo } = coverage
  const left: NotChecked[] = []
  const { cosignature, timestamp } = strangers
  const why = cosignature + timestamp > 0 ? 'not-trusted' : 'not-here'
  if (coveredUpTo === 0) left.push({ what: 'outside-cover', why, count: size })
  else if (coveredUpTo < size) left.push({ what: 'uncovered-tail', why, count: size - coveredUpTo })
  if (cosignature > 0) left.push({ what: 'cosignatures', why: 'not-trusted', count: cosignature })
  if (timestamp > 0) left.push({ what: 'timestamps', why: 'not-trusted', count: timestamp })
  return left
}

/** Field logs that were opened, and of which nothing stands here under a checkpoint of their own. */
function unjoined({ custody }: AuditedRecord): readonly NotChecked[] {
  const count = Object.values(custody?.fields ?? {}).filter(
    (log) => (log.joined?.size ?? 0) !== sizeOf(log) || sizeOf(log) === 0,
  ).length
  return count > 0 ? [{ what: 'field-logs', why: 'not-here', count }] : []
}

/** What no verifier has before it: entries that nobody outside vouches for, and entries that are gone. */
function beyondReach(cover: AuditedCover, record: AuditedRecord): readonly NotChecked[] {
  return [...uncovered(cover), ...lostEntries(record), ...unjoined(record)]
}

/** As often as the record itself says that entries of it are gone. */
function lostEntries({ custody }: AuditedRecord): readonly NotChecked[] {
  const count = custody?.lostBranches?.length ?? 0
  return count > 0 ? [{ what: 'lost-entries', why: 'not-possible', count }] : []
}

function requiredCoverage(
  { requireCoverage }: AuditScope,
  { size, coveredUpTo }: Coverage,
): readonly Finding[] {
  if (!requireCoverage || coveredUpTo === size) return []
  return [unchecked('coverage.absent', 'log', { size, covered: coveredUpTo })]
}
