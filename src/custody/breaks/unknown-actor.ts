import { exhibitsOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Somebody of whom it is not known who they are took part. */
export const unknownActor: BreakRule = {
  code: 'UNKNOWN-ACTOR',
  severity: 'major',
  live: 'record',
  observe(before, { act }) {
    const unknown = act.parties.find(({ who }) => who.startsWith('X-'))
    if (!unknown) return []
    const details = { person: unknown.who }
    const exhibits = exhibitsOf(before, act)
    return exhibits.length > 0
      ? exhibits.map((exhibit) => ({ exhibit, entries: [], details }))
      : [{ entries: [], details }]
  },
}
