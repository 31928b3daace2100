import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findingCodes } from '../src/audit/finding.js'
import { notCheckedThings } from '../src/audit/result.js'
import { allBreaks } from '../src/custody/breaks/all.js'
import { displayText } from '../src/encoding/safe-display.js'
import {
  EnvironmentError,
  environmentErrorCodes,
  KeyError,
  keyErrorCodes,
  LedgerError,
  ledgerErrorCodes,
  RuleError,
  ruleErrorCodes,
  SourceError,
  sourceErrorCodes,
  UsageError,
  usageErrorCodes,
  VaultError,
  vaultErrorCodes,
} from '../src/errors.js'
import { parseInstant } from '../src/model/instant.js'
import { en } from '../src/wording/en.js'
import { es } from '../src/wording/es.js'
import { languageOf, languages } from '../src/wording/language.js'
import { bytesText, countText } from '../src/wording/numbers.js'
import { speakerFor } from '../src/wording/speak.js'
import { fill, placeholdersOf } from '../src/wording/template.js'
import { clockText } from '../src/wording/times.js'
import { eventfulRecord } from './support/eventful-record.js'

const spanish = Object.entries(es)
const english = Object.entries(en)
const allErrors = [
  ...environmentErrorCodes.map((code) => new EnvironmentError(code)),
  ...keyErrorCodes.map((code) => new KeyError(code)),
  ...ledgerErrorCodes.map((code) => new LedgerError(code)),
  ...ruleErrorCodes.map((code) => new RuleError(code)),
  ...sourceErrorCodes.map((code) => new SourceError(code)),
  ...usageErrorCodes.map((code) => new UsageError(code)),
  ...vaultErrorCodes.map((code) => new VaultError(code)),
]
/** Something for every detail a message asks for. */
function detailsFor(key: string): Record<string, number> {
  const text = new Map(english).get(key) ?? ''
  return Object.fromEntries(placeholdersOf(text).map((name) => [name, 2]))
}

const whys = ['not-asked', 'not-here', 'not-trusted', 'not-possible', 'sampled', 'stopped']

describe('the two catalogues', () => {
  test('hold the same messages', () => {
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort())
  })

  test('ask for the same details in each message', () => {
    const differing = english.filter(([key, text]) => {
      const other = new Map(spanish).get(key) ?? ''
      return placeholdersOf(text).join() !== placeholdersOf(other).join()
    })
    expect(differing).toEqual([])
  })

  test('have no empty message and no stray bracket', () => {
    for (const [key, text] of [...english, ...spanish]) {
      expect(text.trim(), key).not.toBe('')
      // Every detail given, nothing of the template is left.
      expect(fill(text, detailsFor(key), 'en'), key).not.toMatch(/[{}]|\[.*2.*\]/)
    }
  })

  test('are two languages', () => {
    // What is spelled alike in both: names of things, single words, forms of texts.
    const alike = english.filter(
      ([key, text]) => new Map(spanish).get(key) === text && /[a-z]{3,} [a-z]{3,}/.test(text),
    )
    expect(alike).toEqual([])
  })

  // docs/claims.md and the limits of what may be claimed of evidence.
  test('say nothing that a record cannot bear', () => {
    const forbidden = [
      /\b(?:authentic|genuine|originals?|unaltered|unmodified|tamper-?proof|immutable|unalterable)\b/i,
      /\b(?:prove[sdn]?|demonstrates?|establishes|is fake|deepfakes?|not manipulated|no AI)\b/i,
      /\b(?:suspects?|guilty|inadmissible|violations?|infringements?|nullity|in?valid)\b/i,
      /\b(?:auténtic[oa]s?|genuin[oa]s?|original(?:es)?|inalterad[oa]s?|inalterables?|inmutables?)\b/i,
      /\b(?:prueba que|demuestra|es fals[oa]|falsedad|sin manipular|no manipulad[oa])\b/i,
      /\b(?:sospechos[oa]s?|culpables?|inadmisibles?|infracci(?:ón|ones)|nulidad|(?:in)?válid[oa]s?|a prueba de)\b/i,
    ]
    for (const [key, text] of [...english, ...spanish]) {
      for (const words of forbidden) expect(text, key).not.toMatch(words)
    }
  })
})

describe.each(languages)('in %s', (lang) => {
  const speaker = speakerFor(lang)
  const fallback = speaker.unexpected()

  test.each(allErrors)('$code says what happened and what to do', (error) => {
    const { what, remedy } = speaker.error(error)
    expect(what).not.toBe(fallback.what)
    expect(remedy).not.toBe(fallback.remedy)
    for (const sentence of [what, remedy]) expect(sentence).toMatch(/[.?]$/)
    expect(remedy).not.toContain('?')
  })

  test.each(findingCodes)('finding %s is explained', (code) => {
    const text = speaker.finding({ code, subject: 'entry 1', details: detailsFor(`finding.${code}`) })
    expect(text).not.toBe(code)
    expect(text).not.toContain('?')
    expect(text.length).toBeGreaterThan(20)
  })

  test.each(allBreaks)('break $code has a title and a question', ({ code }) => {
    const { title, question } = speaker.broken(code)
    expect(title).not.toBe(speaker.broken('NO-SUCH-RULE').title)
    expect(question).toMatch(lang === 'es' ? /^¿.+\?$/ : /^[A-Z].+\?$/)
  })

  test.each(notCheckedThings)('that %s was not checked is explained, whatever the reason', (what) => {
    for (const why of whys) {
      const text = speaker.notChecked({ what, why, count: 3 })
      expect(text).not.toContain(fallback.what)
      expect(text.match(/\./g)?.length).toBeGreaterThan(1)
    }
  })

  test('every act of a record is told in one line of codes', async () => {
    const { acts } = await eventfulRecord()
    const lines = acts.map((act) => speaker.summary(act))
    expect(new Set(acts.map((act) => act.kind)).size).toBeGreaterThan(10)
    for (const [at, line] of lines.entries()) {
      expect(line, acts[at]?.kind).not.toContain('?')
      expect(line).toMatch(/^P-0[1-4] /)
    }
  })
})

describe('the explanation of an error', () => {
  const speak = (lang: 'es' | 'en') => speakerFor(lang)

  test('takes the sentence that fits the reason', () => {
    const error = new RuleError('rule.no-authority', { person: 'P-02', reason: 'quorum', quorum: 2 })
    expect(speak('en').error(error).what).toBe('This act needs the signatures by key of 2 administrators.')
    expect(speak('es').error(error).what).toBe('Este acto requiere la firma con clave de 2 administradores.')
  })

  test('speaks of things and states in its own language', () => {
    const unknown = new RuleError('rule.unknown-object', { kind: 'exhibit', name: 'E-9' })
    expect(speak('es').error(unknown).what).toBe('No consta en el registro: el indicio E-9.')
    const sealed = new RuleError('rule.wrong-state', {
      act: 'seal.impossible',
      name: 'E-1',
      state: 'sealed',
      reason: 'state',
    })
    expect(speak('es').error(sealed).what).toBe(
      '«imposibilidad de precintar» no tiene sentido aquí para E-1: está precintado.',
    )
    const malformed = new SourceError('source.malformed', { what: 'receipt', reason: 'form' })
    expect(speak('en').error(malformed).what).toBe(
      'What was read as a receipt does not have the form it must have: form.',
    )
  })

  test('is part of a finding that rests on it', () => {
    const details = { entry: 4, error: 'rule.replayed' }
    expect(speak('en').finding({ code: 'act.refused', subject: 'entry 4', details })).toBe(
      'The custody rules refuse entry 4; no program that follows them would have recorded it. This act is already on record, as entry 4.',
    )
  })

  test('names the subject of a finding, and leaves the name of a file alone', () => {
    expect(speak('es').subject('entry 17')).toBe('asiento 17')
    expect(speak('es').subject('acta\u202e.txt')).toBe('acta\\u202e.txt')
  })
})

describe('filling a message', () => {
  test('drops an optional part whose detail is absent or empty', () => {
    expect(fill('gone[: {path}][ ({reason})].', { reason: '' }, 'en')).toBe('gone.')
    expect(fill('gone[: {path}][ ({reason})].', { path: '/a', reason: 'x' }, 'en')).toBe('gone: /a (x).')
  })

  test('chooses between one and many, and groups digits', () => {
    const text = '{n:count} {n:file/files}, {size:bytes}'
    expect(fill(text, { n: 1, size: 1 }, 'en')).toBe('1 file, 1\u00a0byte')
    expect(fill(text, { n: 12_345, size: 1_536 }, 'en')).toBe(
      '12,345 files, 1,536\u00a0bytes (1.50\u00a0KiB)',
    )
    expect(fill(text, { n: 12_345, size: 1_536 }, 'es')).toBe(
      '12\u00a0345 files, 1536\u00a0bytes (1,50\u00a0KiB)',
    )
  })

  test('marks what is missing, and takes nothing from a prototype', () => {
    expect(fill('{a} {constructor}', {}, 'en')).toBe('? ?')
  })

  test('never takes a detail for a template', () => {
    expect(fill('{a}[ {b}]', { a: '{b}[{b}]', b: 'x' }, 'en')).toBe('{b}[{b}] x')
  })

  test('shows whatever is filled in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fill('«{a}»', { a: text }, 'es')).toBe(`«${displayText(text)}»`)
      }),
    )
  })
})

describe('numbers', () => {
  test('are grouped as English groups them', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (count) => {
        expect(countText(count, 'en')).toBe(new Intl.NumberFormat('en-US').format(count))
      }),
    )
  })

  test('are grouped in Spanish from five digits on', () => {
    expect(countText(1234, 'es')).toBe('1234')
    expect(countText(1_234_567, 'es')).toBe('1\u00a0234\u00a0567')
  })

  test('of bytes keep every byte', () => {
    expect(bytesText(0, 'en')).toBe('0\u00a0bytes')
    expect(bytesText(1023, 'en')).toBe('1,023\u00a0bytes')
    expect(bytesText(2 ** 40, 'en')).toBe('1,099,511,627,776\u00a0bytes (1.00\u00a0TiB)')
    expect(bytesText(Number.MAX_SAFE_INTEGER, 'es')).toBe(
      '9\u00a0007\u00a0199\u00a0254\u00a0740\u00a0991\u00a0bytes (8,00\u00a0PiB)',
    )
  })
})

describe('a time', () => {
  test.each([
    ['2026-03-29T00:59:59.999Z', 'Europe/Madrid', '2026-03-29 01:59:59 +01:00'],
    ['2026-03-29T01:00:00.000Z', 'Europe/Madrid', '2026-03-29 03:00:00 +02:00'],
    ['2026-10-25T00:30:00.000Z', 'Europe/Madrid', '2026-10-25 02:30:00 +02:00'],
    ['2026-10-25T01:30:00.000Z', 'Europe/Madrid', '2026-10-25 02:30:00 +01:00'],
    ['2026-01-01T00:00:00.000Z', 'America/St_Johns', '2025-12-31 20:30:00 -03:30'],
    ['2026-01-01T00:00:00.000Z', 'UTC', '2026-01-01 00:00:00 +00:00'],
    ['2026-01-01T00:00:00.000Z', 'Nowhere/Land', '2026-01-01 00:00:00 UTC'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(clockText(parseInstant(instant), zone)).toBe(expected)
  })

  test('carries its zone and its clock', () => {
    const time = parseInstant('2026-03-01T08:00:00.000Z')
    const stated = { time, zone: 'Europe/Madrid', clock: 'stated' } as const
    expect(speakerFor('es').stated(stated)).toBe(
      '2026-03-01 09:00:00 +01:00 (Europe/Madrid; según declara quien firma)',
    )
    expect(speakerFor('en').stated({ time, zone: 'Nowhere/Land', clock: 'system' })).toBe(
      '2026-03-01 08:00:00 UTC (stated zone Nowhere/Land is unknown here; clock of the machine)',
    )
    expect(speakerFor('en').moment(time, 'Atlantic/Canary')).toBe(
      '2026-03-01 08:00:00 +00:00 (Atlantic/Canary)',
    )
  })
})

describe('the language', () => {
  test.each([
    ['en', { LANG: 'es_ES.UTF-8' }, 'en'],
    ['es', {}, 'es'],
    [undefined, { LANG: 'es_ES.UTF-8' }, 'es'],
    [undefined, { LANG: 'es' }, 'es'],
    [undefined, { LANG: 'ca_ES.UTF-8' }, 'es'],
    [undefined, { LANG: 'est_EE.UTF-8' }, 'en'],
    [undefined, { LANG: 'es_MX.UTF-8', LC_ALL: 'C' }, 'en'],
    [undefined, { LANG: 'de_DE', LC_MESSAGES: 'es_MX' }, 'es'],
    [undefined, { LANG: undefined }, 'en'],
  ])('%s with %j is %s', (option, environment, expected) => {
    expect(languageOf(option, environment)).toBe(expected)
  })

  test('that does not exist is refused', () => {
    expect(() => languageOf('fr', {})).toThrow(expect.objectContaining({ code: 'usage.argument' }))
  })
})
