import { constants, generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CustodiaError } from '../src/errors.js'
import { algorithmOf, checkSignature } from '../src/timestamps/algorithms.js'
import { parseAuthorities } from '../src/timestamps/authority.js'
import { encodeDer, encodeInteger, encodeOid, integerOf, oidOf, readDer } from '../src/timestamps/der.js'
import { judgeTimestamp } from '../src/timestamps/judge.js'
import { certified, pin, sequence } from './support/time-stamps.js'

// The forms that time stamps are made of: DER, signatures, and the file that pins authorities.

const message = Buffer.from('what is stamped')
const root = certified({ name: 'Root' })
const authorities = parseAuthorities(Buffer.from(pin(root.certificate)))

function refusal(step: () => unknown): string {
  try {
    return String(step())
  } catch (error) {
    if (error instanceof CustodiaError) return `${error.code} ${error.details['reason']}`
    throw error
  }
}

describe('a signature', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  const [sha256, sha512, mgf1] = ['2.16.840.1.101.3.4.2.1', '2.16.840.1.101.3.4.2.3', '1.2.840.113549.1.1.8']
  const named = (oid: string, ...more: readonly Uint8Array[]) => sequence(encodeOid(oid), ...more)
  const tagged = (tag: number, value: Uint8Array) => encodeDer(tag, value)
  const pss = (...parameters: readonly Uint8Array[]) =>
    algorithmOf(readDer(named('1.2.840.113549.1.1.10', sequence(...parameters))))
  const hash = (oid: string) => tagged(0xa0, named(oid))
  const mask = (oid: string) => tagged(0xa1, named(mgf1, named(oid)))
  const salt = (length: bigint) => tagged(0xa2, encodeInteger(length))
  const signature = sign('sha256', message, {
    key: privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 32,
  })

  test.each([
    ['all it needs', pss(hash(sha256), mask(sha256), salt(32n)), 'valid'],
    ['another length of salt', pss(hash(sha256), mask(sha256), salt(20n)), 'invalid'],
    ['the usual length of salt, which is another', pss(hash(sha256), mask(sha256)), 'invalid'],
    ['another digest', pss(hash(sha512), mask(sha512), salt(32n)), 'invalid'],
    ['two digests', pss(hash(sha256), mask(sha512), salt(32n)), 'unsupported'],
    ['SHA-1, left out as the usual one', pss(salt(32n)), 'unsupported'],
    ['no parameters', algorithmOf(readDer(named('1.2.840.113549.1.1.10'))), 'unsupported'],
    ['a name nobody knows', algorithmOf(readDer(named('1.2.3'))), 'unsupported'],
  ])('by RSA-PSS that states %s', (_name, algorithm, expected) => {
    expect(checkSignature({ message, signature, algorithm }, spki)).toBe(expected)
  })

  test('by a short key is not looked at, however it verifies', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const key = short.publicKey.export({ format: 'der', type: 'spki' })
    const algorithm = algorithmOf(readDer(named('1.2.840.113549.1.1.11')))
    const made = sign('sha256', message, short.privateKey)
    expect(checkSignature({ message, signature: made, algorithm }, key)).toBe('unsupported')
  })
})

describe('DER', () => {
  test('numbers and identifiers come back as they went', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 200n }), (value) => {
        expect(integerOf(readDer(encodeInteger(value)))).toBe(value)
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), (arcs) => {
        const text = ['2', ...arcs].join('.')
        expect(oidOf(readDer(encodeOid(text)))).toBe(text)
      }),
    )
    for (const text of ['0.9.2342', '1.2.840.113549.1', '2.16.840.1.101.3.4.2.1', '1.39.0'])
      expect(oidOf(readDer(encodeOid(text)))).toBe(text)
  })

  test.each([
    ['nothing', ''],
    ['two values', '05000500'],
    ['a value cut short', '040201'],
    ['an endless length', '30800000'],
    ['a length longer than needed', '0481017f'],
    ['a length with a leading zero', `04820080${'00'.repeat(128)}`],
    ['a tag of many bytes', '1f8101'],
    ['end-of-contents', '0000'],
    ['something broken within', '3003040201'],
  ])('%s is refused', (_name, hex) => {
    expect(refusal(() => readDer(Buffer.from(hex, 'hex')))).toMatch(/^source\.malformed /)
  })

  test('nesting without end is refused, and costs nothing', () => {
    let bomb: Uint8Array = encodeDer(0x05)
    for (let depth = 0; depth < 5_000; depth += 1) bomb = encodeDer(0x30, bomb)
    expect(refusal(() => readDer(bomb))).toBe('source.malformed too many parts')
    const wide = encodeDer(0x30, Buffer.alloc(60_000, Buffer.from('0500', 'hex')))
    expect(refusal(() => readDer(wide))).toBe('source.malformed too many parts')
  })

  test('random bytes are refused in our own words', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(refusal(() => judgeTimestamp(bytes, { message, authorities }).kind)).toMatch(
          /^source\.malformed /,
        )
      }),
    )
  })

  test('an answer longer than any is not parsed', () => {
    const long = encodeDer(0x30, encodeDer(0x04, Buffer.alloc(70_000)))
    expect(refusal(() => judgeTimestamp(long, { message, authorities }).kind)).toBe(
      'source.malformed too long',
    )
  })
})

describe('pinned authorities', () => {
  const text = pin(root.certificate, { policies: ['1.2.3', '1.2.4'] })

  test('are read one after another, each for itself', () => {
    const [first, second] = parseAuthorities(
      Buffer.from(`${text}\n${pin(root.certificate, { policies: ['any'] })}`),
    )
    expect(first).toMatchObject({
      name: 'Authority',
      policies: ['1.2.3', '1.2.4'],
      from: '2024-01-01T00:00:00.000Z',
    })
    expect(second?.policies).toBe('any')
  })

  test.each([
    ['nothing', ''],
    ['another first line', `x\n${text}`],
    ['no policy', text.replaceAll(/policy .*\n/g, '')],
    ['any policy and one more', text.replace('policy 1.2.3', 'policy any')],
    ['a policy that is none', text.replace('1.2.4', '1.40')],
    ['a window that ends before it begins', text.replace('to 2034', 'to 2014')],
    ['a time without a zone', text.replace('00.000Z', '00')],
    ['a name that hides something', text.replace('Authority', 'A\u202eB')],
    ['a certificate cut short', text.replace(/\n[A-Za-z0-9+/=]+\n-----END/, '\n-----END')],
    ['a second certificate', text + text.split('\n').slice(6).join('\n')],
  ])('with %s are refused', (_name, broken) => {
    expect(refusal(() => parseAuthorities(Buffer.from(broken)))).toMatch(/^source\.malformed /)
  })
})
