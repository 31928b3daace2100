import { hasLeft } from '../whereabouts.js'
import type { StandingRule } from './rule.js'

/** A working copy that may not be kept any longer, and nobody says that it is gone. */
export const copyUnaccounted: StandingRule = {
  code: 'COPY-ORPHAN-HOLDER',
  severity: 'critical',
  observe: (custody, asOf) =>
    Object.values(custody.exhibits).flatMap((exhibit) => {
      const expires = exhibit.copyOf?.expires
      return expires !== undefined && expires < asOf && !hasLeft(custody, exhibit)
        ? [{ exhibit: exhibit.number, entries: exhibit.entries.slice(0, 1), details: { expired: expires } }]
        : []
    }),
}
