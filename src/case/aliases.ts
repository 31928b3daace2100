import type { Custody } from '../custody/state.js'
import { UsageError } from '../errors.js'
import { type ExhibitNumber, isExhibitNumber } from '../model/names.js'
import type { IdentifierKind } from '../model/vocabulary.js'
import { field } from './json-fields.js'
import type { OpenCase } from './open.js'

/** What tells a thing from others; a model is that of many. */
const aliases: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'serial',
  'imei',
  'iccid',
  'mac',
  'label',
  'bag',
  'police',
  'lab',
  'court',
])

/**
 * The exhibit that people mean by a text: its number, or a number or name that it alone is known by. A number of an exhibit is
 * always taken as that, whatever others have written on a bag.
 * @param what names the option in a refusal
 * @throws UsageError `usage.argument` where none or several are known by it
 */
export function exhibitIn(open: OpenCase, custody: Custody, text: string, what = ''): ExhibitNumber {
  if (isExhibitNumber(text)) return text
  const wanted = comparable(text)
  const known = Object.values(custody.exhibits).filter(({ identifiers }) =>
    identifiers.some(({ is, value }) => aliases.has(is) && comparable(textOf(open, value)) === wanted),
  )
  const [only, another] = known.map(({ number }) => number)
  if (only === undefined || wanted === '')
    throw new UsageError('usage.argument', { what, text, reason: 'exhibit' })
  if (another !== undefined)
    throw new UsageError('usage.argument', {
      what,
      text,
      reason: 'several-exhibits',
      exhibits: known.map(({ number }) => number).join(', '),
    })
  return only
}

export async function exhibitKnownBy(open: OpenCase, text: string, what: string): Promise<ExhibitNumber> {
  return exhibitIn(open, await open.live.current(), text, what)
}

function textOf(open: OpenCase, commitment: string): string {
  return field(open.opened(commitment), 'text') ?? ''
}

/** As a person may type what is printed in groups or in capitals. */
function comparable(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, '').toLowerCase()
}
