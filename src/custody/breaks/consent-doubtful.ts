import type { BreakRule } from './rule.js'

/**
 * Consent that a court would ask about: a minor's without a guardian's, one given by somebody with an interest of their own, or
 * that of a detained person without a lawyer.
 */
export const consentDoubtful: BreakRule = {
  code: 'CONSENT-DOUBTFUL',
  severity: 'major',
  live: 'record',
  observe(_before, { act }) {
    const consent = act.kind === 'authorization.add' ? act.consent : undefined
    if (!consent) return []
    const reasons = [
      ...(consent.by.startsWith('M-') && consent.guardian === undefined ? ['guardian'] : []),
      ...(consent.conflict !== 'none' ? ['conflict'] : []),
      ...(consent.lawyer === 'absent' ? ['lawyer'] : []),
    ]
    return reasons.length > 0 ? [{ entries: [], details: { reasons: reasons.join(', ') } }] : []
  },
}
