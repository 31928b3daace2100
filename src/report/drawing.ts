import { instantOf, millisecondsOf } from '../model/instant.js'
import type { ExhibitNumber } from '../model/names.js'
import { clockText } from '../wording/times.js'
import type { Happening, SealMark, Timeline } from './block.js'
import type { Dossier } from './dossier.js'
import { type History, offerOf, type Passage } from './history.js'
import { happenings, legendOf, markOf, timelineOf } from './timeline.js'

/** What stands at the head of every drawing. */
interface Heading {
  readonly title: string
  /** How to read it, and what record it was drawn from. */
  readonly notes: readonly string[]
}

/** One entry in the history of an exhibit. */
export interface HistoryRow {
  /** Date, time and offset, as the clock of the place showed them. */
  readonly when: string
  readonly summary: string
  readonly breaks: readonly string[]
  /** What lies between the entry before and this one, where it is worth a line. */
  readonly between: string | undefined
}

/** The history of one exhibit, entry by entry. */
export interface ExhibitDrawing extends Heading {
  readonly timeline: Timeline
  /** As many as the timeline has points. */
  readonly rows: readonly HistoryRow[]
}

/** While one person held it and nothing changed about the seal. */
export interface Stretch {
  readonly holder: string
  readonly seal: SealMark
  readonly from: number
  readonly to: number
  readonly words: string
}

export interface Moment {
  readonly at: number
  readonly when: string
  readonly happening: Happening
  readonly breaks: readonly string[]
  readonly words: string
}

/** All exhibits over time, in milliseconds since 1970. */
export interface CaseDrawing extends Heading {
  readonly from: number
  readonly to: number
  readonly zone: string
  readonly exhibits: readonly {
    readonly exhibit: string
    readonly category: string
    readonly stretches: readonly Stretch[]
    readonly moments: readonly Moment[]
  }[]
  readonly legend: Timeline['legend']
  readonly words: readonly string[]
}

const day = 86_400_000

export function exhibitDrawing(dossier: Dossier, exhibit: ExhibitNumber): ExhibitDrawing {
  const { speaker, histories } = dossier
  const history = histories.get(exhibit) ?? []
  return {
    title: speaker.say('drawing.exhibit.title', { exhibit, category: categoryOf(dossier, exhibit) }),
    notes: notesOf(dossier, 'drawing.exhibit.reading'),
    timeline: timelineOf(dossier, exhibit, history),
    rows: history.map((passage, at) => rowOf(dossier, passage, history[at - 1])),
  }
}

export function caseDrawing(dossier: Dossier): CaseDrawing {
  const { speaker, histories, facts } = dossier
  const times = [...histories.values()].flatMap((history) => history.map(timeOf))
  const [from, to] = times.reduce(
    ([a, b], time) => [Math.min(a, time), Math.max(b, time)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
  const exhibits = [...histories].map(([exhibit, history]) => ({
    exhibit,
    category: categoryOf(dossier, exhibit),
    stretches: stretchesOf(dossier, history, to),
    moments: history.map((passage) => momentOf(dossier, exhibit, passage)),
  }))
  return {
    title: speaker.say('drawing.case.title'),
    notes: notesOf(dossier, 'drawing.case.reading'),
    from,
    to,
    zone: facts.zone,
    exhibits,
    legend: legendOf(
      dossier,
      exhibits.flatMap(({ moments }) => moments),
    ),
    words: exhibits.flatMap(({ exhibit, stretches }) => stretches.map(({ words }) => `${exhibit}: ${words}`)),
  }
}

function categoryOf({ audit, speaker }: Dossier, exhibit: ExhibitNumber): string {
  return speaker.say(`category.${audit.custody?.exhibits[exhibit]?.category ?? 'other'}`)
}

/** A record that is not confirmed is said to be so on every drawing of it. */
function notesOf(
  { speaker, facts, audit }: Dossier,
  reading: 'drawing.exhibit.reading' | 'drawing.case.reading',
): readonly string[] {
  const { head, verdict } = audit
  const drawn = speaker.say('drawing.facts', { origin: facts.origin, size: head.size, root: head.root })
  return [
    speaker.say(reading),
    drawn,
    speaker.say('drawing.made', { time: speaker.stated(facts.generatedAt) }),
    ...(verdict === 'confirmed' ? [] : [speaker.say(`report.banner.${verdict}.short`)]),
  ]
}

function rowOf(dossier: Dossier, passage: Passage, previous: Passage | undefined): HistoryRow {
  const { speaker, audit, facts } = dossier
  const { act } = passage.step
  return {
    when: clockText(act.at.time, facts.zone),
    summary: speaker.summary(act, offerOf(audit, passage.step)),
    breaks: passage.breaks.map(({ code, severity }) =>
      speaker.say('drawing.break', {
        code,
        severity: speaker.say(`severity.${severity}`),
        title: speaker.broken(code).title,
      }),
    ),
    between: previous && betweenOf(dossier, timeOf(passage) - timeOf(previous)),
  }
}

function betweenOf({ speaker }: Dossier, elapsed: number): string | undefined {
  if (elapsed < 0) return speaker.say('drawing.back')
  return elapsed < day ? undefined : speaker.say('drawing.gap', { days: Math.floor(elapsed / day) })
}

/** Times stated out of order leave no stretch of negative length: the break that names them does. */
function stretchesOf(dossier: Dossier, history: History, end: number): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const [at, passage] of history.entries()) {
    const from = timeOf(passage)
    const next = history[at + 1]
    const to = Math.max(from, next ? timeOf(next) : end)
    const holder = passage.after ?? ''
    const seal = markOf(passage.sealedAfter)
    const last = stretches.at(-1)
    const start = last && last.holder === holder && last.seal === seal && last.to === from ? last.from : from
    if (start !== from) stretches.pop()
    stretches.push({ holder, seal, from: start, to, words: stretchWords(dossier, holder, seal, start, to) })
  }
  return stretches
}

function stretchWords(
  { speaker, facts }: Dossier,
  holder: string,
  seal: SealMark,
  from: number,
  to: number,
): string {
  return speaker.say('drawing.holder', {
    holder,
    seal: speaker.say(`report.legend.${seal}`),
    from: clockAt(from, facts.zone),
    to: clockAt(to, facts.zone),
  })
}

function momentOf(dossier: Dossier, exhibit: ExhibitNumber, { step, breaks }: Passage): Moment {
  const { speaker, audit, facts } = dossier
  const { act } = step
  const when = clockText(act.at.time, facts.zone)
  const codes = breaks.map(({ code }) => code)
  return {
    at: millisecondsOf(act.at.time),
    when,
    happening:
      act.kind === 'exhibit.add' && act.exhibit !== exhibit ? 'other' : (happenings[act.kind] ?? 'other'),
    breaks: codes,
    words: [`#${step.seq} ${when} ${speaker.summary(act, offerOf(audit, step))}`, ...codes].join(' ▲ '),
  }
}

function timeOf({ step }: Passage): number {
  return millisecondsOf(step.act.at.time)
}

function clockAt(milliseconds: number, zone: string): string {
  return clockText(instantOf(milliseconds), zone).slice(0, 16)
}
