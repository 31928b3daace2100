import { lawOfUnnamedCountry } from '../../laws/all.js'
import { millisecondsIn } from '../../laws/deadlines.js'
import { millisecondsOf } from '../../model/instant.js'
import { writtenAt } from '../incidents.js'
import { lastEntryOf, statesOf } from './about.js'
import type { BreakRule } from './rule.js'

const minute = 60_000
/** Two clocks that are set may still differ by this much. */
const tolerance = 5 * minute
/** Written down within this counts as written at the time. */
const contemporaneous = millisecondsIn(lawOfUnnamedCountry.contemporaneity.length)

/** Said to have happened before something already on record for the same exhibit. */
export const clockBackward: BreakRule = {
  code: 'CLOCK-BACKWARD',
  severity: 'major',
  live: 'refuse',
  observe: (before, { act }) =>
    statesOf(before, act)
      .filter((exhibit) => act.at.time < exhibit.lastAt)
      .map((exhibit) => ({ exhibit: exhibit.number, entries: lastEntryOf(exhibit) })),
}

/** Said to have happened after it was recorded. */
export const clockFuture: BreakRule = {
  code: 'CLOCK-FUTURE',
  severity: 'major',
  live: 'refuse',
  observe: (before, entry) =>
    millisecondsOf(entry.act.at.time) > millisecondsOf(writtenAt(before, entry)) + tolerance
      ? [{ entries: [] }]
      : [],
}

/** Written from memory? Recorded; the reason for being late is part of the act. */
export const lateEntry: BreakRule = {
  code: 'LATE-ENTRY',
  severity: 'minor',
  live: 'record',
  observe: (before, entry) =>
    millisecondsOf(writtenAt(before, entry)) - millisecondsOf(entry.act.at.time) > contemporaneous
      ? [{ entries: [] }]
      : [],
}
