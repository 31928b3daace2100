import type { SealMark, Timeline, TimelinePoint } from '../block.js'
import { htmlText } from './html-text.js'
import { markSvg } from './timeline-marks.js'

const width = 700
const gutter = 72
const pitch = 60
const lanePitch = 46
const top = 34
const curve = 17

interface Placed extends TimelinePoint {
  readonly x: number
  readonly yFrom: number
  readonly yTo: number
  /** Where the line runs on: with the giver until an offer is accepted. */
  readonly yAfter: number
}

/** A timeline as inline SVG. Its words are in `<desc>`; the entries stand again in the table that follows. */
export function timelineHtml(timeline: Timeline, id: string): string {
  const points = placed(timeline)
  const axis = top + Math.max(1, timeline.lanes.length) * lanePitch - 8
  const { svg: legend, height } = legendSvg(timeline, axis + 58)
  return `<figure class="timeline">
<figcaption>${htmlText(timeline.title)}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-words">
<title id="${id}-title">${htmlText(timeline.title)}</title>
<desc id="${id}-words">${timeline.alternative.map(htmlText).join('\n')}</desc>
${timeline.lanes.map(laneSvg).join('')}${custodySvg(timeline, points)}${points.map(pointSvg).join('')}${points.map((point, at) => axisSvg(point, points[at - 1], axis)).join('')}${legend}</svg>
</figure>
`
}

function placed({ points }: Timeline): readonly Placed[] {
  const y = (lane: number) => top + lane * lanePitch + 10
  return points.map((point, at) => {
    const yFrom = y(point.from)
    const yTo = y(point.to)
    const yAfter = point.happening === 'offered' ? yFrom : yTo
    return { ...point, x: gutter + 26 + at * pitch, yFrom, yTo, yAfter }
  })
}

function laneSvg(name: string, lane: number): string {
  const y = top + lane * lanePitch + 10
  return `<path class="lane" d="M${gutter - 8} ${y}H${width - 4}"/><text class="lane-name" x="0" y="${y + 4}">${htmlText(name)}</text>\n`
}

/** The line of custody: full while a seal stood, hollow while none did. */
function custodySvg({ before }: Timeline, points: readonly Placed[]): string {
  const pieces = points.flatMap((point, at) => [
    ...arrival(point, points[at - 1], before),
    {
      d: `M${leaving(point)} ${point.yAfter}H${points[at + 1] ? arriving(points[at + 1]) : width - 12}`,
      seal: point.seal,
    },
  ])
  const outer = pieces.map(({ d }) => `<path class="held" d="${d}"/>`)
  const inner = pieces
    .filter(({ seal }) => seal === 'no-seal')
    .map(({ d }) => `<path class="hollow" d="${d}"/>`)
  return `${outer.join('')}${inner.join('')}\n`
}

function arrival(
  point: Placed,
  previous: Placed | undefined,
  before: SealMark | undefined,
): readonly { d: string; seal: SealMark }[] {
  const pieces: { d: string; seal: SealMark }[] = []
  if (!previous && before)
    pieces.push({ d: `M${gutter - 4} ${point.yFrom}H${arriving(point)}`, seal: before })
  if (moves(point)) {
    const { x, yFrom, yAfter, seal } = point
    pieces.push({ d: `M${x - curve} ${yFrom}C${x} ${yFrom} ${x} ${yAfter} ${x + curve} ${yAfter}`, seal })
  }
  return pieces
}

function moves({ yFrom, yAfter }: Placed): boolean {
  return yFrom !== yAfter
}

function arriving(point: Placed | undefined): number {
  if (!point) return width
  return moves(point) ? point.x - curve : point.x
}

function leaving(point: Placed): number {
  return moves(point) ? point.x + curve : point.x
}

function pointSvg(point: Placed): string {
  const { x, yFrom, yTo, yAfter, happening, breaks } = point
  const y = moves(point) ? (yFrom + yAfter) / 2 : yAfter
  const offer =
    happening === 'offered' && yTo !== yFrom
      ? `<path class="offer" d="M${x} ${yFrom}C${x + 14} ${yFrom} ${x + 8} ${yTo} ${x + 22} ${yTo}"/><circle class="open" cx="${x + 22}" cy="${yTo}" r="3.5"/>`
      : ''
  const warning = breaks.length > 0 ? markSvg('break', x, Math.min(y, yAfter) - 19) : ''
  return `${offer}${markSvg(happening, x, y)}${warning}\n`
}

/** The date is written where it differs from the one before. */
function axisSvg(point: Placed, previous: Placed | undefined, y: number): string {
  const { x, entry, date, time } = point
  const day =
    date === previous?.date ? '' : `<text class="axis" x="${x}" y="${y + 39}">${htmlText(date)}</text>`
  return `<path class="tick" d="M${x} ${y}V${y + 5}"/><text class="axis entry" x="${x}" y="${y + 16}">${entry}</text><text class="axis" x="${x}" y="${y + 28}">${htmlText(time)}</text>${day}\n`
}

function legendSvg({ legend }: Timeline, from: number): { svg: string; height: number } {
  let x = 0
  let y = from
  let svg = ''
  for (const { mark, text } of legend) {
    // Letters of this size are at most about this wide.
    const needed = 26 + text.length * 5.6 + 14
    if (x > 0 && x + needed > width) {
      x = 0
      y += 18
    }
    svg += `${legendMark(mark, x, y)}<text class="legend" x="${x + 24}" y="${y + 3.5}">${htmlText(text)}</text>\n`
    x = Math.round(x + needed)
  }
  return { svg, height: y + 12 }
}

function legendMark(mark: Timeline['legend'][number]['mark'], x: number, y: number): string {
  if (mark !== 'under-seal' && mark !== 'no-seal') return markSvg(mark, x + 9, y)
  const d = `M${x} ${y}H${x + 18}`
  return `<path class="held" d="${d}"/>${mark === 'no-seal' ? `<path class="hollow" d="${d}"/>` : ''}`
}
