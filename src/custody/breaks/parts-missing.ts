import type { ExhibitNumber } from '../../model/names.js'
import { isCopy } from '../exhibit-state.js'
import type { StandingRule } from './rule.js'

/** Something said to be so many units has parts on record, and they are not as many. */
export const partsMismatch: StandingRule = {
  code: 'PARTS-MISMATCH',
  severity: 'critical',
  observe(custody) {
    const units = new Map<ExhibitNumber, number>()
    for (const part of Object.values(custody.exhibits)) {
      const { parent, quantity, custody: track } = part
      if (parent === undefined || track.kind === 'annulled' || isCopy(part)) continue
      units.set(parent, (units.get(parent) ?? 0) + quantity)
    }
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
