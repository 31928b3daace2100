import type { ExhibitNumber } from '../../model/names.js'
import type { StandingRule } from './rule.js'

/** Something said to be so many units has parts on record, and they are not as many. */
export const partsMismatch: StandingRule = {
  code: 'PARTS-MISMATCH',
  severity: 'critical',
  observe(custody) {
    const units = new Map<ExhibitNumber, number>()
    for (const { parent, quantity, custody: track } of Object.values(custody.exhibits))
      if (parent !== undefined && track.kind !== 'annulled')
        units.set(parent, (units.get(parent) ?? 0) + quantity)
    return [...units].flatMap(([number, counted]) => {
      const whole = custody.exhibits[number]
      return whole && whole.quantity > 1 && whole.quantity !== counted
        ? [
            {
              exhibit: number,
              entries: whole.entries.slice(0, 1),
              details: { counted, expected: whole.quantity },
            },
          ]
        : []
    })
  },
}
