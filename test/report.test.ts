import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AuditResult } from '../src/audit/result.js'
import { type Json, parseCanonicalJson } from '../src/encoding/canonical-json.js'
import { parseInstant } from '../src/model/instant.js'
import type { Block } from '../src/report/block.js'
import { composeReport, type Report } from '../src/report/compose.js'
import { dossierOf, type ReportFacts } from '../src/report/dossier.js'
import { historiesOf } from '../src/report/history.js'
import { mostListed, type ReportItem } from '../src/report/items.js'
import { renderHtml } from '../src/report/render/html.js'
import { renderJson } from '../src/report/render/json.js'
import { eventfulOrigin, eventfulRecord, hostilePurpose } from './support/eventful-record.js'
import { elementsOf, styleOf, textOf } from './support/html-elements.js'

const record = await eventfulRecord()
const audited = await record.audited()
const unpinned = await record.audited({}, { bytes: 'none', requireCoverage: false })
const contradicted = await record.audited(undefined, undefined, true)

const named: readonly ReportItem[] = record.files.map(({ path, ...file }, at) => ({
  ...file,
  item: `A-1/${at + 1}`,
  exhibit: 'E-1',
  path,
}))
const unnamed = named.map(({ path, ...item }) => item)

/** Everything opened that a report may ask for. */
const open: Partial<ReportFacts> = {
  opened: (commitment) => record.openings.get(commitment)?.value,
  items: named,
}

function factsWith(changes: Partial<ReportFacts> = {}): ReportFacts {
  return {
    lang: 'es',
    zone: 'Europe/Madrid',
    generatedAt: { clock: 'system', time: parseInstant('2026-03-24T09:00:00.000Z'), zone: 'Europe/Madrid' },
    software: { name: 'custodia', version: '0.1.0' },
    origin: eventfulOrigin,
    opened: () => undefined,
    items: unnamed,
    ...changes,
  }
}

async function reportOf(audit: AuditResult, changes: Partial<ReportFacts> = {}): Promise<Report> {
  return composeReport('integrity', await dossierOf(audit, factsWith(changes)))
}

function dataOf(report: Report): { readonly [key: string]: Json } {
  const value = parseCanonicalJson(renderJson(report).trimEnd())
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object')
  return Object.fromEntries(Object.entries(value))
}

describe('an integrity report', () => {
  test.each([
    ['es', audited, { ...open, lang: 'es' }],
    ['en', unpinned, { lang: 'en' }],
  ] as const)('is as it was agreed (%s)', async (lang, audit, changes) => {
    const report = await reportOf(audit, changes)
    await expectGolden(`integrity.${lang}.html`, renderHtml(report))
    await expectGolden(`integrity.${lang}.json`, renderJson(report))
  })

  test('is the same for the same dossier, whoever hands over the items', async () => {
    async function* streamed() {
      yield* named
    }
    const first = await reportOf(audited, open)
    const second = await reportOf({ ...audited, seconds: 99 }, { ...open, items: streamed() })
    expect(renderHtml(second)).toBe(renderHtml(first))
    expect(renderJson(second)).toBe(renderJson(first))
  })

  test('names what trust is pinned to, and the head', async () => {
    const text = textOf(renderHtml(await reportOf(audited)))
    expect(text).toContain(record.genesis)
    expect(text).toContain(audited.head.root)
    expect(dataOf(await reportOf(audited))).toMatchObject({
      genesis: record.genesis,
      head: { size: record.acts.length, root: audited.head.root },
      verdict: 'confirmed',
    })
  })

  test('says at the top, on its cover and on every page that the record is contradicted', async () => {
    const html = renderHtml(await reportOf(contradicted, { lang: 'en' }))
    const [cover = ''] = html.split('</header>')
    expect(textOf(cover)).toContain('This record is contradicted')
    expect(cover.indexOf('This record is contradicted')).toBeLessThan(cover.indexOf('Procedure'))
    expect(html).toContain('<body class="contradicted">')
    expect(styleOf(html)).toMatch(/@bottom-left \{ content: "[^"]*CONTRADICTED"/)
    expect(textOf(html)).toContain('3 contradictions')
  })

  test('says so too when something asked could not be checked, and not when all was', async () => {
    expect(textOf(renderHtml(await reportOf(unpinned)))).toContain(
      'No se ha podido comprobar todo lo que se pidió',
    )
    expect(textOf(renderHtml(await reportOf(audited)))).not.toContain('No se ha podido comprobar todo')
  })

  test('asks for no identity, and shows no name of a file and no free text that was not opened', async () => {
    const asked = new Set<string>()
    const closed = await reportOf(audited, {
      opened(commitment) {
        asked.add(commitment)
        return undefined
      },
    })
    const identities = record.acts.flatMap((act) => {
      if (act.kind === 'genesis') return act.administrators.map((each) => each.identity.c)
      return act.kind === 'person.enrol' ? [act.identity.c] : []
    })
    expect(identities.length).toBeGreaterThan(3)
    expect(asked.size).toBeGreaterThan(10)
    expect(identities.filter((each) => asked.has(each))).toEqual([])
    for (const output of [renderHtml(closed), renderJson(closed)]) {
      for (const secret of ['valle', 'pantalla rajada', 'DP 123', '0048213', 'contrapericia', 'Ficticia'])
        expect(output).not.toContain(secret)
    }
  })

  test('counts only a signature by key as cryptographic', async () => {
    const { acts } = dataOf(await reportOf(audited, open))
    const parties = (Array.isArray(acts) ? acts : []).flatMap((act) => act.parties)
    const kinds = new Map<string, Set<boolean>>()
    for (const { signature, cryptographic } of parties)
      kinds.set(signature, (kinds.get(signature) ?? new Set()).add(cryptographic))
    expect(Object.fromEntries([...kinds].map(([kind, flags]) => [kind, [...flags]]))).toEqual({
      key: [true],
      paper: [false],
      refused: [false],
      absent: [false],
    })
    const text = textOf(renderHtml(await reportOf(audited, { ...open, lang: 'en' })))
    expect(text).toContain('P-04, receiver: signed on paper')
    expect(text).toContain('attested by P-02; not a cryptographic signature')
    expect(text).toContain('P-04, receiver: refused to sign')
    expect(text).toContain('P-04, giver: signature absent')
    expect(text).toContain('unlock agent; home')
  })

  test('raises the question of every break, with the entries it rests on', async () => {
    const text = textOf(renderHtml(await reportOf(audited, { ...open, lang: 'en' })))
    expect(audited.breaks.map((each) => each.code)).toEqual(
      expect.arrayContaining(['SEAL-MISMATCH', 'NO-GIVER-SIG', 'LATE-ENTRY']),
    )
    for (const { code } of audited.breaks) expect(text).toContain(code)
    expect(text).toContain('Was the package opened and sealed anew between application and check?')
    expect(text).toContain(
      'P-02 signed the act knowing of it and stated: el perito precinta en su laboratorio.',
    )
    expect(dataOf(await reportOf(audited))['breaks']).toContainEqual(
      expect.objectContaining({ code: 'SEAL-MISMATCH', exhibit: 'E-1', entries: [21, 22] }),
    )
  })

  test('lists everything that was not checked', async () => {
    const { sections } = await reportOf(unpinned)
    const list = sections
      .find((each) => each.id === 'not-checked')
      ?.blocks.find((each) => each.kind === 'list')
    expect(list?.kind === 'list' ? list.items.length : 0).toBe(unpinned.notChecked.length)
    expect(unpinned.notChecked.length).toBeGreaterThan(4)
  })

  test('stands even when nothing can be followed', async () => {
    const nothing: AuditResult = {
      ...audited,
      verdict: 'contradicted',
      findings: [{ code: 'log.empty', verdict: 'contradicted', subject: 'log', details: {} }],
      custody: undefined,
      genesis: undefined,
      steps: [],
      acquisitions: [],
      breaks: [],
      head: { size: 0, root: '' },
    }
    const html = renderHtml(await reportOf(nothing))
    expect(textOf(html)).toContain('No consta ningún indicio.')
    expect(elementsOf(html).length).toBeGreaterThan(20)
  })
})

describe('the files of a report', () => {
  test('are only those of acquisitions that the audit confirmed', async () => {
    const [first] = unnamed
    if (!first) throw new Error('no file')
    const strangers = [
      { ...first, item: 'A-2/1' },
      { ...first, item: 'A-1/9' },
      { ...first, exhibit: 'E-2' },
      { ...first, item: 'A-1/01' },
    ]
    const report = await reportOf(audited, { items: [first, ...strangers] })
    expect(dataOf(report)).toMatchObject({
      items: [expect.objectContaining({ item: 'A-1/1' })],
      itemsNotAudited: 4,
    })
    expect(textOf(renderHtml(report))).toContain('Archivos de manifiestos no confirmados')
  })

  test('are counted beyond what a report can hold, never dropped without a word', async () => {
    const [first] = unnamed
    if (!first) throw new Error('no file')
    const items = Array.from({ length: mostListed + 7 }, () => first)
    const report = await reportOf(audited, { items, lang: 'en' })
    expect(dataOf(report)).toMatchObject({ itemsNotListed: 7 })
    expect(textOf(renderHtml(report))).toContain('7 more files stand in the manifests')
  })
})

describe('the history of an exhibit', () => {
  const histories = historiesOf(audited)
  const of = (exhibit: string) => [...histories].find(([number]) => number === exhibit)?.[1] ?? []

  test('tells who answered for it before and after each act', () => {
    const holders = of('E-1').map(({ step, before, after }) => `${step.seq} ${before ?? '-'} ${after}`)
    expect(holders).toEqual([
      '6 - P-02',
      '7 P-02 P-02',
      '8 P-02 P-02',
      '9 P-02 P-03',
      '13 P-03 P-03',
      '14 P-03 P-02',
      '15 P-02 P-02',
      '16 P-02 P-02',
      '17 P-02 P-02',
      '18 P-02 P-04',
      '20 P-04 P-03',
      '21 P-03 P-03',
      '22 P-03 P-03',
    ])
  })

  test('moves a part with what it is inside of', () => {
    expect(of('E-1.1').map(({ step }) => step.seq)).toEqual([7, 8, 9, 13, 14, 15, 18, 20, 21, 22])
    expect(of('E-1.1').at(-1)?.after).toBe('P-03')
  })

  test('leaves custody with the giver until an offer is accepted', () => {
    expect(of('E-2').map(({ after }) => after)).toEqual(['P-02', 'P-02', 'P-03', 'P-04'])
  })

  test('ends where the audit ends', () => {
    for (const [number, history] of histories) {
      const track = audited.custody?.exhibits[number]?.custody
      if (track?.kind === 'held') expect(history.at(-1)?.after).toBe(track.by)
    }
  })
})

const hostile = [
  hostilePurpose,
  '</style><script>alert(1)</script>',
  '" onload="x',
  "' style='x",
  '<svg/onload=x>',
  'javascript:x',
  'https://example.com/beacon.png',
  '<a href=//example.com>',
  '<!--',
  '-->',
  ']]>',
  '&lt;',
  '&#x3c;script&#x3e;',
  '\u202e\u2066\u0000\u001b[31m',
  '\ud800',
  '\\u202e',
  '{path}',
  '</desc></svg><script>',
  '@import "x"; url(x)',
]
const anyText = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(...hostile, '<', '>', '"', "'", '&', '='), { maxLength: 6 })
    .map((parts) => parts.join('')),
)
const anyLine = fc.record(
  {
    text: anyText,
    form: fc.constantFrom('text', 'code', 'number', 'strong', 'quiet'),
    tone: fc.constantFrom('plain', 'confirmed', 'unchecked', 'contradicted'),
  },
  { requiredKeys: ['text'] },
)
const anyCell = fc.array(anyLine, { maxLength: 3 })
const anyHappening = fc.constantFrom(
  'taken',
  'sealed',
  'checked',
  'opened',
  'moved',
  'offered',
  'returned',
  'acquired',
  'examined',
  'other',
)
const anyPoint = fc.record({
  entry: fc.nat(),
  date: anyText,
  time: anyText,
  from: fc.nat(2),
  to: fc.nat(2),
  seal: fc.constantFrom('under-seal', 'no-seal'),
  happening: anyHappening,
  breaks: fc.array(anyText, { maxLength: 2 }),
})
/** A kind of block that is missing here does not compile. */
const blocks: Record<Block['kind'], fc.Arbitrary<Block>> = {
  heading: fc.record({ kind: fc.constant('heading'), text: anyText }),
  paragraph: fc.record({ kind: fc.constant('paragraph'), text: anyText }),
  notice: fc.record({
    kind: fc.constant('notice'),
    tone: fc.constantFrom('plain', 'confirmed', 'unchecked', 'contradicted'),
    title: anyText,
    text: anyText,
  }),
  facts: fc.record({
    kind: fc.constant('facts'),
    rows: fc.array(fc.record({ label: anyText, value: anyCell }), { maxLength: 3 }),
  }),
  list: fc.record({ kind: fc.constant('list'), items: fc.array(anyText, { maxLength: 3 }) }),
  table: fc.record({
    kind: fc.constant('table'),
    caption: anyText,
    columns: fc.array(fc.record({ title: anyText }), { maxLength: 3 }),
    rows: fc.array(fc.array(anyCell, { maxLength: 3 }), { maxLength: 3 }),
  }),
  digest: fc.record({ kind: fc.constant('digest'), label: anyText, algorithm: anyText, value: anyText }),
  timeline: fc.record({
    kind: fc.constant('timeline'),
    title: anyText,
    alternative: fc.array(anyText, { maxLength: 3 }),
    lanes: fc.array(anyText, { maxLength: 3 }),
    points: fc.array(anyPoint, { maxLength: 10 }),
    before: fc.constantFrom('under-seal', 'no-seal', undefined),
    legend: fc.array(fc.record({ mark: anyHappening, text: anyText }), { maxLength: 3 }),
  }),
}

/** Elements and attributes that a report is made of; whatever else appears got in. */
const elements = new Set(
  'html head meta title style body header main section footer h1 h2 h3 p div span dl dt dd ul li code table caption colgroup col thead tbody tr th td figure figcaption svg desc path rect circle text'.split(
    ' ',
  ),
)
const attributes = new Set(
  'lang charset http-equiv content name class id role scope width height aria-labelledby viewBox d x y cx cy r'.split(
    ' ',
  ),
)

describe('whatever stands in a block', () => {
  const empty = reportOf(audited)

  test.each(Object.entries(blocks))(
    '%s: nothing of it becomes markup, an address or a script',
    async (_, arbitrary) => {
      const frame = await empty
      const property = fc.property(arbitrary, anyText, (block, text) => {
        const section = { id: 'custody', title: text, blocks: [block] }
        const report = {
          ...frame,
          title: text,
          subtitle: text,
          footer: text,
          cover: [block],
          sections: [section],
        }
        const html = renderHtml(report)
        const strangers = elementsOf(html).filter(
          (element) =>
            !elements.has(element.name) ||
            Object.keys(element.attributes).some((name) => !attributes.has(name)),
        )
        expect(strangers).toEqual([])
        expect(styleOf(html)).not.toMatch(/url\(|@import|https?:|expression|</i)
        expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u)
        expect(parseCanonicalJson(renderJson(report).trimEnd())).toHaveProperty(
          'format',
          'custodia-report/v1',
        )
      })
      fc.assert(property, { numRuns: 80 })
    },
  )

  test('a hostile purpose in a record is shown for what it is', async () => {
    const text = textOf(renderHtml(await reportOf(audited, open)))
    expect(text).toContain(
      'finalidad: examen <script>alert(1)</script>\\n"><img src=x onerror=alert(2)> \\u202egnp.exe',
    )
    expect(text).toContain('teléfono negro, pantalla rajada \\\\ funda <azul>')
    expect(text).toContain('Download/<b>&"bodegón".png')
  })
})

describe('the page', () => {
  const html = reportOf(audited, open).then(renderHtml)

  test('loads nothing and runs nothing', async () => {
    const policy = elementsOf(await html).find(
      (each) => each.attributes['http-equiv'] === 'Content-Security-Policy',
    )
    expect(policy?.attributes['content']).toBe("default-src 'none'; style-src 'unsafe-inline'")
    expect(await html).not.toMatch(/\bhref\b|\bxlink\b|<img|<link|<script/)
  })

  test('can be read without being seen', async () => {
    const all = elementsOf(await html)
    expect(all.find((each) => each.name === 'html')?.attributes['lang']).toBe('es')
    for (const head of all.filter((each) => each.name === 'th'))
      expect(['col', 'row']).toContain(head.attributes['scope'])
    const ids = all.flatMap((each) => each.attributes['id'] ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    const labels = all.flatMap((each) => each.attributes['aria-labelledby']?.split(' ') ?? [])
    expect(labels.filter((label) => !ids.includes(label))).toEqual([])
    const drawings = all.filter((each) => each.name === 'svg')
    expect(drawings).toHaveLength(4)
    for (const drawing of drawings) expect(drawing.attributes['role']).toBe('img')
    expect(textOf(await html)).toContain(
      'Asiento 9, 2026-03-12 13:30:00 +01:00: P-02 entrega E-1 a P-03; después, en poder de P-03',
    )
  })
})

const golden = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url))

/** Compares with what was reviewed; `UPDATE_GOLDEN=1` writes it anew, to be reviewed as a difference of text. */
async function expectGolden(name: string, text: string): Promise<void> {
  const path = golden(name)
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(path, text)
  expect(existsSync(path), `${name} is not there; UPDATE_GOLDEN=1 writes it`).toBe(true)
  expect(text).toBe(await readFile(path, 'utf8'))
}
