import type { Capacity } from '../../model/party.js'
import { exhibitsOf } from './about.js'
import type { BreakRule } from './rule.js'

/** A side of a transfer whose signature is absent. A giver's refusal with its reason is what LECrim 293 asks for, and is no break. */
function absent(code: string, as: Capacity): BreakRule {
  return {
    code,
    severity: 'major',
    live: 'record',
    observe(before, { act }) {
      const missing = act.parties.some((party) => party.as === as && party.signature.kind === 'absent')
      return missing ? exhibitsOf(before, act).map((exhibit) => ({ exhibit, entries: [] })) : []
    },
  }
}

export const noGiverSignature = absent('NO-GIVER-SIG', 'giver')
export const noReceiverSignature = absent('NO-RECEIVER-SIG', 'receiver')
