import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatSignedNote, isKeyName, parseSignedNote, type SignedNote } from '../src/encoding/signed-note.js'

const malformed = expect.objectContaining({ code: 'source.malformed' })
const key = Buffer.from('AAAAAb8=', 'base64')
const line = '— lab.example/log AAAAAb8=\n'
const parse = (text: string) => parseSignedNote(Buffer.from(text))

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter(isKeyName)
const text = fc
  .string({ unit: fc.oneof(fc.constant('\n'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) })
  .map((line) => `${line.replace(/[^\P{Cc}\n\u007f-\u009f]/gu, '?')}\n`)
const note: fc.Arbitrary<SignedNote> = fc.record({
  text,
  signatures: fc.uniqueArray(
    fc.record({ name, keyId: bytes(4), signature: fc.uint8Array({ minLength: 1, maxLength: 80 }) }),
    {
      minLength: 1,
      maxLength: 5,
      selector: ({ name, keyId }) => `${name} ${Buffer.from(keyId).toString('hex')}`,
    },
  ),
})

const comparable = ({ text, signatures }: SignedNote) => ({
  text,
  signatures: signatures.map(({ name, keyId, signature }) => ({
    name,
    keyId: Buffer.from(keyId).toString('hex'),
    signature: Buffer.from(signature).toString('hex'),
  })),
})

describe('a signed note', () => {
  test('is text, a blank line and signature lines', () => {
    expect(comparable(parse(`first\n\nsecond\n\n${line}`))).toEqual({
      text: 'first\n\nsecond\n',
      signatures: [{ name: 'lab.example/log', keyId: '00000001', signature: 'bf' }],
    })
  })

  test('the last blank line is the one before the signatures', () => {
    expect(parse(`a\n\n\n${line}`).text).toBe('a\n\n')
    expect(parse(`a\n\n${line}\n${line}`).text).toBe(`a\n\n${line}`)
  })

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(note, (written) => {
        const stored = formatSignedNote(written)
        expect(comparable(parseSignedNote(stored))).toEqual(comparable(written))
        expect(Buffer.compare(formatSignedNote(parseSignedNote(stored)), stored)).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  test('with any bit changed is refused, or is another note that comes back byte for byte', () => {
    fc.assert(
      fc.property(note, fc.nat(), (written, bit) => {
        const stored = Buffer.from(formatSignedNote(written))
        const at = bit % (stored.length * 8)
        stored.writeUInt8(stored.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3)
        const again = attempt(stored)
        if (again === undefined) return
        expect(Buffer.compare(formatSignedNote(again), stored)).toBe(0)
        expect(comparable(again)).not.toEqual(comparable(written))
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['nothing', ''],
    ['no signature', 'text\n'],
    ['no signature behind the blank line', 'text\n\n'],
    ['no text before the blank line', `\n${line}`],
    ['no blank line', `text\n${line}`],
    ['no final newline', `text\n\n${line.trimEnd()}`],
    ['something behind the signatures', `text\n\n${line}x\n`],
    ['a carriage return', `text\r\n\n${line}`],
    ['a tab', `te\txt\n\n${line}`],
    ['a null', `te\0xt\n\n${line}`],
    ['an escape in a name', 'text\n\n— lab\x1b AAAAAb8=\n'],
    ['a hyphen for the dash', 'text\n\n- lab.example/log AAAAAb8=\n'],
    ['two spaces', 'text\n\n—  lab.example/log AAAAAb8=\n'],
    ['a space behind', 'text\n\n— lab.example/log AAAAAb8= \n'],
    ['no name', 'text\n\n—  AAAAAb8=\n'],
    ['a plus in the name', 'text\n\n— lab+log AAAAAb8=\n'],
    ['a no-break space in the name', 'text\n\n— lab\u00a0log AAAAAb8=\n'],
    ['a line separator in the name', 'text\n\n— lab\u2028log AAAAAb8=\n'],
    ['U+0085 in the name', 'text\n\n— lab\u0085log AAAAAb8=\n'],
    ['an ideographic space in the name', 'text\n\n— lab\u3000log AAAAAb8=\n'],
    ['a key id and no signature', 'text\n\n— lab.example/log AAAAAQ==\n'],
    ['base64 without padding', 'text\n\n— lab.example/log AAAAAb8\n'],
    ['base64 with bits behind the end', 'text\n\n— lab.example/log AAAAAb9=\n'],
    ['the same line twice', `text\n\n${line}${line}`],
    ['the same key with another signature', `text\n\n${line}— lab.example/log AAAAAcA=\n`],
  ])('is not one with %s', (_, stored) => expect(() => parse(stored)).toThrow(malformed))

  test('is not one that is not UTF-8', () => {
    expect(() => parseSignedNote(Buffer.concat([Buffer.from([0xff]), Buffer.from(`\n\n${line}`)]))).toThrow(
      malformed,
    )
  })

  test('may carry the same key under two names, and two keys under one', () => {
    expect(
      parse(`text\n\n${line}— lab.example/b AAAAAb8=\n— lab.example/log AAAAAr8=\n`).signatures,
    ).toHaveLength(3)
  })

  test('has at most 100 signatures and 1 MiB', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, at) => `— n${at} AAAAAb8=\n`).join('')
    expect(parse(`text\n\n${lines(100)}`).signatures).toHaveLength(100)
    expect(() => parse(`text\n\n${lines(101)}`)).toThrow(malformed)
    const room = 1024 * 1024 - Buffer.byteLength(`\n\n${line}`)
    expect(parse(`${'x'.repeat(room)}\n\n${line}`).text).toHaveLength(room + 1)
    expect(() => parse(`${'x'.repeat(room + 1)}\n\n${line}`)).toThrow(malformed)
  })

  test.each<[string, SignedNote]>([
    [
      'text without newline',
      { text: 'a', signatures: [{ name: 'n', keyId: key.subarray(0, 4), signature: key }] },
    ],
    [
      'text with a lone surrogate',
      { text: '\ud800\n', signatures: [{ name: 'n', keyId: key.subarray(0, 4), signature: key }] },
    ],
    [
      'text with a tab',
      { text: '\t\n', signatures: [{ name: 'n', keyId: key.subarray(0, 4), signature: key }] },
    ],
    [
      'a name with a space',
      { text: 'a\n', signatures: [{ name: 'n n', keyId: key.subarray(0, 4), signature: key }] },
    ],
    [
      'a name with a newline',
      { text: 'a\n', signatures: [{ name: 'n\n', keyId: key.subarray(0, 4), signature: key }] },
    ],
    [
      'a name with a lone surrogate',
      { text: 'a\n', signatures: [{ name: '\udc00', keyId: key.subarray(0, 4), signature: key }] },
    ],
    ['a key id of five bytes', { text: 'a\n', signatures: [{ name: 'n', keyId: key, signature: key }] }],
    [
      'an empty signature',
      { text: 'a\n', signatures: [{ name: 'n', keyId: key.subarray(0, 4), signature: key.subarray(5) }] },
    ],
    ['no signature', { text: 'a\n', signatures: [] }],
  ])('is not written with %s', (_, unsound) => expect(() => formatSignedNote(unsound)).toThrow(malformed))
})

function attempt(stored: Uint8Array): SignedNote | undefined {
  try {
    return parseSignedNote(stored)
  } catch (error) {
    expect(error).toEqual(malformed)
    return undefined
  }
}
