import { createCipheriv, randomBytes, scryptSync } from 'node:crypto'
import { seedSigner } from '../../src/signing/signer.js'

/**
 * A `custodia-key/v1` file as its description has it, text put together by hand, at the least cost a reader takes. The
 * public key may be another's, to make a file that contradicts itself.
 */
export function independentKeyFile(
  seed: Uint8Array,
  passphrase: Uint8Array,
  created: string,
  publicKey: Uint8Array = seedSigner(seed).publicKey,
): string {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const salt = randomBytes(32)
  const nonce = randomBytes(12)
  const kdf = `{"N":16384,"name":"scrypt","p":1,"r":8,"salt":"${base64(salt)}"}`
  const rest = `"created":"${created}","format":"custodia-key/v1","kdf":${kdf},"publicKey":"${base64(publicKey)}"`
  const header = `{"cipher":{"name":"aes-256-gcm","nonce":"${base64(nonce)}"},${rest}}`
  const key = scryptSync(passphrase, salt, 32, { N: 16384, r: 8, p: 1, maxmem: 2 ** 26 })
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(header))
  const sealed = Buffer.concat([cipher.update(seed), cipher.final()])
  const sealing = `{"name":"aes-256-gcm","nonce":"${base64(nonce)}","tag":"${base64(cipher.getAuthTag())}"}`
  return `{"cipher":${sealing},${rest},"sealed":"${base64(sealed)}"}\n`
}
