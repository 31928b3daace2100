import { RuleError } from '../../errors.js'
import type { ActOf } from '../../model/act.js'
import type { ExhibitNumber, PersonCode } from '../../model/names.js'
import { type Change, change, known, requireFree, wrongState } from '../change.js'
import type { Custody, ProceedingState } from '../state.js'
import { requireExhibits } from './exhibits.js'

export function addAuthorization(custody: Custody, act: ActOf<'authorization.add'>, seq: number): Change {
  const { authorization, type, powers, from, until, scope, consent } = act
  requireFree(custody.authorizations, 'authorization', authorization)
  if (until && until.time < from.time)
    throw new RuleError('rule.impossible-time', { at: until.time, reason: 'interval' })
  if (scope?.exhibits) requireExhibits(custody, scope.exhibits, act.kind)
  for (const person of [consent?.by, consent?.guardian])
    if (person !== undefined) known(custody.persons, 'person', person)
  const { exhibits, categories } = scope ?? {}
  return change(exhibits ?? [], () => {
    custody.authorizations[authorization] = {
      type,
      powers,
      entry: seq,
      from: from.time,
      ...(until ? { until: until.time } : {}),
      ...(exhibits || categories
        ? { scope: { ...(exhibits ? { exhibits } : {}), ...(categories ? { categories } : {}) } }
        : {}),
      ...(consent ? { consent } : {}),
      notes: [],
    }
  })
}

/** What has ended does not go on: a new authorization is another one. */
export function noteAuthorization(custody: Custody, act: ActOf<'authorization.note'>, seq: number): Change {
  const { authorization, event, at, until } = act
  const state = known(custody.authorizations, 'authorization', authorization)
  const ended = state.notes.find((each) => endings.has(each.event))
  if (ended) throw wrongState(act.kind, authorization, ended.event)
  if ((event === 'extended') !== (until !== undefined)) throw wrongState(act.kind, authorization, 'until')
  return change(state.scope?.exhibits ?? [], () => {
    custody.authorizations[authorization] = {
      ...state,
      ...(until ? { until: until.time } : {}),
      notes: [...state.notes, { event, entry: seq, at: at.time }],
    }
  })
}

/** What ends an authorization. */
export const endings: ReadonlySet<string> = new Set(['revoked', 'withdrawn', 'expired'])

interface Members {
  readonly exhibits: readonly ExhibitNumber[]
  readonly persons: readonly PersonCode[]
}

export function addProceeding(custody: Custody, act: ActOf<'proceeding.add'>, seq: number): Change {
  const { proceeding, regime, court, number, exhibits, persons } = act
  requireFree(custody.proceedings, 'proceeding', proceeding)
  requireMembers(custody, act)
  return change(exhibits, () => {
    const dockets = [{ court: court.c, number: number.c, entry: seq }]
    custody.proceedings[proceeding] = { regime, dockets, exhibits, persons }
  })
}

export function includeInProceeding(custody: Custody, act: ActOf<'proceeding.include'>): Change {
  const state = requireOpenProceeding(custody, act)
  requireMembers(custody, act)
  return change(act.exhibits, () => {
    custody.proceedings[act.proceeding] = { ...state, ...union(state, act) }
  })
}

export function transferProceeding(custody: Custody, act: ActOf<'proceeding.transfer'>, seq: number): Change {
  const state = requireOpenProceeding(custody, act)
  const docket = { court: act.court.c, number: act.number.c, entry: seq }
  return change(state.exhibits, () => {
    custody.proceedings[act.proceeding] = { ...state, dockets: [...state.dockets, docket] }
  })
}

export function severProceeding(custody: Custody, act: ActOf<'proceeding.sever'>, seq: number): Change {
  const state = requireOpenProceeding(custody, act)
  requireFree(custody.proceedings, 'proceeding', act.into)
  const { exhibits, persons, regime, court, number } = act
  const stranger =
    exhibits.find((each) => !state.exhibits.includes(each)) ??
    persons.find((each) => !state.persons.includes(each))
  if (stranger !== undefined) throw wrongState(act.kind, stranger, 'not-in-proceeding')
  return change(exhibits, () => {
    custody.proceedings[act.into] = {
      regime,
      dockets: [{ court: court.c, number: number.c, entry: seq }],
      exhibits,
      persons,
      severedFrom: act.proceeding,
    }
    if (act.moved)
      custody.proceedings[act.proceeding] = {
        ...state,
        exhibits: state.exhibits.filter((each) => !exhibits.includes(each)),
        persons: state.persons.filter((each) => !persons.includes(each)),
      }
  })
}

export function joinProceeding(custody: Custody, act: ActOf<'proceeding.join'>): Change {
  const state = requireOpenProceeding(custody, act)
  const into = requireOpenProceeding(custody, { kind: act.kind, proceeding: act.into })
  if (act.into === act.proceeding) throw wrongState(act.kind, act.into, 'to-self')
  return change(state.exhibits, () => {
    custody.proceedings[act.into] = { ...into, ...union(into, state) }
    custody.proceedings[act.proceeding] = { ...state, joinedTo: act.into }
  })
}

export function recordFacts(custody: Custody, act: ActOf<'facts.record'>, seq: number): Change {
  const { facts, from, to, persons, offence, proceeding } = act
  requireFree(custody.facts, 'facts', facts)
  for (const person of persons) known(custody.persons, 'person', person)
  if (proceeding !== undefined) known(custody.proceedings, 'proceeding', proceeding)
  if (to.time < from.time) throw new RuleError('rule.impossible-time', { at: to.time, reason: 'interval' })
  return change([], () => {
    custody.facts[facts] = {
      entry: seq,
      from,
      to,
      persons,
      ...(offence === undefined ? {} : { offence }),
      ...(proceeding === undefined ? {} : { proceeding }),
    }
  })
}

function requireOpenProceeding(
  custody: Custody,
  { kind, proceeding }: Pick<ActOf<'proceeding.join'>, 'proceeding'> & { readonly kind: string },
): ProceedingState {
  const state = known(custody.proceedings, 'proceeding', proceeding)
  if (state.joinedTo !== undefined) throw wrongState(kind, proceeding, 'joined-proceeding')
  return state
}

function requireMembers(
  custody: Custody,
  { kind, exhibits, persons }: Members & { readonly kind: string },
): void {
  requireExhibits(custody, exhibits, kind)
  for (const person of persons) known(custody.persons, 'person', person)
}

function union(one: Members, other: Members): Members {
  return {
    exhibits: [...new Set([...one.exhibits, ...other.exhibits])],
    persons: [...new Set([...one.persons, ...other.persons])],
  }
}
