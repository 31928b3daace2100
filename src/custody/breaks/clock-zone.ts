import type { BreakRule } from './rule.js'

/** Others state what happened, and a time that cannot be placed on any clock, or none. */
export const clockNoZone: BreakRule = {
  code: 'CLOCK-NOZONE',
  severity: 'minor',
  live: 'record',
  observe(_before, { act }) {
    if (act.kind !== 'history.import') return []
    const unplaced = act.events.filter(({ at }) => at === undefined).length
    return unplaced > 0 ? [{ exhibit: act.exhibit, entries: [], details: { events: unplaced } }] : []
  },
}

/** The wall clock showed the stated time twice: whoever stated it also stated the offset, and nothing else says which it was. */
export const clockTwice: BreakRule = {
  code: 'CLOCK-DST',
  severity: 'minor',
  live: 'record',
  observe: (_before, { act }) => (act.at.twice ? [{ entries: [], details: { zone: act.at.zone } }] : []),
}
