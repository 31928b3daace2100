import { lineForm } from '../manifest/lines.js'
import type { Act, ActOf } from '../model/act.js'
import { type AssessmentLine, assessmentLine } from '../model/assessment-line.js'
import { type MatchLine, matchLine } from '../model/match-line.js'
import type { AcquisitionNumber } from '../model/names.js'
import { type PurgeLine, purgeLine } from '../model/purge-line.js'
import { readDocument } from './document.js'
import { contradicted, type Finding } from './finding.js'
import type { AuditSource } from './source.js'

// Documents that speak of items by the numbers of their lines: what a set knows, what a person determined, what was removed.

type AboutItems = ActOf<'hashset.match' | 'assessment.record' | 'purge.record'>

export function isAboutItems(act: Act): act is AboutItems {
  return act.kind === 'hashset.match' || act.kind === 'assessment.record' || act.kind === 'purge.record'
}

/** What the manifests before an act list. */
interface Known {
  readonly acquisitions: readonly {
    readonly acquisition: AcquisitionNumber
    readonly files: number
    readonly unread: number
  }[]
  isListed(sha256: string): boolean
}

interface ReadItemLines {
  /** Blobs that the document says were removed. */
  readonly purged: readonly string[]
  /** Values behind commitments that nobody opens. */
  readonly unopened: number
}

const nothing: ReadItemLines = { purged: [], unopened: 0 }

/** Holds a document about items against its act and against the manifests it speaks of. */
export async function auditItemLines(
  source: AuditSource,
  act: AboutItems,
  known: Known,
  findings: Finding[],
): Promise<ReadItemLines> {
  switch (act.kind) {
    case 'hashset.match':
      return auditMatches(source, act, known, findings)
    case 'assessment.record':
      return auditAssessments(source, act, known, findings)
    case 'purge.record':
      return auditPurge(source, act, known, findings)
  }
}

/** How many lines name an item that the manifest does not have; none where the manifest could not be read. */
function strangers({ acquisitions }: Known, acquisition: AcquisitionNumber) {
  const totals = acquisitions.find((each) => each.acquisition === acquisition)
  const last = totals && totals.files + totals.unread
  return (line: number): number => (last !== undefined && line > last ? 1 : 0)
}

const readMatchLine = lineForm<MatchLine>(matchLine)

async function auditMatches(
  source: AuditSource,
  act: ActOf<'hashset.match'>,
  known: Known,
  findings: Finding[],
): Promise<ReadItemLines> {
  const subject = `matches ${act.acquisition}`
  const found = { matched: 0, weak: 0, conflicting: 0, unknown: 0 }
  const strange = strangers(known, act.acquisition)
  const take = (line: MatchLine) => {
    found.unknown += strange(line.line)
    if (line.kind === 'conflict') found.conflicting += 1
    else found.matched += 1
    if (line.kind === 'match' && line.weak) found.weak += 1
  }
  const document = { subject, form: readMatchLine, take, between: async () => undefined }
  if (!(await readDocument(source, act.matches, document, findings))) return nothing
  const { matched, weak, conflicting } = act
  hold(findings, subject, { matched, weak, conflicting, unknown: 0 }, found)
  return nothing
}

const readAssessmentLine = lineForm<AssessmentLine>(assessmentLine)

async function auditAssessments(
  source: AuditSource,
  act: ActOf<'assessment.record'>,
  known: Known,
  findings: Finding[],
): Promise<ReadItemLines> {
  const subject = `assessments ${act.acquisition}`
  const strange = strangers(known, act.acquisition)
  let asked: string[] = []
  let unknown = 0
  let unopened = 0
  const take = (line: AssessmentLine) => {
    unknown += strange(line.line)
    if (line.remark) asked.push(line.remark.c)
  }
  const between = async () => {
    for (const commitment of asked) if (!(await source.opening(commitment))) unopened += 1
    asked = []
  }
  const document = { subject, form: readAssessmentLine, take, between }
  if (!(await readDocument(source, act.assessments, document, findings))) return nothing
  hold(findings, subject, { unknown: 0 }, { unknown })
  return { purged: [], unopened }
}

const readPurgeLine = lineForm<PurgeLine>(purgeLine)

async function auditPurge(
  source: AuditSource,
  act: ActOf<'purge.record'>,
  known: Known,
  findings: Finding[],
): Promise<ReadItemLines> {
  const subject = `purge ${act.blobs.sha256}`
  const sizes = new Map<string, number>()
  let unknown = 0
  const take = ({ acquisition, line, sha256, size }: PurgeLine) => {
    sizes.set(sha256, size)
    const isKnown = known.acquisitions.some((each) => each.acquisition === acquisition)
    unknown += isKnown && !known.isListed(sha256) ? 1 : strangers(known, acquisition)(line)
  }
  const document = { subject, form: readPurgeLine, take, between: async () => undefined }
  if (!(await readDocument(source, act.blobs, document, findings))) return nothing
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  hold(findings, subject, { bytes: act.bytes, unknown: 0 }, { bytes, unknown })
  return { purged: [...sizes.keys()], unopened: 0 }
}

type Counts = Readonly<Record<string, number>>

function hold(findings: Finding[], subject: string, expected: Counts, found: Counts): void {
  const text = (counts: Counts) =>
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')
  if (text(expected) !== text(found))
    findings.push(
      contradicted('manifest.mismatch', subject, { expected: text(expected), found: text(found) }),
    )
}
