import type { BreakRule } from './rule.js'

/** Neither where it was found nor in whose possession, and no reason why not: whose is it? (STC 170/2003) */
export const originUnknown: BreakRule = {
  code: 'ORIGIN-UNKNOWN',
  severity: 'major',
  live: 'record',
  observe(_before, { act }) {
    if (act.kind !== 'exhibit.add' || act.parent !== undefined) return []
    const waived = new Set(act.waived?.map(({ field }) => field))
    const hasPlace = act.found?.place !== undefined || waived.has('place')
    const hasPossessor = act.found?.possessor !== undefined || waived.has('possessor')
    return hasPlace && hasPossessor ? [] : [{ exhibit: act.exhibit, entries: [] }]
  },
}
