import type { ExhibitState } from '../custody/exhibit-state.js'
import { RuleError, UsageError } from '../errors.js'
import type { ExhibitNumber } from '../model/names.js'
import type { Correctable } from '../model/vocabulary.js'
import type { Desk } from './desk.js'
import type { Enacted } from './enact.js'
import { addExhibit, type NewExhibit } from './exhibits.js'
import { actAt } from './items.js'
import { field } from './json-fields.js'
import type { OpenCase } from './open.js'

/** What things that were found together have in common. */
type Alike = Pick<NewExhibit, 'category' | 'foundAt' | 'finder' | 'occasion' | 'place' | 'possessor'>

/** Adds an exhibit that was found as another was: what is not stated of it is taken from there. */
export async function addExhibitLike(
  open: OpenCase,
  desk: Desk,
  like: ExhibitNumber,
  request: Omit<NewExhibit, 'category'> & Partial<Pick<NewExhibit, 'category'>>,
): Promise<Enacted> {
  const state = (await open.live.current()).exhibits[like]
  if (!state) throw new RuleError('rule.unknown-object', { kind: 'exhibit', name: like })
  requireUncorrected(state, request)
  return addExhibit(open, desk, { ...(await alikeOf(open, state)), ...request })
}

async function alikeOf(open: OpenCase, { entries, category }: ExhibitState): Promise<Alike> {
  const { found } = await actAt(open, entries[0] ?? 0, 'exhibit.add')
  const place = found?.place && field(open.opened(found.place.c), 'text')
  const occasion = found?.occasion && field(open.opened(found.occasion.c), 'text')
  return {
    category,
    ...(found?.at ? { foundAt: found.at } : {}),
    ...(found?.finder ? { finder: found.finder } : {}),
    ...(occasion === undefined ? {} : { occasion }),
    ...(place === undefined ? {} : { place }),
    ...(found?.possessor ? { possessor: found.possessor } : {}),
  }
}

const corrected = [
  ['place', 'place', '--place'],
  ['possessor', 'possessor', '--possessor'],
  ['time', 'foundAt', '--found-at'],
] as const satisfies readonly (readonly [Correctable, keyof Alike, string])[]

/** What was written wrongly once is not copied: it is stated anew. */
function requireUncorrected({ number, corrections = [] }: ExhibitState, request: Partial<NewExhibit>): void {
  const wrong = corrected.find(
    ([each, name]) => request[name] === undefined && corrections.some((one) => one.field === each),
  )
  if (wrong) throw new UsageError('usage.missing', { what: wrong[2], name: number, reason: 'like-corrected' })
}
