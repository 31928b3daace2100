import type { ExhibitNumber, PersonCode } from '../../model/names.js'
import type { CustodyEntry } from '../entry.js'
import { holderOf } from '../state.js'
import { lastEntryOf, statesOf } from './about.js'
import type { BreakRule } from './rule.js'

/** Who has to hold the exhibit for the act to be in order; undefined where holding it does not matter. */
function actsAsHolder({ act }: CustodyEntry): PersonCode | undefined {
  switch (act.kind) {
    case 'transfer.now':
    case 'transfer.offer':
      return act.from
    case 'seal.apply':
    case 'seal.break':
    case 'acquisition.record':
      return act.by
    default:
      return undefined
  }
}

export const notHolder: BreakRule = {
  code: 'NOT-HOLDER',
  severity: 'critical',
  live: 'refuse',
  observe(before, entry) {
    if (entry.act.kind === 'exhibit.add' && entry.act.parent !== undefined) {
      const found = outsider(before, entry.act.parent, entry.act.by)
      return found ? [{ exhibit: entry.act.parent, entries: found }] : []
    }
    const person = actsAsHolder(entry)
    if (person === undefined) return []
    return statesOf(before, entry.act)
      .filter((exhibit) => holderOf(before, exhibit.number) !== person)
      .map((exhibit) => ({ exhibit: exhibit.number, entries: lastEntryOf(exhibit) }))
  },
}

function outsider(before: Parameters<BreakRule['observe']>[0], number: ExhibitNumber, person: PersonCode) {
  const exhibit = before.exhibits[number]
  return exhibit && holderOf(before, number) !== person ? lastEntryOf(exhibit) : undefined
}
