import type { Custody } from '../custody/state.js'
import type { Instant } from '../model/instant.js'
import type { LeafHash } from '../model/names.js'
import type { AcquisitionTotals } from './evidence.js'
import type { Finding, Verdict } from './finding.js'
import type { BreakAt, Step } from './record.js'
import type { OutsideCover } from './source.js'

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
  readonly why: 'not-asked' | 'not-here' | 'not-trusted' | 'not-possible' | 'sampled' | 'stopped'
  readonly count?: number
}

export const notCheckedThings = [
  'blobs',
  'other-digests',
  'outside-cover',
  'uncovered-tail',
  'cosignatures',
  'timestamps',
  'projections',
  'entries-after-fault',
  'lost-entries',
  'field-logs',
  'openings',
  'physical-medium',
  'time-of-acts',
] as const
export type NotCheckedThing = (typeof notCheckedThings)[number]

/** One outsider's word for the log: a witness by the trust policy's name for it, or a time-stamping authority. */
export interface Covered {
  readonly kind: OutsideCover['kind']
  readonly who: string
  /** Number of entries vouched for. */
  readonly upTo: number
  /** When, by the outsider's own clock. */
  readonly at: Instant
  /** How far that clock may be off, in milliseconds, where the outsider says so. */
  readonly accuracy?: number
}

/** Up to which entry somebody outside the lab vouches for the log, as far as the verifier trusts them. */
export interface Coverage {
  readonly size: number
  readonly coveredUpTo: number
  /** The furthest word of each outsider who is trusted, also of those who are not enough by themselves. */
  readonly by: readonly Covered[]
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

/** What was asked. `sample` is a number of blobs; `vault` leaves out what was recorded without a copy. */
export interface AuditScope {
  readonly bytes: 'all' | 'vault' | 'none' | { readonly sample: number }
  readonly requireCoverage: boolean
}

/** Contradicted outweighs unchecked, unchecked outweighs confirmed, and nothing at all confirms nothing. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some((each) => each.verdict === 'contradicted')) return 'contradicted'
  if (findings.some((each) => each.verdict === 'unchecked')) return 'unchecked'
  return findings.length > 0 ? 'confirmed' : 'unchecked'
}
