import { encodeBase64 } from '../encoding/base64.js'
import { encodeHex } from '../encoding/hex.js'
import type { NoteSignature } from '../encoding/signed-note.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { KeyError, SourceError } from '../errors.js'
import { requireEd25519Key } from './public-key.js'
import type { NamedSigner } from './signed-act.js'
import { keyIdOf, verifierKeyOf, verifierKeyParts } from './verifier-key.js'

// C2SP tlog-cosignature, Ed25519: an outsider's statement that, at a time, this checkpoint was the largest consistent one it had
// seen of its log.

/** What checks the cosignatures of one witness under one name (signature type 0x04). */
export interface CosignerKey {
  readonly name: string
  /** Four bytes: SHA-256(name ‖ 0x0A ‖ 0x04 ‖ public key)[:4]. */
  readonly keyId: Uint8Array
  readonly publicKey: Uint8Array
  /** The time the cosigner states, in seconds since 1970; undefined when the signature is not this key's over this text. */
  verify(text: string, signature: Uint8Array): number | undefined
}

const cosignatureType = 0x04
const timeBytes = 8
const signatureBytes = 64

/**
 * Reads `<name>+<key id>+<base64(0x04 ‖ public key)>`. Throws `key.malformed` unless it is what `formatCosignerKey` writes,
 * `key.weak` as `requireSoundPublicKey` does.
 */
export function parseCosignerKey(text: string): CosignerKey {
  const { name, keyId, publicKey } = verifierKeyParts(text, cosignatureType)
  const key = cosignerKeyOf(name, publicKey)
  if (!Buffer.from(key.keyId).equals(keyId))
    throw new KeyError('key.malformed', { what: 'verifier key', reason: 'key id' })
  return key
}

/** C2SP vkey text. */
export function formatCosignerKey(name: string, publicKey: Uint8Array): string {
  const { keyId } = cosignerKeyOf(name, publicKey)
  return `${name}+${encodeHex(keyId)}+${encodeBase64(Uint8Array.of(cosignatureType, ...publicKey))}`
}

/** Throws `key.malformed` when the name cannot stand in a note or the key is not 32 bytes, `key.weak` when it is unsound. */
export function cosignerKeyOf(name: string, publicKey: Uint8Array): CosignerKey {
  requireEd25519Key(publicKey)
  const { verify } = verifierKeyOf(name, publicKey)
  return {
    name,
    keyId: keyIdOf(name, cosignatureType, publicKey),
    publicKey,
    verify(text, signature) {
      const time = timeIn(signature)
      if (time === undefined) return undefined
      return verify(cosignedMessage(text, time), signature.subarray(timeBytes)) ? time : undefined
    },
  }
}

/**
 * One cosignature line over a checkpoint's text.
 * @param time in seconds since 1970, above zero: a cosignature without a time would not say that the tree was the largest seen
 */
export async function cosign(
  text: string,
  { name, signer }: NamedSigner,
  time: number,
): Promise<NoteSignature> {
  if (!Number.isSafeInteger(time) || time <= 0 || time > Number(latest))
    throw new SourceError('source.malformed', { what: 'cosignature', reason: 'time' })
  const signature = await signer.sign(cosignedMessage(text, time))
  const stamped = Buffer.alloc(timeBytes + signatureBytes)
  stamped.writeBigUInt64BE(BigInt(time))
  stamped.set(signature, timeBytes)
  const key = cosignerKeyOf(name, signer.publicKey)
  if (key.verify(text, stamped) !== time)
    throw new SourceError('source.malformed', { what: 'cosignature', reason: 'signer' })
  return { name, keyId: key.keyId, signature: stamped }
}

/** The time that a line states if it is an Ed25519 cosignature; whether it verifies is another question. */
export function cosignatureTime({ signature }: NoteSignature): number | undefined {
  return timeIn(signature)
}

function cosignedMessage(text: string, time: number): Uint8Array {
  return encodeUtf8(`cosignature/v1\ntime ${time}\n${text}`)
}

/** The last second of the year 9999: what lies beyond it is no time that was meant. */
const latest = 253_402_300_799n

function timeIn(signature: Uint8Array): number | undefined {
  if (signature.length !== timeBytes + signatureBytes) return undefined
  const time = Buffer.from(signature.subarray(0, timeBytes)).readBigUInt64BE()
  return time > 0n && time <= latest ? Number(time) : undefined
}
