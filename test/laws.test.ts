import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AgeBands, ageBandsAt, bandCode, bandsOf } from '../src/laws/ages.js'
import { allLaws, lawOfUnnamedCountry } from '../src/laws/all.js'
import { deadlineOf, dueOf, isLate, millisecondsIn } from '../src/laws/deadlines.js'
import { type FieldAnswer, fieldsOf, lackingFields } from '../src/laws/fields.js'
import {
  type AgeLaw,
  type DeadlineKind,
  deadlineKinds,
  type FieldList,
  type Law,
  type Sourced,
  type Worded,
} from '../src/laws/law.js'
import {
  type DayRange,
  dayAfter,
  dayAt,
  dayNumber,
  dayRangeOf,
  daysBetween,
  parseDay,
} from '../src/model/calendar-day.js'
import { instantOf, parseInstant } from '../src/model/instant.js'
import { daysOf, slowBands } from './reference/ages.js'
import { lawsPage } from './support/laws-page.js'

const project = fileURLToPath(new URL('..', import.meta.url))
const spain = lawOfUnnamedCountry
const madrid = 'Europe/Madrid'

function codes(bands: AgeBands): string[] | 'unknown' {
  return bands.kind === 'unknown' ? 'unknown' : bands.bands.map(bandCode)
}

function bandsAt(born: string | undefined, facts: string, law: AgeLaw = spain.ages): AgeBands {
  return ageBandsAt(law, born === undefined ? undefined : dayRangeOf(born), dayRangeOf(facts))
}

describe('a range of days', () => {
  test.each([
    ['2009', '2009-01-01', '2009-12-31'],
    ['2009-04', '2009-04-01', '2009-04-30'],
    ['2008-02', '2008-02-01', '2008-02-29'],
    ['1900-02', '1900-02-01', '1900-02-28'],
    ['2009-03-14', '2009-03-14', '2009-03-14'],
    ['2009-03/2010', '2009-03-01', '2010-12-31'],
    ['0000', '0000-01-01', '0000-12-31'],
  ])('%s is %s to %s', (text, first, last) => {
    expect(dayRangeOf(text)).toEqual({ first, last })
  })

  test.each([
    '',
    '09',
    '2009-13',
    '2009-00',
    '2009-02-29',
    '2009-04-31',
    '2009-3-4',
    '14/03/2009',
    '2010/2009',
    '2009/2010/2011',
    '2009/',
    '/2009',
    ' 2009',
    '2009-03-14T10:00:00Z',
    '20O9',
    '12009-01-01',
  ])('%j is refused, and named', (text) => {
    expect(() => dayRangeOf(text)).toThrow(
      expect.objectContaining({
        code: 'source.malformed',
        details: expect.objectContaining({ reason: 'day' }),
      }),
    )
  })

  test('goes by the calendar of the zone in which it happened', () => {
    const late = parseInstant('2026-06-30T22:30:00.000Z')
    expect(dayAt(late, madrid)).toBe('2026-07-01')
    expect(dayAt(late, 'Atlantic/Canary')).toBe('2026-06-30')
    expect(daysBetween(parseInstant('2026-06-30T21:30:00.000Z'), late, madrid)).toEqual(
      dayRangeOf('2026-06-30/2026-07-01'),
    )
    expect(() => daysBetween(late, parseInstant('2026-06-30T21:30:00.000Z'), madrid)).toThrow(
      expect.objectContaining({ code: 'source.malformed' }),
    )
    expect(() => dayAt(late, 'Europa/Madrid')).toThrow(expect.objectContaining({ code: 'usage.argument' }))
  })

  test('counts days without a gap, over every end of a month', () => {
    const first = parseDay('1999-12-31')
    let day = first
    for (let count = 0; count < 3000; count += 1) {
      expect(dayNumber(day)).toBe(dayNumber(first) + count)
      expect(dayAfter(first, count)).toBe(day)
      day = dayAfter(day, 1)
    }
    expect(day).toBe('2008-03-18')
    expect(() => dayAfter(parseDay('9999-12-31'), 1)).toThrow(
      expect.objectContaining({ code: 'source.malformed' }),
    )
  })
})

describe('the age at the facts', () => {
  test('has these bands in Spain', () => {
    expect(bandsOf(spain.ages).map(bandCode)).toEqual(['<14', '14-15', '16-17', '18+'])
  })

  test.each([
    ['2009-03-14', '2023-03-13', ['<14']],
    ['2009-03-14', '2023-03-14', ['14-15']],
    ['2009-03-14', '2025-03-13', ['14-15']],
    ['2009-03-14', '2025-03-14', ['16-17']],
    ['2009-03-14', '2027-03-13', ['16-17']],
    ['2009-03-14', '2027-03-14', ['18+']],
    ['2009-03-14', '2023-03-13/2023-03-14', ['<14', '14-15']],
    ['2009-03', '2023-03-14', ['<14', '14-15']],
    ['2009-03', '2023-03-31', ['14-15']],
    ['2009', '2025-06-01', ['14-15', '16-17']],
    ['2007/2012', '2026-06-01', ['<14', '14-15', '16-17', '18+']],
    ['2026-06-01', '2026-06-01', ['<14']],
    ['2025/2027', '2026-06-01', ['<14']],
  ])('of %s at %s: %j', (born, facts, expected) => {
    expect(bandsAt(born, facts)).toMatchObject({ kind: 'known', disputed: false })
    expect(codes(bandsAt(born, facts))).toEqual(expected)
  })

  test.each([
    ['2026-02-27', ['16-17'], false],
    ['2026-02-28', ['16-17', '18+'], true],
    ['2026-03-01', ['18+'], false],
    ['2022-02-28', ['<14', '14-15'], true],
    // A leap year has the day itself.
    ['2024-02-28', ['14-15'], false],
    ['2024-02-29', ['16-17'], false],
    // Known only to have happened on one of two days: one reading gives one band more than the other.
    ['2026-02-27/2026-02-28', ['16-17', '18+'], true],
    ['2026-02-28/2026-03-01', ['16-17', '18+'], true],
    ['2026-02-27/2026-03-01', ['16-17', '18+'], false],
    // 17 or 18 is in question on the day; 20 or 21 makes no difference.
    ['2029-02-28', ['18+'], false],
  ])('of somebody born 29 February 2008, at %s: %j, disputed %s', (facts, expected, disputed) => {
    expect(bandsAt('2008-02-29', facts)).toMatchObject({ disputed })
    expect(codes(bandsAt('2008-02-29', facts))).toEqual(expected)
  })

  test('of somebody born 29 February follows a law that decides', () => {
    const decided = (leapBirthday: AgeLaw['leapBirthday']) =>
      bandsAt('2008-02-29', '2026-02-28', { ...spain.ages, leapBirthday })
    expect(decided('february-28')).toEqual({ kind: 'known', bands: [{ from: 18 }], disputed: false })
    expect(codes(decided('march-1'))).toEqual(['16-17'])
  })

  test('is unknown when the birth is', () => {
    expect(bandsAt(undefined, '2026-02-28')).toEqual({ kind: 'unknown' })
  })

  test('is refused before the birth, without telling when that was', () => {
    expect(() => bandsAt('2026-06-02/2027', '2026-05/2026-06-01')).toThrow(
      expect.objectContaining({ code: 'usage.conflict', details: { reason: 'born-after-facts' } }),
    )
  })

  test('is what counting every birthday of every possible pair of days gives', () => {
    fc.assert(
      fc.property(anyLeapBirthday, anyRange(1998, 12, 300), anyRange(2010, 20, 30), (leap, born, facts) => {
        const law = { ...spain.ages, leapBirthday: leap }
        fc.pre(born.first <= facts.last)
        const bands = ageBandsAt(law, born, facts)
        const slow = slowBands(law, born, facts)
        expect(codes(bands)).toEqual(slow.codes)
        expect(bands).toMatchObject({ disputed: slow.disputed })
      }),
      { numRuns: 60 },
    )
  })

  test('is what counting gives around each birthday of each limit, leap days first among them', () => {
    fc.assert(
      fc.property(
        anyLeapBirthday,
        fc.constantFrom('2004-02-28', '2004-02-29', '2004-03-01', '2007-02-28', '2007-03-01', '2008-02-29'),
        fc.constantFrom(0, 1, 14, 16, 18, 20),
        fc.nat(3),
        fc.nat(3),
        fc.integer({ min: -4, max: 4 }),
        (leap, birth, years, bornFor, factsFor, shift) => {
          const law = { ...spain.ages, leapBirthday: leap }
          const born = rangeFrom(parseDay(birth), bornFor)
          const near = parseDay(`${Number(birth.slice(0, 4)) + years}-02-28`)
          const facts = rangeFrom(dayAfter(near, shift), factsFor)
          fc.pre(born.first <= facts.last)
          const slow = slowBands(law, born, facts)
          const bands = ageBandsAt(law, born, facts)
          expect([codes(bands), bands.kind === 'known' && bands.disputed]).toEqual([
            slow.codes,
            slow.disputed,
          ])
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('never loses a band when less is known', () => {
    fc.assert(
      fc.property(anyRange(1998, 12, 400), anyRange(2010, 20, 400), fc.nat(400), (born, facts, more) => {
        fc.pre(born.first <= facts.last)
        const wider = { first: born.first, last: dayAfter(born.last, more) }
        expect(codes(ageBandsAt(spain.ages, wider, facts))).toEqual(
          expect.arrayContaining([...codes(ageBandsAt(spain.ages, born, facts))]),
        )
      }),
    )
  })
})

const anyLeapBirthday = fc.constantFrom('undecided', 'february-28', 'march-1') as fc.Arbitrary<
  AgeLaw['leapBirthday']
>

function anyRange(year: number, years: number, longest: number): fc.Arbitrary<DayRange> {
  return fc
    .tuple(fc.nat(years * 365), fc.nat(longest))
    .map(([at, length]) => rangeFrom(dayAfter(parseDay(`${year}-01-01`), at), length))
}

function rangeFrom(first: DayRange['first'], length: number): DayRange {
  return { first, last: dayAfter(first, length) }
}

describe('a deadline', () => {
  const deadline = (kind: DeadlineKind) => {
    const found = deadlineOf(spain, kind)
    if (found === undefined) throw new Error(`no ${kind}`)
    return found
  }

  test.each([
    ['contemporaneity', 'hours', 24],
    ['notice', 'hours', 24],
    ['urgency-notice', 'hours', 24],
    ['urgency-confirmation', 'hours', 72],
    ['extension-notice', 'hours', 24],
    ['extension-confirmation', 'hours', 72],
    ['preservation', 'days', 90],
    ['preservation-extended', 'days', 180],
  ] as const)('of %s is so many %s: %i', (kind, unit, count) => {
    expect(deadline(kind).length).toEqual({ kind: unit, count })
    expect(deadlineKinds).toContain(kind)
  })

  test('of hours is kept to the millisecond, through a change of the clock', () => {
    const from = parseInstant('2026-10-24T12:00:00.000Z')
    const notice = deadline('urgency-notice')
    expect(dueOf(notice, from, madrid)).toEqual({ kind: 'instant', until: '2026-10-25T12:00:00.000Z' })
    expect(isLate(notice, from, parseInstant('2026-10-25T12:00:00.000Z'), madrid)).toBe(false)
    expect(isLate(notice, from, parseInstant('2026-10-25T12:00:00.001Z'), madrid)).toBe(true)
    expect(isLate(notice, from, parseInstant('2026-10-24T11:00:00.000Z'), madrid)).toBe(false)
    const confirmation = deadline('urgency-confirmation')
    expect(isLate(confirmation, from, parseInstant('2026-10-27T12:00:00.000Z'), madrid)).toBe(false)
    expect(isLate(confirmation, from, parseInstant('2026-10-27T12:00:00.001Z'), madrid)).toBe(true)
  })

  test('of days runs to the end of the last day in the zone, without the day of the event', () => {
    // 00:30 of 1 July in Madrid.
    const from = parseInstant('2026-06-30T22:30:00.000Z')
    const preservation = deadline('preservation')
    expect(dueOf(preservation, from, madrid)).toEqual({ kind: 'day', lastDay: '2026-09-29' })
    expect(dueOf(preservation, from, 'UTC')).toEqual({ kind: 'day', lastDay: '2026-09-28' })
    expect(isLate(preservation, from, parseInstant('2026-09-29T21:59:59.999Z'), madrid)).toBe(false)
    expect(isLate(preservation, from, parseInstant('2026-09-29T22:00:00.000Z'), madrid)).toBe(true)
    expect(dueOf(deadline('preservation-extended'), from, madrid)).toEqual({
      kind: 'day',
      lastDay: '2026-12-28',
    })
  })

  test('of days is what walking day by day gives', () => {
    const { length } = deadline('preservation')
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.constantFrom(madrid, 'UTC', 'Pacific/Apia'),
        (at, zone) => {
          const from = instantOf(at)
          const start = dayAt(from, zone)
          const walked = daysOf({ first: start, last: dayAfter(start, length.count) })
          expect(walked).toHaveLength(length.count + 1)
          expect(dueOf(deadline('preservation'), from, zone)).toEqual({ kind: 'day', lastDay: walked.at(-1) })
        },
      ),
    )
  })

  test('that a country does not know is none', () => {
    expect(deadlineOf({ ...spain, deadlines: [] }, 'notice')).toBeUndefined()
    expect(deadlineOf({ ...spain, deadlines: [] }, 'contemporaneity')).toBe(spain.contemporaneity)
  })

  // The custody rules of every released version were made with it: LATE-ENTRY of an old record must not change.
  test('of writing down at the time is the day that released records were judged by', () => {
    expect(millisecondsIn(lawOfUnnamedCountry.contemporaneity.length)).toBe(86_400_000)
  })
})

describe('what must be stated', () => {
  const list = (kind: FieldList['kind']) => {
    const found = fieldsOf(spain, kind)
    if (found === undefined) throw new Error(`no ${kind}`)
    return found
  }
  const lacking = (kind: FieldList['kind'], answers: Readonly<Record<string, FieldAnswer>>) =>
    lackingFields(list(kind), new Map(Object.entries(answers))).map(({ id }) => id)

  test('of a destruction is this and nothing else', () => {
    expect(lacking('destruction', {})).toEqual([
      'order',
      'nature',
      'quality',
      'quantity',
      'weight',
      'measure',
      'value',
      'samples',
      'prosecutor-heard',
      'owner-heard',
    ])
  })

  test('may be lacking for a reason where the law foresees one, and nowhere else', () => {
    const all = Object.fromEntries(list('destruction').fields.map(({ id }) => [id, 'excused' as const]))
    expect(lacking('destruction', { ...all, quantity: 'stated' })).toEqual([
      'order',
      'nature',
      'quality',
      'weight',
      'measure',
      'samples',
      'prosecutor-heard',
    ])
    expect(
      lacking('signature', { 'author-signature': 'excused', 'participant-signature': 'excused' }),
    ).toEqual(['author-signature'])
    expect(lacking('sealing', { seal: 'excused', depository: 'stated' })).toEqual([])
  })

  test('of a finding is place, time, occasion and who had it', () => {
    const stated = { place: 'stated', time: 'stated', occasion: 'stated', description: 'stated' } as const
    expect(lacking('finding', stated)).toEqual(['possessor', 'possessor-signature'])
    expect(lacking('finding', { ...stated, possessor: 'stated', 'possessor-signature': 'excused' })).toEqual(
      [],
    )
  })

  test('is not made up for what nobody asked of', () => {
    expect(lacking('sealing', { seal: 'stated', depository: 'stated', colour: 'stated' })).toEqual([])
    expect(fieldsOf({ ...spain, fields: [] }, 'destruction')).toBeUndefined()
  })
})

describe('every row of every law', () => {
  const rows = (law: Law): Sourced[] => [
    ...law.ages.limits,
    ...law.ages.reckoning,
    ...law.rules,
    ...law.fields,
    law.contemporaneity,
    ...law.deadlines,
    ...law.offences,
  ]
  const all = allLaws.flatMap(rows)

  test('has an id of its own', () => {
    for (const law of allLaws) {
      const ids = rows(law).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
    expect(new Set(allLaws.map(({ country }) => country)).size).toBe(allLaws.length)
  })

  test.each(all)(
    '$id has an article, a source and a word on how it was read',
    ({ article, source, seen }) => {
      for (const text of [article, source.instrument, source.reference]) expect(text).not.toBe('')
      expect(source.reference).toMatch(/^(?:BOE-A-\d{4}-\d+|BOCG-[\w-]+|RD \d+\/\d{4})$/)
      if (seen.status === 'secondary') expect(seen.page).toMatch(/\w\.\w/)
      else if (seen.state !== 'unnoted' && seen.checked !== 'unnoted')
        expect([seen.state, seen.reformedUntil ?? seen.state, seen.checked]).toEqual(
          [seen.state, seen.reformedUntil ?? seen.state, seen.checked].sort(),
        )
    },
  )

  test('says it in two languages', () => {
    const texts: Worded[] = []
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      if ('es' in value && 'en' in value) texts.push(value as Worded)
      else for (const each of Object.values(value)) collect(each)
    }
    collect(allLaws)
    expect(texts.length).toBeGreaterThan(80)
    for (const { es, en } of texts) {
      expect([es.trim(), en.trim()]).not.toContain('')
      expect(es).not.toBe(en)
    }
  })

  // The first is repealed, and the second was never found.
  test('cites neither Ley 18/2011 nor “RD 1893/2024”', () => {
    expect(JSON.stringify(allLaws)).not.toMatch(/18\/2011|1893|11605/)
  })

  test('that is a bill says so, and was not taken for a law', () => {
    const bills = allLaws.flatMap(({ offences }) => offences).filter(({ standing }) => standing === 'bill')
    expect(bills.map(({ id }) => id)).toEqual(['cp-173-bis-bill'])
    for (const { label, seen } of bills) {
      expect(seen.status).toBe('secondary')
      expect(label).toEqual({ es: expect.stringContaining('proyecto'), en: expect.stringContaining('bill') })
    }
  })

  test('limits of age ascend', () => {
    for (const { ages } of allLaws) {
      const years = ages.limits.map((limit) => limit.years)
      expect(years).toEqual([...new Set(years)].sort((a, b) => a - b))
    }
  })
})

// `UPDATE_LAWS=1` writes the page anew.
test('docs/laws.md says what the data say', async () => {
  const path = join(project, 'docs/laws.md')
  const page = lawsPage(allLaws)
  if (process.env['UPDATE_LAWS'] === '1') await writeFile(path, page)
  expect(await readFile(path, 'utf8')).toBe(page)
})

test('the names of one country stand in its own data alone', async () => {
  const folder = join(project, 'src')
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !/^(?:laws\/es|wording\/)/.test(name),
  )
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
  )
  // Comments of custody rules cite the article that made somebody ask.
  const code = texts.map(([name, text]) => [name, text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')] as const)
  expect(code.filter(([, text]) => /LECrim|BOE-A|Ley Orgánica/.test(text)).map(([name]) => name)).toEqual([])
})
