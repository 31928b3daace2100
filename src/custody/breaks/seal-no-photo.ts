import type { ExhibitNumber } from '../../model/names.js'
import type { StandingRule } from './rule.js'

/** Seals of which no photograph is attached. */
export const sealNoPhoto: StandingRule = {
  code: 'SEAL-NO-PHOTO',
  severity: 'minor',
  observe: (custody) =>
    Object.entries(custody.seals)
      .filter(
        ([, { photographedAt, annulledAt }]) => photographedAt === undefined && annulledAt === undefined,
      )
      .map(([seal, { exhibit, appliedAt }]: [string, { exhibit: ExhibitNumber; appliedAt: number }]) => ({
        exhibit,
        entries: [appliedAt],
        details: { seal },
      })),
}
