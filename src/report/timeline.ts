import type { ActKind } from '../model/act.js'
import type { ExhibitNumber, PersonCode } from '../model/names.js'
import { clockText } from '../wording/times.js'
import type { Happening, SealMark, Timeline, TimelinePoint } from './block.js'
import type { Dossier } from './dossier.js'
import { type History, offerOf, type Passage } from './history.js'

/** What fits beside each other on a page of A4. */
const pointsPerDrawing = 10

const happenings: Readonly<Record<ActKind, Happening>> = {
  genesis: 'other',
  'person.enrol': 'other',
  'key.enrol': 'other',
  'key.revoke': 'other',
  'key.rotate': 'other',
  'person.grant': 'other',
  'quorum.change': 'other',
  'log.rotate': 'other',
  'log.freeze': 'other',
  'anchor.adopt': 'other',
  'exhibit.add': 'taken',
  'seal.apply': 'sealed',
  'seal.impossible': 'other',
  'seal.check': 'checked',
  'seal.break': 'opened',
  'transfer.now': 'moved',
  'transfer.offer': 'offered',
  'transfer.accept': 'moved',
  'transfer.decline': 'returned',
  'transfer.withdraw': 'returned',
  'acquisition.record': 'acquired',
  'examination.record': 'examined',
  'verification.recorded': 'other',
  'incident.restore': 'other',
  'incident.clock': 'other',
  'selftest.recorded': 'other',
  'disclosure.record': 'other',
  'field.open': 'other',
  'field.entry': 'other',
  'field.join': 'other',
}

/** The history of an exhibit drawn: lanes are the persons who answered for it, points its entries in their order. */
export function timelinesOf(dossier: Dossier, exhibit: ExhibitNumber, history: History): readonly Timeline[] {
  const drawings: Timeline[] = []
  const total = Math.ceil(history.length / pointsPerDrawing)
  for (let at = 0; at < history.length; at += pointsPerDrawing) {
    const part = history.slice(at, at + pointsPerDrawing)
    drawings.push(drawing(dossier, exhibit, part, { part: drawings.length + 1, total, isFirst: at === 0 }))
  }
  return drawings
}

function drawing(
  dossier: Dossier,
  exhibit: ExhibitNumber,
  history: History,
  { part, total, isFirst }: { part: number; total: number; isFirst: boolean },
): Timeline {
  const { speaker } = dossier
  const lanes = lanesOf(history)
  const points = history.map((passage) => pointOf(dossier, exhibit, passage, lanes))
  const title = speaker.say('report.timeline.title', { exhibit })
  const [first] = history
  return {
    kind: 'timeline',
    title: total > 1 ? `${title} ${speaker.say('report.timeline.part', { part, total })}` : title,
    alternative: history.map((passage) => passageText(dossier, passage)),
    lanes,
    points,
    before: isFirst || !first ? undefined : markOf(first.sealedBefore),
    legend: legendOf(dossier, points),
  }
}

function lanesOf(history: History): readonly PersonCode[] {
  const persons = history.flatMap(({ before, after, step }) => [
    before,
    after,
    'to' in step.act ? step.act.to : undefined,
  ])
  return [...new Set(persons)].filter((person) => person !== undefined)
}

function pointOf(
  dossier: Dossier,
  exhibit: ExhibitNumber,
  { step, before, after, sealedAfter, breaks }: Passage,
  lanes: readonly PersonCode[],
): TimelinePoint {
  const { act, seq } = step
  const [date = '', time = ''] = clockText(act.at.time, dossier.facts.zone).split(' ')
  const lane = (person: PersonCode | undefined) => (person === undefined ? 0 : lanes.indexOf(person))
  const isOfParts = act.kind === 'exhibit.add' && act.exhibit !== exhibit
  return {
    entry: seq,
    date,
    time: time.slice(0, 5),
    from: lane(before ?? after),
    to: act.kind === 'transfer.offer' ? lane(act.to) : lane(after),
    seal: markOf(sealedAfter),
    happening: isOfParts ? 'other' : happenings[act.kind],
    breaks: [...new Set(breaks.map((each) => each.code))],
  }
}

function markOf(isSealed: boolean): SealMark {
  return isSealed ? 'under-seal' : 'no-seal'
}

function passageText(
  { speaker, audit, facts }: Dossier,
  { step, after, sealedAfter, breaks }: Passage,
): string {
  return speaker.say('report.timeline.point', {
    entry: step.seq,
    time: clockText(step.act.at.time, facts.zone),
    summary: speaker.summary(step.act, offerOf(audit, step)),
    holder: after ?? '',
    seal: speaker.say(`report.legend.${markOf(sealedAfter)}`),
    breaks: breaks.map((each) => each.code).join(', '),
  })
}

function legendOf({ speaker }: Dossier, points: readonly TimelinePoint[]): Timeline['legend'] {
  const seen = new Set(points.map((point) => point.happening))
  const order: readonly Happening[] = [
    'taken',
    'sealed',
    'checked',
    'opened',
    'moved',
    'offered',
    'returned',
    'acquired',
    'examined',
    'other',
  ]
  const marks = order.filter((mark) => seen.has(mark))
  return [
    { mark: 'under-seal', text: speaker.say('report.legend.under-seal') },
    { mark: 'no-seal', text: speaker.say('report.legend.no-seal') },
    ...marks.map((mark) => ({ mark, text: speaker.say(`report.legend.${mark}`) })),
    ...(points.some((point) => point.breaks.length > 0)
      ? [{ mark: 'break' as const, text: speaker.say('report.legend.break') }]
      : []),
  ]
}
