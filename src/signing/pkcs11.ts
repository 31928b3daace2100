import { hash } from 'node:crypto'
import type { Handle, PKCS11 } from 'pkcs11js'
import { decodeHex } from '../encoding/hex.js'
import { EnvironmentError, KeyError } from '../errors.js'
import { encodeP256Signature, p256KeyBytes, p256KeyOf } from './p256.js'
import { publicKeyBytes } from './public-key.js'
import type { Signer } from './signer.js'

/** Where a key lies on a token: what its own software calls it. */
export interface TokenKey {
  /** Path of the token's PKCS#11 library. */
  readonly module: string
  /** Label of the token. */
  readonly token: string
  /** CKA_ID of the key pair, in hex. */
  readonly id: string
}

/** CKM_EDDSA of PKCS#11 3.0, which pkcs11js has no name for. */
const eddsa = 0x1057
const pointBytes = 65
const octetString = 0x04

/**
 * The public key of a pair on a token, which needs no PIN.
 * @throws KeyError `key.token`; EnvironmentError `environment.unsupported` without pkcs11js
 */
export async function tokenPublicKey(key: TokenKey): Promise<Uint8Array> {
  return onToken(key, undefined, (token, session) => {
    const { CKA_CLASS, CKA_EC_POINT, CKA_ID, CKO_PUBLIC_KEY } = token.constants
    const found = token.one(session, [
      { type: CKA_CLASS, value: CKO_PUBLIC_KEY },
      { type: CKA_ID, value: Buffer.from(decodeHex(key.id)) },
    ])
    const [point] = token.pkcs11.C_GetAttributeValue(session, found, [{ type: CKA_EC_POINT }])
    return publicKeyIn(Buffer.from(point?.value as Buffer), key)
  })
}

/** PKCS#11 §2.3.3: the point in an OCTET STRING; some tokens leave that out. */
function publicKeyIn(value: Buffer, { token }: TokenKey): Uint8Array {
  const wrapped = value[0] === octetString && value[1] === value.length - 2
  const point = wrapped ? value.subarray(2) : value
  if (point.length === publicKeyBytes) return new Uint8Array(point)
  if (point.length === pointBytes) return p256KeyOf(point)
  throw new KeyError('key.token', { token, reason: 'algorithm' })
}

/**
 * Signs on the token; the private key never leaves it. The PIN is given to the token at each signature, and nowhere else.
 * @throws the signer throws KeyError `key.passphrase` for a wrong PIN, `key.token`, `key.absent` once the key is gone
 */
export function tokenSigner(key: TokenKey, publicKey: Uint8Array, pin: Uint8Array): Signer {
  return {
    kind: 'pkcs11',
    publicKey,
    sign: (message) =>
      onToken(key, pin, (token, session) => {
        const { CKA_CLASS, CKA_ID, CKM_ECDSA, CKO_PRIVATE_KEY } = token.constants
        const found = token.one(session, [
          { type: CKA_CLASS, value: CKO_PRIVATE_KEY },
          { type: CKA_ID, value: Buffer.from(decodeHex(key.id)) },
        ])
        const isP256 = publicKey.length === p256KeyBytes
        const data = isP256 ? hash('sha256', message, 'buffer') : Buffer.from(message)
        token.pkcs11.C_SignInit(session, { mechanism: isP256 ? CKM_ECDSA : eddsa }, found)
        const raw = token.pkcs11.C_Sign(session, data, Buffer.alloc(2 * pointBytes))
        return isP256 ? encodeP256Signature(raw.subarray(0, 32), raw.subarray(32)) : new Uint8Array(raw)
      }),
  }
}

type Library = typeof import('pkcs11js')
type Template = Parameters<PKCS11['C_FindObjectsInit']>[1]

interface Token {
  readonly pkcs11: PKCS11
  readonly constants: Library
  /** The one object that fits. */
  one(session: Handle, template: Template): Handle
}

async function onToken<Result>(
  key: TokenKey,
  pin: Uint8Array | undefined,
  work: (token: Token, session: Handle) => Result,
): Promise<Result> {
  const constants = await library()
  const pkcs11 = new constants.PKCS11()
  const one = (session: Handle, template: Template) => {
    pkcs11.C_FindObjectsInit(session, template)
    const [found, another] = pkcs11.C_FindObjects(session, 2)
    pkcs11.C_FindObjectsFinal(session)
    if (found === undefined || another !== undefined)
      throw new KeyError('key.absent', { key: key.id, token: key.token, reason: 'token' })
    return found
  }
  try {
    pkcs11.load(key.module)
    pkcs11.C_Initialize()
    try {
      const session = pkcs11.C_OpenSession(slotOf(pkcs11, key), constants.CKF_SERIAL_SESSION)
      if (pin) pkcs11.C_Login(session, constants.CKU_USER, Buffer.from(pin).toString('utf8'))
      return work({ pkcs11, constants, one }, session)
    } finally {
      pkcs11.C_Finalize()
      pkcs11.close()
    }
  } catch (cause) {
    throw cause instanceof KeyError ? cause : refusal(constants, key, cause)
  }
}

function slotOf(pkcs11: PKCS11, { module, token }: TokenKey): Handle {
  const slots = pkcs11.C_GetSlotList(true)
  const fitting = slots.filter((slot) => pkcs11.C_GetTokenInfo(slot).label.trim() === token)
  const [slot, another] = fitting
  if (slot === undefined || another !== undefined)
    throw new KeyError('key.token', { token, path: module, reason: slot ? 'ambiguous' : 'absent' })
  return slot
}

function refusal({ Pkcs11Error, CKR_PIN_INCORRECT, CKR_PIN_LOCKED }: Library, key: TokenKey, cause: unknown) {
  const { module: path, token } = key
  if (!(cause instanceof Error)) return new KeyError('key.token', { token, path, reason: 'failed' })
  const code = cause instanceof Pkcs11Error ? cause.code : 0
  if (code === CKR_PIN_INCORRECT)
    return new KeyError('key.passphrase', { path: token, reason: 'pin' }, { cause })
  const reason = code === CKR_PIN_LOCKED ? 'locked' : cause.message
  return new KeyError('key.token', { token, path, reason }, { cause })
}

/** An optional dependency: it is compiled where it is installed, and only those who have a token need it. */
async function library(): Promise<Library> {
  try {
    const loaded = await import('pkcs11js')
    return loaded.default ?? loaded
  } catch (cause) {
    throw new EnvironmentError('environment.unsupported', { what: 'pkcs11js', reason: 'pkcs11' }, { cause })
  }
}
