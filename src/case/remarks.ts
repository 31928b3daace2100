import { allBreaks, allStanding } from '../custody/breaks/all.js'
import type { Custody } from '../custody/state.js'
import { RuleError, UsageError } from '../errors.js'
import type { ExhibitNumber, SealNumber } from '../model/names.js'
import {
  type Correctable,
  type ExhibitCategory,
  exhibitCategories,
  type IdentifierKind,
} from '../model/vocabulary.js'
import { isKnownBy } from './aliases.js'
import type { Desk } from './desk.js'
import { type Drafting, type DraftParty, type Enacted, enact } from './enact.js'
import type { OpenCase } from './open.js'

// What is said about other acts. Nothing is ever taken back by it: both readings stay.

export interface Observation {
  readonly text: string
  readonly exhibits: readonly ExhibitNumber[]
  /** Breaks that it says something about, each at the entry where it shows. */
  readonly explains: readonly { readonly entry: number; readonly code: string }[]
}

/** @throws UsageError `usage.argument` for a code that no break has */
export async function observe(
  open: OpenCase,
  desk: Desk,
  { text, exhibits, explains }: Observation,
): Promise<Enacted> {
  const codes = [...allBreaks, ...allStanding].map(({ code }) => code)
  const unknown = explains.find(({ code }) => !codes.includes(code))
  if (unknown)
    throw new UsageError('usage.argument', { what: '--explains', text: unknown.code, reason: 'break-code' })
  return enact(open, desk, ({ commit }) => [
    {
      body: {
        kind: 'observation.record',
        ...(exhibits.length === 0 ? {} : { exhibits: [...exhibits] }),
        ...(explains.length === 0 ? {} : { explains: explains.map((each) => ({ ...each })) }),
        text: commit({ text }),
      },
    },
  ])
}

/** What an entry says wrongly, and what it should say. */
export interface Correction {
  readonly entry: number
  readonly field: Correctable
  readonly exhibit?: ExhibitNumber
  readonly seal?: SealNumber
  readonly was: string
  readonly becomes: string
  readonly reason: string
}

/** Signed by whoever acts and by those of `desk.with`: what says which thing, how many, when and where needs a second person. */
export async function correctEntry(open: OpenCase, desk: Desk, correction: Correction): Promise<Enacted> {
  const { entry, field, exhibit, seal, becomes, reason } = correction
  return enact(open, desk, (drafting) => [
    {
      body: {
        kind: 'entry.correct',
        ...readings(open, drafting, correction),
        ...(field === 'category' ? { category: categoryIn(becomes) } : {}),
        entry,
        ...(exhibit === undefined ? {} : { exhibit }),
        field,
        ...(field === 'quantity' ? { quantity: quantityIn(becomes) } : {}),
        reason: drafting.commit({ text: reason }),
        ...(seal === undefined ? {} : { seal }),
      },
      parties: secondPersons(desk),
    },
  ])
}

/** Commitments that are the same for the same number stay so: a corrected serial is found, and found double, like any. */
function readings(
  open: OpenCase,
  { custody, commit, commitAlike }: Drafting,
  { field, exhibit, was, becomes }: Correction,
) {
  if (field === 'seal-number')
    return {
      becomes: commitAlike('seal', { number: becomes }),
      was: commitAlike('seal', { number: was }),
    }
  if (field !== 'identifier' && field !== 'label')
    return { becomes: commit({ text: becomes }), was: commit({ text: was }) }
  const is = kindOf(open, custody, exhibit, was)
  return { becomes: commitAlike(is, { text: becomes }), was: commitAlike(is, { text: was }) }
}

function kindOf(
  open: OpenCase,
  custody: Custody,
  exhibit: ExhibitNumber | undefined,
  was: string,
): IdentifierKind {
  const identifiers = (exhibit === undefined ? undefined : custody.exhibits[exhibit])?.identifiers ?? []
  const found = identifiers.find(({ value }) => isKnownBy(open, value, was))
  if (found) return found.is
  throw new RuleError('rule.wrong-state', {
    act: 'entry.correct',
    name: exhibit ?? '',
    state: 'no-identifier',
    reason: 'state',
  })
}

function categoryIn(text: string): ExhibitCategory {
  const found = exhibitCategories.find((each) => each === text)
  if (found) return found
  const choices = exhibitCategories.join(', ')
  throw new UsageError('usage.argument', { what: '--becomes', text, reason: 'choice', choices })
}

function quantityIn(text: string): number {
  if (/^[1-9][0-9]{0,5}$/.test(text)) return Number(text)
  throw new UsageError('usage.argument', { what: '--becomes', text, reason: 'number' })
}

/** Takes back what an entry did to exhibits: all those that it moved or sealed. */
export async function annulEntry(
  open: OpenCase,
  desk: Desk,
  entry: number,
  reason: string,
): Promise<Enacted> {
  return enact(open, desk, ({ custody, commit }) => {
    const exhibits = Object.values(custody.exhibits)
      .filter(({ undo }) => undo.some((each) => each.entry === entry))
      .map(({ number }) => number)
    if (exhibits.length === 0)
      throw new RuleError('rule.wrong-state', {
        act: 'entry.annul',
        name: String(entry),
        state: custody.annulled[entry] === undefined ? 'nothing-to-annul' : 'annulled',
        reason: 'state',
      })
    return [
      {
        body: { kind: 'entry.annul', entry, exhibits, reason: commit({ text: reason }) },
        parties: secondPersons(desk),
      },
    ]
  })
}

function secondPersons({ by, with: others = [] }: Desk): readonly DraftParty[] {
  const witnesses = [...new Set(others)].filter((who) => who !== by)
  return [
    { who: by, as: 'performer', signature: 'key' },
    ...witnesses.map((who): DraftParty => ({ who, as: 'witness', signature: 'key' })),
  ]
}
