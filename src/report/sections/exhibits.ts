import { type Custody, type ExhibitState, holderOf } from '../../custody/state.js'
import { displayText } from '../../encoding/safe-display.js'
import type { ActOf } from '../../model/act.js'
import type { ExhibitNumber } from '../../model/names.js'
import type { Speaker } from '../../wording/speak.js'
import { type Block, type Cell, line, number } from '../block.js'
import type { Dossier } from '../dossier.js'
import { openedMembers, openedText } from '../opened.js'
import type { Section } from '../section.js'

/** What is under custody, and how it stands at the last entry that could be followed. */
export const exhibits: Section = {
  id: 'exhibits',
  title: 'report.exhibits.title',
  compose(dossier) {
    const { audit, speaker } = dossier
    const states = Object.values(audit.custody?.exhibits ?? {})
    if (!audit.custody || states.length === 0)
      return [{ kind: 'paragraph', text: speaker.say('report.exhibits.none') }]
    const { custody } = audit
    const table: Block = {
      kind: 'table',
      caption: speaker.say('report.exhibits.caption', { size: custody.size }),
      columns: [
        { title: speaker.say('report.exhibit'), width: 10 },
        { title: speaker.say('report.exhibits.what'), width: 32 },
        { title: speaker.say('report.exhibits.quantity'), form: 'number', width: 12 },
        { title: speaker.say('report.exhibits.custody'), width: 18 },
        { title: speaker.say('report.exhibits.seal'), width: 14 },
        { title: speaker.say('report.exhibits.acquired'), width: 14 },
      ],
      rows: states.map((state) => row(dossier, custody, state)),
    }
    return [{ kind: 'paragraph', text: speaker.say('report.exhibits.intro') }, table]
  },
}

function row(dossier: Dossier, custody: Custody, state: ExhibitState): readonly Cell[] {
  const { speaker } = dossier
  return [
    line(state.number, 'strong'),
    [{ text: speaker.say(`category.${state.category}`) }, ...description(dossier, state.number)],
    number(speaker.count(state.quantity)),
    line(custodyText(custody, state, speaker)),
    line(sealText(state, speaker)),
    line(integrityText(custody, state, speaker)),
  ]
}

/** Free text about an exhibit, as far as it is opened: each line quiet, for it is a statement of who took it. */
function description(dossier: Dossier, exhibit: ExhibitNumber): Cell {
  const { speaker } = dossier
  const taken = additionOf(dossier, exhibit)
  const texts = [
    displayText(openedText(dossier, taken?.description) ?? ''),
    ...openedMembers(dossier, taken?.identifiers).map(({ name, text }) =>
      speaker.say('report.exhibits.identifier', { name: identifierName(speaker, name), text }),
    ),
    taken?.found?.possessor && speaker.say('report.exhibits.possessor', { person: taken.found.possessor }),
    taken?.found?.at && speaker.say('report.exhibits.found-at', { time: speaker.stated(taken.found.at) }),
  ]
  const place = openedText(dossier, taken?.found?.place)
  if (place !== undefined) texts.push(speaker.say('report.exhibits.place', { place }))
  return texts.flatMap((text) => (text ? [{ text, form: 'quiet' as const }] : []))
}

function identifierName(speaker: Speaker, name: string): string {
  return name === 'serial' || name === 'label' ? speaker.say(`identifier.${name}`) : name
}

function additionOf({ audit }: Dossier, exhibit: ExhibitNumber): ActOf<'exhibit.add'> | undefined {
  for (const { act } of audit.steps) if (act.kind === 'exhibit.add' && act.exhibit === exhibit) return act
  return undefined
}

export function custodyText(
  custody: Custody,
  { custody: track, number }: ExhibitState,
  speaker: Speaker,
): string {
  switch (track.kind) {
    case 'held':
      return speaker.say('custody.held', { by: track.by })
    case 'in-transit':
      return speaker.say('custody.in-transit', { by: track.by, to: track.to })
    case 'inside':
      return speaker.say('custody.inside', { of: track.of, by: holderOf(custody, number) ?? '' })
  }
}

function sealText({ seal }: ExhibitState, speaker: Speaker): string {
  return speaker.say(
    `seal-state.${seal.kind}`,
    seal.kind === 'sealed' ? { seals: seal.seals.join(', ') } : {},
  )
}

/** All acquisitions of an exhibit; the state itself names the last one only. */
function integrityText(
  { acquisitions }: Custody,
  { number, integrity }: ExhibitState,
  speaker: Speaker,
): string {
  const names = Object.entries(acquisitions).flatMap(([name, { exhibit }]) =>
    exhibit === number ? [name] : [],
  )
  return speaker.say(`integrity.${integrity.kind}`, { acquisitions: names.join(', ') })
}
