import { htmlText } from '../../encoding/markup.js'
import { instantOf } from '../../model/instant.js'
import { isZone, offsetAt } from '../../model/local-time.js'
import type { Speaker } from '../../wording/speak.js'
import type { CaseDrawing, Moment, Stretch } from '../drawing.js'
import { legendSvg, linesOf, svgDocument, tenth, textSvg, widthOf } from './svg-document.js'
import { markSvg } from './timeline-marks.js'

const width = 1180
const left = 24
const bandsFrom = 190
const bandsTo = width - 36
const pitch = 46
const band = 14
/** Entries whose signs would touch become one circle with their number. */
const touching = 17

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const steps = [
  ...[1, 5, 15, 30].map((each) => each * minute),
  ...[1, 3, 6, 12].map((each) => each * hour),
  ...[1, 2, 7, 14, 30, 91, 182, 365, 730, 1825, 3650].map((each) => each * day),
]
const mostTicks = 10

type Scale = (milliseconds: number) => number

/** A whole case as an SVG file: time runs to the right, a band for each exhibit. */
export function caseSvg(drawing: CaseDrawing, speaker: Speaker): string {
  const { title, notes, exhibits } = drawing
  const noteLines = notes.flatMap((note) => linesOf(note, width - 2 * left, 3, 11))
  const legend = legendSvg(drawing.legend, left, width - left, 66 + noteLines.length * 16)
  const top = legend.bottom + 30
  const bottom = top + exhibits.length * pitch
  const head = [
    textSvg(title, left, 38, 'title'),
    ...noteLines.map((line, at) => textSvg(line, left, 60 + at * 16, 'quiet')),
  ]
  const body =
    exhibits.length === 0
      ? [textSvg(speaker.say('drawing.none'), left, top)]
      : [legend.svg, ...bandsSvg(drawing, speaker, top, bottom)]
  return svgDocument({
    lang: speaker.lang,
    title,
    words: drawing.words,
    width,
    height: bottom + 36,
    body: `${[...head, ...body].join('\n')}\n`,
  })
}

function bandsSvg(drawing: CaseDrawing, speaker: Speaker, top: number, bottom: number): readonly string[] {
  const { from, exhibits } = drawing
  const span = Math.max(drawing.to - from, minute)
  const scale: Scale = (time) => tenth(bandsFrom + ((time - from) / span) * (bandsTo - bandsFrom))
  const rows = exhibits.map(({ exhibit, category, stretches, moments }, at) => {
    const y = top + at * pitch + 26
    return [
      `<path class="rule" d="M${left} ${y + 20}H${bandsTo}"/>`,
      textSvg(exhibit, left, y - 1, 'strong'),
      textSvg(linesOf(category, bandsFrom - left - 20, 1, 11)[0] ?? '', left, y + 13, 'quiet'),
      ...stretches.map((each) => stretchSvg(each, scale, y)),
      ...marksSvg(clustersOf(moments, scale), speaker, y),
    ].join('')
  })
  return [axisSvg(drawing, span, scale, { top, bottom }), ...rows]
}

function axisSvg(
  { from, zone }: CaseDrawing,
  span: number,
  scale: Scale,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): string {
  const step = steps.find((each) => span / each <= mostTicks) ?? span
  const ticks: string[] = []
  // Ticks stand on round hours and days of the clock of the place.
  const offset = (time: number) => (isZone(zone) ? offsetAt(time, zone) : 0)
  const offsetAtStart = offset(from)
  const first = Math.ceil((from + offsetAtStart) / step) * step
  for (let local = first; local <= from + span + offsetAtStart; local += step) {
    const x = scale(local - offset(local - offsetAtStart))
    const shown = instantOf(local)
    const label = step < day ? `${shown.slice(5, 10)} ${shown.slice(11, 16)}` : shown.slice(0, 10)
    const texts = [top, bottom + 18].map((y) => textSvg(label, x, y, 'axis middle'))
    ticks.push(`<path class="grid" d="M${x} ${top + 6}V${bottom + 4}"/>${texts.join('')}`)
  }
  return ticks.join('')
}

function stretchSvg({ holder, seal, from, to, words }: Stretch, scale: Scale, y: number): string {
  const [x, end] = [scale(from), scale(to)]
  const length = Math.max(tenth(end - x), 2)
  const kind = seal === 'under-seal' ? 'band' : 'band-hollow'
  const ink = seal === 'under-seal' ? 'on-band' : 'on-hollow'
  // Signs stand at both ends.
  const name = widthOf(holder, 10) + 28 < length ? textSvg(holder, x + 13, y + 3.5, ink) : ''
  return `<g><title>${htmlText(words)}</title><rect class="${kind}" x="${x}" y="${y - band / 2}" width="${length}" height="${band}"/>${name}</g>`
}

interface Cluster {
  readonly x: number
  readonly moments: Moment[]
}

/** In the order of their times; one begins where the sign before it ends. */
function clustersOf(moments: readonly Moment[], scale: Scale): readonly Cluster[] {
  const clusters: Cluster[] = []
  for (const moment of [...moments].sort((a, b) => a.at - b.at)) {
    const x = scale(moment.at)
    const last = clusters.at(-1)
    if (last && x - last.x < touching) last.moments.push(moment)
    else clusters.push({ x, moments: [moment] })
  }
  return clusters
}

function marksSvg(clusters: readonly Cluster[], speaker: Speaker, y: number): readonly string[] {
  return clusters.map((cluster, at) => {
    const next = clusters.slice(at + 1).find((each) => codesIn(each).length > 0)
    return `<g><title>${wordsOf(cluster, speaker)}</title>${signSvg(cluster, y)}${breaksSvg(cluster, next?.x ?? width, y - 16)}</g>`
  })
}

function wordsOf({ moments }: Cluster, speaker: Speaker): string {
  const words = moments.map((each) => htmlText(each.words))
  const [first, ...others] = moments
  const last = others.at(-1)
  if (!first || !last) return words.join('')
  const span = { count: moments.length, from: first.when, to: last.when }
  return [htmlText(speaker.say('drawing.cluster', span)), ...words].join('\n')
}

function signSvg({ x, moments }: Cluster, y: number): string {
  const [first, second] = moments
  if (first && !second) return markSvg(first.happening, x, y)
  return `<circle class="open" cx="${x}" cy="${y}" r="8"/>${textSvg(String(moments.length), x, y + 3.5, 'figure')}`
}

function codesIn({ moments }: Cluster): readonly string[] {
  return [...new Set(moments.flatMap(({ breaks }) => breaks))]
}

/** The codes where there is room for them up to the next; else how many. */
function breaksSvg(cluster: Cluster, end: number, y: number): string {
  const codes = codesIn(cluster)
  if (codes.length === 0) return ''
  const { x } = cluster
  const named = codes.join(', ')
  const fits = (label: string) => x + 22 + widthOf(label, 9) < end
  const label = [named, String(codes.length)].find(fits) ?? ''
  return `${markSvg('break', x, y)}${textSvg(label, x + 10, y + 4, 'code')}`
}
