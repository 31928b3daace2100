import type { Act } from '../../model/act.js'
import type { Power } from '../../model/vocabulary.js'
import { type Authority, authorityOver } from '../authorizations.js'
import type { ExhibitState } from '../exhibit-state.js'
import type { Custody } from '../state.js'
import { statesOf } from './about.js'
import type { BreakRule, Observed } from './rule.js'

/**
 * What an act needs a power for. Seizing a thing and reading it are two (LECrim 588 sexies a.2). Destruction has a rule of its own.
 * A part is covered with its whole.
 */
function powerFor(act: Act): Power | undefined {
  switch (act.kind) {
    case 'exhibit.add':
      return act.parent === undefined ? 'seizure' : undefined
    case 'acquisition.record':
      return 'copy'
    case 'access.record':
      return 'access'
    case 'exhibit.release':
      return 'release'
    default:
      return undefined
  }
}

/** Whoever may look at content may copy it, and the other way round: orders name the one or the other. */
function authorityOf(custody: Custody, act: Act, power: Power, thing: Thing): Authority {
  const ask = (each: Power) => authorityOver(custody, thing, each, act.at.time, act.under)
  const found = ask(power)
  if (found === 'covered' || (power !== 'copy' && power !== 'access')) return found
  const other = ask(power === 'copy' ? 'access' : 'copy')
  return other === 'covered' || found === 'none' ? other : found
}

type Thing = Pick<ExhibitState, 'number' | 'category' | 'parent' | 'copyOf'>

function thingsOf(before: Custody, act: Act): readonly Thing[] {
  if (act.kind === 'exhibit.add') return [{ number: act.exhibit, category: act.category }]
  if (act.kind === 'access.record') return [before.exhibits[act.exhibit]].flatMap((each) => each ?? [])
  return statesOf(before, act)
}

function authority(code: string, found: Authority, live: BreakRule['live']): BreakRule {
  return {
    code,
    severity: 'critical',
    live,
    observe(before, { act }) {
      const power = powerFor(act)
      if (power === undefined) return []
      return thingsOf(before, act)
        .filter((thing) => authorityOf(before, act, power, thing) === found)
        .map(({ number }): Observed => ({ exhibit: number, entries: [], details: { power } }))
    },
  }
}

/**
 * Nothing on record allows it. Recorded without stopping the act: the order often reaches the laboratory on paper and after the
 * thing. Where the case knows authorizations, and they do not go as far, the act is stopped.
 */
export const noAuthority = authority('AUTH-NONE', 'none', 'record')
/** What allows it was not in force at the time that is stated: not yet, not any more, or revoked. */
export const authorityExpired = authority('AUTH-EXPIRED', 'not-then', 'refuse')
/** What allows it does not cover this thing, nor what it is a part or copy of. */
export const authorityOutOfScope = authority('AUTH-SCOPE', 'out-of-scope', 'refuse')
/** What covers the thing allows something else: that it may be seized does not say that it may be read. */
export const authorityForOther = authority('AUTH-ACCESS', 'other-power', 'refuse')
