import type { Custody, ProceedingState } from '../custody/state.js'
import { RuleError, UsageError } from '../errors.js'
import { allLaws } from '../laws/all.js'
import type { StatedTime } from '../model/instant.js'
import type { ExhibitNumber, FactsNumber, PersonCode, ProceedingNumber } from '../model/names.js'
import type { Regime } from '../model/vocabulary.js'
import type { Desk } from './desk.js'
import { type Drafting, type Enacted, enact } from './enact.js'
import { nextFree } from './numbers.js'
import type { OpenCase } from './open.js'
import { shownText } from './status.js'

/** Exhibits and persons that a proceeding is about; they may belong to several. */
export interface Members {
  readonly exhibits: readonly ExhibitNumber[]
  readonly persons: readonly PersonCode[]
}

/** A court, and the number under which it knows a proceeding. */
export interface NamedDocket {
  readonly court: string
  readonly number: string
}

export interface NewProceeding extends NamedDocket, Members {
  readonly regime: Regime
}

export async function addProceeding(open: OpenCase, desk: Desk, request: NewProceeding): Promise<Enacted> {
  const { exhibits, persons, regime } = request
  return enact(open, desk, (drafting) => [
    {
      body: {
        kind: 'proceeding.add',
        ...docketIn(drafting, request),
        exhibits: [...exhibits],
        persons: [...persons],
        proceeding: nextProceeding(drafting),
        regime,
      },
    },
  ])
}

export async function includeInProceeding(
  open: OpenCase,
  desk: Desk,
  proceeding: ProceedingNumber,
  { exhibits, persons }: Members,
): Promise<Enacted> {
  return enact(open, desk, () => [
    { body: { kind: 'proceeding.include', exhibits: [...exhibits], persons: [...persons], proceeding } },
  ])
}

/** To another court, under another number; the earlier one stays in its history. */
export async function transferProceeding(
  open: OpenCase,
  desk: Desk,
  proceeding: ProceedingNumber,
  docket: NamedDocket,
  reason: string,
): Promise<Enacted> {
  return enact(open, desk, (drafting) => [
    {
      body: {
        kind: 'proceeding.transfer',
        ...docketIn(drafting, docket),
        proceeding,
        reason: drafting.commit({ text: reason }),
      },
    },
  ])
}

export interface Severance extends NewProceeding {
  readonly proceeding: ProceedingNumber
  /** What it takes along does not stay in the one it came from. */
  readonly moved: boolean
  readonly reason: string
}

export async function severProceeding(open: OpenCase, desk: Desk, request: Severance): Promise<Enacted> {
  const { proceeding, exhibits, persons, regime, moved, reason } = request
  return enact(open, desk, (drafting) => [
    {
      body: {
        kind: 'proceeding.sever',
        ...docketIn(drafting, request),
        exhibits: [...exhibits],
        into: nextProceeding(drafting),
        moved,
        persons: [...persons],
        proceeding,
        reason: drafting.commit({ text: reason }),
        regime,
      },
    },
  ])
}

export async function joinProceeding(
  open: OpenCase,
  desk: Desk,
  proceeding: ProceedingNumber,
  into: ProceedingNumber,
  reason: string,
): Promise<Enacted> {
  return enact(open, desk, ({ commit }) => [
    { body: { kind: 'proceeding.join', into, proceeding, reason: commit({ text: reason }) } },
  ])
}

function docketIn({ commit }: Drafting, { court, number }: NamedDocket) {
  return { court: commit({ text: court }), number: commit({ text: number }) }
}

function nextProceeding({ custody, reserved }: Drafting): ProceedingNumber {
  return nextFree(custody.proceedings, 'PR-', reserved) as ProceedingNumber
}

/** A proceeding as it stands, with every number it has had. */
export interface ProceedingView extends Omit<ProceedingState, 'dockets'> {
  readonly proceeding: ProceedingNumber
  readonly dockets: readonly {
    readonly court: string | undefined
    readonly number: string | undefined
    readonly entry: number
  }[]
}

export async function proceedingsIn(open: OpenCase): Promise<readonly ProceedingView[]> {
  const custody = await open.live.current()
  return (Object.keys(custody.proceedings) as ProceedingNumber[]).map((each) => viewOf(open, custody, each))
}

/** @throws RuleError `rule.unknown-object` */
export async function proceedingShown(open: OpenCase, number: ProceedingNumber): Promise<ProceedingView> {
  return viewOf(open, await open.live.current(), number)
}

function viewOf(open: OpenCase, custody: Custody, number: ProceedingNumber): ProceedingView {
  const state = custody.proceedings[number]
  if (!state) throw new RuleError('rule.unknown-object', { kind: 'proceeding', name: number })
  const dockets = state.dockets.map(({ court, number: docket, entry }) => ({
    court: shownText(open, court),
    number: shownText(open, docket),
    entry,
  }))
  return { ...state, proceeding: number, dockets }
}

/** What is said to have been done. `offence`: a country and an offence of its law data, `es.cp-197`. */
export interface NewFacts {
  readonly description: string
  readonly from: StatedTime
  readonly to: StatedTime
  readonly persons: readonly PersonCode[]
  readonly offence?: string
  readonly proceeding?: ProceedingNumber
}

/** @throws UsageError `usage.argument` for an offence that no law data here have */
export async function recordFacts(open: OpenCase, desk: Desk, request: NewFacts): Promise<Enacted> {
  const { description, from, to, persons, offence, proceeding } = request
  if (offence !== undefined && !offenceCodes().includes(offence))
    throw new UsageError('usage.argument', { what: '--offence', text: offence, reason: 'offence' })
  return enact(open, desk, ({ custody, reserved, commit }) => [
    {
      body: {
        kind: 'facts.record',
        description: commit({ text: description }),
        facts: nextFree(custody.facts, 'F-', reserved) as FactsNumber,
        from: { ...from },
        ...(offence === undefined ? {} : { offence }),
        persons: [...persons],
        ...(proceeding === undefined ? {} : { proceeding }),
        to: { ...to },
      },
    },
  ])
}

function offenceCodes(): readonly string[] {
  return allLaws.flatMap(({ country, offences }) =>
    offences.map(({ id }) => `${country.toLowerCase()}.${id}`),
  )
}
