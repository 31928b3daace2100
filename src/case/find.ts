import { rawPath } from '../audit/evidence.js'
import type { Json } from '../encoding/canonical-json.js'
import { displayBytes, displayText } from '../encoding/safe-display.js'
import { parseEntry } from '../ledger/entry.js'
import { parseSignedAct } from '../signing/signed-act.js'
import { type Item, projectItems, shown } from './items.js'
import type { OpenCase } from './open.js'
import { field, isObject } from './opened.js'

/** Where something was found. `what` is shown escaped. */
export type Match =
  | { readonly kind: 'item'; readonly item: Item }
  | {
      readonly kind: 'entry'
      readonly entry: number
      readonly act: string
      readonly subject: string
      readonly what: string
    }

const digestForm = /^[0-9a-f]{32,128}$/

/**
 * Looks for a digest among the items, or for text (a serial number, a seal, part of a name or description) in what this home may
 * open. Reads everything it may open: acts and openings are few beside evidence.
 */
export async function* find(open: OpenCase, wanted: string): AsyncGenerator<Match> {
  await projectItems(open)
  const digest = wanted.replace(/^sha256:/, '').toLowerCase()
  if (digestForm.test(digest)) {
    for (const row of open.view.itemsByDigest(digest)) yield { kind: 'item', item: shown(open, row) }
    return
  }
  const needle = wanted.toLowerCase()
  yield* findInActs(open, needle)
  yield* findInNames(open, needle)
}

async function* findInActs(open: OpenCase, needle: string): AsyncGenerator<Match> {
  for await (const bytes of open.ledger.entries(0)) {
    const { seq, note } = parseEntry(bytes)
    const { act } = parseSignedAct(note)
    const subject = 'exhibit' in act ? act.exhibit : 'person' in act ? act.person : act.by
    for (const commitment of commitmentsIn(act as unknown as Json)) {
      const what = textOf(open.opened(commitment))
      if (what.toLowerCase().includes(needle))
        yield { kind: 'entry', entry: seq, act: act.kind, subject, what: displayText(what) }
    }
  }
}

async function* findInNames(open: OpenCase, needle: string): AsyncGenerator<Match> {
  const { acquisitions } = await open.live.current()
  for (const acquisition of Object.keys(acquisitions)) {
    for (const row of open.view.items(acquisition)) {
      const bytes = rawPath(open.opened(row.path))
      if (bytes && displayBytes(bytes).toLowerCase().includes(needle))
        yield { kind: 'item', item: shown(open, row) }
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
