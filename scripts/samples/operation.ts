import { utf8 } from './bytes.js'
import { unit } from './noise.js'
import type { Sample } from './sample.js'

// A fictitious operation on one day: 56 searches in 20 provinces, 73 suspects, 173 drives and 614 discs. Each search has an inventory as
// a police form is typed into a spreadsheet; `searches.csv` lists them, `columns.json` says what their columns mean.

const seed = 2026
const counts = { searches: 56, suspects: 73, drives: 173, discs: 614, away: 10 } as const

const provinces = [
  'A Coruña',
  'Albacete',
  'Alicante',
  'Almería',
  'Asturias',
  'Badajoz',
  'Barcelona',
  'Burgos',
  'Cádiz',
  'Girona',
  'Granada',
  'Jaén',
  'León',
  'Madrid',
  'Málaga',
  'Murcia',
  'Sevilla',
  'Toledo',
  'Valencia',
  'Zaragoza',
] as const

/** What one search took. */
interface Search {
  readonly number: number
  readonly province: string
  /** Without a connection: its record is kept in a log of its own, and joined later. */
  readonly away: boolean
  readonly suspects: readonly string[]
  readonly drives: number
  /** Discs on each spindle. */
  readonly spindles: readonly number[]
}

function searches(): Search[] {
  const drives = shares(counts.drives, counts.searches, 1)
  const discs = shares(counts.discs, counts.searches, 2)
  return Array.from({ length: counts.searches }, (_, at) => {
    const both = at < counts.suspects - counts.searches
    const first = both ? 2 * at : at + (counts.suspects - counts.searches)
    const spun = discs[at] ?? 0
    return {
      number: at + 1,
      province: provinces[at % provinces.length] ?? '',
      away: at >= counts.searches - counts.away,
      suspects: [first + 1, ...(both ? [first + 2] : [])].map((each) => `X-${String(each).padStart(2, '0')}`),
      drives: drives[at] ?? 0,
      spindles: spun > 12 ? [Math.ceil(spun / 2), Math.floor(spun / 2)] : spun > 0 ? [spun] : [],
    }
  })
}

/** `total` in so many parts that depend on nothing but a seed, and sum up. */
function shares(total: number, parts: number, row: number): number[] {
  const weights = Array.from({ length: parts }, (_, at) => 0.3 + unit(seed, at, row))
  const sum = weights.reduce((all, each) => all + each, 0)
  const whole = weights.map((each) => Math.floor((each / sum) * total))
  const left = total - whole.reduce((all, each) => all + each, 0)
  return whole.map((each, at) => each + (at < left ? 1 : 0))
}

const columns = [
  'etiqueta',
  'clase',
  'unidades',
  'descripción',
  'n.º de serie',
  'dentro de',
  'lugar',
  'poseedor',
  'estado',
  'hallado',
]

function rowsOf(search: Search): readonly (readonly string[])[] {
  const [suspect = ''] = search.suspects
  const place = (room: string) => `D-${String(search.number).padStart(2, '0')}, ${room}`
  const found = `2026-03-10 ${String(7 + (search.number % 3)).padStart(2, '0')}:${String((search.number * 7) % 60).padStart(2, '0')}`
  const tag = (kind: string, number: number) =>
    `R${String(search.number).padStart(2, '0')}-${kind}${String(number).padStart(2, '0')}`
  const bySuspect = (at: number) => search.suspects[at % search.suspects.length] ?? suspect
  const drives = Array.from({ length: search.drives }, (_, at) => [
    tag('D', at + 1),
    'disco duro',
    '1',
    `Disco duro de ${[500, 1000, 2000][at % 3]} GB`,
    `EJ${String(search.number * 1000 + at).padStart(9, '0')}`,
    '',
    place('despacho'),
    bySuspect(at),
    'apagado',
    found,
  ])
  const spindles = search.spindles.flatMap((discs, at) => [
    [
      tag('T', at + 1),
      'tarrina',
      String(discs),
      `Tarrina de ${discs} discos`,
      '',
      '',
      place('salón'),
      suspect,
      'no procede',
      found,
    ],
    ...Array.from({ length: discs }, (_, disc) => [
      `${tag('T', at + 1)}-${String(disc + 1).padStart(2, '0')}`,
      'disco óptico',
      '1',
      'Disco óptico grabado, sin rótulo',
      '',
      tag('T', at + 1),
      '',
      '',
      '',
      '',
    ]),
  ])
  return [...drives, ...spindles]
}

function csv(rows: readonly (readonly string[])[]): Uint8Array {
  return utf8(rows.map((row) => `${row.map(cell).join(';')}\n`).join(''))
}

function cell(text: string): string {
  return /[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const columnMap = {
  columns: {
    label: 'etiqueta',
    category: 'clase',
    quantity: 'unidades',
    description: 'descripción',
    serial: 'n.º de serie',
    parent: 'dentro de',
    place: 'lugar',
    possessor: 'poseedor',
    condition: 'estado',
    'found-at': 'hallado',
  },
  values: {
    category: { 'disco duro': 'drive', 'disco óptico': 'optical-disc', tarrina: 'container' },
    condition: { apagado: 'off', 'no procede': 'not-applicable' },
  },
}

export function operationSamples(): Sample[] {
  const all = searches()
  const list = [
    ['registro', 'provincia', 'sin conexión', 'investigados', 'discos duros', 'discos ópticos', 'inventario'],
    ...all.map((search) => [
      String(search.number),
      search.province,
      search.away ? 'sí' : 'no',
      search.suspects.join(' '),
      String(search.drives),
      String(search.spindles.reduce((sum, each) => sum + each, 0)),
      inventoryName(search),
    ]),
  ]
  const plain = (path: string, bytes: Uint8Array, mediaType: string, shows: string): Sample => ({
    path: `operation/${path}`,
    bytes,
    mediaType,
    shows,
    expected: { kind: 'plain' },
  })
  return [
    plain('searches.csv', csv(list), 'text/plain', 'the searches of one day, a row each'),
    plain(
      'columns.json',
      utf8(`${JSON.stringify(columnMap, null, 2)}\n`),
      'text/plain',
      'what the columns of the inventories mean',
    ),
    ...all.map((search) =>
      plain(
        inventoryName(search),
        csv([columns, ...rowsOf(search)]),
        'text/plain',
        `the inventory of search ${search.number}`,
      ),
    ),
  ]
}

function inventoryName({ number, province }: Search): string {
  const name = province
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .replaceAll(' ', '-')
    .toLowerCase()
  return `inventories/${String(number).padStart(2, '0')}-${name}.csv`
}
