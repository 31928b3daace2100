import type { ExhibitView, LogLine, Speaker } from '../../src/index.js'
import { exhibitFacts } from './exhibit.js'
import { factRows } from './facts.js'
import { amendmentTexts, explainedText } from './log-line.js'

/** An exhibit's history as a terminal shows it. */
export interface CustodyShown {
  readonly exhibit: ExhibitView
  readonly history: readonly LogLine[]
  /** What signers said to a break, where it was opened: by entry and code, `12 SEAL-MISSING`. */
  readonly explanations: ReadonlyMap<string, string>
  /** Summary of an act; an answer to an offer needs the offer for it. */
  readonly summary: (line: LogLine) => string
  /** Columns of the terminal, or undefined where there is none. */
  readonly columns: number | undefined
}

const widest = 100
const narrowest = 80

/** The exhibit as it stands, then entry after entry downwards, breaks under the entry at which they show. No colour, no control. */
export function custodyText(speaker: Speaker, shown: CustodyShown): string {
  const width = Math.min(widest, Math.max(narrowest, shown.columns ?? widest))
  const entries = shown.history.flatMap((line) => entryLines(speaker, shown, line, width))
  const { entries: _, ...standing } = exhibitFacts(speaker, shown.exhibit)
  const rows = factRows(speaker, standing)
  const labels = Math.max(0, ...rows.map(([label]) => label.length)) + 2
  const head = rows.flatMap(([label, text]) =>
    wrapped(text, width, ' '.repeat(labels)).map((line, at) =>
      at === 0 ? label.padEnd(labels) + line.slice(labels) : line,
    ),
  )
  return [...head, ...breakLines(speaker, shown), '', ...entries].join('\n').replace(/\n│$/, '')
}

/** How many of each severity, so that nobody has to read to the end for it. */
function breakLines(speaker: Speaker, { history, exhibit }: CustodyShown): readonly string[] {
  const found = history.flatMap((line) => breaksOf(line, exhibit))
  const counts = severities.flatMap((severity) => {
    const count = found.filter((each) => each.severity === severity).length
    return count === 0 ? [] : [`${count} ${speaker.say(`severity.${severity}`)}`]
  })
  return counts.length === 0 ? [] : [speaker.say('cli.custody.breaks', { breaks: counts.join(', ') })]
}

const severities = ['critical', 'major', 'minor', 'information'] as const

function breaksOf({ breaks }: LogLine, { number }: CustodyShown['exhibit']) {
  return breaks.filter((each) => (each.exhibit ?? number) === number)
}

function entryLines(
  speaker: Speaker,
  { explanations, summary, exhibit }: CustodyShown,
  line: LogLine,
  width: number,
): readonly string[] {
  const { act, entry } = line
  const holder = line.holders[exhibit.number]
  const head = `● #${entry}  ${speaker.moment(act.at.time, act.at.zone)}${holder === undefined ? '' : `  → ${holder}`}`
  const told = [
    summary(line),
    ...(act.late ? [speaker.say('cli.preview.at', { at: speaker.stated(act.at) })] : []),
    ...act.parties.map((party) => `${party.who}: ${speaker.signature(party)}`),
    ...amendmentTexts(speaker, line),
  ].flatMap((text) => wrapped(text, width, '│   '))
  const breaks = breaksOf(line, exhibit).flatMap(({ code, severity, details }) => {
    const { title, question } = speaker.broken(code, details)
    const reason = explanations.get(`${entry} ${code}`)
    const said =
      reason === undefined ? [] : [speaker.say('report.breaks.explained', { person: act.by, reason })]
    return [
      ...wrapped(`! ${code} (${speaker.say(`severity.${severity}`)}): ${title}`, width, '│   '),
      ...[question, ...said, ...explainedText(speaker, line.explained?.[code])].flatMap((text) =>
        wrapped(text, width, '│     '),
      ),
    ]
  })
  return [head, ...told, ...breaks, '│']
}

/** Lines of at most `width` characters that begin alike; what has no space to break at is cut and goes on in the next. */
function wrapped(text: string, width: number, start: string): readonly string[] {
  const room = width - start.length
  const lines: string[] = []
  let rest = text
  while (rest.length > room) {
    const space = rest.lastIndexOf(' ', room)
    const at = space > 0 ? space : room
    lines.push(start + rest.slice(0, at))
    rest = rest.slice(at).trimStart()
  }
  return [...lines, start + rest]
}
