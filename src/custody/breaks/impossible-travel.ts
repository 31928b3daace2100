import { type Instant, millisecondsOf } from '../../model/instant.js'
import type { LocationNumber } from '../../model/names.js'
import type { ExhibitState } from '../exhibit-state.js'
import type { Custody } from '../state.js'
import { around } from '../whereabouts.js'
import { lastEntryOf, statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** In two places with less time between them than the way takes, as the record itself says of these places. */
export const impossibleTravel: BreakRule = {
  code: 'IMPOSSIBLE-TRAVEL',
  severity: 'major',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'store.put' && act.kind !== 'store.move') return []
    return statesOf(before, act).flatMap((exhibit) => {
      const from = lastPlaceOf(before, exhibit)
      if (!from) return []
      const minutes = minutesBetween(before, from.location, act.location)
      const passed = (millisecondsOf(act.at.time) - millisecondsOf(from.at)) / 60_000
      return passed < minutes
        ? [{ exhibit: exhibit.number, entries: lastEntryOf(exhibit), details: { minutes } }]
        : []
    })
  },
}

/** Where it lies by the record, or lay when it was taken out; and since when, or until when. */
function lastPlaceOf(before: Custody, exhibit: ExhibitState): Place | undefined {
  const outermost = around(before, exhibit).at(-1) ?? exhibit
  const { custody: track, movedAt, out } = outermost
  if (track.kind === 'in-store') return { location: track.location, at: movedAt }
  return out?.location === undefined ? undefined : { location: out.location, at: out.at }
}

interface Place {
  readonly location: LocationNumber
  readonly at: Instant
}

function minutesBetween(before: Custody, one: LocationNumber, other: LocationNumber): number {
  const stated = (from: LocationNumber, to: LocationNumber) =>
    before.locations[to]?.away?.find((each) => each.from === from)?.minutes ?? 0
  return Math.max(stated(one, other), stated(other, one))
}
