import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase64, encodeBase64 } from '../src/encoding/base64.js'
import type { Json } from '../src/encoding/canonical-json.js'
import { commit, opens } from '../src/encoding/commitment.js'
import { decodeHex, encodeHex } from '../src/encoding/hex.js'
import { displayBytes, displayText } from '../src/encoding/safe-display.js'
import { decodeUtf8, encodeUtf8, isWellFormed } from '../src/encoding/utf8.js'

const malformed = expect.objectContaining({ name: 'SourceError', code: 'source.malformed' })
const binaryText = fc.string({ unit: 'binary' })

describe('base64', () => {
  test.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('RFC 4648 §10: %j is %j', (plain, text) => {
    expect(encodeBase64(Buffer.from(plain))).toBe(text)
    expect(Buffer.from(decodeBase64(text)).toString()).toBe(plain)
  })

  test.each([
    ['no padding', 'Zg'],
    ['half the padding', 'Zg='],
    ['too much padding', 'Zm9v===='],
    ['bits behind the end', 'Zh=='],
    ['URL alphabet', '_-8='],
    ['line break', 'Zm9v\n'],
    ['space', 'Zm 9v'],
    ['one character over', 'Zm9vY'],
    ['padding inside', 'Zg==Zg=='],
    ['foreign character', 'Zm9é'],
  ])('refuses %s', (_, text) => expect(() => decodeBase64(text)).toThrow(malformed))

  test('comes back, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64(encodeBase64(bytes))).toEqual(Buffer.from(bytes))
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgwZz09+/='), maxLength: 8 }), (text) => {
        const refused =
          !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/.test(text)
        if (refused) expect(() => decodeBase64(text)).toThrow(malformed)
        else expect(encodeBase64(decodeBase64(text))).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  test('sees only the window of a larger buffer', () => {
    expect(encodeBase64(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))).toBe('AgM=')
    expect(encodeHex(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))).toBe('0203')
  })
})

describe('hex', () => {
  test('comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeHex(encodeHex(bytes))).toEqual(Buffer.from(bytes))
      }),
    )
  })

  test.each(['0', '0G', 'AB', 'ab ', ' ab', 'ab\n', '0x00', 'é0'])('refuses %j', (text) => {
    expect(() => decodeHex(text)).toThrow(malformed)
  })
})

describe('UTF-8', () => {
  test.each([
    ['overlong slash', [0xc0, 0xaf]],
    ['surrogate', [0xed, 0xa0, 0x80]],
    ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['lone continuation', [0x80]],
    ['cut off', [0xe2, 0x82]],
  ])('refuses %s', (_, bytes) => expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrow(malformed))

  test('keeps a byte order mark, so that bytes come back', () => {
    const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)
    expect(decodeUtf8(bytes)).toBe('\ufeffa')
    expect(encodeUtf8(decodeUtf8(bytes))).toEqual(Buffer.from(bytes))
  })

  test('refuses to write what has no UTF-8 form', () => {
    expect(() => encodeUtf8('a\ud800b')).toThrow(malformed)
    expect(isWellFormed('a\udc00')).toBe(false)
    expect(isWellFormed('😂')).toBe(true)
  })

  test('comes back', () => {
    fc.assert(
      fc.property(binaryText, (text) => {
        expect(decodeUtf8(encodeUtf8(text))).toBe(text)
      }),
    )
  })
})

describe('commitment', () => {
  const salt = new Uint8Array(32).fill(7)

  test('is SHA-256 of the domain, the salt and the canonical JSON', () => {
    const value = { b: 'carretera', a: 1 }
    const input = Buffer.concat([
      Buffer.from('custodia-field/v1\n'),
      salt,
      Buffer.from('{"a":1,"b":"carretera"}'),
    ])
    expect(commit(value, salt)).toEqual({
      c: createHash('sha256').update(input).digest('base64'),
      salt: Buffer.from(salt).toString('base64'),
      value,
    })
  })

  test('hides equal values behind different commitments', () => {
    expect(commit('landscape.jpg').c).not.toBe(commit('landscape.jpg').c)
  })

  test('opens to its value and to no other', () => {
    const json = fc.jsonValue() as fc.Arbitrary<Json>
    fc.assert(
      fc.property(json, json, (value, other) => {
        const opening = commit(value)
        expect(opens(opening)).toBe(true)
        if (JSON.stringify(value) !== JSON.stringify(other))
          expect(opens({ ...opening, value: [value, other] })).toBe(false)
      }),
    )
  })

  test.each([
    ['another salt', Buffer.alloc(32, 8).toString('base64')],
    ['a short salt', Buffer.alloc(31, 7).toString('base64')],
    ['the salt in another spelling', Buffer.alloc(32, 7).toString('base64url')],
    ['no salt', ''],
  ])('does not open under %s', (_, other) => {
    expect(opens({ ...commit('x', salt), salt: other })).toBe(false)
  })

  test('refuses a salt that is not 32 bytes', () => {
    expect(() => commit('x', new Uint8Array(16))).toThrow(malformed)
  })
})

describe('safe display', () => {
  test.each([
    ['foto de la playa 😂 ñ €.jpg', 'foto de la playa 😂 ñ €.jpg'],
    ['a\nb\tc\rd', 'a\\nb\\tc\\rd'],
    ['\x1b[31mred\x07', '\\x1b[31mred\\x07'],
    ['\x7f\x85\x9b', '\\x7f\\u0085\\u009b'],
    ['photo\u202egpj.exe', 'photo\\u202egpj.exe'],
    ['\u2066a\u2069\u200e\u200f\u061c', '\\u2066a\\u2069\\u200e\\u200f\\u061c'],
    ['a\u2028b\u2029c\ufeff', 'a\\u2028b\\u2029c\\ufeff'],
    ['C:\\n', 'C:\\\\n'],
    ['\ud800x\udfff', '\\ud800x\\udfff'],
    ['\u{e0041}', '\\u{e0041}'],
  ])('%j is shown as %j', (text, shown) => expect(displayText(text)).toBe(shown))

  test('shows one line without anything that moves the eye, from which the text can be told', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = displayText(text)
        expect(shown).not.toMatch(/[\p{Cc}\p{Surrogate}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u)
        expect(textShownAs(shown)).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['broken Latin-1', [0x63, 0x61, 0xf1, 0x61], 'ca\\xf1a'],
    ['overlong', [0xc0, 0xaf], '\\xc0\\xaf'],
    ['surrogate', [0xed, 0xa0, 0x80], '\\xed\\xa0\\x80'],
    ['cut off', [0x61, 0xe2, 0x82], 'a\\xe2\\x82'],
    ['cut off before ASCII', [0xf0, 0x9f, 0x98, 0x41], '\\xf0\\x9f\\x98A'],
    ['beyond U+10FFFF', [0xf5, 0x80, 0x80, 0x80], '\\xf5\\x80\\x80\\x80'],
    ['U+0085 in UTF-8', [0xc2, 0x85], '\\u0085'],
    ['the byte 85', [0x85], '\\x85'],
    ['replacement character in UTF-8', [0xef, 0xbf, 0xbd], '\ufffd'],
    ['byte order mark', [0xef, 0xbb, 0xbf], '\\ufeff'],
  ])('bytes: %s', (_, bytes, shown) => expect(displayBytes(Uint8Array.from(bytes))).toBe(shown))

  test('of bytes tells the bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc
        .array(fc.oneof(fc.uint8Array({ maxLength: 3 }), binaryText.map(Buffer.from)))
        .map((parts) => new Uint8Array(Buffer.concat(parts))),
    )
    fc.assert(
      fc.property(bytes, (raw) => {
        expect(bytesShownAs(displayBytes(raw)).equals(raw)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('of bytes that are UTF-8 is that of the text', () => {
    fc.assert(
      fc.property(binaryText, (text) => {
        expect(displayBytes(Buffer.from(text))).toBe(displayText(text))
      }),
    )
  })
})

const hostileText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\\', 'x', 'u', '\n', '\u202e', '\ud800', '\udc00', '0', '{', '}', '\u0085', '\u{e0001}'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

const escapeForm =
  /\\(?:x(?<byte>[0-9a-f]{2})|u\{(?<point>[0-9a-f]+)\}|u(?<unit>[0-9a-f]{4})|(?<short>[nrt\\]))/g
const shortForms = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['\\', '\\'],
])

function unescaped({ byte, point, unit, short }: Record<string, string | undefined>): string {
  if (short !== undefined) return shortForms.get(short) ?? ''
  return String.fromCodePoint(Number.parseInt(byte ?? point ?? unit ?? '', 16))
}

function textShownAs(shown: string): string {
  return shown.replace(escapeForm, (...found) => unescaped(found.at(-1)))
}

function bytesShownAs(shown: string): Buffer {
  const parts: Buffer[] = []
  let from = 0
  for (const found of shown.matchAll(escapeForm)) {
    const groups = found.groups ?? {}
    const { byte } = groups
    parts.push(Buffer.from(shown.slice(from, found.index)))
    parts.push(byte === undefined ? Buffer.from(unescaped(groups)) : Buffer.from(byte, 'hex'))
    from = found.index + found[0].length
  }
  return Buffer.concat([...parts, Buffer.from(shown.slice(from))])
}
