import type { Act } from '../../model/act.js'
import type { PersonCode } from '../../model/names.js'
import type { Role } from '../../model/vocabulary.js'
import { exhibitsOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Done by somebody in whose roles on record it does not lie. */
export const roleNotAllowed: BreakRule = {
  code: 'ROLE-NOT-ALLOWED',
  severity: 'major',
  live: 'refuse',
  observe(before, { act }) {
    const needed = needs(act)
    if (!needed) return []
    const held = before.persons[needed.who]?.roles ?? []
    if (needed.roles.some((role) => held.includes(role))) return []
    const details = { person: needed.who, roles: needed.roles.join(', ') }
    const exhibits = exhibitsOf(before, act)
    return exhibits.length > 0
      ? exhibits.map((exhibit) => ({ exhibit, entries: [], details }))
      : [{ entries: [], details }]
  },
}

function needs(act: Act): { readonly who: PersonCode; readonly roles: readonly Role[] } | undefined {
  switch (act.kind) {
    case 'location.add':
    case 'store.put':
    case 'store.take':
    case 'store.move':
    case 'store.inventory':
      return { who: act.by, roles: ['custodian', 'administrator'] }
    case 'exhibit.deliver':
      return { who: act.to, roles: ['court-clerk', 'judge', 'custodian'] }
    case 'exhibit.recover':
      return { who: act.from, roles: ['court-clerk', 'judge', 'custodian'] }
    case 'purge.record':
      return { who: act.by, roles: ['administrator', 'custodian'] }
    default:
      return undefined
  }
}
