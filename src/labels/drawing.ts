import { htmlText } from '../encoding/markup.js'
import { displayText } from '../encoding/safe-display.js'
import { type LabelHead, type LabelledThing, labelText } from '../model/label.js'
import type { Speaker } from '../wording/speak.js'
import { qrDrawing, quietZone } from './qr.js'

/** What one label says. */
export interface LabelFacts {
  readonly caseId: string
  readonly caseNumber?: string
  readonly date: string
  readonly head: LabelHead
  readonly thing: LabelledThing
}

const padding = 2
const sans = "Arial, Helvetica, 'Liberation Sans', sans-serif"
const mono = "'Liberation Mono', Consolas, Menlo, monospace"
/** Width of a letter for its height: more than that of most letters, so that lines end before the edge. */
const letterWidth = { plain: 0.62, bold: 0.72 }
/** No letter is smaller, in millimetres. */
const smallest = 1.3

interface Row {
  readonly text: string
  /** Height of the letters, and of the line with them, in millimetres. */
  readonly size: number
  readonly font: string
  readonly weight?: number
}

/** A label with its upper left corner at 0 0: the code on the left, on the right what people read. Black alone, for any printer. */
export function labelSvg(
  facts: LabelFacts,
  { width, height }: { readonly width: number; readonly height: number },
  speaker: Speaker,
): string {
  const { side, path } = qrDrawing(labelText(facts))
  const square = Math.min(height - 2 * padding, width * 0.48)
  const module = square / (side + 2 * quietZone)
  const margin = module * quietZone
  const top = (height - square) / 2
  const qr = `<path transform="translate(${decimal(padding + margin)} ${decimal(top + margin)}) scale(${decimal(module)})" shape-rendering="crispEdges" d="${path}"/>`
  return (
    qr + rowsSvg(facts, speaker, { x: padding + square + 1, width: width - square - 2 * padding - 1, height })
  )
}

function rowsSvg(
  { thing, caseId, caseNumber, date, head }: LabelFacts,
  { say }: Speaker,
  { x, width, height }: { readonly x: number; readonly width: number; readonly height: number },
): string {
  const scale = Math.min(1.5, height / 38)
  const plain = (text: string, size: number, font: string): Row => ({
    text,
    size: fitting(text, width / letterWidth.plain, size),
    font,
  })
  const rows: readonly Row[] = [
    plain(say(`labels.${thing.kind}`), 2.7 * scale, sans),
    {
      text: thing.number,
      size: fitting(thing.number, width / letterWidth.bold, 10 * scale),
      font: sans,
      weight: 700,
    },
    ...caseRows(displayText(caseNumber ?? ''), width / letterWidth.bold, 3.4 * scale),
    plain(date, 3 * scale, sans),
    plain(say('labels.case', { caseId }), 2.2 * scale, mono),
    plain(say('labels.head', { size: head.size, root: head.root }), 2.2 * scale, mono),
  ]
  const leading = 1.28
  let y = (height - rows.reduce((sum, { size }) => sum + size * leading, 0)) / 2
  return rows
    .map(({ text, size, font, weight = 400 }) => {
      y += size * leading
      const base = decimal(y - size * 0.3)
      return `<text x="${decimal(x)}" y="${base}" font-family="${font}" font-size="${decimal(size)}" font-weight="${weight}">${htmlText(text)}</text>`
    })
    .join('')
}

/** Height of letters at which a text fits; `room` is the width for letters as wide as high. */
function fitting(text: string, room: number, most: number): number {
  return Math.max(smallest, Math.min(most, room / text.length))
}

/** A text in one line, else in two, smaller where it must be; what does not fit then is left out, and seen to be. */
function caseRows(text: string, room: number, size: number): readonly Row[] {
  if (text === '') return []
  const row = (line: string, height: number): Row => ({ text: line, size: height, font: sans, weight: 700 })
  if (text.length * size <= room) return [row(text, size)]
  const steps = [0.85, 0.7, 0.55].map((step) => Math.max(smallest, size * step))
  const height = steps.find((each) => split(text, room / each)[1].length <= room / each) ?? smallest
  const [first, second] = split(text, room / height)
  const most = Math.floor(room / height)
  return [first, second.length <= most ? second : `${second.slice(0, most - 1)}…`].map((line) =>
    row(line, height),
  )
}

/** At the last space that leaves a first part of at most so many letters, or where there is none in its second half, right there. */
function split(text: string, letters: number): readonly [string, string] {
  const most = Math.floor(letters)
  const space = text.lastIndexOf(' ', most)
  const at = space > most / 2 ? space : most
  return [text.slice(0, at), text.slice(at).trim()]
}

function decimal(millimetres: number): number {
  return Math.round(millimetres * 1000) / 1000
}
