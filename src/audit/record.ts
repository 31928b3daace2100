import { requireSignatures } from '../custody/authority.js'
import type { Break } from '../custody/breaks/rule.js'
import type { Custody } from '../custody/state.js'
import { begin, follow } from '../custody/tracks.js'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { CustodiaError } from '../errors.js'
import { type Entry, entryLeaf, noLeaf, parseEntry } from '../ledger/entry.js'
import { emptyFrontier, extend, type Frontier, frontierRoot } from '../merkle/frontier.js'
import type { Act } from '../model/act.js'
import type { Instant } from '../model/instant.js'
import type { LeafHash } from '../model/names.js'
import { parseSignedAct, type SignedAct } from '../signing/signed-act.js'
import { attempt, confirmed, contradicted, type Finding, type FindingCode, reasonOf } from './finding.js'
import type { AuditSource } from './source.js'

/** One act as the audit followed it. */
export interface Step {
  readonly seq: number
  readonly leaf: LeafHash
  readonly logTime: Instant
  readonly act: Act
}

/** A break and the entry at which it shows. */
export interface BreakAt extends Break {
  readonly seq: number
}

/** What re-deriving the log from its entries alone gave. */
export interface AuditedRecord {
  readonly leaves: readonly LeafHash[]
  /** Merkle root at every size from 0 to the number of entries, base64. */
  readonly roots: readonly string[]
  readonly steps: readonly Step[]
  readonly custody: Custody | undefined
  readonly breaks: readonly BreakAt[]
  readonly signatures: number
  /** First entry that the fold could not follow; what comes after it was hashed but not followed. */
  readonly stoppedAt: number | undefined
  readonly findings: readonly Finding[]
}

interface Walk {
  readonly leaves: LeafHash[]
  readonly roots: string[]
  readonly steps: Step[]
  readonly breaks: BreakAt[]
  readonly findings: Finding[]
  frontier: Frontier
  previous: LeafHash
  logTime: string
  custody: Custody | undefined
  signatures: number
  stoppedAt: number | undefined
}

/**
 * Re-derives everything the log means: numbers, chain, log time, leaf hashes, roots, signatures against the keys that counted at
 * each entry, and the custody fold from entry 0.
 */
export async function auditRecord(
  source: AuditSource,
  onEntry: (count: number) => void = () => undefined,
): Promise<AuditedRecord> {
  const walk: Walk = {
    leaves: [],
    roots: [encodeBase64(frontierRoot(emptyFrontier))],
    steps: [],
    breaks: [],
    findings: [],
    frontier: emptyFrontier,
    previous: noLeaf,
    logTime: '',
    custody: undefined,
    signatures: 0,
    stoppedAt: undefined,
  }
  await attempt(
    async () => {
      for await (const bytes of source.entries()) {
        await auditEntry(walk, bytes)
        onEntry(walk.leaves.length)
      }
    },
    (error) =>
      walk.findings.push(contradicted('storage.corrupt', `entry ${walk.leaves.length}`, reasonOf(error))),
  )
  return { ...walk, findings: [...walk.findings, ...summary(walk)] }
}

async function auditEntry(walk: Walk, bytes: Uint8Array): Promise<void> {
  const seq = walk.leaves.length
  const leaf = entryLeaf(bytes)
  const report = (code: FindingCode, details = {}) =>
    walk.findings.push(contradicted(code, `entry ${seq}`, { entry: seq, ...details }))
  const entry = await attempt(
    () => parseEntry(bytes),
    (error) => report('entry.malformed', reasonOf(error)),
  )
  if (entry) auditHeader(walk, entry, seq, report)
  const signed =
    entry &&
    (await attempt(
      () => parseSignedAct(entry.note),
      (error) => report('act.malformed', reasonOf(error)),
    ))
  const { seen } = signed?.act ?? {}
  if (seen && walk.roots[seen.size] !== seen.root) report('act.seen-mismatch', { size: seen.size })
  if (entry && signed) followAct(walk, { seq, leaf, logTime: entry.logTime, act: signed.act }, signed, report)
  else walk.stoppedAt ??= seq
  walk.leaves.push(leaf)
  walk.frontier = extend(walk.frontier, decodeBase64(leaf))
  walk.roots.push(encodeBase64(frontierRoot(walk.frontier)))
  walk.previous = leaf
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
    walk.signatures += requireSignatures(walk.custody, signed, step.seq)
    if (walk.custody) {
      for (const found of follow(walk.custody, step)) walk.breaks.push({ ...found, seq: step.seq })
    } else walk.custody = begin(step)
    walk.steps.push(step)
  } catch (error) {
    // Also what the keys an act enrols are refused for: KeyError.
    if (!(error instanceof CustodiaError)) throw error
    report(error.code === 'rule.unsigned' ? 'act.signature-invalid' : 'act.refused', reasonOf(error))
    walk.stoppedAt = step.seq
  }
}

function summary(walk: Walk): readonly Finding[] {
  const { length } = walk.leaves
  if (length === 0) return [contradicted('log.empty', 'log')]
  if (walk.findings.length > 0 || walk.stoppedAt !== undefined) return []
  return [
    confirmed('log.confirmed', 'log', {
      entries: length,
      signatures: walk.signatures,
      root: walk.roots[length] ?? '',
    }),
  ]
}
