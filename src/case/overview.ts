import { isInForce } from '../custody/authorizations.js'
import type { Severity } from '../custody/breaks/rule.js'
import { standingBreaks } from '../custody/breaks/standing.js'
import { type ExhibitState, isTerminal } from '../custody/exhibit-state.js'
import type { AuthorizationState, Custody } from '../custody/state.js'
import { type Instant, millisecondsOf } from '../model/instant.js'
import type { AuthorizationNumber, ExhibitNumber } from '../model/names.js'
import type { OpenCase } from './open.js'
import { logOf } from './status.js'

/** A case on one screen: what needs somebody, and what is as it should be. */
export interface Overview {
  readonly zone: string
  /** How many exhibits are where: held, on the way, in the store, and so on. */
  readonly states: Readonly<Partial<Record<ExhibitState['custody']['kind'], number>>>
  readonly offers: readonly {
    readonly entry: number
    readonly from: string
    readonly to: string
    readonly exhibits: readonly ExhibitNumber[]
    readonly at: Instant
    readonly days: number
  }[]
  readonly overdue: readonly {
    readonly exhibit: ExhibitNumber
    readonly due: Instant
    readonly days: number
  }[]
  readonly unsealed: readonly ExhibitNumber[]
  readonly onHold: readonly ExhibitNumber[]
  readonly missing: readonly ExhibitNumber[]
  /** Authorizations that end soon or have ended, and urgent measures that no judge has answered. */
  readonly authorizations: readonly {
    readonly authorization: AuthorizationNumber
    readonly kind: 'ends' | 'ended' | 'unanswered'
    readonly at: Instant
    readonly days: number
  }[]
  readonly breaks: Readonly<Record<Severity, number>>
  /** Size of the newest checkpoint for which somebody outside gave something; whom to trust is for verify to ask. */
  readonly coverKept: number
}

const day = 86_400_000
/** Authorizations that end within so many days are named. */
const soon = 14

export async function overviewOf(open: OpenCase, now: Instant): Promise<Overview> {
  const custody = await open.live.current()
  const all = Object.values(custody.exhibits)
  const standing = all.filter((each) => !isTerminal(each))
  return {
    zone: open.genesis.zone,
    states: countBy(all.map((each) => each.custody.kind)),
    offers: Object.values(custody.offers).flatMap(({ outcome, entry, from, to, exhibits, at }) =>
      outcome === 'open' ? [{ entry, from, to, exhibits, at, days: daysBetween(at, now) }] : [],
    ),
    overdue: standing.flatMap(({ number, out }) =>
      out?.due !== undefined && out.due < now
        ? [{ exhibit: number, due: out.due, days: daysBetween(out.due, now) }]
        : [],
    ),
    unsealed: numbersOf(standing.filter(isOpen)),
    onHold: numbersOf(standing.filter(({ hold }) => hold !== undefined)),
    missing: numbersOf(standing.filter((each) => each.custody.kind === 'missing')),
    authorizations: authorizationsDue(custody, now),
    breaks: await breaksIn(open, custody),
    coverKept: await coverKept(open),
  }
}

function countBy<Kind extends string>(kinds: readonly Kind[]): Partial<Record<Kind, number>> {
  const counts: Partial<Record<Kind, number>> = {}
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function numbersOf(states: readonly ExhibitState[]): readonly ExhibitNumber[] {
  return states.map(({ number }) => number)
}

/** What lies inside of another is sealed with it; a copy or an account bears no seal. */
function isOpen({ custody, seal, category, copyOf }: ExhibitState): boolean {
  const bearsSeal = copyOf === undefined && category !== 'account' && category !== 'online-capture'
  return bearsSeal && custody.kind !== 'inside' && (seal.kind === 'never-sealed' || seal.kind === 'opened')
}

function daysBetween(from: Instant, to: Instant): number {
  return Math.floor((millisecondsOf(to) - millisecondsOf(from)) / day)
}

function authorizationsDue(custody: Custody, now: Instant): Overview['authorizations'] {
  const all = Object.entries(custody.authorizations) as [AuthorizationNumber, AuthorizationState][]
  return all.flatMap(([authorization, state]): Overview['authorizations'] => {
    const { type, from, until, notes } = state
    const isAnswered = notes.some(({ event }) => event === 'confirmed' || event === 'revoked')
    if (type === 'urgency' && !isAnswered)
      return [{ authorization, kind: 'unanswered' as const, at: from, days: daysBetween(from, now) }]
    if (until === undefined || (!isInForce(state, now) && until >= now)) return []
    const days = daysBetween(now, until)
    if (days > soon) return []
    return [
      {
        authorization,
        kind: until < now ? ('ended' as const) : ('ends' as const),
        at: until,
        days: Math.abs(days),
      },
    ]
  })
}

async function breaksIn(open: OpenCase, custody: Custody): Promise<Overview['breaks']> {
  const counts: Record<Severity, number> = { critical: 0, major: 0, minor: 0, information: 0 }
  for await (const { breaks } of logOf(open)) for (const { severity } of breaks) counts[severity] += 1
  for (const { severity } of standingBreaks(custody)) counts[severity] += 1
  return counts
}

async function coverKept(open: OpenCase): Promise<number> {
  let newest = 0
  for await (const { size } of open.ledger.cover()) newest = Math.max(newest, size)
  return newest
}
