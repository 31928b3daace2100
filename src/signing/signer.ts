import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { KeyError } from '../errors.js'
import type { SignerKind } from '../model/party.js'
import { publicKeyBytes } from './public-key.js'

/** Makes signatures without showing how: with a key file opened here, in an agent, or on a token. */
export interface Signer {
  readonly publicKey: Uint8Array
  readonly kind: SignerKind
  sign(message: Uint8Array): Promise<Uint8Array>
}

export const seedBytes = 32
/** PKCS #8 of an Ed25519 key up to the seed itself, RFC 8410 §7. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs with the key this seed stands for; throws `key.malformed` unless it is 32 bytes. */
export function seedSigner(seed: Uint8Array): Signer & { readonly seed: Uint8Array } {
  if (seed.length !== seedBytes) throw new KeyError('key.malformed', { what: 'seed', bytes: seed.length })
  const der = Buffer.concat([pkcs8Head, seed])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  // The memory comes from a pool, and would keep the seed until something else is written there.
  der.fill(0)
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    kind: 'file',
    publicKey: new Uint8Array(spki.subarray(-publicKeyBytes)),
    seed,
    sign: async (message) => sign(null, message, key),
  }
}
