import type { FactsState } from '../custody/state.js'
import { RuleError } from '../errors.js'
import { ageBandsAt, bandCode } from '../laws/ages.js'
import { allLaws, lawOfUnnamedCountry } from '../laws/all.js'
import type { Law } from '../laws/law.js'
import { type DayRange, dayRangeOf, daysBetween } from '../model/calendar-day.js'
import type { FactsNumber, PersonCode } from '../model/names.js'
import { actAt } from './items.js'
import { field } from './json-fields.js'
import type { OpenCase } from './open.js'
import { shownText } from './status.js'

export interface FactsView extends FactsState {
  readonly facts: FactsNumber
  readonly description: string | undefined
}

export async function factsIn(open: OpenCase): Promise<readonly FactsView[]> {
  const { facts } = await open.live.current()
  const views: FactsView[] = []
  for (const [number, state] of Object.entries(facts) as [FactsNumber, FactsState][]) {
    const { description } = await actAt(open, state.entry, 'facts.record')
    views.push({ ...state, facts: number, description: shownText(open, description.c) })
  }
  return views
}

/** In which bands of age somebody may have been at the time of the facts; none where nothing is known of their birth. */
export interface AgeAtFacts {
  readonly facts: FactsNumber
  /** `<14`, `14-15` …, all that are possible. Never a date of birth. */
  readonly bands: readonly string[]
  /** More than one only because no text read decides about a birth on 29 February. */
  readonly disputed: boolean
}

/**
 * Ages by the data of the case's law, for each of the facts that name the person. The date of birth is opened for this alone.
 * @throws RuleError `rule.unknown-object`; UsageError `usage.conflict` when they were born after the facts
 */
export async function agesOf(open: OpenCase, person: PersonCode): Promise<readonly AgeAtFacts[]> {
  const custody = await open.live.current()
  const known = custody.persons[person]
  if (!known) throw new RuleError('rule.unknown-object', { kind: 'person', name: person })
  const stated = field(open.opened(known.identity), 'born')
  const born = stated === undefined ? undefined : dayRangeOf(stated)
  return (Object.entries(custody.facts) as [FactsNumber, FactsState][])
    .filter(([, { persons }]) => persons.includes(person))
    .map(([facts, state]) => ageAt(facts, state, born))
}

function ageAt(facts: FactsNumber, { from, to }: FactsState, born: DayRange | undefined): AgeAtFacts {
  const days = daysBetween(from.time, to.time, from.zone)
  const found = ageBandsAt(lawOfUnnamedCountry.ages, born, days)
  return found.kind === 'unknown'
    ? { facts, bands: [], disputed: false }
    : { facts, bands: found.bands.map(bandCode), disputed: found.disputed }
}

/** Law data that this program holds; no case is needed. */
export function lawsHeld(): readonly Law[] {
  return allLaws
}
