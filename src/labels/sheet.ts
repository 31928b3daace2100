import { htmlText } from '../encoding/markup.js'
import { displayText } from '../encoding/safe-display.js'
import type { LabelHead, LabelledThing } from '../model/label.js'
import type { Language } from '../wording/language.js'
import { type Speaker, speakerFor } from '../wording/speak.js'
import { labelSvg } from './drawing.js'

/** How labels lie on a page of A4, in millimetres: columns × rows of equal cells. */
export interface Sheet {
  readonly columns: number
  readonly rows: number
  readonly width: number
  readonly height: number
  /** Free margins to the left and at the top. */
  readonly left: number
  readonly top: number
  /** Between two columns; rows touch. */
  readonly gap: number
}

export const a4 = { width: 210, height: 297 }

/** Named as `--sheet` takes them. The cells are those of label paper that is sold in these sizes; on plain paper they are cut apart. */
export const sheets = {
  '2x4': { columns: 2, rows: 4, width: 99.1, height: 67.7, left: 4.65, top: 13.1, gap: 2.5 },
  '2x7': { columns: 2, rows: 7, width: 99.1, height: 38.1, left: 4.65, top: 15.15, gap: 2.5 },
  '3x7': { columns: 3, rows: 7, width: 63.5, height: 38.1, left: 7.25, top: 15.15, gap: 2.5 },
  '3x8': { columns: 3, rows: 8, width: 70, height: 36, left: 0, top: 4.5, gap: 0 },
} as const satisfies Readonly<Record<string, Sheet>>
export type SheetName = keyof typeof sheets

export interface LabelOrder {
  /** Id of the case, see `caseIdOf`. */
  readonly caseId: string
  /** The number by which people know the case; absent where labels may not show it. */
  readonly caseNumber?: string
  /** The day they are made. */
  readonly date: string
  readonly head: LabelHead
  readonly things: readonly LabelledThing[]
  readonly sheet: SheetName
  /** Cells of the first page that are already used; 0 for a new one. */
  readonly used: number
  /** Draw the edges of the cells, to cut along. */
  readonly cut: boolean
  readonly lang: Language
}

/** Pages of labels, each an SVG that stands alone. The same order gives the same bytes. */
export function labelSheets(order: LabelOrder): readonly string[] {
  return pagesOf(order).map((page) => `<?xml version="1.0" encoding="UTF-8"?>\n${page}`)
}

/** All pages in one HTML file that prints on A4 without margins or scaling of its own. It loads nothing. */
export function labelPages(order: LabelOrder): string {
  const speaker = speakerFor(order.lang)
  return `<!doctype html>
<html lang="${order.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${htmlText(titleOf(order, speaker))}</title>
<style>
@page { size: A4; margin: 0; }
html { background: #ddd; }
body { margin: 0; }
svg { display: block; margin: 6mm auto; background: #fff; }
p { margin: 6mm auto; width: 190mm; font: 11pt/1.4 sans-serif; }
@media print {
  html { background: none; }
  svg { margin: 0; break-after: page; }
  svg:last-of-type { break-after: auto; }
  p { display: none; }
}
</style>
</head>
<body>
<p>${htmlText(speaker.say('labels.printing'))}</p>
${pagesOf(order).join('')}</body>
</html>
`
}

function titleOf({ caseNumber, caseId }: LabelOrder, { say }: Speaker): string {
  return say('labels.title', { number: caseNumber ?? caseId })
}

function pagesOf(order: LabelOrder): readonly string[] {
  const sheet: Sheet = sheets[order.sheet]
  const perPage = sheet.columns * sheet.rows
  const speaker = speakerFor(order.lang)
  const used = Math.min(Math.max(0, order.used), perPage - 1)
  const total = Math.ceil((order.things.length + used) / perPage)
  return Array.from({ length: total }, (_, page) => {
    const from = Math.max(0, page * perPage - used)
    const things = order.things.slice(from, (page + 1) * perPage - used)
    return pageSvg(order, speaker, { things, firstCell: page === 0 ? used : 0, page: page + 1, total })
  })
}

interface Page {
  readonly things: readonly LabelledThing[]
  readonly firstCell: number
  readonly page: number
  readonly total: number
}

function pageSvg(order: LabelOrder, speaker: Speaker, { things, firstCell, page, total }: Page): string {
  const sheet: Sheet = sheets[order.sheet]
  const title = `${titleOf(order, speaker)} (${page}/${total})`
  const cells = things.map((thing, at) => {
    const cell = firstCell + at
    const x = round(sheet.left + (cell % sheet.columns) * (sheet.width + sheet.gap))
    const y = round(sheet.top + Math.floor(cell / sheet.columns) * sheet.height)
    const edge = order.cut
      ? `<rect x="0.1" y="0.1" width="${sheet.width - 0.2}" height="${sheet.height - 0.2}" fill="none" stroke="#999" stroke-width="0.15" stroke-dasharray="1 1"/>`
      : ''
    return `<g transform="translate(${x} ${y})">${edge}${labelSvg({ ...order, thing }, sheet, speaker)}</g>\n`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${a4.width}mm" height="${a4.height}mm" viewBox="0 0 ${a4.width} ${a4.height}" role="img" aria-label="${htmlText(title)}" xml:lang="${order.lang}">
<title>${htmlText(title)}</title>
<desc>${things.map(({ number }) => displayText(number)).join(', ')}</desc>
<rect width="${a4.width}" height="${a4.height}" fill="#fff"/>
${cells.join('')}</svg>
`
}

function round(millimetres: number): number {
  return Math.round(millimetres * 100) / 100
}
