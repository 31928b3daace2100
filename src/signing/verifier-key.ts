import { createHash, createPublicKey, verify } from 'node:crypto'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { decodeHex, encodeHex } from '../encoding/hex.js'
import { isKeyName } from '../encoding/signed-note.js'
import { KeyError } from '../errors.js'
import { p256Verifier } from './p256.js'
import { algorithmOf, type KeyAlgorithm, requireSoundPublicKey } from './public-key.js'

/** What checks signature lines of one key under one name (C2SP signed-note, types 0x01 and 0x02). */
export interface VerifierKey {
  readonly name: string
  /**
   * Four bytes that name a key and prove nothing: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[:4] for Ed25519, SHA-256(public key)[:4]
   * for ECDSA.
   */
  readonly keyId: Uint8Array
  readonly algorithm: KeyAlgorithm
  /** Ed25519: 32 bytes. ECDSA on P-256: the SubjectPublicKeyInfo, 91 bytes. */
  readonly publicKey: Uint8Array
  verify(message: Uint8Array, signature: Uint8Array): boolean
}

const types: Readonly<Record<KeyAlgorithm, number>> = { ed25519: 0x01, 'ecdsa-p256': 0x02 }
const signatureBytes = 64
/** SubjectPublicKeyInfo of an Ed25519 key up to the key itself, RFC 8410 §4. */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')
const form = /^(?<name>[^+]+)\+(?<keyId>[0-9a-f]{8})\+(?<encoded>[A-Za-z0-9+/=]+)$/u

/**
 * Reads `<name>+<key id>+<base64(type ‖ public key)>`. Throws `key.malformed` unless it is what `formatVerifierKey` writes,
 * `key.weak` as `requireSoundPublicKey` does.
 */
export function parseVerifierKey(text: string): VerifierKey {
  const { name, publicKey, keyId } = verifierKeyParts(text, ...Object.values(types))
  const key = verifierKeyOf(name, publicKey)
  if (!Buffer.from(key.keyId).equals(keyId) || formatVerifierKey(name, publicKey) !== text)
    throw malformed('key id')
  return key
}

/** The parts of a vkey of one of these signature types, not yet held against each other. @throws KeyError `key.malformed` */
export function verifierKeyParts(text: string, ...types: readonly number[]) {
  const { name, keyId, encoded } = form.exec(text)?.groups ?? {}
  if (name === undefined || keyId === undefined || encoded === undefined) throw malformed('form')
  const typed = decoded(encoded)
  if (!types.includes(typed[0] ?? 0)) throw malformed('algorithm')
  return { name, keyId: Buffer.from(decodeHex(keyId)), publicKey: typed.subarray(1) }
}

/** C2SP signed-note: SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]. */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): Uint8Array {
  const named = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(type)).update(publicKey)
  return named.digest().subarray(0, 4)
}

/** C2SP vkey text. */
export function formatVerifierKey(name: string, publicKey: Uint8Array): string {
  const { keyId, algorithm } = verifierKeyOf(name, publicKey)
  return `${name}+${encodeHex(keyId)}+${encodeBase64(Uint8Array.of(types[algorithm], ...publicKey))}`
}

/** Throws `key.malformed` when the name cannot stand in a note or the key has no form of ours, `key.weak` when it is unsound. */
export function verifierKeyOf(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw malformed('name')
  requireSoundPublicKey(publicKey)
  if (algorithmOf(publicKey) === 'ecdsa-p256') {
    // C2SP signed-note, type 0x02: the key id does not depend on the name.
    const keyId = createHash('sha256').update(publicKey).digest().subarray(0, 4)
    return { name, keyId, algorithm: 'ecdsa-p256', publicKey, verify: p256Verifier(publicKey) }
  }
  const key = createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' })
  return {
    name,
    keyId: keyIdOf(name, types.ed25519, publicKey),
    algorithm: 'ed25519',
    publicKey,
    verify: (message, signature) =>
      signature.length === signatureBytes && verify(null, message, key, signature),
  }
}

const known = new Map<string, VerifierKey>()

/** {@link verifierKeyOf} for keys of ours, which sign again and again: each is made once. */
export function knownVerifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  const text = `${encodeHex(publicKey)} ${name}`
  const key = known.get(text) ?? verifierKeyOf(name, publicKey)
  known.set(text, key)
  return key
}

function decoded(encoded: string): Uint8Array {
  try {
    return decodeBase64(encoded)
  } catch (cause) {
    throw new KeyError('key.malformed', { what: 'verifier key', reason: 'base64' }, { cause })
  }
}

function malformed(reason: string): KeyError {
  return new KeyError('key.malformed', { what: 'verifier key', reason })
}
