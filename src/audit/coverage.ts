import { verifierKey } from '../custody/authority.js'
import { encodeBase64 } from '../encoding/base64.js'
import { displayText } from '../encoding/safe-display.js'
import { parseSignedNote, type SignedNote } from '../encoding/signed-note.js'
import { type Instant, instantOf, millisecondsOf } from '../model/instant.js'
import { isReached, type PolicyWitness, type TrustPolicy } from '../signing/trust-policy.js'
import type { VerifierKey } from '../signing/verifier-key.js'
import { attempt, confirmed, contradicted, type Finding, reasonOf, unchecked } from './finding.js'
import type { Heads } from './heads.js'
import type { BreakAt } from './record.js'
import type { Coverage, Covered } from './result.js'
import type { AuditSource, OutsideCover, Trust } from './source.js'
import { judgeStamp } from './timestamps.js'

/** What one piece of outside cover is worth to whoever trusts `trust`. */
export interface JudgedCover {
  readonly covered: readonly Covered[]
  readonly findings: readonly Finding[]
  /** How many cosignatures or time stamps it holds of people whom nothing that was given names: never cover, and never a fault. */
  readonly strangers: number
  /** What it shows of the clocks. */
  readonly breaks?: readonly BreakAt[]
}

type CoverBy = (cover: OutsideCover, heads: Heads, trust: Trust) => Promise<JudgedCover>

/** Who judges which kind of cover. */
const coverBy: Readonly<Record<OutsideCover['kind'], CoverBy>> = {
  cosignature: cosignatureCover,
  timestamp: async (cover, { record }, trust) => judgeStamp(cover, record, trust),
}

export interface AuditedCover {
  readonly coverage: Coverage
  readonly findings: readonly Finding[]
  readonly cosignatures: number
  readonly timestamps: number
  readonly breaks: readonly BreakAt[]
  /** How many entries were covered at a time, by the outsiders' own clocks. */
  coveredBefore(time: Instant): number
  /** By kind, how many were made by people whom nothing that was given names. */
  readonly strangers: Readonly<Record<OutsideCover['kind'], number>>
}

/**
 * Up to which entry people outside the lab vouch for the log: what they gave is verified against keys that the verifier trusts and
 * against the roots that the entries give. What is covered is what the trust policy's quorum has cosigned, or, where it asks for
 * none, anyone of its witnesses; a trusted time stamp covers by itself.
 */
export async function auditCover(source: AuditSource, heads: Heads, trust: Trust): Promise<AuditedCover> {
  const findings: Finding[] = []
  const breaks: BreakAt[] = []
  const covered = new Map<string, Covered>()
  const strangers = { cosignature: 0, timestamp: 0 }
  const judge = async (cover: OutsideCover) => {
    const judged = await coverBy[cover.kind](cover, heads, trust)
    for (const each of judged.covered) covered.set(`${each.kind} ${each.who} ${each.upTo} ${each.at}`, each)
    findings.push(...judged.findings)
    breaks.push(...(judged.breaks ?? []))
    strangers[cover.kind] += judged.strangers
  }
  await attempt(
    async () => {
      for await (const cover of source.cover()) await judge(cover)
    },
    (error) => findings.push(contradicted('storage.corrupt', 'cover', reasonOf(error))),
  )
  // What others kept may carry cosignatures too; whether it agrees with the log is said elsewhere.
  for (const { bytes } of trust.checkpoints) await judgeKept(bytes, heads, judge)
  const all = [...covered.values()]
  const coverage = coverageOf(all, heads, trust)
  const count = (kind: OutsideCover['kind']) => all.filter((each) => each.kind === kind).length
  return {
    coverage,
    findings: [...policyFindings(heads, trust), ...findings, ...summary(coverage)],
    cosignatures: count('cosignature'),
    timestamps: count('timestamp'),
    breaks,
    coveredBefore: (time) =>
      coverageOf(
        all.filter(({ at, accuracy = 0 }) => millisecondsOf(at) + accuracy <= millisecondsOf(time)),
        heads,
        trust,
      ).coveredUpTo,
    strangers,
  }
}

async function judgeKept(
  bytes: Uint8Array,
  heads: Heads,
  judge: (cover: OutsideCover) => Promise<void>,
): Promise<void> {
  const standing = await heads.standing(bytes)
  if (standing.kind === 'holds') await judge({ kind: 'cosignature', size: standing.size, bytes })
}

function coverageOf(covered: readonly Covered[], heads: Heads, trust: Trust): Coverage {
  const size = heads.record.leaves.length
  const sizes = [...new Set(covered.map(({ upTo }) => upTo))].toSorted((a, b) => b - a)
  const coveredUpTo = sizes.find((upTo) => isCovered(covered, upTo, trust)) ?? 0
  return { size, coveredUpTo, by: newest(covered) }
}

/** Whoever vouches for a larger size vouches for every smaller one: the roots of both follow from the same entries. */
function isCovered(covered: readonly Covered[], upTo: number, { policy }: Trust): boolean {
  const reaching = covered.filter((each) => each.upTo >= upTo)
  if (reaching.some(({ kind }) => kind === 'timestamp')) return true
  const witnesses = new Set(reaching.filter(({ kind }) => kind === 'cosignature').map(({ who }) => who))
  return witnesses.size > 0 && policy !== undefined && isReached(policy.quorum, witnesses)
}

/** The furthest of each, first come first. */
function newest(covered: readonly Covered[]): readonly Covered[] {
  const furthest = new Map<string, Covered>()
  for (const each of covered) {
    const name = `${each.kind} ${each.who}`
    const known = furthest.get(name)
    if (!known || each.upTo > known.upTo || (each.upTo === known.upTo && each.at < known.at))
      furthest.set(name, each)
  }
  return [...furthest.values()].toSorted((a, b) => b.upTo - a.upTo || (a.who < b.who ? -1 : 1))
}

function summary({ size, coveredUpTo, by }: Coverage): readonly Finding[] {
  const words = by.map(({ kind, who, upTo, at }) =>
    confirmed(`${kind}.confirmed`, `${kind} ${displayText(who)}`, { who, size: upTo, at }),
  )
  if (coveredUpTo === 0) return words
  const [from, last] = [coveredUpTo, size - 1]
  const tail = from > last ? {} : from === last ? { only: from } : { from, last }
  return [...words, confirmed('cover.confirmed', 'log', { covered: coveredUpTo, size, ...tail })]
}

/** A policy that lists logs speaks of these alone. */
function policyFindings({ record }: Heads, { policy }: Trust): readonly Finding[] {
  if (!policy || speaksOf(policy, logKeysOf(record))) return []
  return [unchecked('cover.other-log', 'policy', { log: record.custody?.log ?? '' })]
}

function speaksOf({ logs }: TrustPolicy, logKeys: readonly VerifierKey[]): boolean {
  const isListed = ({ name, publicKey }: VerifierKey) =>
    logs.some(({ key }) => key.name === name && Buffer.compare(key.publicKey, publicKey) === 0)
  return logs.length === 0 || logKeys.some(isListed)
}

/** The key the log signs with, and those it has signed with before. */
function logKeysOf({ custody }: Heads['record']): readonly VerifierKey[] {
  if (!custody) return []
  const { logKey, formerLogKeys = [] } = custody
  return [logKey, ...formerLogKeys.map(({ key }) => key)].map(verifierKey)
}

/** A checkpoint with lines of witnesses: it must be the log's own and one of its roots, or it is worse than no cover. */
async function cosignatureCover(
  { size, bytes }: OutsideCover,
  heads: Heads,
  { policy }: Trust,
): Promise<JudgedCover> {
  const subject = `checkpoint ${size}`
  const findings: Finding[] = []
  const standing = await heads.standing(bytes)
  if (standing.kind !== 'holds') {
    return { covered: [], findings: [contradicted(standing.code, subject, standing.details)], strangers: 0 }
  }
  if (standing.size !== size)
    findings.push(contradicted('cover.mismatch', subject, { expected: size, found: standing.size }))
  const note = parseSignedNote(bytes)
  const logKeys = logKeysOf(heads.record)
  const lines = note.signatures.filter(({ name }) => name !== heads.record.custody?.log)
  const witnesses = policy && speaksOf(policy, logKeys) ? outsiders(policy, logKeys) : []
  const covered: Covered[] = []
  let strangers = 0
  for (const line of lines) {
    const witness = witnesses.find(({ key }) => isOf(key, line))
    if (!witness) {
      strangers += 1
      continue
    }
    const time = witness.key.verify(note.text, line.signature)
    if (time === undefined)
      findings.push(contradicted('cosignature.invalid', subject, { witness: witness.key.name, size }))
    else covered.push(coveredBy(witness, standing.size, time))
  }
  return { covered, findings, strangers }
}

/** The log's own key under another name is nobody outside. */
function outsiders({ witnesses }: TrustPolicy, logKeys: readonly VerifierKey[]): readonly PolicyWitness[] {
  const own = logKeys.map(({ publicKey }) => encodeBase64(publicKey))
  return witnesses.filter(({ key }) => !own.includes(encodeBase64(key.publicKey)))
}

function isOf(key: PolicyWitness['key'], { name, keyId }: SignedNote['signatures'][number]): boolean {
  return key.name === name && Buffer.compare(key.keyId, keyId) === 0
}

function coveredBy({ name }: PolicyWitness, upTo: number, seconds: number): Covered {
  return { kind: 'cosignature', who: name, upTo, at: instantOf(seconds * 1000) }
}
