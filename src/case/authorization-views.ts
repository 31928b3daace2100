import { isInForce } from '../custody/authorizations.js'
import { urgencyAnswers } from '../custody/breaks/urgency.js'
import type { AuthorizationState, Custody } from '../custody/state.js'
import { RuleError } from '../errors.js'
import { lawOfUnnamedCountry } from '../laws/all.js'
import { deadlineOf, dueOf, isLate } from '../laws/deadlines.js'
import type { ActOf } from '../model/act.js'
import type { CalendarDay } from '../model/calendar-day.js'
import { type Instant, millisecondsOf } from '../model/instant.js'
import type { AuthorizationNumber } from '../model/names.js'
import type { AuthorizationEvent } from '../model/vocabulary.js'
import { actAt } from './items.js'
import type { OpenCase } from './open.js'
import { shownText } from './status.js'

/** A time that runs from an authorization. `minutes`: left, or, once it has passed, passed since. */
export interface Timer {
  readonly of: keyof typeof urgencyAnswers | 'return'
  readonly article?: string
  /** The instant, or the last day, on which it is still in time. */
  readonly until?: Instant
  readonly lastDay?: CalendarDay
  readonly state: 'running' | 'passed' | 'met' | 'met-late'
  readonly minutes?: number
  /** Entry that answered it. */
  readonly entry?: number
}

/** An authorization as it stands; what is behind commitments as far as this home may open it. */
export interface AuthorizationView {
  readonly authorization: AuthorizationNumber
  readonly type: AuthorizationState['type']
  readonly powers: AuthorizationState['powers']
  readonly entry: number
  readonly number: string | undefined
  readonly issuer: string | undefined
  readonly from: Instant
  readonly until?: Instant
  readonly inForce: boolean
  readonly scope?: AuthorizationState['scope'] & { readonly text?: string | undefined }
  readonly conditions?: string | undefined
  readonly document?: string
  readonly consent?: NonNullable<ActOf<'authorization.add'>['consent']>
  readonly notes: AuthorizationState['notes']
  readonly timers: readonly Timer[]
}

/** @param now of the machine: what is in force, and what time is left */
export async function authorizationsIn(open: OpenCase, now: Instant): Promise<readonly AuthorizationView[]> {
  const custody = await open.live.current()
  const views: AuthorizationView[] = []
  for (const number of Object.keys(custody.authorizations) as AuthorizationNumber[])
    views.push(await viewOf(open, custody, number, now))
  return views
}

/** @throws RuleError `rule.unknown-object` */
export async function authorizationShown(
  open: OpenCase,
  number: AuthorizationNumber,
  now: Instant,
): Promise<AuthorizationView> {
  return viewOf(open, await open.live.current(), number, now)
}

async function viewOf(
  open: OpenCase,
  custody: Custody,
  number: AuthorizationNumber,
  now: Instant,
): Promise<AuthorizationView> {
  const state = custody.authorizations[number]
  if (!state) throw new RuleError('rule.unknown-object', { kind: 'authorization', name: number })
  const act = await actAt(open, state.entry, 'authorization.add')
  const { type, powers, entry, from, until, consent, notes } = state
  return {
    authorization: number,
    type,
    powers,
    entry,
    number: shownText(open, act.number.c),
    issuer: shownText(open, act.issuer.c),
    from,
    ...(until === undefined ? {} : { until }),
    inForce: isInForce(state, now),
    ...scopeOf(open, state, act),
    ...(act.conditions ? { conditions: shownText(open, act.conditions.c) } : {}),
    ...(act.document ? { document: act.document.sha256 } : {}),
    ...(consent ? { consent } : {}),
    notes,
    timers: timersOf(custody, state, now),
  }
}

function scopeOf(
  open: OpenCase,
  { scope }: AuthorizationState,
  act: ActOf<'authorization.add'>,
): Pick<AuthorizationView, 'scope'> {
  const text = act.scope?.text && shownText(open, act.scope.text.c)
  return scope || act.scope ? { scope: { ...scope, ...(text === undefined ? {} : { text }) } } : {}
}

/** Times that the law gives for it, and the hour by which what was handed over has to be back. */
function timersOf(custody: Custody, state: AuthorizationState, now: Instant): readonly Timer[] {
  const legal =
    state.type === 'urgency'
      ? (['urgency-notice', 'urgency-confirmation'] as const).flatMap((kind) =>
          legalTimer(custody.zone, state, kind, now),
        )
      : []
  const returnBy = state.consent?.returnBy?.time
  const back: readonly Timer[] =
    returnBy === undefined ? [] : [{ of: 'return', until: returnBy, ...leftUntil(returnBy, now) }]
  return [...legal, ...back]
}

function legalTimer(
  zone: string,
  { from, notes }: AuthorizationState,
  of: keyof typeof urgencyAnswers,
  now: Instant,
): readonly Timer[] {
  const deadline = deadlineOf(lawOfUnnamedCountry, of)
  if (!deadline) return []
  const ends: readonly AuthorizationEvent[] = urgencyAnswers[of]
  const answer = notes.find(({ event }) => ends.includes(event))
  const due = dueOf(deadline, from, zone)
  const end = due.kind === 'instant' ? { until: due.until } : { lastDay: due.lastDay }
  const named = { of, article: deadline.article, ...end }
  if (answer) {
    const state = isLate(deadline, from, answer.at, zone) ? 'met-late' : 'met'
    return [{ ...named, state, entry: answer.entry }]
  }
  if (due.kind === 'instant') return [{ ...named, ...leftUntil(due.until, now) }]
  return [{ ...named, state: isLate(deadline, from, now, zone) ? 'passed' : 'running' }]
}

function leftUntil(until: Instant, now: Instant): Pick<Timer, 'state' | 'minutes'> {
  const minutes = Math.floor((millisecondsOf(until) - millisecondsOf(now)) / 60_000)
  return minutes >= 0 ? { state: 'running', minutes } : { state: 'passed', minutes: -minutes }
}
