import { lawOfUnnamedCountry } from '../../laws/all.js'
import { millisecondsIn } from '../../laws/deadlines.js'

const hour = 3_600_000

/**
 * How long something may take before a court would ask, in milliseconds. Where no law says so, these are this program's own
 * measures, not anybody's rule: they say when a question is printed, and nothing else.
 */
export const limits = {
  /** From offer to acceptance. */
  transit: 24 * hour,
  /** Until an offer that nobody answers is asked about. */
  stale: 72 * hour,
  /** From finding a thing to its first entry here. */
  start: millisecondsIn(lawOfUnnamedCountry.contemporaneity.length),
  /** From taking a thing to first reading it. */
  firstReading: 30 * 24 * hour,
} as const
