import { RuleError } from '../errors.js'
import type { ExhibitNumber } from '../model/names.js'
import type { IdentifierKind } from '../model/vocabulary.js'
import { isKnownBy } from './aliases.js'
import type { Desk } from './desk.js'
import { type Draft, type Drafting, type Enacted, enact } from './enact.js'
import type { OpenCase } from './open.js'

// Telling exhibits apart, taking parts out of them, and counting them.

/** A number or name, and of what kind it is. */
export interface Known {
  readonly is: IdentifierKind
  readonly text: string
}

/** One more number or name by which others know an exhibit. */
export async function labelExhibit(
  open: OpenCase,
  desk: Desk,
  exhibit: ExhibitNumber,
  label: Known,
): Promise<Enacted> {
  return enact(open, desk, (drafting) => [labelDraft(drafting, exhibit, label)])
}

export function labelDraft({ commitAlike }: Drafting, exhibit: ExhibitNumber, { is, text }: Known): Draft {
  return { body: { kind: 'exhibit.label', exhibit, label: { is, value: commitAlike(is, { text }) } } }
}

/** A number read on an exhibit or in it, held against those on record for it. @throws RuleError where there is none of that kind */
export async function checkIdentity(
  open: OpenCase,
  desk: Desk,
  exhibit: ExhibitNumber,
  { is, text }: Known,
): Promise<Enacted> {
  return enact(open, desk, ({ custody, commitAlike }) => {
    const state = custody.exhibits[exhibit]
    if (!state) throw new RuleError('rule.unknown-object', { kind: 'exhibit', name: exhibit })
    const recorded = state.identifiers.filter((each) => each.is === is)
    if (recorded.length === 0)
      throw new RuleError('rule.wrong-state', {
        act: 'identity.check',
        name: exhibit,
        state: 'no-identifier',
        reason: 'state',
      })
    const same = recorded.some(({ value }) => isKnownBy(open, value, text))
    return [
      { body: { kind: 'identity.check', exhibit, observed: { is, value: commitAlike(is, { text }) }, same } },
    ]
  })
}

/** Takes parts out of what they are in: those named, or all that are inside. */
export async function splitExhibit(
  open: OpenCase,
  desk: Desk,
  exhibit: ExhibitNumber,
  parts: readonly ExhibitNumber[],
): Promise<Enacted> {
  return enact(open, desk, (drafting) => [splitDraft(drafting, exhibit, parts)])
}

export function splitDraft(
  { custody }: Drafting,
  exhibit: ExhibitNumber,
  parts: readonly ExhibitNumber[],
): Draft {
  const inside = Object.values(custody.exhibits)
    .filter((each) => each.custody.kind === 'inside' && each.custody.of === exhibit)
    .map(({ number }) => number)
  const named = parts.length > 0 ? parts : inside
  if (named.length === 0)
    throw new RuleError('rule.wrong-state', {
      act: 'exhibit.split',
      name: exhibit,
      state: 'nothing-inside',
      reason: 'state',
    })
  return { body: { kind: 'exhibit.split', exhibit, parts: [...named] } }
}

export async function countExhibit(
  open: OpenCase,
  desk: Desk,
  exhibit: ExhibitNumber,
  counted: number,
): Promise<Enacted> {
  return enact(open, desk, () => [countDraft(exhibit, counted)])
}

export function countDraft(exhibit: ExhibitNumber, counted: number): Draft {
  return { body: { kind: 'quantity.count', counted, exhibit } }
}
