import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { canonicalJson, parseCanonicalJson } from '../encoding/canonical-json.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { CustodiaError, KeyError } from '../errors.js'
import { instant } from '../model/field.js'
import { readSmallFile } from './key-file.js'
import { fingerprintOf, requireSoundPublicKey } from './public-key.js'
import { writeWhole } from './whole-file.js'

const holder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ssh-agent') }),
  z.strictObject({
    kind: z.literal('pkcs11'),
    id: z.string().regex(/^(?:[0-9a-f]{2}){1,64}$/),
    module: z.string().max(1000).refine(isAbsolute),
    token: z.string().min(1).max(64),
  }),
])
/** Who holds the private key of a key that this home has no file of. */
export type KeyHolder = Readonly<z.infer<typeof holder>>

const keyReference = z.strictObject({
  created: instant,
  format: z.literal('custodia-key-reference/v1'),
  holder,
  publicKey: z.base64(),
})
/** What a home keeps of a key that lies elsewhere, `custodia-key-reference/v1`: nothing secret. */
export type KeyReference = Readonly<z.infer<typeof keyReference>>

/** Writes `<fingerprint>.ref` into the folder, unless it is there. @throws KeyError `key.malformed`, `key.weak`; EnvironmentError */
export function writeKeyReference(
  folder: string,
  publicKey: Uint8Array,
  held: KeyHolder,
  created: string,
): { readonly fingerprint: string; readonly path: string } {
  requireSoundPublicKey(publicKey)
  const fingerprint = fingerprintOf(publicKey)
  const path = join(folder, `${fingerprint}.ref`)
  const text = canonicalJson({
    created,
    format: 'custodia-key-reference/v1',
    holder: held,
    publicKey: encodeBase64(publicKey),
  })
  parseKeyReference(encodeUtf8(`${text}\n`))
  writeWhole(path, `${text}\n`, 'keep')
  return { fingerprint, path }
}

/** @throws KeyError `key.absent`, `key.malformed`, `key.weak`; SourceError `source.unreadable` */
export function readKeyReference(path: string): KeyReference {
  return parseKeyReference(readSmallFile(path))
}

function parseKeyReference(bytes: Uint8Array): KeyReference {
  const parsed = keyReference.safeParse(objectIn(bytes))
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    throw new KeyError('key.malformed', { what: 'key reference', field }, { cause: parsed.error })
  }
  requireSoundPublicKey(decodeBase64(parsed.data.publicKey))
  return parsed.data
}

function objectIn(bytes: Uint8Array): unknown {
  try {
    const text = decodeUtf8(bytes)
    return text.endsWith('\n') ? parseCanonicalJson(text.slice(0, -1)) : undefined
  } catch (cause) {
    if (!(cause instanceof CustodiaError)) throw cause
    throw new KeyError('key.malformed', { what: 'key reference' }, { cause })
  }
}
