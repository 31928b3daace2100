import { rawPath } from '../audit/evidence.js'
import { type Custody, holderOf } from '../custody/state.js'
import type { Json } from '../encoding/canonical-json.js'
import { displayBytes, displayText } from '../encoding/safe-display.js'
import { parseEntry } from '../ledger/entry.js'
import { toldBy } from '../ledger/field-entry.js'
import type { Act, ActKind } from '../model/act.js'
import { parseItemId } from '../model/names.js'
import type { ExhibitCategory, Role } from '../model/vocabulary.js'
import { parseSignedAct } from '../signing/signed-act.js'
import { actAt, type Item, projectItems, shown } from './items.js'
import { field, isObject } from './json-fields.js'
import type { OpenCase } from './open.js'
import { shownText } from './status.js'

/** Something that was found, by its kind. Texts are shown escaped; undefined where this home may not open them. */
export type Match =
  | {
      readonly kind: 'exhibit'
      readonly exhibit: string
      readonly category: ExhibitCategory
      readonly holder: string | undefined
      readonly description: string | undefined
    }
  | {
      readonly kind: 'person'
      readonly person: string
      readonly roles: readonly Role[]
      readonly name: string | undefined
    }
  | {
      readonly kind: 'seal'
      readonly seal: string
      readonly exhibit: string
      readonly number: string | undefined
      readonly entry: number
    }
  | {
      readonly kind: 'acquisition'
      readonly acquisition: string
      readonly exhibit: string
      readonly entry: number
      readonly manifest: string
    }
  | { readonly kind: 'item'; readonly item: Item }
  | {
      readonly kind: 'entry'
      readonly entry: number
      readonly act: ActKind
      readonly subject: string
      readonly what: string
    }

/** Fewer hex digits of a digest would name half the case. */
const digestForm = /^(?:sha256:)?([0-9a-f]{8,128})$/
const shortestWholeDigest = 32

/**
 * Looks for a number or code of the record (exhibit, person, seal, acquisition, item), for a digest or at least eight digits of its
 * beginning, and for text (a serial number, the number on a seal, part of a name or description) in what this home may open.
 * Accents and case make no difference. Looks into no file. Reads everything it may open: acts and openings are few beside evidence.
 */
export async function* find(open: OpenCase, wanted: string): AsyncGenerator<Match> {
  await projectItems(open)
  const needle = folded(wanted.trim())
  if (needle === '') return
  const [, digest] = digestForm.exec(needle) ?? []
  const items = new Set<string>()
  yield* numbered(open, await open.live.current(), needle, items)
  if (digest !== undefined) yield* byDigest(open, digest, items)
  if (needle.startsWith('sha256:') || (digest?.length ?? 0) >= shortestWholeDigest) return
  yield* inActs(open, needle)
  yield* inNames(open, needle, items)
}

/** Text as it is compared: compatible forms as one (NFKD), without accents and other marks, without case. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase()
}

/** What bears exactly this number. @param items takes the item, so that it is named once */
async function* numbered(
  open: OpenCase,
  custody: Custody,
  needle: string,
  items: Set<string>,
): AsyncGenerator<Match> {
  const code = needle.toUpperCase()
  const { exhibits, persons, seals, acquisitions } = custody
  for (const { number, category, description } of Object.values(exhibits))
    if (number === code) {
      const holder = holderOf(custody, number)
      yield { kind: 'exhibit', exhibit: number, category, holder, description: shownText(open, description) }
    }
  for (const [person, { roles, identity }] of Object.entries(persons))
    if (person === code) yield { kind: 'person', person, roles, name: shownText(open, identity, 'name') }
  for (const [seal, { exhibit, number, appliedAt }] of Object.entries(seals))
    if (seal === code)
      yield { kind: 'seal', seal, exhibit, number: shownText(open, number, 'number'), entry: appliedAt }
  for (const acquisition of Object.keys(acquisitions))
    if (acquisition === code) yield* acquisitionNamed(open, custody, acquisition)
  const id = parseItemId(code)
  const row = id && open.view.item(id.acquisition, id.line)
  if (row) {
    items.add(`${row.acquisition}/${row.line}`)
    yield { kind: 'item', item: shown(open, row) }
  }
}

async function* acquisitionNamed(
  open: OpenCase,
  { acquisitions }: Custody,
  acquisition: string,
  digest = '',
): AsyncGenerator<Match> {
  const state = Object.entries(acquisitions).find(([number]) => number === acquisition)?.[1]
  if (!state) return
  const { exhibit, entry } = state
  const { manifest } = await actAt(open, entry, 'acquisition.record')
  if (manifest.sha256.startsWith(digest))
    yield { kind: 'acquisition', acquisition, exhibit, entry, manifest: manifest.sha256 }
}

async function* byDigest(open: OpenCase, digest: string, items: Set<string>): AsyncGenerator<Match> {
  for (const row of open.view.itemsByDigest(digest)) {
    items.add(`${row.acquisition}/${row.line}`)
    yield { kind: 'item', item: shown(open, row) }
  }
  const custody = await open.live.current()
  for (const acquisition of Object.keys(custody.acquisitions))
    yield* acquisitionNamed(open, custody, acquisition, digest)
}

async function* inActs(open: OpenCase, needle: string): AsyncGenerator<Match> {
  for await (const bytes of open.ledger.entries(0)) {
    const { seq, note } = parseEntry(bytes)
    const act = toldBy(parseSignedAct(note).act)
    const subject = 'exhibit' in act ? act.exhibit : 'person' in act ? act.person : act.by
    const possessor = possessorIn(act)
    if (possessor !== undefined && folded(possessor) === needle)
      yield { kind: 'entry', entry: seq, act: act.kind, subject, what: possessor }
    for (const commitment of commitmentsIn(act as unknown as Json)) {
      const what = textOf(open.opened(commitment))
      if (folded(what).includes(needle))
        yield { kind: 'entry', entry: seq, act: act.kind, subject, what: displayText(what) }
    }
  }
}

/** Whoever had an exhibit need not be enrolled: their code stands in this act alone. */
function possessorIn(act: Act): string | undefined {
  return act.kind === 'exhibit.add' ? act.found?.possessor : undefined
}

async function* inNames(open: OpenCase, needle: string, known: ReadonlySet<string>): AsyncGenerator<Match> {
  const { acquisitions } = await open.live.current()
  for (const acquisition of Object.keys(acquisitions)) {
    for (const row of open.view.items(acquisition)) {
      const bytes = rawPath(open.opened(row.path))
      if (!bytes || known.has(`${row.acquisition}/${row.line}`)) continue
      // As it is, and as it is shown: what somebody copied from a list is found again.
      const forms = [Buffer.from(bytes).toString('utf8'), displayBytes(bytes)]
      if (forms.some((form) => folded(form).includes(needle))) yield { kind: 'item', item: shown(open, row) }
    }
  }
}

/** Every commitment in an act, wherever it stands. */
export function commitmentsIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each: Json) => commitmentsIn(each))
  if (!isObject(value)) return []
  const own = field(value, 'c')
  if (own !== undefined && Object.keys(value).length === 1) return [own]
  return Object.values(value).flatMap((each) => commitmentsIn(each))
}

function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value
  if (!isObject(value)) return ''
  return Object.values(value)
    .filter((each) => typeof each === 'string')
    .join(' ')
}
