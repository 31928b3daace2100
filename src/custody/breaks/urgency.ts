import { lawOfUnnamedCountry } from '../../laws/all.js'
import { deadlineOf, isLate } from '../../laws/deadlines.js'
import type { DeadlineKind } from '../../laws/law.js'
import type { AuthorizationEvent } from '../../model/vocabulary.js'
import type { StandingRule } from './rule.js'

/** What the law gives a time for after an urgent measure, and what of the record answers it. */
export const urgencyAnswers = {
  'urgency-notice': ['noticed', 'confirmed', 'revoked'],
  'urgency-confirmation': ['confirmed', 'revoked'],
} as const satisfies Partial<Record<DeadlineKind, readonly AuthorizationEvent[]>>

/** Urgent measures whose judge was not told, or did not confirm or revoke them, in the time that the law gives. */
function urgency(code: string, kind: keyof typeof urgencyAnswers): StandingRule {
  const ends: readonly AuthorizationEvent[] = urgencyAnswers[kind]
  return {
    code,
    severity: 'critical',
    observe(custody, asOf) {
      const deadline = deadlineOf(lawOfUnnamedCountry, kind)
      if (!deadline) return []
      return Object.entries(custody.authorizations).flatMap(([number, { type, from, entry, notes }]) => {
        const answered = notes.find(({ event }) => ends.includes(event))
        const late = isLate(deadline, from, answered?.at ?? asOf, custody.zone)
        return type === 'urgency' && late
          ? [{ entries: answered ? [entry, answered.entry] : [entry], details: { authorization: number } }]
          : []
      })
    },
  }
}

export const urgencyNotice = urgency('URGENCY-24H', 'urgency-notice')
export const urgencyConfirmation = urgency('URGENCY-72H', 'urgency-confirmation')
