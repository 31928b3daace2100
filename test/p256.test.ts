import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { encodeHex } from '../src/encoding/hex.js'
import { cosignerKeyOf } from '../src/signing/cosignature.js'
import { encodeP256Signature, p256KeyOf } from '../src/signing/p256.js'
import { formatVerifierKey, parseVerifierKey, verifierKeyOf } from '../src/signing/verifier-key.js'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
const message = Buffer.from('three lines\nof a\nnote\n')
const name = 'lab.example/case/P-02'

function signed(): Uint8Array {
  const raw = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return encodeP256Signature(raw.subarray(0, 32), raw.subarray(32))
}

describe('a P-256 verifier key', () => {
  test('is written and read back, and its id is that of the key alone', () => {
    const text = formatVerifierKey(name, spki)
    const key = parseVerifierKey(text)
    expect(key).toMatchObject({ name, algorithm: 'ecdsa-p256' })
    expect(encodeHex(key.publicKey)).toBe(encodeHex(spki))
    expect(encodeHex(verifierKeyOf('another/name', spki).keyId)).toBe(encodeHex(key.keyId))
    expect(Buffer.from(text.split('+').slice(2).join('+'), 'base64')[0]).toBe(0x02)
  })

  test('verifies what its private key signed, and nothing else', () => {
    const { verify } = verifierKeyOf(name, spki)
    for (let at = 0; at < 20; at += 1) expect(verify(message, signed())).toBe(true)
    expect(verify(Buffer.from('another text\n'), signed())).toBe(false)
    expect(verify(message, signed().subarray(0, -1))).toBe(false)
    expect(verify(message, new Uint8Array())).toBe(false)
    expect(verify(message, Buffer.concat([signed(), Buffer.of(0)]))).toBe(false)
  })

  test('accepts one of the two signatures that are alike', () => {
    const { verify } = verifierKeyOf(name, spki)
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
    const der = Buffer.from(signed())
    const end = 4 + (der[3] ?? 0)
    const high = order - BigInt(`0x${der.subarray(end + 2).toString('hex')}`)
    const s = Buffer.from(`00${high.toString(16)}`, 'hex')
    const r = der.subarray(2, end)
    const other = Buffer.concat([r, Buffer.of(2, s.length), s])
    expect(verify(message, Buffer.concat([Buffer.of(0x30, other.length), other]))).toBe(false)
  })

  const point = spki.subarray(26)
  const off = Uint8Array.from(point)
  off[64] = (off[64] ?? 0) ^ 1
  test.each([
    ['not on the curve', off, 'key.weak'],
    ['at infinity', Buffer.of(0), 'key.malformed'],
    ['compressed', Buffer.concat([Buffer.of(2), point.subarray(1, 33)]), 'key.malformed'],
    ['too long by a byte', Buffer.concat([point, Buffer.of(0)]), 'key.malformed'],
    ['of coordinates beyond the field', Buffer.concat([Buffer.of(4), Buffer.alloc(64, 0xff)]), 'key.weak'],
  ])('is refused when its point is %s', (_, bad, code) => {
    expect(() => p256KeyOf(bad)).toThrow(expect.objectContaining({ code }))
  })

  test('is refused under the type of another algorithm', () => {
    const [, id = '', ...key] = formatVerifierKey(name, spki).split('+')
    const typed = Buffer.from(key.join('+'), 'base64')
    typed[0] = 0x01
    expect(() => parseVerifierKey(`${name}+${id}+${typed.toString('base64')}`)).toThrow(
      expect.objectContaining({ code: 'key.malformed' }),
    )
  })

  test('cosigns nothing: witnesses have Ed25519', () => {
    expect(() => cosignerKeyOf('witness.example/w', spki)).toThrow(
      expect.objectContaining({ code: 'key.malformed' }),
    )
  })
})
