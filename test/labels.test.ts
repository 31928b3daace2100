import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readScans } from '../src/labels/scans.js'
import { type LabelOrder, labelPages, labelSheets, sheets } from '../src/labels/sheet.js'
import {
  caseIdOf,
  checkCharacters,
  isChecked,
  type Label,
  labelText,
  readLabel,
  requireLabel,
  thingNamed,
} from '../src/model/label.js'
import type { Origin } from '../src/model/names.js'
import { speakerFor } from '../src/wording/speak.js'
import { textOf } from './support/html-elements.js'

const origin = 'lab.example/2f9a1122334455667788990011223344' as Origin
const caseId = caseIdOf(origin)
const ours = [caseId]
const head = { size: 57, root: '9c41d2ab07ff' }

function thing(number: string) {
  const found = thingNamed(number)
  if (!found) throw new Error(number)
  return found
}

const label: Label = { caseId, thing: thing('E-12.1'), head }
const text = labelText(label)

const hexId = fc
  .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 12, maxLength: 12 })
  .map((d) => d.join(''))
const part = fc.integer({ min: 1, max: 99_999 })
const numbers = fc.oneof(
  fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => `E-${parts.join('.')}`),
  fc.integer({ min: 1, max: 999_999_999 }).map((n) => `S-${n}`),
  fc.integer({ min: 1, max: 999_999_999 }).map((n) => `L-${n}`),
)
const labels: fc.Arbitrary<Label> = fc.record({
  caseId: hexId,
  thing: numbers.map(thing),
  head: fc.record({ size: fc.integer({ min: 1, max: 999_999_999_999_999 }), root: hexId }),
})
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.'

describe('check characters', () => {
  // The worked example of ISO/IEC 7064:2003 for MOD 1271-36.
  test('are those of the standard', () => {
    expect(checkCharacters('ISO79')).toBe('3W')
    expect(isChecked('ISO793W')).toBe(true)
    expect(isChecked('ISO793X')).toBe(false)
  })

  test('show every wrong character, in all places of a label', () => {
    for (let at = 0; at < text.length; at += 1) {
      for (const other of `${alphabet} -*ñ`) {
        const changed = text.slice(0, at) + other + text.slice(at + 1)
        expect(isChecked(changed), changed).toBe(other === text[at])
        expect(['label', 'typed'].includes(readLabel(changed, ours).kind), changed).toBe(other === text[at])
      }
    }
  })

  test('show every wrong character and all neighbours that changed places, in any label', () => {
    fc.assert(
      fc.property(labels, fc.nat(), fc.constantFrom(...alphabet), (any, where, other) => {
        const whole = labelText(any)
        expect(isChecked(whole)).toBe(true)
        const at = where % whole.length
        expect(isChecked(whole.slice(0, at) + other + whole.slice(at + 1))).toBe(other === whole[at])
        for (let i = 0; i + 1 < whole.length; i += 1) {
          const [a = '', b = ''] = whole.slice(i, i + 2)
          const turned = whole.slice(0, i) + b + a + whole.slice(i + 2)
          expect(isChecked(turned), turned).toBe(a === b)
        }
      }),
    )
  })
})

describe('the text of a label', () => {
  test('is what docs/formats/label.md says', () => {
    expect(text).toBe(
      `CUSTODIA1.2F9A11223344.E.12.1.57.9C41D2AB07FF.${checkCharacters(`${text.slice(0, -2)}`)}`,
    )
    expect(text).toMatch(/^[0-9A-Z.]+$/)
  })

  test('is read back, however a scanner types it', () => {
    const ends = fc.constantFrom('', '\r', '\n', '\r\n', '\t', ' \t\r\n')
    fc.assert(
      fc.property(labels, fc.boolean(), ends, (any, isLower, end) => {
        const whole = labelText(any)
        const typed = (isLower ? whole.toLowerCase() : whole) + end
        expect(readLabel(typed, [caseId, any.caseId])).toEqual({ kind: 'label', label: any })
        const isOurs = any.caseId === caseId
        expect(readLabel(typed, ours).kind).toBe(isOurs ? 'label' : 'foreign')
      }),
    )
  })

  test.each(['E-12', 'e-12', ' S-4\r\n', 'l-3', 'E-1.2'])(
    '%j may be typed by hand, and is known to be',
    (typed) => {
      expect(readLabel(typed, ours)).toEqual({ kind: 'typed', thing: thing(typed.trim().toUpperCase()) })
    },
  )

  const resealed = (stem: string) => stem + checkCharacters(stem)
  test.each([
    ['', 'label'],
    ['E12', 'label'],
    ['E-0', 'label'],
    ['P-01', 'label'],
    ['E-1 E-2', 'label'],
    ['4006381333931', 'label'],
    ['CUSTODIA', 'label'],
    ['https://example.org/E-1', 'label'],
    [`${text}${text}`, 'label-check'],
    [text.slice(0, -1), 'label-check'],
    [`${text}0`, 'label-check'],
    [text.replace('E.12.1', 'S.12.1'), 'label-check'],
    [text.replaceAll('.', ' '), 'label-check'],
    ['CUSTODIA1', 'label-check'],
    ['CUSTODIA2.2F9A11223344.E.12.57.9C41D2AB07FF.AA', 'label-version'],
    ['CUSTODIA10.2F9A11223344.E.12.57.9C41D2AB07FF.AA', 'label-version'],
    ['CUSTODIA0.2F9A', 'label-version'],
    [resealed('CUSTODIA1.2F9A11223344.P.12.57.9C41D2AB07FF.'), 'label'],
    [resealed('CUSTODIA1.2F9A11223344.S.12.1.57.9C41D2AB07FF.'), 'label'],
    [resealed('CUSTODIA1.2F9A11223344.E.012.57.9C41D2AB07FF.'), 'label'],
    [resealed('CUSTODIA1.2F9A11223344.E.12..57.9C41D2AB07FF.'), 'label'],
    [resealed('CUSTODIA1.2F9A1122334.E.12.57.9C41D2AB07FF.'), 'label'],
    ['x'.repeat(1_000_000), 'label'],
  ])('%j is refused as %s', (typed, fault) => {
    const reading = readLabel(typed, ours)
    expect(reading).toEqual({ kind: 'unreadable', fault, text: typed })
    expect(() => requireLabel(typed, ours)).toThrow(
      expect.objectContaining({
        code: 'source.malformed',
        details: expect.objectContaining({ reason: fault }),
      }),
    )
  })

  test('any text at all is read without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        expect(readLabel(typed, ours).kind).toMatch(/^(?:typed|unreadable)$/)
      }),
    )
  })

  test.each(['es', 'en'] as const)('errors name both cases, and show the text escaped (%s)', (lang) => {
    const speaker = speakerFor(lang)
    const said = (typed: string) => {
      try {
        requireLabel(typed, ours)
      } catch (error) {
        return speaker.error(error as never).what
      }
      return ''
    }
    const foreign = said(labelText({ ...label, caseId: 'aaaabbbbcccc' }))
    expect(foreign).toContain('aaaabbbbcccc')
    expect(foreign).toContain(caseId)
    expect(foreign).toContain('E-12.1')
    expect(said(`CUSTODIA1.\u001b[31m\u202e`)).toContain('CUSTODIA1.\\x1b[31m\\u202e')
  })
})

describe('scans', () => {
  const other = labelText({ ...label, caseId: 'aaaabbbbcccc' })

  test('are sorted out, and no line is lost', () => {
    const lines = [
      text,
      '',
      'E-3\r',
      text.toLowerCase(),
      '  ',
      other,
      'E-3',
      'rubbish \u001b',
      `${text}X`,
      'S-1',
      text,
    ]
    expect(readScans(lines.join('\n'), ours)).toEqual({
      present: [
        { line: 1, thing: thing('E-12.1'), head },
        { line: 3, thing: thing('E-3') },
        { line: 10, thing: thing('S-1') },
      ],
      twice: [
        { thing: thing('E-12.1'), lines: [1, 4, 11] },
        { thing: thing('E-3'), lines: [3, 7] },
      ],
      foreign: [{ line: 6, thing: thing('E-12.1'), caseId: 'aaaabbbbcccc' }],
      unreadable: [
        { line: 8, fault: 'label', text: 'rubbish \u001b' },
        { line: 9, fault: 'label-check', text: `${text}X` },
      ],
    })
  })

  test('take any line ends, and nothing for nothing', () => {
    expect(readScans('', ours)).toEqual({ present: [], twice: [], foreign: [], unreadable: [] })
    expect(readScans('E-1\rE-2\r\nE-3', ours).present.map(({ line }) => line)).toEqual([1, 2, 3])
  })

  test('count as many lines as are not blank', () => {
    const line = fc.oneof(numbers, labels.map(labelText), fc.constantFrom('', ' ', 'x', text, other))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (typed) => {
        const { present, twice, foreign, unreadable } = readScans(typed.join('\n'), ours)
        const again = twice.reduce((sum, { lines }) => sum + lines.length - 1, 0)
        const told = present.length + again + foreign.length + unreadable.length
        expect(told).toBe(typed.filter((each) => each.trim() !== '').length)
      }),
    )
  })
})

describe('sheets of labels', () => {
  const order: LabelOrder = {
    caseId,
    caseNumber: 'DP 123/2026 <&"> \u202e',
    date: '2026-05-03',
    head,
    things: Array.from({ length: 25 }, (_, at) => thing(`E-${at + 1}`)),
    sheet: '3x8',
    used: 0,
    cut: false,
    lang: 'en',
  }

  test('hold every thing once, in their order, over as many pages as it takes', () => {
    const pages = labelSheets({ ...order, used: 23 })
    expect(pages).toHaveLength(2)
    const shown = pages.flatMap((page) => [...page.matchAll(/<g transform.*?<\/g>/gs)].map(([cell]) => cell))
    expect(shown.map((cell) => /E-\d+/.exec(cell)?.[0])).toEqual(order.things.map(({ number }) => number))
    expect(labelSheets({ ...order, things: [] })).toEqual([])
  })

  test.each(Object.entries(sheets))(
    '%s lies on the page',
    (_, { columns, rows, width, height, left, top, gap }) => {
      expect(left * 2 + columns * width + (columns - 1) * gap).toBeLessThanOrEqual(210)
      expect(top * 2 + rows * height).toBeLessThanOrEqual(297.5)
    },
  )

  test('stand alone, escaped, in both languages', () => {
    for (const lang of ['es', 'en'] as const) {
      for (const file of [...labelSheets({ ...order, lang }), labelPages({ ...order, lang })]) {
        expect(file).not.toMatch(/<script|href|url\(|@import|[\u202a-\u202e]/)
        expect(file.replaceAll('http://www.w3.org/2000/svg', '')).not.toContain('//')
        expect(textOf(file)).toContain('DP 123/2026 <&"> \\u202e')
        expect(file).toContain('9c41d2ab07ff')
      }
    }
    expect(labelSheets({ ...order, lang: 'es' })[0]).toContain('>Indicio<')
  })

  test('are the same bytes for the same order', () => {
    expect(labelPages(order)).toBe(labelPages(structuredClone(order)))
  })
})

// Debian: zbar-tools and librsvg2-bin.
const canScan =
  spawnSync('zbarimg', ['--version']).status === 0 && spawnSync('rsvg-convert', ['--version']).status === 0

test.skipIf(!canScan)(
  `a printed code is read back by another program${canScan ? '' : ' (no zbarimg here)'}`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'custodia-labels-'))
    try {
      const things = ['E-1', 'E-9999999.99999.1.2.3', 'S-123456789', 'L-3'].map(thing)
      const facts = { caseId, head, caseNumber: 'DP 1/2026', date: '2026-05-03', used: 0, cut: true } as const
      for (const sheet of Object.keys(sheets) as (keyof typeof sheets)[]) {
        const [page = ''] = labelSheets({ ...facts, things, sheet, lang: 'es' })
        await writeFile(join(folder, 'page.svg'), page)
        // 200 dots to the inch: less than any printer has.
        spawnSync('rsvg-convert', ['-w', '1654', '-o', 'page.png', 'page.svg'], { cwd: folder })
        const { stdout } = spawnSync('zbarimg', ['-q', '--raw', 'page.png'], {
          cwd: folder,
          encoding: 'utf8',
        })
        expect(readScans(stdout, ours)).toMatchObject({ twice: [], foreign: [], unreadable: [] })
        const wanted = things.map((each) => labelText({ caseId, head, thing: each }))
        expect(stdout.trim().split('\n').sort(), sheet).toEqual(wanted.sort())
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)
