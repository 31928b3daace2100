import type { BreakRule } from './rule.js'

/**
 * Custody passes to somebody who would not sign for it: that they hold it rests on the giver's word alone. The refusal is what
 * LECrim 293 asks to be written down, so the act is not stopped; the court is shown that nobody but the giver vouches for it.
 */
export const receiverRefused: BreakRule = {
  code: 'RECEIVER-REFUSED',
  severity: 'major',
  live: 'record',
  observe(_before, { act }) {
    if (act.kind !== 'transfer.now') return []
    const refused = act.parties.some((party) => party.as === 'receiver' && party.signature.kind === 'refused')
    return refused ? act.exhibits.map((exhibit) => ({ exhibit, entries: [] })) : []
  },
}
