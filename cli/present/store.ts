import { displayText, type InventoryTaken, type Speaker, type StoreRoom } from '../../src/index.js'
import { table } from './facts.js'

/** What lies where, place after place, and then what is out. */
export function storeText(speaker: Speaker, { places, out, zone }: StoreRoom): string {
  const { say } = speaker
  if (places.length === 0) return say('cli.store.no-places')
  const lines = places.flatMap(({ location, name = '', within = '', exhibits }) => [
    say('cli.store.place', { location, name, within, count: exhibits.length }),
    ...indented(
      exhibits.length === 0
        ? ''
        : table(
            speaker,
            exhibits.map(({ exhibit, category, quantity, seal, since }) => ({
              exhibit,
              category: say(`category.${category}`),
              quantity,
              seal: say(`cli.store.seal.${seal}`),
              since: minuteAt(speaker, since, zone),
            })),
          ),
    ),
  ])
  const owed = table(
    speaker,
    out.map(({ exhibit, holder, since, location, due, overdue }) => ({
      exhibit,
      holder,
      since: minuteAt(speaker, since, zone),
      takenFrom: location,
      due: due === undefined ? '' : minuteAt(speaker, due, zone),
      overdue: overdue ? say('cli.store.overdue') : '',
    })),
  )
  const header = say('cli.store.out', { count: out.length, zone })
  return [...lines, ...(out.length === 0 ? [header] : [header, ...indented(owed)])].join('\n')
}

/** Date and minute on the clock of the case: its zone is named once, below. */
function minuteAt(speaker: Speaker, instant: StoreRoom['out'][number]['since'], zone: string): string {
  return speaker.moment(instant, zone).slice(0, 16)
}

function indented(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n').map((line) => `  ${line}`)
}

/** What going through the store found: counts first, then every thing that is not as the record has it. */
export function inventoryText(
  { say }: Speaker,
  {
    location,
    present,
    missing,
    unexpected,
    unknown,
    twice,
    foreign,
    unreadable,
  }: InventoryTaken['inventory'],
): readonly string[] {
  return [
    say('cli.inventory.title', location === undefined ? {} : { location }),
    say('cli.inventory.present', { count: present.length }),
    say('cli.inventory.missing', { count: missing.length, exhibits: missing.join(' ') }),
    ...unexpected.map((each) => say('cli.inventory.unexpected', each)),
    ...unknown.map((each) => say('cli.inventory.unknown', each)),
    ...foreign.map(({ line, thing, caseId }) =>
      say('cli.inventory.foreign', { line, number: thing.number, caseId }),
    ),
    ...unreadable.map(({ line, fault, text }) =>
      say('cli.inventory.unreadable', { line, text: displayText(text), fault: say(`scan-fault.${fault}`) }),
    ),
    ...twice.map(({ thing, lines }) =>
      say('cli.inventory.twice', { number: thing.number, lines: lines.join(', ') }),
    ),
  ]
}
