import type { BreakAt } from '../../audit/record.js'
import { exhibitsOf } from '../../custody/breaks/about.js'
import type { Severity } from '../../custody/breaks/rule.js'
import { type Block, type Cell, line } from '../block.js'
import type { Dossier } from '../dossier.js'
import { openedText } from '../opened.js'
import type { Section } from '../section.js'

const severities: readonly Severity[] = ['critical', 'major', 'minor', 'information']

/** Custody breaks: the fact, the entries it rests on, the question it raises, and what the signer said to it. No answer. */
export const breaks: Section = {
  id: 'breaks',
  title: 'report.breaks.title',
  compose(dossier) {
    const { audit, speaker } = dossier
    if (audit.breaks.length === 0) return [{ kind: 'paragraph', text: speaker.say('report.breaks.none') }]
    const found = severities.flatMap((severity) => audit.breaks.filter((each) => each.severity === severity))
    const table: Block = {
      kind: 'table',
      caption: speaker.say('report.breaks.caption', { breaks: found.length }),
      columns: [
        { title: speaker.say('report.breaks.severity'), width: 13 },
        { title: speaker.say('report.exhibit'), width: 11 },
        { title: speaker.say('report.breaks.entries'), width: 12 },
        { title: speaker.say('report.breaks.question'), width: 64 },
      ],
      rows: found.map((each) => row(dossier, each)),
    }
    const used = severities.filter((severity) => found.some((each) => each.severity === severity))
    return [
      { kind: 'paragraph', text: speaker.say('report.breaks.intro') },
      table,
      {
        kind: 'list',
        items: used.map((severity) =>
          speaker.say('report.breaks.meaning', {
            severity: speaker.say(`severity.${severity}`),
            meaning: speaker.say(`severity.${severity}.meaning`),
          }),
        ),
      },
    ]
  },
}

/** The entry at which a break shows and those it rests on, in order. */
export function entriesOf({ seq, entries }: BreakAt): readonly number[] {
  return [...new Set([seq, ...entries])].sort((a, b) => a - b)
}

function row(dossier: Dossier, found: BreakAt): readonly Cell[] {
  const { speaker } = dossier
  const { title, question } = speaker.broken(found.code)
  return [
    line(speaker.say(`severity.${found.severity}`), 'strong'),
    line(exhibitsConcerned(dossier, found)),
    line(entriesOf(found).join(', ')),
    [
      { text: title, form: 'strong' },
      { text: question },
      ...explanation(dossier, found),
      { text: found.code, form: 'quiet' },
    ],
  ]
}

/** A break that is about the act as a whole names the exhibits of the act. */
function exhibitsConcerned({ audit, speaker }: Dossier, { exhibit, seq }: BreakAt): string {
  const act = audit.steps.find((step) => step.seq === seq)?.act
  const named = act && audit.custody ? exhibitsOf(audit.custody, act).join(', ') : ''
  return exhibit ?? (named || speaker.say('report.none'))
}

/** What whoever signed the act stated about this break, if it was opened. */
function explanation(dossier: Dossier, { seq, code }: BreakAt): Cell {
  const act = dossier.audit.steps.find((step) => step.seq === seq)?.act
  if (!act?.despite?.codes.includes(code)) return []
  const reason = openedText(dossier, act.despite.reason) ?? ''
  return [{ text: dossier.speaker.say('report.breaks.explained', { person: act.by, reason }) }]
}
