import type { Instant } from '../model/instant.js'
import type { AuthorizationNumber, ExhibitNumber } from '../model/names.js'
import type { Power } from '../model/vocabulary.js'
import { endings } from './effects/authority.js'
import type { ExhibitState } from './exhibit-state.js'
import type { AuthorizationState, Custody } from './state.js'

/** What of an exhibit an authorization is held against. */
type Thing = Pick<ExhibitState, 'number' | 'category' | 'parent' | 'copyOf'>

/** The fourth track: what may be done with an exhibit, as far as authorizations on record say so. */
export interface LegalTrack {
  readonly kind: 'none' | 'seizure' | 'access' | 'hold' | 'release' | 'destruction'
  readonly authorizations: readonly AuthorizationNumber[]
  /** Entry of the hold. */
  readonly hold?: number
}

/**
 * Why nothing allows it: nothing at all was put on record; it allows something else; not this thing; not any more, or not yet.
 * `none` also where a named authorization is not what it takes for the power asked for.
 */
export type Authority = 'covered' | 'none' | 'other-power' | 'out-of-scope' | 'not-then'

/** Whether the authorizations named by an act, or, where it names none, any on record, allow this power over a thing at a time. */
export function authorityOver(
  custody: Custody,
  thing: Thing,
  power: Power,
  at: Instant,
  under?: readonly AuthorizationNumber[],
): Authority {
  const named = under ?? (Object.keys(custody.authorizations) as AuthorizationNumber[])
  const asked = named.flatMap((number) => custody.authorizations[number] ?? [])
  if (asked.length === 0) return 'none'
  const allowing = asked.filter((each) => each.powers.includes(power))
  const inScope = (each: AuthorizationState) => covers(custody, each, thing)
  if (allowing.some((each) => inScope(each) && isInForce(each, at))) return 'covered'
  if (allowing.some(inScope)) return 'not-then'
  if (allowing.length > 0) return 'out-of-scope'
  return asked.some((each) => inScope(each) && isInForce(each, at)) ? 'other-power' : 'none'
}

/** A part or copy is covered with what it is a part or copy of. */
function covers(custody: Custody, { scope }: AuthorizationState, thing: Thing): boolean {
  if (!scope) return true
  let each: Thing | undefined = thing
  for (let left = custody.size; each && left > 0; left -= 1) {
    const { number, category, parent, copyOf }: Thing = each
    const isNamed = scope.exhibits === undefined || scope.exhibits.includes(number)
    if (isNamed && (scope.categories === undefined || scope.categories.includes(category))) return true
    const above: ExhibitNumber | undefined = parent ?? copyOf?.parent
    each = above === undefined ? undefined : custody.exhibits[above]
  }
  return false
}

/** From its first moment to its last; what was revoked or withdrawn, until then. */
export function isInForce({ from, until, notes }: AuthorizationState, at: Instant): boolean {
  const end = notes.find(({ event }) => endings.has(event))
  return from <= at && (until === undefined || at <= until) && (end === undefined || at < end.at)
}

/** Strongest first: what is on hold is on hold whatever else is allowed. */
const order = ['destruction', 'release', 'access', 'copy', 'seizure'] as const

/** Where an exhibit stands in law at a time. */
export function legalTrack(custody: Custody, exhibit: ExhibitState, at: Instant): LegalTrack {
  const allowing = (power: Power) =>
    (Object.entries(custody.authorizations) as [AuthorizationNumber, AuthorizationState][])
      .filter(
        ([, each]) => each.powers.includes(power) && isInForce(each, at) && covers(custody, each, exhibit),
      )
      .map(([number]) => number)
  const found = order
    .map((power) => ({ power, authorizations: allowing(power) }))
    .find(({ authorizations }) => authorizations.length > 0)
  const authorizations = found?.authorizations ?? []
  if (exhibit.hold !== undefined) return { kind: 'hold', authorizations, hold: exhibit.hold }
  if (!found) return { kind: 'none', authorizations }
  return { kind: found.power === 'copy' ? 'access' : found.power, authorizations }
}
