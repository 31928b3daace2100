import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { encodeHex } from '../encoding/hex.js'
import { KeyError } from '../errors.js'

// ECDSA on P-256 with SHA-256, for cards and agents that have no Ed25519. A public key is its SubjectPublicKeyInfo (RFC 5480), the
// point uncompressed: 91 bytes, one form. A signature is ECDSA-Sig-Value in DER (RFC 3279 §2.2.3), and has one form too: DER allows
// one encoding of its two numbers, and of s and n - s, which verify alike, the smaller counts.

export const p256KeyBytes = 91

/** SubjectPublicKeyInfo up to the point: id-ecPublicKey, secp256r1. */
const spkiHead = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')
const coordinateBytes = 32
const uncompressed = 0x04

/** FIPS 186-4 D.1.2.3: the field, the curve y² = x³ - 3x + b, the order of its base point. */
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** Throws `key.malformed` for another form, `key.weak` for a point that is not on the curve. */
export function requireP256Key(spki: Uint8Array): void {
  const head = spki.subarray(0, spkiHead.length)
  const point = spki.subarray(spkiHead.length)
  if (spki.length !== p256KeyBytes || !spkiHead.equals(head) || point[0] !== uncompressed)
    throw new KeyError('key.malformed', { what: 'public key', bytes: spki.length })
  const x = numberOf(point.subarray(1, 1 + coordinateBytes))
  const y = numberOf(point.subarray(1 + coordinateBytes))
  const onCurve = x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n
  if (!onCurve) throw new KeyError('key.weak', { reason: 'not on the curve' })
}

/** SubjectPublicKeyInfo of an uncompressed point of 65 bytes. @throws KeyError as {@link requireP256Key} does */
export function p256KeyOf(point: Uint8Array): Uint8Array {
  const spki = new Uint8Array(Buffer.concat([spkiHead, point]))
  requireP256Key(spki)
  return spki
}

/** Checks signatures of one key; all but the one form of a signature is refused. */
export function p256Verifier(spki: Uint8Array): (message: Uint8Array, signature: Uint8Array) => boolean {
  const key: KeyObject = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  return (message, signature) => isCanonical(signature) && verify('sha256', message, key, signature)
}

/** The one form of a signature whose numbers are these: r and s, 32 bytes each. */
export function encodeP256Signature(r: Uint8Array, s: Uint8Array): Uint8Array {
  const value = numberOf(s)
  return sequenceOf(numberOf(r), value > n / 2n ? n - value : value)
}

/** The numbers of a signature in DER, or undefined for anything else. */
function decodeSignature(der: Uint8Array): { r: bigint; s: bigint } | undefined {
  const [tag, length, first, firstLength = 0] = der
  const second = 4 + firstLength
  const secondLength = der[second + 1] ?? 0
  const whole = tag === 0x30 && length === der.length - 2 && first === 0x02 && der[second] === 0x02
  if (!whole || second + 2 + secondLength !== der.length || firstLength === 0 || secondLength === 0)
    return undefined
  return { r: numberOf(der.subarray(4, second)), s: numberOf(der.subarray(second + 2)) }
}

function isCanonical(der: Uint8Array): boolean {
  const { r = 0n, s = 0n } = decodeSignature(der) ?? {}
  return r > 0n && r < n && s > 0n && s <= n / 2n && sequenceOf(r, s).equals(der)
}

function sequenceOf(r: bigint, s: bigint): Buffer {
  const body = Buffer.concat([integerOf(r), integerOf(s)])
  return Buffer.concat([Buffer.of(0x30, body.length), body])
}

/** DER INTEGER, not negative. */
function integerOf(value: bigint): Buffer {
  const digits = value.toString(16)
  const hex = digits.length % 2 === 0 ? digits : `0${digits}`
  const bytes = Buffer.from(Number.parseInt(hex.slice(0, 2), 16) >= 0x80 ? `00${hex}` : hex, 'hex')
  return Buffer.concat([Buffer.of(0x02, bytes.length), bytes])
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${encodeHex(bytes)}`)
}
