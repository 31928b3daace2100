import { firstIn, numbered, obstacleTo } from '../custody/number-ranges.js'
import type { Custody } from '../custody/state.js'
import { RuleError } from '../errors.js'
import type { ActOf } from '../model/act.js'
import type { StatedTime } from '../model/instant.js'
import type { ExhibitNumber, PersonCode, SealNumber } from '../model/names.js'
import type { ExhibitCategory, SealCondition } from '../model/vocabulary.js'
import type { Desk } from './desk.js'
import { type Draft, type Drafting, type Enacted, enact } from './enact.js'
import { field } from './json-fields.js'
import type { OpenCase } from './open.js'

export interface NewExhibit {
  /** Given out in order when absent. */
  readonly exhibit?: ExhibitNumber
  readonly parent?: ExhibitNumber
  readonly category: ExhibitCategory
  readonly quantity: number
  readonly description: string
  readonly serial?: string
  readonly label?: string
  readonly place?: string
  readonly foundAt?: StatedTime
  readonly possessor?: PersonCode
}

export async function addExhibit(open: OpenCase, desk: Desk, request: NewExhibit): Promise<Enacted> {
  return enact(open, desk, (drafting) => [exhibitDraft(drafting, request)])
}

export function exhibitDraft(drafting: Drafting, request: NewExhibit): Draft {
  const { commit } = drafting
  const { category, quantity, description, serial, label, place, foundAt, possessor, parent } = request
  const identifiers = {
    ...(serial === undefined ? {} : { serial }),
    ...(label === undefined ? {} : { label }),
  }
  const found: NonNullable<ActOf<'exhibit.add'>['found']> = {
    ...(foundAt === undefined ? {} : { at: foundAt }),
    ...(place === undefined ? {} : { place: commit({ text: place }) }),
    ...(possessor === undefined ? {} : { possessor }),
  }
  return {
    body: {
      kind: 'exhibit.add',
      category,
      description: commit({ text: description }),
      exhibit: request.exhibit ?? nextExhibit(drafting, parent),
      ...(Object.keys(found).length === 0 ? {} : { found }),
      ...(Object.keys(identifiers).length === 0 ? {} : { identifiers: commit(identifiers) }),
      ...(parent === undefined ? {} : { parent }),
      quantity,
    },
  }
}

export async function applySeal(
  open: OpenCase,
  desk: Desk,
  exhibit: ExhibitNumber,
  number: string,
): Promise<Enacted> {
  return enact(open, desk, (drafting) => [sealDraft(drafting, exhibit, number)])
}

export function sealDraft(drafting: Drafting, exhibit: ExhibitNumber, number: string): Draft {
  const seal = nextNumber(drafting, 'seal') as SealNumber
  return { body: { kind: 'seal.apply', exhibit, number: drafting.commit({ number }), seal } }
}

export async function sealImpossible(
  open: OpenCase,
  desk: Desk,
  exhibit: ExhibitNumber,
  reason: string,
): Promise<Enacted> {
  return enact(open, desk, ({ commit }) => [
    { body: { kind: 'seal.impossible', exhibit, reason: commit({ text: reason }) } },
  ])
}

/** `observed` is the number read on the seal; compared here with the one applied, and both kept. */
export async function checkSeal(
  open: OpenCase,
  desk: Desk,
  exhibit: ExhibitNumber,
  condition: SealCondition,
  observed: string | undefined,
): Promise<Enacted> {
  return enact(open, desk, ({ custody, commit }) => {
    const seals = sealsOn(custody, exhibit)
    const numbers = seals.map((seal) => ({ seal, number: sealNumberOf(open, custody, seal) }))
    const meant = numbers.find(({ number }) => number === observed) ?? numbers.at(-1)
    if (!meant)
      throw new RuleError('rule.wrong-state', {
        act: 'seal.check',
        name: exhibit,
        state: 'not-sealed',
        reason: 'state',
      })
    return [
      {
        body: {
          kind: 'seal.check',
          condition,
          exhibit,
          ...(observed === undefined ? {} : { observed: commit({ number: observed }) }),
          same: observed === undefined ? condition !== 'missing' : observed === meant.number,
          seal: meant.seal,
        },
      },
    ]
  })
}

export async function breakSeal(
  open: OpenCase,
  desk: Desk,
  exhibit: ExhibitNumber,
  reason: string,
  number: string | undefined,
): Promise<Enacted> {
  return enact(open, desk, ({ custody, commit }) => {
    const seals = sealsOn(custody, exhibit)
    const seal =
      number === undefined ? seals.at(-1) : seals.find((each) => sealNumberOf(open, custody, each) === number)
    if (!seal) throw new RuleError('rule.unknown-object', { kind: 'seal', name: number ?? exhibit })
    return [{ body: { kind: 'seal.break', exhibit, reason: commit({ text: reason }), seal } }]
  })
}

/** The seals now standing on an exhibit. */
export function sealsOn(custody: Custody, exhibit: ExhibitNumber): readonly SealNumber[] {
  const state = custody.exhibits[exhibit]
  if (!state) throw new RuleError('rule.unknown-object', { kind: 'exhibit', name: exhibit })
  return state.seal.kind === 'sealed' ? state.seal.seals : []
}

/** What is printed on a seal, when its opening is here. */
export function sealNumberOf(open: OpenCase, custody: Custody, seal: SealNumber): string | undefined {
  return field(open.opened(custody.seals[seal]?.number ?? ''), 'number')
}

function nextExhibit(drafting: Drafting, parent: ExhibitNumber | undefined): ExhibitNumber {
  return nextNumber(drafting, 'exhibit', parent) as ExhibitNumber
}

const tables = { exhibit: 'exhibits', seal: 'seals', acquisition: 'acquisitions' } as const

/**
 * The first number that nobody has and that is this log's to give; numbers are never used twice.
 * @throws RuleError `rule.outside-range` when a field log has none left, `rule.given-out` for a part of what is a field log's
 */
export function nextNumber(
  { custody, reserved }: Pick<Drafting, 'custody' | 'reserved'>,
  kind: keyof typeof tables,
  parent?: ExhibitNumber,
): string {
  const stem = parent === undefined ? numbered[kind] : `${parent}.`
  const first = custody.field && parent === undefined ? firstIn(custody.field, kind) : 1
  for (let number = first; ; number += 1) {
    const name = `${stem}${number}`
    if (Object.hasOwn(custody[tables[kind]], name) || reserved.has(name)) continue
    const obstacle = obstacleTo(custody, { kind, name })
    if (obstacle && (custody.field || parent !== undefined)) throw obstacle
    if (obstacle) continue
    reserved.add(name)
    return name
  }
}
