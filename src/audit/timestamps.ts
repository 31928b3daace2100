import { encodeUtf8 } from '../encoding/utf8.js'
import { millisecondsOf } from '../model/instant.js'
import { formatCheckpoint } from '../signing/checkpoint.js'
import { type Judgement, judgeTimestamp, type Stamp, type TokenRule } from '../timestamps/judge.js'
import { attempt, contradicted, type Finding, reasonOf, unchecked } from './finding.js'
import type { AuditedRecord, BreakAt } from './record.js'
import type { Covered } from './result.js'
import type { OutsideCover, Trust } from './source.js'

/** What one time stamp is worth to whoever trusts `trust`. */
export interface JudgedStamp {
  readonly covered: readonly Covered[]
  readonly findings: readonly Finding[]
  /** 1 when it is sound and from nobody who was pinned. */
  readonly strangers: number
  readonly breaks: readonly BreakAt[]
}

/** Rules that say what this program does not do, and nothing about the token. */
const beyondUs: readonly TokenRule[] = [
  'algorithm',
  'imprint-algorithm',
  'certificate-absent',
  'certificate-unnamed',
]

/**
 * Holds a time stamp against the checkpoint it is kept for, which is derived anew from the entries. A token that breaks the rules of
 * time stamping contradicts; one that is sound and from no pinned authority is a stranger's, never cover and never a fault.
 */
export async function judgeStamp(
  { size, bytes }: OutsideCover,
  record: AuditedRecord,
  { authorities = [] }: Pick<Trust, 'authorities'>,
): Promise<JudgedStamp> {
  const nothing: JudgedStamp = { covered: [], findings: [], strangers: 0, breaks: [] }
  const subject = `checkpoint ${size}`
  const found = (finding: Finding): JudgedStamp => ({ ...nothing, findings: [finding] })
  const entries = record.leaves.length
  if (size > entries) return found(contradicted('timestamp.beyond-log', subject, { size, entries }))
  const message = stampedText(record, size)
  if (!message) return { ...nothing, strangers: 1 }
  const refusals: Finding[] = []
  const judged = await attempt(
    () => judgeTimestamp(bytes, { message, authorities }),
    (error) => refusals.push(contradicted('timestamp.malformed', subject, { ...reasonOf(error), size })),
  )
  if (!judged) return { ...nothing, findings: refusals }
  if (judged.kind === 'refused') return found(refusal(judged, subject, size))
  const { time, accuracy } = judged.stamp
  if (judged.kind === 'untrusted') {
    if (judged.rule === 'root') return { ...nothing, strangers: 1 }
    return found(unchecked('timestamp.untrusted', subject, { ...because(judged.rule), size, time }))
  }
  const covered: Covered = {
    kind: 'timestamp',
    who: judged.authority,
    upTo: size,
    at: time,
    ...(accuracy > 0 ? { accuracy } : {}),
  }
  return { ...nothing, covered: [covered], breaks: bracketBreaks(record, size, judged.stamp) }
}

/** The three lines that the log signs and cosignatures are over; undefined while the record does not say its name. */
function stampedText({ custody, rootAt }: AuditedRecord, size: number): Uint8Array | undefined {
  const root = rootAt(size)
  if (!custody || root === undefined) return undefined
  return encodeUtf8(formatCheckpoint({ origin: custody.log, size, root }))
}

function refusal({ rule }: Extract<Judgement, { kind: 'refused' }>, subject: string, size: number): Finding {
  const details = { ...because(rule), size }
  return beyondUs.includes(rule)
    ? unchecked('timestamp.unsupported', subject, details)
    : contradicted('timestamp.refused', subject, details)
}

function because(rule: string): Finding['details'] {
  return { what: 'time stamp', reason: rule, error: 'source.refused' }
}

const minute = 60_000
/** Two clocks that are set may still differ by this much, as in the rules of custody about clocks. */
const tolerance = 5 * minute

/**
 * What is covered existed when it was stamped, so a later log time is a wrong clock. What follows may have been written before the
 * stamp came back, and after a long way there; an earlier log time is a question and no contradiction. Log time never decreases, or is
 * contradicted elsewhere, so the entries that do not fit lie next to the stamped head.
 */
function bracketBreaks({ trail }: AuditedRecord, size: number, stamp: Stamp): readonly BreakAt[] {
  const time = millisecondsOf(stamp.time)
  const allowed = stamp.accuracy + tolerance
  let ahead = size
  while (trail.timeAt(ahead - 1) > time + allowed) ahead -= 1
  let behind = size
  while (trail.timeAt(behind) < time - allowed) behind += 1
  return [
    ...(ahead < size ? [breakOver('STAMP-BEFORE-LOG', 'major', ahead, size - 1)] : []),
    ...(behind > size ? [breakOver('LOG-BEFORE-STAMP', 'minor', size, behind - 1, [size - 1])] : []),
  ]
}

/** Shows at the first of the entries, and names the last. */
function breakOver(
  code: string,
  severity: BreakAt['severity'],
  first: number,
  last: number,
  about: readonly number[] = [],
): BreakAt {
  return { code, severity, live: 'record', seq: first, entries: [...about, ...(last > first ? [last] : [])] }
}
