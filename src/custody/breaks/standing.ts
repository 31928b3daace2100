import type { Instant } from '../../model/instant.js'
import type { Custody } from '../state.js'
import { allStanding } from './all.js'
import type { Break } from './rule.js'

/** A break and the entry at which it shows. */
export interface BreakAt extends Break {
  readonly seq: number
}

/** What the record shows as it stands at a time: its newest log time, unless somebody asks of another. */
export function standingBreaks(custody: Custody, asOf: Instant = custody.lastLogTime): readonly BreakAt[] {
  return allStanding.flatMap(({ code, severity, observe }) =>
    observe(custody, asOf).map((found) => {
      const [seq = 0, ...entries] = found.entries
      return { severity, ...found, entries, code, live: 'record' as const, seq }
    }),
  )
}
