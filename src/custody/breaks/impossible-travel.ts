import { millisecondsOf } from '../../model/instant.js'
import type { LocationNumber } from '../../model/names.js'
import type { Custody } from '../state.js'
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
      const from = exhibit.custody.kind === 'in-store' ? exhibit.custody.location : exhibit.out?.location
      const minutes = from === undefined ? 0 : minutesBetween(before, from, act.location)
      const passed = (millisecondsOf(act.at.time) - millisecondsOf(exhibit.movedAt)) / 60_000
      return passed < minutes
        ? [{ exhibit: exhibit.number, entries: lastEntryOf(exhibit), details: { minutes } }]
        : []
    })
  },
}

function minutesBetween(before: Custody, one: LocationNumber, other: LocationNumber): number {
  const stated = (from: LocationNumber, to: LocationNumber) =>
    before.locations[to]?.away?.find((each) => each.from === from)?.minutes ?? 0
  return Math.max(stated(one, other), stated(other, one))
}
