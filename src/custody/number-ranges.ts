import { RuleError } from '../errors.js'
import type { Act } from '../model/act.js'
import type { NumberRange } from '../model/field.js'
import type { Custody, FieldLog } from './state.js'

/** Seals and acquisitions that go with one exhibit number: `S-20000` to `S-20099` with `E-200`. */
const perExhibit = 100

/** What numbers are given to, and how they begin. */
export const numbered = { exhibit: 'E-', person: 'P-', seal: 'S-', acquisition: 'A-' } as const
export type Numbered = keyof typeof numbered

interface Named {
  readonly kind: Numbered
  readonly name: string
}

/**
 * The exhibit number that a name goes with. Parts go with their exhibit, persons with the exhibit of their own number, seals and
 * acquisitions by the hundred: so one range speaks of all that a log gives names to.
 */
function numberOf({ kind, name }: Named): number {
  const number = Number.parseInt(name.slice(2), 10)
  return kind === 'seal' || kind === 'acquisition' ? Math.floor(number / perExhibit) : number
}

/** The first seal or acquisition, or exhibit, of a range. */
export function firstIn({ from }: NumberRange, kind: Numbered): number {
  return kind === 'seal' || kind === 'acquisition' ? from * perExhibit : from
}

function isWithin({ from, to }: NumberRange, number: number): boolean {
  return from <= number && number <= to
}

/** A range is given back when its log is frozen and that entry stands here: nothing can come from there any more. */
function isGivenOut({ record }: FieldLog): boolean {
  return record?.frozenAt === undefined
}

/** What of the numbers of this log stands in the way of a new name; undefined when nothing does. */
export function obstacleTo(custody: Custody, named: Named): RuleError | undefined {
  const { kind, name } = named
  const number = numberOf(named)
  const { field } = custody
  if (field && !isWithin(field, number)) return new RuleError('rule.outside-range', { kind, name, ...field })
  const holder = Object.entries(custody.fields ?? {}).find(
    ([, log]) => isGivenOut(log) && isWithin(log.exhibits, number),
  )
  return holder && new RuleError('rule.given-out', { kind, name, log: holder[0], ...holder[1].exhibits })
}

/** Refuses an act that gives a name which is not this log's to give. */
export function requireOwnNumber(custody: Custody, act: Act): void {
  const named = namedBy(act)
  const obstacle = named && obstacleTo(custody, named)
  if (obstacle) throw obstacle
}

function namedBy(act: Act): Named | undefined {
  switch (act.kind) {
    case 'exhibit.add':
      return { kind: 'exhibit', name: act.exhibit }
    case 'person.enrol':
      return { kind: 'person', name: act.person }
    case 'seal.apply':
      return { kind: 'seal', name: act.seal }
    case 'acquisition.record':
      return { kind: 'acquisition', name: act.acquisition }
    default:
      return undefined
  }
}

/** Refuses to give out what another log has been given, or what already stands under one of the numbers. */
export function requireFreeRange(custody: Custody, range: NumberRange): void {
  const { exhibits, persons, seals, acquisitions, fields = {} } = custody
  for (const [log, { exhibits: other }] of Object.entries(fields)) {
    if (other.from <= range.to && range.from <= other.to)
      throw new RuleError('rule.given-out', { kind: 'range', name: rangeName(range), log, ...other })
  }
  const tables = { exhibit: exhibits, person: persons, seal: seals, acquisition: acquisitions } as const
  for (const kind of ['exhibit', 'person', 'seal', 'acquisition'] as const) {
    const name = Object.keys(tables[kind]).find((each) => isWithin(range, numberOf({ kind, name: each })))
    if (name !== undefined) throw new RuleError('rule.number-taken', { kind, name })
  }
}

export function rangeName({ from, to }: NumberRange): string {
  return `${from}-${to}`
}
