import type { Block, Cell, Column, Line } from '../block.js'
import { flowText, htmlText } from './html-text.js'
import { timelineHtml } from './html-timeline.js'

type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

/** @param id unique in the document, made of letters, digits and hyphens */
export function blockHtml(block: Block, id: string): string {
  switch (block.kind) {
    case 'heading':
      return `<h3>${htmlText(block.text)}</h3>\n`
    case 'paragraph':
      return `<p>${flowText(block.text)}</p>\n`
    case 'notice':
      return noticeHtml(block)
    case 'facts':
      return factsHtml(block)
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${flowText(item)}</li>\n`).join('')}</ul>\n`
    case 'table':
      return tableHtml(block)
    case 'digest':
      return digestHtml(block)
    case 'timeline':
      return timelineHtml(block, id)
  }
}

function noticeHtml({ tone, title, text }: BlockOf<'notice'>): string {
  return `<div class="notice ${tone}" role="note">
<p class="notice-title">${htmlText(title)}</p>
<p>${flowText(text)}</p>
</div>
`
}

function factsHtml({ rows }: BlockOf<'facts'>): string {
  const pairs = rows.map(
    ({ label, value }) => `<div><dt>${htmlText(label)}</dt><dd>${cellHtml(value)}</dd></div>\n`,
  )
  return `<dl class="facts">\n${pairs.join('')}</dl>\n`
}

function digestHtml({ label, algorithm, value }: BlockOf<'digest'>): string {
  return `<dl class="digest"><dt>${htmlText(label)} <span class="algorithm">${htmlText(algorithm)}</span></dt><dd><code>${htmlText(value)}</code></dd></dl>\n`
}

/** The first cell of a row names it. */
function tableHtml({ caption, columns, rows }: BlockOf<'table'>): string {
  const widths = columns.map(({ width }) => (width === undefined ? '<col>' : `<col width="${width}%">`))
  const heads = columns.map((column) => `<th scope="col"${alignment(column)}>${htmlText(column.title)}</th>`)
  const body = rows.map(
    (row) => `<tr>${row.map((cell, at) => tableCell(cell, columns[at], at === 0)).join('')}</tr>\n`,
  )
  return `<table>
<caption>${htmlText(caption)}</caption>
<colgroup>${widths.join('')}</colgroup>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${body.join('')}</tbody>
</table>
`
}

function tableCell(cell: Cell, column: Column | undefined, isFirst: boolean): string {
  const content = cellHtml(cell)
  return isFirst
    ? `<th scope="row"${alignment(column)}>${content}</th>`
    : `<td${alignment(column)}>${content}</td>`
}

function alignment(column: Column | undefined): string {
  return column?.form === 'number' ? ' class="number"' : ''
}

function cellHtml(cell: Cell): string {
  const [only, ...more] = cell
  if (only === undefined) return ''
  if (more.length === 0) return lineHtml(only)
  return cell.map((line) => `<div>${lineHtml(line)}</div>`).join('')
}

function lineHtml({ text, form = 'text', tone }: Line): string {
  const content = form === 'code' ? `<code>${htmlText(text)}</code>` : flowText(text)
  const classes = [form === 'strong' || form === 'quiet' ? form : '', tone ? `tone ${tone}` : ''].filter(
    Boolean,
  )
  return classes.length === 0 ? content : `<span class="${classes.join(' ')}">${content}</span>`
}
