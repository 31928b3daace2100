import { randomInt } from 'node:crypto'
import { opens } from '../encoding/commitment.js'
import { displayText } from '../encoding/safe-display.js'
import { type AuditedBlobs, type AuditedManifests, auditBlobs, auditManifests } from './evidence.js'
import { attempt, confirmed, contradicted, type Finding, reasonOf, unchecked } from './finding.js'
import {
  auditAnchor,
  auditCheckpoints,
  auditKeptCheckpoints,
  auditPin,
  auditReceipts,
  headsOf,
} from './heads.js'
import { type AuditedRecord, auditRecord } from './record.js'
import { type AuditResult, type AuditScope, type Checked, type NotChecked, verdictOf } from './result.js'
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
): Promise<AuditResult> {
  const started = performance.now()
  const faults = await faultsOf(source)
  const record = await auditRecord(source, progress.entries)
  const heads = headsOf(record)
  const checkpoints = await auditCheckpoints(source, heads, trust)
  const manifests = await auditManifests(source, record)
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
    ...(await auditAnchor(heads, trust)),
    ...(await auditKeptCheckpoints(heads, trust.checkpoints)),
    ...(await auditReceipts(heads, trust.receipts)),
    ...manifests.findings,
    ...blobs.findings,
    ...openings.findings,
    ...(scope.requireCoverage ? [unchecked('coverage.absent', 'log', { size })] : []),
  ]
  return {
    kind: source.kind,
    verdict: verdictOf(findings),
    checked: checkedIn(record, manifests, blobs, checkpoints.checked),
    findings,
    coverage: { size, coveredUpTo: 0, by: [] },
    breaks: record.breaks,
    notChecked: [
      ...leftOut(scope, manifests.wanted, asked, blobs, record.stoppedAt, size),
      ...unopened(openings.missing + manifests.unopened),
    ],
    scope,
    head: { size, root: record.roots[size] ?? '' },
    genesis: record.leaves[0],
    custody: record.custody,
    steps: record.steps,
    acquisitions: manifests.acquisitions,
    seconds: Math.round(performance.now() - started) / 1000,
  }
}

function checkedIn(
  record: AuditedRecord,
  { manifests, items }: AuditedManifests,
  { blobs, bytes }: AuditedBlobs,
  checkpoints: number,
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
    timestamps: 0,
    cosignatures: 0,
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
  { steps }: AuditedRecord,
): Promise<{ findings: readonly Finding[]; missing: number }> {
  const findings: Finding[] = []
  const missing = new Set(steps.flatMap(({ act }) => commitmentsIn(act)))
  let openings = 0
  await attempt(
    async () => {
      for await (const opening of source.openings()) {
        openings += 1
        missing.delete(opening.c)
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

/** Every `{"c": …}` in an act, however deep. */
function commitmentsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('c' in value && typeof value.c === 'string') return [value.c]
  return Object.values(value).flatMap(commitmentsIn)
}

function chosen(wanted: readonly WantedEvidence[], { bytes }: AuditScope): readonly WantedEvidence[] {
  if (bytes === 'all') return wanted
  if (bytes === 'none') return []
  const left = [...wanted]
  const picked: WantedEvidence[] = []
  while (picked.length < bytes.sample && left.length > 0)
    picked.push(...left.splice(randomInt(left.length), 1))
  return picked
}

function leftOut(
  scope: AuditScope,
  wanted: readonly WantedEvidence[],
  asked: readonly WantedEvidence[],
  blobs: AuditedBlobs,
  stoppedAt: number | undefined,
  size: number,
): readonly NotChecked[] {
  const left: NotChecked[] = []
  if (asked.length < wanted.length) {
    left.push({
      what: 'blobs',
      why: scope.bytes === 'none' ? 'not-asked' : 'sampled',
      count: wanted.length - asked.length,
    })
  }
  const absent = blobs.findings.filter((each) => each.code === 'blob.absent').length
  if (absent > 0) left.push({ what: 'blobs', why: 'not-here', count: absent })
  if (stoppedAt !== undefined)
    left.push({ what: 'entries-after-fault', why: 'stopped', count: size - stoppedAt })
  if (wanted.length > 0)
    left.push({ what: 'other-digests', why: 'not-asked' }, { what: 'physical-medium', why: 'not-possible' })
  left.push(
    { what: 'outside-cover', why: 'not-here', count: size },
    { what: 'time-of-acts', why: 'not-possible' },
  )
  left.push({ what: 'projections', why: 'not-asked' })
  return left
}
