import { hash } from 'node:crypto'
import { encodeHex } from '../encoding/hex.js'
import { KeyError } from '../errors.js'
import { p256KeyBytes, requireP256Key } from './p256.js'

export const publicKeyBytes = 32

/** The field of Curve25519, RFC 8032 §5.1. */
const p = 2n ** 255n - 19n

/** The y coordinates of the eight points whose order divides 8; each stands for both signs of x. */
const lowOrder = new Set([
  0n,
  1n,
  p - 1n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
])

/** What makes signatures with a key: the length of the public key tells. */
export type KeyAlgorithm = 'ed25519' | 'ecdsa-p256'

/** @throws KeyError `key.malformed` for a key of neither length */
export function algorithmOf(publicKey: Uint8Array): KeyAlgorithm {
  if (publicKey.length === publicKeyBytes) return 'ed25519'
  if (publicKey.length === p256KeyBytes) return 'ecdsa-p256'
  throw new KeyError('key.malformed', { what: 'public key', bytes: publicKey.length })
}

/** Refuses public keys that must not be used: `requireEd25519Key`, `requireP256Key`. */
export function requireSoundPublicKey(publicKey: Uint8Array): void {
  if (algorithmOf(publicKey) === 'ed25519') requireEd25519Key(publicKey)
  else requireP256Key(publicKey)
}

/**
 * Refuses Ed25519 public keys on which verifiers disagree or under which anyone's signature may pass: wrong length
 * (`key.malformed`), non-canonical encodings and points of low order (`key.weak`). RFC 8032 §5.1.3, §5.1.7.
 */
export function requireEd25519Key(publicKey: Uint8Array): void {
  if (publicKey.length !== publicKeyBytes)
    throw new KeyError('key.malformed', { what: 'public key', bytes: publicKey.length })
  const y = BigInt.asUintN(255, BigInt(`0x${encodeHex(publicKey.toReversed())}`))
  if (y >= p) throw new KeyError('key.weak', { reason: 'not canonical' })
  if (lowOrder.has(y)) throw new KeyError('key.weak', { reason: 'low order' })
}

/** What names a key in file names and to people: the first 16 bytes of SHA-256 of the key, in lower-case hex. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return hash('sha256', publicKey).slice(0, 32)
}
