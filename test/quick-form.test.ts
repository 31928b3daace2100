import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  canonicalJson,
  type Json,
  parseCanonicalJson,
  requireIntegers,
} from '../src/encoding/canonical-json.js'
import { act as actForm } from '../src/model/act.js'
import { commitment, count, sha256Hex } from '../src/model/field.js'
import { manifestLine } from '../src/model/manifest-line.js'
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
