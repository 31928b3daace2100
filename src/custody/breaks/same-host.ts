import type { Act } from '../../model/act.js'
import type { Party } from '../../model/party.js'
import type { Custody } from '../state.js'
import { exhibitsOf } from './about.js'
import type { BreakRule, Observed } from './rule.js'

/**
 * Giver and receiver signed with key files that were opened in one home: whoever sat there could have signed for both. A key on a
 * token or in another's agent is not opened by the home.
 */
export const sameHost: BreakRule = {
  code: 'SIG-SAME-HOST',
  severity: 'minor',
  live: 'record',
  observe(before, { act }) {
    const receiver = hostOf(act.parties.find(({ as }) => as === 'receiver'))
    const giving = givingOf(before, act)
    if (receiver === undefined || giving?.host !== receiver) return []
    return exhibitsOf(before, act).map((exhibit): Observed => ({ exhibit, entries: giving.entries }))
  },
}

/** Where the giver signed: in this act, or in the offer that it accepts. */
function givingOf(
  before: Custody,
  act: Act,
): { readonly host: string | undefined; readonly entries: readonly number[] } | undefined {
  if (act.kind === 'transfer.now')
    return { host: hostOf(act.parties.find(({ as }) => as === 'giver')), entries: [] }
  if (act.kind !== 'transfer.accept') return undefined
  const offer = before.offers[act.offer]
  return offer && { host: hostOf(offer.giver), entries: [offer.entry] }
}

function hostOf(party: Party | undefined): string | undefined {
  const signature = party?.signature
  if (signature?.kind !== 'key') return undefined
  return signature.signer === 'file' || signature.signer === 'agent' ? signature.host : undefined
}
