import type { Report } from '../compose.js'
import { blockHtml } from './html-blocks.js'
import { styleSheet } from './html-style.js'
import { cssString, htmlText } from './html-text.js'

/** Nothing may be loaded and nothing may run: only the style sheet within counts. */
const policy = "default-src 'none'; style-src 'unsafe-inline'"

/** A report as one HTML file that needs nothing else: no script, no address, print rules for A4. Same report, same bytes. */
export function renderHtml(report: Report): string {
  const { lang, title, subtitle, footer, tone, cover, sections } = report
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${htmlText(title)}</title>
<style>
${styleSheet(cssString(footer))}</style>
</head>
<body class="${tone}">
<header class="cover">
<p class="brand">Custodia</p>
<h1>${htmlText(title)}</h1>
<p class="subtitle">${htmlText(subtitle)}</p>
${cover.map((block, at) => blockHtml(block, `cover-${at}`)).join('')}</header>
<main>
${sections.map(sectionHtml).join('')}</main>
<footer>${htmlText(footer)}</footer>
</body>
</html>
`
}

function sectionHtml({ id, title, blocks }: Report['sections'][number]): string {
  const name = htmlText(id)
  return `<section aria-labelledby="${name}">
<h2 id="${name}">${htmlText(title)}</h2>
${blocks.map((block, at) => blockHtml(block, `${name}-${at}`)).join('')}</section>
`
}
