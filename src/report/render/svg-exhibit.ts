import type { Language } from '../../wording/language.js'
import type { SealMark, TimelinePoint } from '../block.js'
import type { ExhibitDrawing, HistoryRow } from '../drawing.js'
import { legendSvg, linesOf, svgDocument, tenth, textSvg, widthOf } from './svg-document.js'
import { markSvg } from './timeline-marks.js'

const left = 24
const lanePitch = 46
const textWidth = 560
const lineHeight = 16
const rowHeight = 46
const gapHeight = 26
/** The line of custody leaves one lane and reaches the other within so much of a row's height. */
const curve = 15
/** Persons are named again after so many entries: nobody scrolls back. */
const namedEvery = 20

interface Placed extends TimelinePoint {
  readonly row: HistoryRow
  readonly lines: readonly string[]
  /** Breaks, each in lines. */
  readonly warnings: readonly (readonly string[])[]
  readonly y: number
  readonly bottom: number
  /** Where the line of what lies between the entries stands. */
  readonly gapY: number | undefined
  readonly namesY: number | undefined
}

interface Plan {
  readonly laneX: (lane: number) => number
  readonly textX: number
  readonly width: number
  readonly points: readonly Placed[]
  readonly top: number
  readonly bottom: number
}

/** The history of one exhibit as an SVG file: time runs down, a column for each person, the entry in words beside it. */
export function exhibitSvg(drawing: ExhibitDrawing, lang: Language): string {
  const { title, notes, timeline } = drawing
  const lanes = Math.max(1, timeline.lanes.length)
  const textX = left + lanes * lanePitch + 14
  const width = textX + textWidth + left
  const noteLines = notes.flatMap((note) => linesOf(note, width - 2 * left, 3, 11))
  const legend = legendSvg(timeline.legend, left, width - left, 66 + noteLines.length * 16)
  const top = legend.bottom + 26
  const points = placed(drawing, top)
  const bottom = points.at(-1)?.bottom ?? top
  const plan: Plan = { laneX: (lane) => left + 22 + lane * lanePitch, textX, width, points, top, bottom }
  const body = [
    textSvg(title, left, 38, 'title'),
    ...noteLines.map((line, at) => textSvg(line, left, 60 + at * 16, 'quiet')),
    legend.svg,
    lanesSvg(timeline.lanes, plan),
    custodySvg(timeline.before, plan),
    namesSvg(timeline.lanes, plan),
    ...points.map((point) => pointSvg(point, plan)),
  ]
  return svgDocument({
    lang,
    title,
    words: timeline.alternative,
    width,
    height: bottom + 24,
    body: `${body.join('\n')}\n`,
  })
}

function placed({ timeline, rows }: ExhibitDrawing, top: number): readonly Placed[] {
  let y = top + 14
  return timeline.points.map((point, at) => {
    const row = rows[at] ?? { when: '', summary: '', breaks: [], between: undefined }
    const lines = linesOf(row.summary, textWidth, 4)
    const warnings = row.breaks.map((text) => linesOf(text, textWidth - 18, 2))
    const isNamed = at > 0 && at % namedEvery === 0
    const gapY = row.between === undefined ? undefined : y + 12
    if (gapY !== undefined) y += gapHeight
    const namesY = isNamed ? y + 8 : undefined
    if (isNamed) y += 20
    const start = y
    y += Math.max(rowHeight, 20 + (lines.length + warnings.flat().length) * lineHeight + 10)
    return { ...point, row, lines, warnings, y: start + 18, bottom: y, gapY, namesY }
  })
}

function lanesSvg(lanes: readonly string[], { laneX, top, bottom }: Plan): string {
  return lanes
    .map((_, lane) => `<path class="lane" d="M${laneX(lane)} ${tenth(top + 8)}V${tenth(bottom)}"/>`)
    .join('')
}

function namesSvg(lanes: readonly string[], { laneX, points, top }: Plan): string {
  const heights = [top, ...points.flatMap(({ namesY }) => (namesY === undefined ? [] : [namesY]))]
  return lanes
    .map((name, lane) => heights.map((y) => textSvg(name, laneX(lane), y, 'name')).join(''))
    .join('\n')
}

/** The band of custody: full while a seal stood, hollow while none did; cut where time without an entry goes by. */
function custodySvg(before: SealMark | undefined, { laneX, points, top, bottom }: Plan): string {
  const pieces: { d: string; seal: SealMark }[] = []
  const [first] = points
  if (first && before) {
    pieces.push({ d: `M${laneX(first.from)} ${tenth(top + 12)}V${tenth(arriving(first))}`, seal: before })
  }
  for (const [at, point] of points.entries()) {
    const { y, from, seal } = point
    const after = afterOf(point)
    if (moves(point)) {
      const [a, b] = [laneX(from), laneX(after)]
      pieces.push({ d: `M${a} ${y - curve}C${a} ${y} ${b} ${y} ${b} ${y + curve}`, seal })
    }
    const next = points[at + 1]
    const start = moves(point) ? y + curve : y
    pieces.push({ d: `M${laneX(after)} ${tenth(start)}V${tenth(next ? arriving(next) : bottom)}`, seal })
  }
  const outer = pieces.map(({ d }) => `<path class="held" d="${d}"/>`)
  const inner = pieces.flatMap(({ d, seal }) =>
    seal === 'no-seal' ? [`<path class="hollow" d="${d}"/>`] : [],
  )
  const pauses = points.flatMap(({ gapY, from }) => {
    if (gapY === undefined) return []
    const x = laneX(from)
    return [`<path class="pause" d="M${x - 8} ${gapY - 3}l16 -4M${x - 8} ${gapY + 3}l16 -4"/>`]
  })
  return [...outer, ...inner, ...pauses].join('')
}

/** With the giver until an offer is accepted. */
function afterOf({ happening, from, to }: TimelinePoint): number {
  return happening === 'offered' ? from : to
}

function moves(point: TimelinePoint): boolean {
  return point.from !== afterOf(point)
}

function arriving(point: Placed): number {
  return moves(point) ? point.y - curve : point.y
}

function pointSvg(point: Placed, { laneX, textX }: Plan): string {
  const { y, from, to, happening, entry, row, lines, warnings, gapY } = point
  const x = (laneX(from) + laneX(afterOf(point))) / 2
  const [a, b] = [laneX(from), laneX(to)]
  const offer =
    happening === 'offered' && from !== to
      ? `<path class="offer" d="M${a} ${y}C${a} ${y + 14} ${b} ${y + 2} ${b} ${y + 16}"/><circle class="open" cx="${b}" cy="${y + 16}" r="3.5"/>`
      : ''
  const gap = gapY === undefined ? '' : textSvg(`⋮ ${row.between}`, textX, gapY + 4, 'quiet')
  const number = `#${entry}`
  const when = textSvg(row.when, textX + widthOf(number) + 8, y, 'quiet')
  const told = lines.map((line, at) => textSvg(line, textX, y + (at + 1) * lineHeight))
  const warned = warningsSvg(warnings, textX, y + lines.length * lineHeight)
  // On the side that a line which changes lanes has not come by.
  const side = a <= laneX(afterOf(point)) ? 16 : -16
  const beside = warnings.length > 0 ? markSvg('break', tenth(x + side), y - 10) : ''
  return `${gap}${offer}${markSvg(happening, x, y)}${beside}${textSvg(number, textX, y, 'strong')}${when}${told.join('')}${warned}`
}

function warningsSvg(warnings: readonly (readonly string[])[], x: number, from: number): string {
  let y = from
  let svg = ''
  for (const lines of warnings) {
    svg += markSvg('break', x + 7, tenth(y + lineHeight - 4))
    for (const line of lines) {
      y += lineHeight
      svg += textSvg(line, x + 18, y, 'warning')
    }
  }
  return svg
}
