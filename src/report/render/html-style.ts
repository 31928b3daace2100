/**
 * The style sheet of a report: system fonts, one ink, print rules for A4. Nothing in it names an address.
 * @param footer CSS string for the foot of each printed page
 */
export function styleSheet(footer: string): string {
  return `${screen}${timeline}${narrow}${print}@page {
  size: A4;
  margin: 18mm 17mm 20mm;
  @bottom-left { content: ${footer}; font: 7.5pt ui-monospace, Consolas, "Liberation Mono", monospace; color: #555; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt Georgia, "Liberation Serif", serif; color: #555; }
}
`
}

const screen = `:root {
  --ink: #1c2127; --soft: #59616b; --rule: #d4d1c9; --paper: #fff; --desk: #eceae4; --navy: #22344f;
  --contradicted: #8c1d18; --unchecked: #7a5200; --confirmed: #23543a;
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, "Liberation Serif", serif;
  --sans: system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 3.2rem 3.6rem 2.4rem; max-width: 56rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 var(--serif); overflow-wrap: anywhere; }
html { background: var(--desk); }
.brand { margin: 0 0 4.2rem; font: 600 .8rem/1 var(--sans); letter-spacing: .18em; text-transform: uppercase; color: var(--navy); }
h1 { margin: 0; font-size: 2.5rem; line-height: 1.1; font-weight: 600; letter-spacing: -.01em; color: var(--navy); }
.subtitle { margin: .5rem 0 2.4rem; font-size: 1.15rem; color: var(--soft); }
h2 { margin: 3.2rem 0 1rem; padding-top: .7rem; border-top: 2px solid var(--navy); font-size: 1.45rem; line-height: 1.2; font-weight: 600; color: var(--navy); }
h3 { margin: 2.2rem 0 .7rem; font-size: 1.12rem; line-height: 1.3; font-weight: 600; }
p { margin: 0 0 .9rem; max-width: 44rem; }
ul { margin: 0 0 1rem; padding-left: 1.2rem; max-width: 44rem; }
li { margin-bottom: .45rem; }
code { font: .88em/1.45 var(--mono); }
.notice { margin: 0 0 1.6rem; padding: .9rem 1.1rem; border: 1px solid var(--rule); border-left: 6px solid var(--navy); background: #faf9f6; }
.notice p { margin: 0; }
.notice .notice-title { margin-bottom: .2rem; font: 600 1rem/1.4 var(--sans); }
.notice.contradicted { border: 2px solid var(--contradicted); border-left-width: 10px; background: #fbf1f0; }
.notice.contradicted .notice-title { color: var(--contradicted); font-size: 1.15rem; }
.notice.unchecked { border-left-color: var(--unchecked); background: #fbf7ec; }
.notice.unchecked .notice-title { color: var(--unchecked); }
.notice.confirmed { border-left-color: var(--confirmed); background: #f3f7f4; }
.notice.confirmed .notice-title { color: var(--confirmed); }
.facts { margin: 0 0 1.4rem; border-top: 1px solid var(--rule); }
.facts > div { display: grid; grid-template-columns: 13rem 1fr; gap: 1rem; padding: .38rem 0; border-bottom: 1px solid var(--rule); }
.facts dt { font: .86rem/1.65 var(--sans); color: var(--soft); }
.facts dd { margin: 0; }
.digest { margin: 0 0 .9rem; }
.digest dt { font: .86rem/1.5 var(--sans); color: var(--soft); }
.digest .algorithm { padding-left: .4rem; font-size: .78rem; letter-spacing: .03em; }
.digest dd { margin: 0; }
.digest code { font-size: .95rem; }
table { width: 100%; margin: 0 0 1.6rem; border-collapse: collapse; table-layout: fixed; font: .83rem/1.42 var(--sans); }
caption { padding: .2rem 0 .5rem; text-align: left; font: italic .95rem/1.4 var(--serif); color: var(--soft); }
thead th { padding: .35rem .6rem .35rem 0; border-bottom: 1.5px solid var(--ink); text-align: left; vertical-align: bottom;
  font-weight: 600; font-size: .78rem; color: var(--ink); overflow-wrap: normal; hyphens: auto; }
tbody th, tbody td { padding: .45rem .6rem .45rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; font-weight: 400; }
th.number, td.number { text-align: right; padding-right: 1.4rem; font-variant-numeric: tabular-nums; }
td code, th code { font-size: .72rem; }
td > div + div, th > div + div, dd > div + div { margin-top: .22rem; }
.strong { font-weight: 600; }
.whole { white-space: nowrap; }
.quiet { color: var(--soft); font-size: .93em; }
.tone.contradicted { color: var(--contradicted); }
.tone.unchecked { color: var(--unchecked); }
.tone.confirmed { color: var(--confirmed); }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--rule); font: .75rem/1.4 var(--mono); color: var(--soft); }
`

const timeline = `.timeline { margin: 0 0 1.3rem; padding: .9rem 1rem .6rem; border: 1px solid var(--rule); background: #fdfcfa; break-inside: avoid; }
.timeline figcaption { margin-bottom: .3rem; font: italic .95rem/1.4 var(--serif); color: var(--soft); }
.timeline svg { display: block; width: 100%; height: auto; }
.timeline text { font: 10px var(--sans); fill: var(--soft); }
.timeline .lane { stroke: #dedbd3; stroke-width: 1; stroke-dasharray: 2 3; fill: none; }
.timeline .lane-name { font-size: 12px; font-weight: 600; fill: var(--ink); }
.timeline .held { stroke: var(--navy); stroke-width: 6; fill: none; stroke-linecap: round; }
.timeline .hollow { stroke: #fdfcfa; stroke-width: 3; fill: none; stroke-linecap: round; }
.timeline .offer { stroke: var(--navy); stroke-width: 1.5; stroke-dasharray: 2.5 2.5; fill: none; }
.timeline .full { fill: var(--navy); stroke: #fdfcfa; stroke-width: 1.5; }
.timeline .open { fill: #fdfcfa; stroke: var(--navy); stroke-width: 1.6; }
.timeline .dot { fill: #fdfcfa; }
.timeline .stroke { stroke: var(--navy); stroke-width: 1.6; fill: none; }
.timeline .break { fill: var(--contradicted); stroke: #fdfcfa; stroke-width: 1; stroke-linejoin: round; }
.timeline .break-sign { stroke: #fff; stroke-width: 1.6; fill: none; }
.timeline .tick { stroke: #a8a59c; stroke-width: 1; }
.timeline .axis { text-anchor: middle; font-size: 9px; }
.timeline .entry { font-size: 10px; font-weight: 600; fill: var(--ink); }
.timeline .legend { fill: var(--ink); }
`

const narrow = `@media screen and (max-width: 46rem) {
  body { padding: 1.6rem 1.2rem; }
  .brand { margin-bottom: 2rem; }
  h1 { font-size: 2rem; }
  .facts > div { grid-template-columns: 1fr; gap: 0; }
  table { display: block; overflow-x: auto; overflow-wrap: normal; }
  .timeline { overflow-x: auto; }
  .timeline svg { min-width: 40rem; }
}
`

const print = `@media print {
  html, body { background: none; }
  html { font-size: 9.6pt; }
  body { padding: 0; max-width: none; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .cover { break-after: page; }
  .brand { margin-bottom: 36mm; }
  h2, h3, caption, figcaption { break-after: avoid; }
  h2 { margin-top: 12mm; }
  section:first-of-type h2 { margin-top: 0; }
  tr, .notice, .digest, .facts > div, li { break-inside: avoid; }
  thead { display: table-header-group; }
  footer { display: none; }
}
`
