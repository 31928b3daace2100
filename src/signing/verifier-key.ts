import { createHash, createPublicKey, verify } from 'node:crypto'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { decodeHex, encodeHex } from '../encoding/hex.js'
import { isKeyName } from '../encoding/signed-note.js'
import { KeyError } from '../errors.js'
import { requireSoundPublicKey } from './public-key.js'

/** What checks signature lines of one key under one name (C2SP signed-note, type 0x01). */
export interface VerifierKey {
  readonly name: string
  /** Four bytes: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[:4]. Names a key, proves nothing. */
  readonly keyId: Uint8Array
  readonly algorithm: 'ed25519'
  readonly publicKey: Uint8Array
  verify(message: Uint8Array, signature: Uint8Array): boolean
}

const ed25519 = 0x01
const signatureBytes = 64
/** SubjectPublicKeyInfo of an Ed25519 key up to the key itself, RFC 8410 §4. */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')
const form = /^(?<name>[^+]+)\+(?<keyId>[0-9a-f]{8})\+(?<encoded>[A-Za-z0-9+/=]+)$/u

/**
 * Reads `<name>+<key id>+<base64(0x01 ‖ public key)>`. Throws `key.malformed` unless it is what `formatVerifierKey` writes,
 * `key.weak` as `requireSoundPublicKey` does.
 */
export function parseVerifierKey(text: string): VerifierKey {
  const { name, keyId, encoded } = form.exec(text)?.groups ?? {}
  if (name === undefined || keyId === undefined || encoded === undefined) throw malformed('form')
  const typed = decoded(encoded)
  if (typed[0] !== ed25519) throw malformed('algorithm')
  const key = verifierKeyOf(name, typed.subarray(1))
  if (!Buffer.from(key.keyId).equals(decodeHex(keyId))) throw malformed('key id')
  return key
}

/** C2SP vkey text. */
export function formatVerifierKey(name: string, publicKey: Uint8Array): string {
  const { keyId } = verifierKeyOf(name, publicKey)
  return `${name}+${encodeHex(keyId)}+${encodeBase64(Uint8Array.of(ed25519, ...publicKey))}`
}

/** Throws `key.malformed` when the name cannot stand in a note or the key is not 32 bytes, `key.weak` when it is unsound. */
export function verifierKeyOf(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw malformed('name')
  requireSoundPublicKey(publicKey)
  const key = createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' })
  const named = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(ed25519)).update(publicKey)
  return {
    name,
    keyId: named.digest().subarray(0, 4),
    algorithm: 'ed25519',
    publicKey,
    verify: (message, signature) =>
      signature.length === signatureBytes && verify(null, message, key, signature),
  }
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
