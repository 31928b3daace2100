import type { Act, ActOf } from '../../model/act.js'
import { clerical } from '../../model/vocabulary.js'
import { positionOf } from '../exhibit-state.js'
import type { Custody } from '../state.js'
import { exhibitsOf } from './about.js'
import type { BreakRule } from './rule.js'

/** A correction of substance, or an annulment, that one person signed alone; or a slip of the pen that was another's. */
export const correctionUnilateral: BreakRule = {
  code: 'CORRECTION-UNILATERAL',
  severity: 'major',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'entry.correct' && act.kind !== 'entry.annul') return []
    if (signers(act) > 1 || isOwnSlip(before, act)) return []
    return about(before, act)
  },
}

/** Corrected or annulled after the record had been handed on: whoever has the earlier one reads it as it was. */
export const correctionAfterReport: BreakRule = {
  code: 'CORRECTION-AFTER-REPORT',
  severity: 'major',
  live: 'record',
  observe(before, { act }) {
    if (act.kind !== 'entry.correct' && act.kind !== 'entry.annul') return []
    const { disclosedAt = -1 } = before
    return disclosedAt > act.entry
      ? about(before, act).map((each) => ({ ...each, entries: [act.entry, disclosedAt] }))
      : []
  },
}

type Amendment = ActOf<'entry.correct' | 'entry.annul'>

function about(before: Custody, act: Amendment) {
  const exhibits = exhibitsOf(before, act)
  const entries = [act.entry]
  return exhibits.length > 0 ? exhibits.map((exhibit) => ({ exhibit, entries })) : [{ entries }]
}

function signers({ parties }: Act): number {
  return new Set(parties.filter(({ signature }) => signature.kind === 'key').map(({ who }) => who)).size
}

function isOwnSlip(before: Custody, act: Amendment): boolean {
  if (act.kind !== 'entry.correct' || act.exhibit === undefined || !clerical.has(act.field)) return false
  const exhibit = before.exhibits[act.exhibit]
  return exhibit?.authors[positionOf(exhibit.entries, act.entry)] === act.by
}
