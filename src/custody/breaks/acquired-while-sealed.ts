import { statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Content was read while the record says that the seal stood. */
export const acquiredWhileSealed: BreakRule = {
  code: 'ACQ-WHILE-SEALED',
  severity: 'major',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'acquisition.record') return []
    return statesOf(before, act).flatMap((exhibit) => {
      if (exhibit.seal.kind !== 'sealed') return []
      const entries = exhibit.seal.seals.flatMap((number) => before.seals[number]?.appliedAt ?? [])
      return [{ exhibit: exhibit.number, entries }]
    })
  },
}
