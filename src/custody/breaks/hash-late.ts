import { millisecondsOf } from '../../model/instant.js'
import { statesOf } from './about.js'
import { limits } from './limits.js'
import type { BreakRule } from './rule.js'

/** First read long after it was taken: until then nothing says what was in it. */
export const hashLate: BreakRule = {
  code: 'HASH-LATE',
  severity: 'minor',
  live: 'record',
  observe: (before, { act }) =>
    act.kind === 'acquisition.record'
      ? statesOf(before, act)
          .filter(({ integrity }) => integrity.kind === 'no-reference')
          .filter(
            ({ takenAt }) => millisecondsOf(act.at.time) - millisecondsOf(takenAt) > limits.firstReading,
          )
          .map(({ number, entries }) => ({ exhibit: number, entries: entries.slice(0, 1) }))
      : [],
}
