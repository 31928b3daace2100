import type { Step } from '../../audit/record.js'
import type { Act } from '../../model/act.js'
import type { CommittedField } from '../../model/field.js'
import type { ExhibitNumber } from '../../model/names.js'
import type { Party } from '../../model/party.js'
import { utcText } from '../../wording/times.js'
import { type Block, type Cell, type Line, line } from '../block.js'
import type { Dossier } from '../dossier.js'
import { type History, offerOf, type Passage } from '../history.js'
import { openedText } from '../opened.js'
import type { Section } from '../section.js'
import { timelinesOf } from '../timeline.js'

/** The history of each exhibit: a drawing and a table, both read off the audited acts. */
export const custody: Section = {
  id: 'custody',
  title: 'report.custody.title',
  compose(dossier) {
    const { histories, speaker } = dossier
    const intro = ['report.custody.intro', 'report.custody.signatures', 'report.custody.withheld'] as const
    return [
      ...intro.map((key): Block => ({ kind: 'paragraph', text: speaker.say(key) })),
      ...[...histories].flatMap(([exhibit, history]) => historyBlocks(dossier, exhibit, history)),
    ]
  },
}

function historyBlocks(dossier: Dossier, exhibit: ExhibitNumber, history: History): readonly Block[] {
  const { speaker } = dossier
  const category = dossier.audit.custody?.exhibits[exhibit]?.category ?? 'other'
  return [
    {
      kind: 'heading',
      text: speaker.say('report.custody.exhibit', { exhibit, category: speaker.say(`category.${category}`) }),
    },
    ...timelinesOf(dossier, exhibit, history),
    {
      kind: 'table',
      caption: speaker.say('report.custody.caption', { exhibit }),
      columns: [
        { title: speaker.say('report.entry'), width: 9 },
        { title: speaker.say('report.custody.what'), width: 34 },
        { title: speaker.say('report.custody.when'), width: 27 },
        { title: speaker.say('report.custody.parties'), width: 30 },
      ],
      rows: history.map((passage) => row(dossier, passage)),
    },
  ]
}

function row(dossier: Dossier, passage: Passage): readonly Cell[] {
  const { step } = passage
  return [
    line(String(step.seq), 'strong'),
    whatCell(dossier, passage),
    whenCell(dossier, passage),
    step.act.parties.flatMap((party) => partyLines(dossier, party)),
  ]
}

function whatCell(dossier: Dossier, { step, breaks }: Passage): Cell {
  const { speaker, audit } = dossier
  const { act } = step
  const despite = act.despite?.codes.join(', ') ?? ''
  const why = act.despite ? (openedText(dossier, act.despite.reason) ?? '') : ''
  return [
    { text: speaker.summary(act, offerOf(audit, step)) },
    ...broughtLines(dossier, step),
    ...freeTexts(dossier, act).map((text): Line => ({ text, form: 'quiet' })),
    ...breaks.map(
      ({ code, severity }): Line => ({
        text: speaker.say('report.custody.break', { code, severity: speaker.say(`severity.${severity}`) }),
        form: 'strong',
        tone: 'unchecked',
      }),
    ),
    ...(despite
      ? [
          {
            text: speaker.say('report.custody.despite', { codes: despite, reason: why }),
            form: 'quiet' as const,
          },
        ]
      : []),
  ]
}

function broughtLines({ speaker }: Dossier, { brought }: Step): readonly Line[] {
  if (!brought) return []
  const { at, by, entry, log } = brought
  return [{ text: speaker.say('report.brought', { at: utcText(at), by, entry, log }), form: 'quiet' }]
}

/** Purpose, reason and number, as far as they are opened. */
function freeTexts(dossier: Dossier, act: Act): readonly string[] {
  const fields: readonly (readonly [
    'purpose' | 'reason' | 'number' | 'observed',
    CommittedField | undefined,
  ])[] = [
    ['purpose', 'purpose' in act ? act.purpose : undefined],
    ['reason', 'reason' in act && typeof act.reason === 'object' ? act.reason : undefined],
    ['number', act.kind === 'seal.apply' ? act.number : undefined],
    ['observed', act.kind === 'seal.check' ? act.observed : undefined],
  ]
  return fields.flatMap(([name, field]) => {
    const text = openedText(dossier, field)
    return text === undefined || text === '' ? [] : [dossier.speaker.say(`report.field.${name}`, { text })]
  })
}

function whenCell(dossier: Dossier, { step }: Passage): Cell {
  const { speaker } = dossier
  const { at, late } = step.act
  const { clock, source } = speaker.statement(at)
  const lines: Line[] = [
    { text: clock },
    { text: source, form: 'quiet' },
    { text: speaker.say('report.custody.logged', { time: utcText(step.logTime) }), form: 'quiet' },
  ]
  if (late) {
    const reason = openedText(dossier, late.reason) ?? ''
    lines.push({
      text: speaker.say('report.custody.late', { time: speaker.stated(late.signed), reason }),
      form: 'quiet',
    })
  }
  return lines
}

/** Only a signature by key is a signature of the record; the others are said to be what they are. */
function partyLines(dossier: Dossier, party: Party): readonly Line[] {
  const { speaker } = dossier
  const { signature, who, as } = party
  const field = signature.kind === 'refused' || signature.kind === 'absent' ? signature.reason : undefined
  const { how, detail } = speaker.signing(party, openedText(dossier, field))
  const names = speaker.say('report.custody.party', { person: who, capacity: speaker.say(`capacity.${as}`) })
  const tone = signature.kind === 'key' ? {} : ({ tone: 'unchecked' } as const)
  return [
    { text: `${names} ${how}`, ...tone },
    ...(detail === '' ? [] : [{ text: detail, form: 'quiet' as const }]),
  ]
}
