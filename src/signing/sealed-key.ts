import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { canonicalJson, parseCanonicalJson } from '../encoding/canonical-json.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { CustodiaError, EnvironmentError, KeyError } from '../errors.js'
import { instant } from '../model/field.js'
import { publicKeyBytes, requireSoundPublicKey } from './public-key.js'
import { seedBytes, seedSigner } from './signer.js'

const keyBytes = 32
const saltBytes = 32
const nonceBytes = 12
const tagBytes = 16
const costWritten = 2 ** 17
// What a hostile file may ask for: from 16 MiB and 0.04 s to 1 GiB and 3 s. Nothing outside is ever run.
const costRead = { low: 2 ** 14, high: 2 ** 20 }
const blockSize = 8

const kdf = z.strictObject({
  name: z.literal('scrypt'),
  N: z.int().min(costRead.low).max(costRead.high).refine(isPowerOfTwo),
  r: z.literal(blockSize),
  p: z.literal(1),
  salt: base64Of(saltBytes),
})

const keyFile = z.strictObject({
  format: z.literal('custodia-key/v1'),
  created: instant,
  publicKey: base64Of(publicKeyBytes),
  kdf,
  cipher: z.strictObject({
    name: z.literal('aes-256-gcm'),
    nonce: base64Of(nonceBytes),
    tag: base64Of(tagBytes),
  }),
  sealed: base64Of(seedBytes),
})

/**
 * A signing key under a passphrase, `custodia-key/v1`. The cipher authenticates every field: those beside `sealed` and
 * `tag` as additional data, in canonical JSON.
 */
export type KeyFile = Readonly<z.infer<typeof keyFile>>

/** The file's text: one canonical JSON object and a newline. */
export function formatKeyFile(file: KeyFile): Uint8Array {
  return encodeUtf8(`${canonicalJson(file)}\n`)
}

/**
 * Throws `key.malformed` for what `formatKeyFile` would not write and for a key derivation that would cost too little or
 * too much, `key.weak` for an unsound public key. Whether the fields belong together shows when it is opened.
 */
export function parseKeyFile(bytes: Uint8Array): KeyFile {
  const parsed = keyFile.safeParse(objectOf(bytes))
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    throw new KeyError('key.malformed', { what: 'key file', field }, { cause: parsed.error })
  }
  requireSoundPublicKey(decodeBase64(parsed.data.publicKey))
  return parsed.data
}

/** Seals a 32-byte seed; `created` is an instant such as `2025-03-01T09:30:00.000Z`, else `key.malformed`. */
export async function sealSeed(seed: Uint8Array, passphrase: Uint8Array, created: string): Promise<KeyFile> {
  const stated = instant.safeParse(created)
  if (!stated.success) throw new KeyError('key.malformed', { what: 'key file', field: 'created' })
  const salt = randomBytes(saltBytes)
  const nonce = randomBytes(nonceBytes)
  const open: KeyFile = {
    format: 'custodia-key/v1',
    created: stated.data,
    publicKey: encodeBase64(seedSigner(seed).publicKey),
    kdf: { name: 'scrypt', N: costWritten, r: blockSize, p: 1, salt: encodeBase64(salt) },
    cipher: { name: 'aes-256-gcm', nonce: encodeBase64(nonce), tag: '' },
    sealed: '',
  }
  const key = await derive(passphrase, open.kdf)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(additionalData(open))
  const sealed = encodeBase64(Buffer.concat([cipher.update(seed), cipher.final()]))
  key.fill(0)
  return { ...open, cipher: { ...open.cipher, tag: encodeBase64(cipher.getAuthTag()) }, sealed }
}

/** The seed; throws `key.passphrase` when the passphrase is wrong or any field was changed, which cannot be told apart. */
export async function unsealSeed(file: KeyFile, passphrase: Uint8Array): Promise<Uint8Array> {
  const key = await derive(passphrase, file.kdf)
  const decipher = createDecipheriv('aes-256-gcm', key, decodeBase64(file.cipher.nonce), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(additionalData(file)).setAuthTag(decodeBase64(file.cipher.tag))
  const seed = decipher.update(decodeBase64(file.sealed))
  key.fill(0)
  try {
    decipher.final()
  } catch (cause) {
    throw new KeyError('key.passphrase', {}, { cause })
  }
  if (encodeBase64(seedSigner(seed).publicKey) !== file.publicKey)
    throw new KeyError('key.malformed', { what: 'key file', field: 'publicKey' })
  return seed
}

function additionalData({ sealed: _, cipher: { tag: __, ...cipher }, ...header }: KeyFile): Uint8Array {
  return encodeUtf8(canonicalJson({ ...header, cipher }))
}

function derive(passphrase: Uint8Array, { salt, N, r, p }: KeyFile['kdf']): Promise<Buffer> {
  // OpenSSL counts a little more than the 128·N·r bytes of RFC 7914.
  const maxmem = 128 * N * r + 16 * 1024 * 1024
  return new Promise((resolve, reject) => {
    scrypt(passphrase, decodeBase64(salt), keyBytes, { N, r, p, maxmem }, (cause, key) => {
      if (cause)
        reject(new EnvironmentError('environment.unsupported', { what: 'scrypt', N, r, p }, { cause }))
      else resolve(key)
    })
  })
}

function objectOf(bytes: Uint8Array): unknown {
  try {
    const text = decodeUtf8(bytes)
    return text.endsWith('\n') ? parseCanonicalJson(text.slice(0, -1)) : undefined
  } catch (cause) {
    if (!(cause instanceof CustodiaError)) throw cause
    throw new KeyError('key.malformed', { what: 'key file' }, { cause })
  }
}

function base64Of(bytes: number) {
  return z.string().refine((text) => {
    const decoded = Buffer.from(text, 'base64')
    return decoded.length === bytes && encodeBase64(decoded) === text
  })
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value))
}
