import { bandCode, bandsOf } from '../../src/laws/ages.js'
import type { Deadline, FieldList, Law, Offence, Rule, Seen, Sourced, Worded } from '../../src/laws/law.js'

const head = `# Laws

Datos de leyes que usa este programa, tal como están en \`src/laws/\`. Esta página se genera a partir de ellos
(\`UPDATE_LAWS=1 npx vitest run --project fast test/laws.test.ts\`); no se edita a mano.
This page is made from the data of laws in \`src/laws/\` and is not edited by hand.

**Esto no es asesoramiento jurídico.** Cada fila dice de dónde se tomó, cuándo y en qué redacción se leyó.
**This is not legal advice.** Each row says what it was taken from, when it was read, and in which state.

Estado / status: **texto** = se leyó el texto del artículo; **secundaria** = solo se vio una página de otros que habla de él. Nada de lo que solo se recordaba
está aquí. **text** = the text of the article was read; **secondary** = only somebody else's page about it was seen. Nothing that was merely remembered is here.
`

/** `docs/laws.md`, whole. */
export function lawsPage(laws: readonly Law[]): string {
  return [head, ...laws.map(country)].join('\n')
}

function country(law: Law): string {
  return [
    `## ${law.name.es} / ${law.name.en} (${law.country})\n`,
    `${law.caveat.es}\n\n${law.caveat.en}\n`,
    section('Edades / ages', [agesIntroduction(law), ...table([...law.ages.limits, ...law.ages.reckoning])]),
    section('Plazos / deadlines', deadlineTable([law.contemporaneity, ...law.deadlines])),
    section('Datos que han de constar / what must be stated', law.fields.flatMap(fieldList)),
    section('Reglas / rules', table(law.rules)),
    section('Delitos / offences', offenceTable(law.offences)),
  ].join('\n')
}

function section(title: string, lines: readonly string[]): string {
  return [`### ${title}\n`, ...lines, ''].join('\n')
}

function agesIntroduction({ ages }: Law): string {
  return `Tramos / bands: ${bandsOf(ages)
    .map((band) => `\`${bandCode(band)}\``)
    .join(' · ')}\n`
}

const headings = ['artículo / article', 'exige', 'requires', 'fuente / source', 'leído / read']

function table(rows: readonly Rule[]): string[] {
  return lines(
    ['id', ...headings],
    rows.map((row) => [`\`${row.id}\``, row.article, ...both(row.requires, row.note), ...origin(row)]),
  )
}

function deadlineTable(rows: readonly Deadline[]): string[] {
  return lines(
    ['id', 'plazo / length', 'desde', 'from', ...headings],
    rows.map((row) => [
      `\`${row.id}\` (${row.kind})`,
      `${row.length.count} ${row.length.kind === 'hours' ? 'h' : 'días / days'}`,
      row.from.es,
      row.from.en,
      row.article,
      ...both(row.requires, row.note),
      ...origin(row),
    ]),
  )
}

function fieldList(list: FieldList): string[] {
  return [
    `\`${list.kind}\`\n`,
    ...table([list]),
    '',
    ...lines(
      ['dato', 'field', 'salvo que', 'unless'],
      list.fields.map(({ id, name, unless }) => [
        name.es,
        `\`${id}\`: ${name.en}`,
        unless?.es ?? '—',
        unless?.en ?? '—',
      ]),
    ),
    '',
  ]
}

function offenceTable(rows: readonly Offence[]): string[] {
  return lines(
    [
      'id',
      'artículo / article',
      'denominación',
      'label',
      'rango / standing',
      'fuente / source',
      'leído / read',
    ],
    rows.map((row) => [
      `\`${row.id}\``,
      row.article,
      ...both(row.label, row.note),
      row.standing === 'law' ? 'ley / law' : 'proyecto de ley / bill',
      ...origin(row),
    ]),
  )
}

function both(text: Worded, note: Worded | undefined): string[] {
  return note === undefined ? [text.es, text.en] : [`${text.es} *${note.es}*`, `${text.en} *${note.en}*`]
}

function origin({ source, seen }: Sourced): string[] {
  return [`${source.instrument} (${source.reference})`, seenText(seen)]
}

function seenText(seen: Seen): string {
  if (seen.status === 'secondary') return `**secundaria / secondary**: ${seen.page}`
  const checked = seen.checked === 'unnoted' ? 'fecha no anotada / day not noted' : seen.checked
  const state = seen.state === 'unnoted' ? 'no anotada / not noted' : seen.state
  const later = seen.reformedUntil
    ? `; reformas no leídas hasta / reforms not read until ${seen.reformedUntil}`
    : ''
  return `**texto / text**, ${checked}; redacción / state: ${state}${later}`
}

function lines(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)]
}
