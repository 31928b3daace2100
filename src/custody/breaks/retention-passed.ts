import { hasLeft } from '../whereabouts.js'
import type { StandingRule } from './rule.js'

/** Still kept after the time for which it was to be. */
export const retentionPassed: StandingRule = {
  code: 'RETENTION-PASSED',
  severity: 'information',
  observe: (custody, asOf) =>
    Object.values(custody.exhibits).flatMap((exhibit) =>
      exhibit.keptUntil !== undefined &&
      exhibit.keptUntil < asOf &&
      exhibit.hold === undefined &&
      !hasLeft(custody, exhibit)
        ? [
            {
              exhibit: exhibit.number,
              entries: exhibit.entries.slice(-1),
              details: { until: exhibit.keptUntil },
            },
          ]
        : [],
    ),
}
