import type { Act } from '../../model/act.js'
import type { ExhibitNumber } from '../../model/names.js'
import type { Custody } from '../state.js'
import { exhibitsOf } from './about.js'
import type { BreakRule, Observed } from './rule.js'

/** Another number of things than the record has (STC 170/2003 as reported in secondary sources). */
export const countMismatch: BreakRule = {
  code: 'COUNT-MISMATCH',
  severity: 'critical',
  live: 'record',
  observe(before, { act }) {
    if (act.kind === 'store.inventory')
      return act.missing.map((exhibit) => ({ exhibit, entries: lastOf(before, exhibit), details: one }))
    if (act.kind === 'inventory.record') {
      const expected = unitsOf(before, act.exhibits)
      return act.stated === expected
        ? []
        : [{ entries: [], details: { counted: expected, expected: act.stated } }]
    }
    const counted = countedIn(act)
    const exhibits = exhibitsOf(before, act)
    const expected = unitsOf(before, exhibits)
    if (counted === undefined || counted === expected) return []
    return exhibits.map(
      (exhibit): Observed => ({
        exhibit,
        entries: lastOf(before, exhibit),
        details: { counted, expected },
      }),
    )
  },
}

const one = { counted: 0, expected: 1 }

function countedIn(act: Act): number | undefined {
  switch (act.kind) {
    case 'transfer.now':
    case 'transfer.accept':
    case 'quantity.count':
      return act.counted
    default:
      return undefined
  }
}

function lastOf(before: Custody, exhibit: ExhibitNumber): readonly number[] {
  return before.exhibits[exhibit]?.entries.slice(-1) ?? []
}

/** Units that the record says there are. What is said to be so many units is counted by that, and not by its parts once more. */
function unitsOf(before: Custody, exhibits: readonly ExhibitNumber[]): number {
  const named = new Set(exhibits)
  return exhibits
    .flatMap((number) => before.exhibits[number] ?? [])
    .filter(({ parent, custody }) => {
      const isCounted =
        parent !== undefined && named.has(parent) && (before.exhibits[parent]?.quantity ?? 0) > 1
      return custody.kind !== 'annulled' && !isCounted
    })
    .reduce((sum, { quantity }) => sum + quantity, 0)
}
