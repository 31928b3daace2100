import type { ExhibitNumber } from '../../model/names.js'
import type { CustodyEntry } from '../entry.js'
import type { Custody } from '../state.js'

export type Severity = 'critical' | 'major' | 'minor' | 'information'

/** What a rule saw: the exhibit, if it is about one, and the entries it rests on besides the one being followed. */
export interface Observed {
  readonly exhibit?: ExhibitNumber
  readonly entries: readonly number[]
}

/** A custody fault a court would ask about. Never a conclusion: it states facts and the question they raise. */
export interface Break extends Observed {
  readonly code: string
  readonly severity: Severity
  readonly live: 'refuse' | 'record'
}

/**
 * One deterministic rule over the record before an act and the act itself. Its questions are in the catalogues, by code.
 * `live: 'refuse'` stops the act while it is being made, unless it is signed with `despite` and a reason; in an existing record it
 * is a break like any other.
 */
export interface BreakRule {
  readonly code: string
  readonly severity: Severity
  readonly live: 'refuse' | 'record'
  observe(before: Custody, entry: CustodyEntry): readonly Observed[]
}
