import { parentPort } from 'node:worker_threads'
import { type VerifierKey, verifierKeyOf } from '../signing/verifier-key.js'
import { packedSignatures } from './packed-signature.js'

/** Keys are parsed once; parsing costs more than verifying. */
const known = new Map<string, VerifierKey>()

function keyOf(publicKey: Uint8Array): VerifierKey {
  const name = Buffer.from(publicKey).toString('latin1')
  const key = known.get(name) ?? verifierKeyOf('key', Uint8Array.from(publicKey))
  known.set(name, key)
  return key
}

function allHold(batch: Uint8Array): boolean {
  for (const { publicKey, message, signature } of packedSignatures(batch))
    if (!keyOf(publicKey).verify(message, signature)) return false
  return true
}

parentPort?.on('message', (batch: Uint8Array) => parentPort?.postMessage(allHold(batch)))
