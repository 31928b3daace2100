import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Listing, readListing } from '../src/audit/listing.js'
import {
  canonicalJson,
  type Json,
  parseCanonicalJson,
  requireIntegers,
} from '../src/encoding/canonical-json.js'
import { act as actForm } from '../src/model/act.js'
import { commitment, count, sha256Hex } from '../src/model/field.js'
import { linePattern } from '../src/model/line-pattern.js'
import { fileLine, manifestLine } from '../src/model/manifest-line.js'
import { quickReader } from '../src/model/quick-form.js'
import { smallRecord } from './support/small-record.js'

// Whatever the quick door lets in, the slow way lets in too, as the same value. The other way round it need not.

/** The slow obvious way; undefined for what it refuses. */
function slowly<Value>(form: z.ZodType<Value>, text: string): Value | undefined {
  try {
    const value = parseCanonicalJson(text)
    requireIntegers(value)
    return form.safeParse(value).data
  } catch {
    return undefined
  }
}

const readers = new Map<unknown, (text: string) => unknown>()

/** Made once for each form: making it costs more than reading with it. */
function readerOf<Value>(form: z.ZodType<Value>): (text: string) => unknown {
  const reader = readers.get(form) ?? quickReader(form)
  readers.set(form, reader)
  return reader
}

function expectSound<Value>(form: z.ZodType<Value>, text: string): boolean {
  const value = readerOf(form)(text)
  if (value !== undefined) expect(value).toEqual(slowly(form, text))
  return value !== undefined
}

const record = await smallRecord(3)
const texts = record.acts.map((act) => canonicalJson(act as unknown as Json))

test('acts as they are recorded are let in', () => {
  expect(texts.map((text) => expectSound(actForm, text))).toEqual(texts.map(() => true))
})

test('so are lines of a manifest', () => {
  const lines = record.documents
    .flatMap(({ bytes }) => Buffer.concat(bytes).toString().split('\n'))
    .filter((line) => line.includes('"accessTime"'))
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(expectSound(manifestLine, line)).toBe(true)
})

test('with any one character changed, taken out or put in, nothing gets in that the slow way refuses', () => {
  const place = fc.record({
    text: fc.constantFrom(...texts),
    at: fc.nat(),
    put: fc.constantFrom('', ' ', '0', '1e2', '"', '\\', ',', '{', '}', '-', '.0', 'é', '\ud800', '\n'),
    out: fc.constantFrom(0, 1, 2),
  })
  fc.assert(
    fc.property(place, ({ text, at, put, out }) => {
      const from = at % text.length
      expectSound(actForm, text.slice(0, from) + put + text.slice(from + out))
    }),
    { numRuns: 3000 },
  )
})

describe('a line of a manifest, as an audit reads it', () => {
  const lines = record.documents
    .flatMap(({ bytes }) => Buffer.concat(bytes).toString().split('\n'))
    .filter((line) => line.includes('"accessTime"') || line.includes('"unread"'))

  /** The slow obvious way. */
  function listed(text: string): Listing | undefined {
    const line = slowly(manifestLine, text)
    if (line?.kind === 'file')
      return { kind: 'file', sha256: line.digests.sha256, path: line.path.c, size: line.size }
    return line && { kind: 'unread', path: line.path.c, reason: line.reason.c }
  }

  function readOrRefused(text: string): Listing | undefined {
    try {
      return readListing(Buffer.from(text), 1)
    } catch {
      return undefined
    }
  }

  test('says what the line says', () => {
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(readOrRefused(line)).toEqual(listed(line))
  })

  test('is matched by the pattern when it is plain', () => {
    const plain = linePattern(fileLine, ['size'])
    const files = lines.filter((line) => line.includes('"accessTime"'))
    expect(files.filter((line) => !plain.test(line))).toEqual([])
  })

  test('with one or two characters changed is read as the slow way reads it, or refused as it refuses it', () => {
    const change = fc.record({
      at: fc.nat(),
      put: fc.constantFrom(
        '',
        ' ',
        '0',
        '9',
        'f',
        'g',
        '"',
        '\\',
        ',',
        '{',
        '}',
        '-',
        '.',
        '=',
        'A',
        'é',
        '€',
        '\n',
      ),
      out: fc.constantFrom(0, 1, 2),
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...lines),
        fc.array(change, { minLength: 1, maxLength: 2 }),
        (line, changes) => {
          const text = changes.reduce((all, { at, put, out }) => {
            const from = at % all.length
            return all.slice(0, from) + put + all.slice(from + out)
          }, line)
          expect(readOrRefused(text)).toEqual(listed(text))
        },
      ),
      { numRuns: 5000 },
    )
  })

  test.each([
    ['a choice of forms', z.strictObject({ a: z.string().regex(/^(?:x|.*)$/) })],
    ['any other character', z.strictObject({ a: z.string().regex(/^[^x]+$/) })],
    ['no end', z.strictObject({ a: z.string().regex(/^[a-z]+/) })],
    [
      'two checks',
      z.strictObject({
        a: z
          .string()
          .regex(/^[a-z]+$/)
          .max(3),
      }),
    ],
    ['a number from 1 on', z.strictObject({ a: z.int().min(1) })],
    ['an open object', z.object({ a: z.boolean() })],
    ['a list', z.strictObject({ a: z.array(z.boolean()) })],
    ['nothing that must be there', z.strictObject({ a: z.boolean().optional() })],
  ])('a form with %s has no pattern', (_, form) => {
    const pattern = linePattern(form, [])
    for (const text of ['{"a":"x"}', '{"a":"y"}', '{"a":1}', '{"a":true}', '{"a":[true]}', '{}'])
      expect(pattern.test(text)).toBe(false)
  })
})

describe('a small form', () => {
  const small = z.strictObject({
    c: commitment.optional(),
    list: z.array(z.enum(['a', 'b'])).max(3),
    n: count,
    text: z.string().max(5),
    yes: z.boolean(),
    z: sha256Hex.optional(),
  })
  const whole = { list: ['a'], n: 7, text: 'x', yes: true }

  test.each([
    ['{"list":["a"],"n":7,"text":"x","yes":true}', true],
    ['{"list":[],"n":123,"text":"","yes":false}', true],
    // Not canonical.
    ['{"list":["a"],"n":7.0,"text":"x","yes":true}', false],
    ['{"list":["a"],"n":7,"yes":true,"text":"x"}', false],
    ['{"list":["a"],"n":7,"text":"x","yes": true}', false],
    ['{"list":["a"],"n":7,"n":7,"text":"x","yes":true}', false],
    ['{"list":["a"],"n":-0,"text":"x","yes":true}', false],
    ['{"list":["a"],"n":1e2,"text":"x","yes":true}', false],
    ['{"list":["a"],"n":1e3 ,"text":"x","yes":true}', false],
    // Not of the form.
    ['{"list":["c"],"n":7,"text":"x","yes":true}', false],
    ['{"list":["a"],"n":7,"text":"longer","yes":true}', false],
    ['{"list":["a"],"n":7,"other":1,"text":"x","yes":true}', false],
    ['{"__proto__":{},"list":["a"],"n":7,"text":"x","yes":true}', false],
    ['{"list":["a"],"text":"x","yes":true}', false],
    ['{"list":["a"],"n":-1,"text":"x","yes":true}', false],
    ['[]', false],
    ['', false],
    // Left to the slow way: they could be as long in another form, or have an escape.
    ['{"list":["a"],"n":100,"text":"x","yes":true}', false],
    ['{"list":["a"],"n":7,"text":"\\n","yes":true}', false],
  ])('%s', (text, isIn) => {
    expect(expectSound(small, text)).toBe(isIn)
  })

  test('of a make that it does not know lets nothing in', () => {
    const changing = z.strictObject({ text: z.string().trim() })
    const open = z.object({ text: z.string() })
    const coerced = z.strictObject({ text: z.coerce.string() })
    const refined = z.strictObject({ text: z.string() }).refine(() => false)
    for (const form of [changing, open, coerced, refined])
      expect(quickReader<unknown>(form)('{"text":"x"}')).toBe(undefined)
    expect(quickReader(z.strictObject({ text: z.string() }))('{"text":"x"}')).toEqual({ text: 'x' })
    expect(slowly(small, canonicalJson(whole))).toEqual(whole)
  })
})
