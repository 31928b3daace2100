import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalJson,
  type Json,
  parseCanonicalJson,
  requireIntegers,
} from '../src/encoding/canonical-json.js'
import { isCanonicalText } from './reference/canonical-json.js'

const malformed = expect.objectContaining({ code: 'source.malformed' })
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
    ),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string({ unit: 'binary' }), fc.nat().map(String)), tie('value')),
  ),
})).value

/** JSON.parse of a text with `-0` gives -0, which equals 0 here as it does in JSON. */
const plain = (value: Json): unknown => JSON.parse(JSON.stringify(value))

describe('canonical JSON', () => {
  test('sorts by UTF-16 code unit, also what JavaScript would put first', () => {
    expect(canonicalJson({ b: 1, '10': 2, '9': 3, '\ufb33': 4, '😂': 5, '': 6 })).toBe(
      '{"":6,"10":2,"9":3,"b":1,"😂":5,"\ufb33":4}',
    )
  })

  test.each([
    [0, '0'],
    [-0, '0'],
    [1e21, '1e+21'],
    [1e-7, '1e-7'],
    [1 / 3, '0.3333333333333333'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('writes %d as %s', (number, text) => expect(canonicalJson(number)).toBe(text))

  test.each([
    ['NaN', Number.NaN],
    ['infinity', -Infinity],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a lone surrogate inside', [{ a: ['x\ud800y'] }]],
  ])('has no text for %s', (_, value) => expect(() => canonicalJson(value)).toThrow(malformed))

  test.each([
    ['undefined', [undefined]],
    ['an absent member', { a: undefined }],
    ['a function', { a: () => 1 }],
    ['a big integer', [1n]],
  ])('has no text for %s that slipped past the types', (_, value: unknown) => {
    expect(() => canonicalJson(value as Json)).toThrow(malformed)
  })

  test('is what the reference calls canonical, and is read back', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value)
        expect(isCanonicalText(text)).toBe(true)
        expect(plain(parseCanonicalJson(text))).toEqual(plain(value))
        expect(canonicalJson(parseCanonicalJson(text))).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['duplicate keys', '{"a":1,"a":1}'],
    ['duplicate keys in different spelling', '{"a":1,"\\u0061":1}'],
    ['keys out of order', '{"b":1,"a":1}'],
    ['integer keys in numeric order', '{"9":1,"10":1}'],
    ['white space', '{"a": 1}'],
    ['a final newline', '1\n'],
    ['minus zero', '-0'],
    ['an exponent in capitals', '1E+21'],
    ['a long exponent', '1e5'],
    ['a trailing zero', '1.0'],
    ['digits that are lost', '9007199254740993'],
    ['a number out of range', '1e400'],
    ['an escape that need not be', '"\\u0061"'],
    ['an escaped solidus', '"\\/"'],
    ['an escape in capitals', '"\\u001F"'],
    ['an escaped lone surrogate', '"\\ud800"'],
    ['a raw lone surrogate', '"\ud800"'],
    ['a byte order mark', '\ufeff1'],
    ['nothing', ''],
    ['two values', '1 2'],
  ])('is not %s', (_, text) => {
    expect(isCanonicalText(text)).toBe(false)
    expect(() => parseCanonicalJson(text)).toThrow(malformed)
  })

  test('keeps a key named __proto__', () => {
    const text = '{"__proto__":{"a":1},"constructor":2}'
    expect(canonicalJson(parseCanonicalJson(text))).toBe(text)
  })

  test('one character more, less or other is refused or canonical itself', () => {
    const edit = fc.record({
      at: fc.nat(),
      cut: fc.integer({ min: 0, max: 1 }),
      put: fc.constantFrom('', ' ', '0', '"', ',', '\\', 'a', '-', 'e', '}'),
    })
    fc.assert(
      fc.property(json, edit, (value, { at, cut, put }) => {
        const text = canonicalJson(value)
        const from = at % (text.length + 1)
        const edited = text.slice(0, from) + put + text.slice(from + cut)
        if (isCanonicalText(edited)) expect(canonicalJson(parseCanonicalJson(edited))).toBe(edited)
        else expect(() => parseCanonicalJson(edited)).toThrow(malformed)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([501, 5000, 200_000])('%i levels are refused without exhausting the stack', (levels) => {
    const text = '['.repeat(levels) + ']'.repeat(levels)
    expect(() => parseCanonicalJson(text)).toThrow(malformed)
    expect(parseCanonicalJson('['.repeat(500) + ']'.repeat(500))).toHaveLength(1)
  })
})

describe('the integers-only profile', () => {
  test.each([[0], [-1], [2 ** 53 - 1], ['1.5'], [[1, { a: [2, null, true] }]]])('takes %j', (value) => {
    expect(() => requireIntegers(value)).not.toThrow()
  })

  test.each([[1.5], [2 ** 53], [-(2 ** 53)], [1e21], [[1, { a: [2, { b: 0.1 }] }]]])(
    'refuses %j',
    (value) => {
      expect(() => requireIntegers(value)).toThrow(malformed)
    },
  )
})
