import type { Custody } from '../custody/state.js'
import type { LeafHash } from '../model/names.js'
import type { AcquisitionTotals } from './evidence.js'
import type { Finding, Verdict } from './finding.js'
import type { BreakAt, Step } from './record.js'

/** How many of each were read and compared. */
export interface Checked {
  readonly entries: number
  readonly signatures: number
  readonly manifests: number
  readonly items: number
  readonly blobs: number
  readonly bytes: number
  readonly checkpoints: number
  readonly timestamps: number
  readonly cosignatures: number
}

/** Something that nobody looked at, and why. Never left out: a clean result says what it is clean of. */
export interface NotChecked {
  readonly what: NotCheckedThing
  readonly why: 'not-asked' | 'not-here' | 'not-possible' | 'sampled' | 'stopped'
  readonly count?: number
}

export const notCheckedThings = [
  'blobs',
  'other-digests',
  'outside-cover',
  'projections',
  'entries-after-fault',
  'openings',
  'physical-medium',
  'time-of-acts',
] as const
export type NotCheckedThing = (typeof notCheckedThings)[number]

/** Up to which entry somebody outside the lab vouches for the log. */
export interface Coverage {
  readonly size: number
  readonly coveredUpTo: number
  readonly by: readonly string[]
}

/** Everything one audit found. Reports are composed from this and from nothing else. */
export interface AuditResult {
  readonly kind: 'case' | 'disclosure'
  readonly verdict: Verdict
  readonly checked: Checked
  readonly findings: readonly Finding[]
  readonly coverage: Coverage
  readonly breaks: readonly BreakAt[]
  readonly notChecked: readonly NotChecked[]
  readonly scope: AuditScope
  readonly head: { readonly size: number; readonly root: string }
  readonly genesis: LeafHash | undefined
  readonly custody: Custody | undefined
  readonly steps: readonly Step[]
  readonly acquisitions: readonly AcquisitionTotals[]
  readonly seconds: number
}

/** What was asked. `sample` is a number of blobs. */
export interface AuditScope {
  readonly bytes: 'all' | 'none' | { readonly sample: number }
  readonly requireCoverage: boolean
}

/** Contradicted outweighs unchecked, unchecked outweighs confirmed, and nothing at all confirms nothing. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some((each) => each.verdict === 'contradicted')) return 'contradicted'
  if (findings.some((each) => each.verdict === 'unchecked')) return 'unchecked'
  return findings.length > 0 ? 'confirmed' : 'unchecked'
}
