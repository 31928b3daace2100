import { htmlText } from '../../encoding/markup.js'
import type { Language } from '../../wording/language.js'
import type { Timeline } from '../block.js'
import { markSvg } from './timeline-marks.js'

/** A drawing that stands alone: text as text, no script, nothing loaded from anywhere. */
export interface SvgDocument {
  readonly lang: Language
  readonly title: string
  /** The drawing in words, a line each. */
  readonly words: readonly string[]
  readonly width: number
  readonly height: number
  readonly body: string
}

export function svgDocument({ lang, title, words, width, height, body }: SvgDocument): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)]
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-labelledby="title words" xml:lang="${lang}" lang="${lang}">
<title id="title">${htmlText(title)}</title>
<desc id="words">${words.map(htmlText).join('\n')}</desc>
<style>${style}</style>
<rect width="${w}" height="${h}" fill="#fff"/>
${body}</svg>
`
}

const style = `
text { font: 12px system-ui, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", Arial, sans-serif; fill: #1c2127; }
.title { font-size: 20px; font-weight: 600; fill: #22344f; }
.quiet, .axis { fill: #59616b; font-size: 11px; }
.strong { font-weight: 600; }
.name { font-weight: 600; text-anchor: middle; stroke: #fff; stroke-width: 5; stroke-linejoin: round; paint-order: stroke; }
.figure { text-anchor: middle; font-size: 10px; font-weight: 600; }
.on-band { fill: #fff; font-size: 10px; font-weight: 600; }
.on-hollow { fill: #22344f; font-size: 10px; font-weight: 600; }
.middle { text-anchor: middle; }
.warning { fill: #8c1d18; font-weight: 600; }
.code { fill: #8c1d18; font-size: 9px; font-weight: 600; }
.lane, .grid { stroke: #dedbd3; stroke-width: 1; stroke-dasharray: 2 3; fill: none; }
.rule { stroke: #d4d1c9; stroke-width: 1; fill: none; }
.held { stroke: #22344f; stroke-width: 7; fill: none; stroke-linecap: round; }
.hollow { stroke: #fff; stroke-width: 3.6; fill: none; stroke-linecap: round; }
.pause { stroke: #fff; stroke-width: 3; fill: none; }
.band { fill: #22344f; stroke: #22344f; stroke-width: 1; }
.band-hollow { fill: #fff; stroke: #22344f; stroke-width: 1.4; }
.offer { stroke: #22344f; stroke-width: 1.5; stroke-dasharray: 2.5 2.5; fill: none; }
.full { fill: #22344f; stroke: #fff; stroke-width: 1.5; }
.open { fill: #fff; stroke: #22344f; stroke-width: 1.6; }
.dot { fill: #fff; }
.stroke { stroke: #22344f; stroke-width: 1.6; fill: none; }
.break { fill: #8c1d18; stroke: #fff; stroke-width: 1; stroke-linejoin: round; }
.break-sign { stroke: #fff; stroke-width: 1.6; fill: none; }
`

/** @param y of its base line */
export function textSvg(text: string, x: number, y: number, kind = ''): string {
  const attribute = kind === '' ? '' : ` class="${kind}"`
  return `<text x="${tenth(x)}" y="${tenth(y)}"${attribute}>${htmlText(text)}</text>`
}

/** Letters of 12 units are seldom wider; of capitals and figures no more than this. */
const letter = 6.9

/** Room that a text takes at this height of letters. */
export function widthOf(text: string, size = 12): number {
  return (text.length * letter * size) / 12
}

/** A text in lines of a width; words that are longer are cut, and what would be more than `most` lines ends in `…`. */
export function linesOf(text: string, width: number, most: number, size = 12): readonly string[] {
  const room = Math.max(8, Math.floor(width / widthOf('x', size)))
  const lines: string[] = []
  let rest = text
  while (rest.length > room) {
    const space = rest.lastIndexOf(' ', room)
    const at = space > 0 ? space : room
    lines.push(rest.slice(0, at))
    rest = rest.slice(at).trimStart()
    if (lines.length === most) {
      const last = lines.pop() ?? ''
      return [...lines, `${last.slice(0, room - 1)}…`]
    }
  }
  return [...lines, rest]
}

/** What the signs mean, from `y` on, over as many lines as it takes. */
export function legendSvg(legend: Timeline['legend'], left: number, width: number, from: number) {
  let x = left
  let y = from
  let svg = ''
  for (const { mark, text } of legend) {
    const needed = 26 + widthOf(text, 11) + 12
    if (x > left && x + needed > width) {
      x = left
      y += 20
    }
    svg += `${legendMark(mark, x, y)}${textSvg(text, x + 24, y + 4, 'quiet')}\n`
    x = Math.round(x + needed)
  }
  return { svg, bottom: y + 12 }
}

function legendMark(mark: Timeline['legend'][number]['mark'], x: number, y: number): string {
  if (mark !== 'under-seal' && mark !== 'no-seal') return markSvg(mark, x + 9, y)
  const d = `M${x + 2} ${y}H${x + 17}`
  return `<path class="held" d="${d}"/>${mark === 'no-seal' ? `<path class="hollow" d="${d}"/>` : ''}`
}

export function tenth(length: number): number {
  return Math.round(length * 10) / 10
}
