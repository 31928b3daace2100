import { requireSignatures } from '../custody/authority.js'
import type { Break } from '../custody/breaks/rule.js'
import type { CustodyEntry } from '../custody/entry.js'
import type { Custody } from '../custody/state.js'
import { begin, follow } from '../custody/tracks.js'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { encodeHex } from '../encoding/hex.js'
import { CustodiaError } from '../errors.js'
import { type Entry, noLeaf, parseEntry } from '../ledger/entry.js'
import { broughtEntry } from '../ledger/field-entry.js'
import { emptyRoot, leafHash } from '../merkle/hash.js'
import type { HashList } from '../merkle/hash-list.js'
import { type HashSet, hashSet } from '../merkle/hash-set.js'
import { type KeptTree, keptTree } from '../merkle/kept-tree.js'
import type { Act } from '../model/act.js'
import type { Instant } from '../model/instant.js'
import type { LeafHash, Origin, PersonCode } from '../model/names.js'
import { parseSignedAct, type SignedAct } from '../signing/signed-act.js'
import {
  attempt,
  attemptNow,
  confirmed,
  contradicted,
  type Finding,
  type FindingCode,
  reasonOf,
} from './finding.js'
import { type SignatureCrew, withCrew } from './signature-crew.js'
import type { AuditSource } from './source.js'
import { newTrail, type Trail } from './trail.js'

/** One act as the audit followed it. */
export interface Step {
  readonly seq: number
  readonly leaf: LeafHash
  readonly logTime: Instant
  readonly act: Act
  /** Whose key signed it, and which: `<person>+<key id>`, in the order of the lines. */
  readonly signers: readonly string[]
  /** For an act of a field log: where it stood there, who brought it in, and when. All the rest is as it was there. */
  readonly brought?: BroughtFrom
}

export interface BroughtFrom {
  readonly log: Origin
  readonly entry: number
  readonly by: PersonCode
  readonly at: Instant
  /** The entry that brings it. */
  readonly carrier: CustodyEntry
}

/** A break and the entry at which it shows. */
export interface BreakAt extends Break {
  readonly seq: number
}

/** What re-deriving the log from its entries alone gave. */
export interface AuditedRecord {
  readonly leaves: HashList
  /** Merkle root at every size from 0 to the number of entries. */
  rootAt(size: number): Uint8Array | undefined
  readonly trail: Trail
  /** Every act that was followed, or, where they were not to be kept, those that name keys or documents. */
  readonly steps: readonly Step[]
  /** Every commitment in an act that was followed. */
  readonly commitments: HashSet
  readonly custody: Custody | undefined
  readonly breaks: readonly BreakAt[]
  readonly signatures: number
  /** First entry that the fold could not follow; what comes after it was hashed but not followed. */
  readonly stoppedAt: number | undefined
  readonly findings: readonly Finding[]
}

interface Walk {
  readonly tree: KeptTree
  readonly trail: Trail
  readonly steps: Step[]
  readonly commitments: HashSet
  readonly breaks: BreakAt[]
  readonly findings: Finding[]
  readonly keeps: (act: Act) => boolean
  readonly crew: SignatureCrew
  previous: string
  logTime: string
  custody: Custody | undefined
  signatures: number
  stoppedAt: number | undefined
}

/** A report tells of every act. Whoever asks for a verdict alone need not hold a million of them in memory. */
export type KeptActs = 'all' | 'telling'

/**
 * Re-derives everything the log means: numbers, chain, log time, leaf hashes, roots, signatures against the keys that counted at
 * each entry, and the custody fold from entry 0.
 */
export async function auditRecord(
  source: Pick<AuditSource, 'entries'>,
  onEntry: (count: number) => void = () => undefined,
  kept: KeptActs = 'all',
): Promise<AuditedRecord> {
  return withCrew(async (crew) => {
    const walk = newWalk(crew, kept)
    await attempt(
      async () => {
        for await (const bytes of source.entries()) {
          auditEntry(walk, bytes)
          onEntry(walk.tree.leaves.length)
          if (crew.failed) return
          await crew.room()
        }
      },
      (error) =>
        walk.findings.push(
          contradicted('storage.corrupt', `entry ${walk.tree.leaves.length}`, reasonOf(error)),
        ),
    )
    const { leaves, rootAt } = walk.tree
    return { ...walk, leaves, rootAt, findings: [...walk.findings, ...summary(walk)] }
  })
}

function newWalk(crew: SignatureCrew, kept: KeptActs): Walk {
  return {
    tree: keptTree(),
    trail: newTrail(),
    steps: [],
    commitments: hashSet(),
    breaks: [],
    findings: [],
    keeps: kept === 'all' ? () => true : isTelling,
    crew,
    previous: noLeaf,
    logTime: '',
    custody: undefined,
    signatures: 0,
    stoppedAt: undefined,
  }
}

function isTelling(act: Act): boolean {
  return 'key' in act || 'manifest' in act || 'findings' in act
}

function auditEntry(walk: Walk, bytes: Uint8Array): void {
  const seq = walk.tree.leaves.length
  const leaf = leafHash(bytes)
  const leafText = encodeBase64(leaf) as LeafHash
  const report: Report = (code, details = {}) =>
    walk.findings.push(contradicted(code, `entry ${seq}`, { entry: seq, ...details }))
  const entry = attemptNow(
    () => parseEntry(bytes),
    (error) => report('entry.malformed', reasonOf(error)),
  )
  if (entry) auditHeader(walk, entry, seq, report)
  const signed =
    entry &&
    attemptNow(
      () => parseSignedAct(entry.note),
      (error) => report('act.malformed', reasonOf(error)),
    )
  if (signed) auditSeen(walk, signed.act.seen, report)
  if (entry && signed) followAct(walk, stepOf(seq, leafText, entry, signed), signed, report)
  else walk.stoppedAt ??= seq
  walk.tree.add(leaf)
  walk.previous = leafText
}

function auditSeen(walk: Walk, { size, root }: Act['seen'], report: Report): void {
  const found = walk.tree.rootAt(size)
  if (!found || encodeBase64(found) !== root) report('act.seen-mismatch', { size })
}

/** What an entry tells of: its own act, or that of the field log's entry which it brings. */
function toldStep(step: Step): Step {
  const { act, logTime, seq } = step
  if (act.kind !== 'field.entry') return step
  const { entry, leaf, signed } = broughtEntry(act)
  const brought = { log: act.field, entry: entry.seq, by: act.by, at: logTime, carrier: step }
  return { ...stepOf(seq, leaf, entry, signed), brought }
}

function stepOf(seq: number, leaf: LeafHash, { logTime }: Entry, { act, signatures }: SignedAct): Step {
  const own = `${act.log}/`
  const signers = signatures
    .filter(({ name }) => name.startsWith(own))
    .map(({ name, keyId }) => `${name.slice(own.length)}+${encodeHex(keyId)}`)
  return { seq, leaf, logTime, act, signers }
}

type Report = (code: FindingCode, details?: Finding['details']) => void

function auditHeader(walk: Walk, entry: Entry, seq: number, report: Report): void {
  if (entry.seq !== seq) report('entry.out-of-sequence', { found: entry.seq })
  if (entry.previous !== walk.previous)
    report('entry.chain-broken', { found: entry.previous, expected: walk.previous })
  if (entry.logTime < walk.logTime)
    report('entry.clock-backward', { found: entry.logTime, newest: walk.logTime })
  if (entry.logTime > walk.logTime) walk.logTime = entry.logTime
}

function followAct(walk: Walk, step: Step, signed: SignedAct, report: Report): void {
  if (walk.stoppedAt !== undefined) return
  try {
    walk.signatures += requireSignatures(walk.custody, signed, step.seq, walk.crew.check)
    if (walk.custody) {
      for (const found of follow(walk.custody, step)) walk.breaks.push({ ...found, seq: step.seq })
    } else walk.custody = begin(step)
    const told = toldStep(step)
    const signers = told === step ? step.signers : [...step.signers, ...told.signers]
    walk.trail.add({ logTime: step.logTime, signers, software: told.act.software }, step.act.seen.size)
    addCommitments(walk.commitments, told.act)
    if (told !== step) addCommitments(walk.commitments, step.act)
    if (walk.keeps(told.act)) walk.steps.push(told)
  } catch (error) {
    // Also what the keys an act enrols are refused for: KeyError.
    if (!(error instanceof CustodiaError)) throw error
    report(error.code === 'rule.unsigned' ? 'act.signature-invalid' : 'act.refused', reasonOf(error))
    walk.stoppedAt = step.seq
  }
}

/** Every `{"c": …}` in an act, however deep. */
function addCommitments(commitments: HashSet, value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if ('c' in value && typeof value.c === 'string') commitments.add(decodeBase64(value.c))
  else for (const member of Object.values(value)) addCommitments(commitments, member)
}

function summary(walk: Walk): readonly Finding[] {
  const { length } = walk.tree.leaves
  if (length === 0) return [contradicted('log.empty', 'log')]
  if (walk.findings.length > 0 || walk.stoppedAt !== undefined) return []
  return [
    confirmed('log.confirmed', 'log', {
      entries: length,
      signatures: walk.signatures,
      root: encodeBase64(walk.tree.rootAt(length) ?? emptyRoot),
    }),
  ]
}
