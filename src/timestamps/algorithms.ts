import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { countOf, type Element, elementsIn, fieldsOf, malformed, oidOf, only, tags } from './der.js'

/** AlgorithmIdentifier, RFC 5280 §4.1.1.2. */
export interface Algorithm {
  readonly oid: string
  readonly parameters: Element | undefined
}

export function algorithmOf(element: Element): Algorithm {
  const fields = fieldsOf(element)
  const oid = oidOf(fields.required(tags.oid))
  const parameters = fields.any()
  fields.end()
  return { oid, parameters }
}

export type Digest = 'sha256' | 'sha384' | 'sha512'

const digests: Readonly<Record<string, Digest>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** Undefined for every digest that is not strong enough to stand in a court for decades, SHA-1 among them. */
export function digestOf({ oid, parameters }: Algorithm): Digest | undefined {
  return isEmpty(parameters) ? digests[oid] : undefined
}

/** Absent, or NULL: the same by RFC 5754 §2. */
function isEmpty(parameters: Element | undefined): boolean {
  return parameters === undefined || (parameters.tag === tags.null && parameters.content.length === 0)
}

interface Scheme {
  readonly family: 'rsa' | 'rsa-pss' | 'ec'
  readonly digest: Digest
  readonly saltLength?: number
}

const schemes: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.1.11': { family: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { family: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { family: 'rsa', digest: 'sha512' },
  '1.2.840.10045.4.3.2': { family: 'ec', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { family: 'ec', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { family: 'ec', digest: 'sha512' },
}
const plainRsa = '1.2.840.113549.1.1.1'
const rsaPss = '1.2.840.113549.1.1.10'
const mgf1 = '1.2.840.113549.1.1.8'

/** @param digest what the signer says it digested with: plain `rsaEncryption` does not name it itself */
function schemeOf(algorithm: Algorithm, digest: Digest | undefined): Scheme | undefined {
  if (algorithm.oid === rsaPss) return pssScheme(algorithm.parameters)
  if (!isEmpty(algorithm.parameters)) return undefined
  if (algorithm.oid === plainRsa) return digest && { family: 'rsa', digest }
  return schemes[algorithm.oid]
}

/** RFC 4055 §3.1. What is left out there would stand for SHA-1. */
function pssScheme(parameters: Element | undefined): Scheme | undefined {
  if (!parameters) return undefined
  const fields = fieldsOf(parameters)
  const hash = fields.optional(0xa0)
  const mask = fields.optional(0xa1)
  const salt = fields.optional(0xa2)
  fields.end()
  if (!hash || !mask) return undefined
  const digest = digestOf(algorithmOf(only(elementsIn(hash.content))))
  const generator = algorithmOf(only(elementsIn(mask.content)))
  const inner = generator.parameters && digestOf(algorithmOf(generator.parameters))
  if (digest === undefined || generator.oid !== mgf1 || inner !== digest) return undefined
  const saltLength = salt ? countOf(only(elementsIn(salt.content)), 512) : 20
  return { family: 'rsa-pss', digest, saltLength }
}

/** @param spki DER of a SubjectPublicKeyInfo. @throws SourceError `source.malformed` */
export function publicKeyOf(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    // OpenSSL's reasons differ from version to version and say nothing a reader could use.
    throw malformed('public key')
  }
}

const curves = [
  'prime256v1',
  'secp384r1',
  'secp521r1',
  'brainpoolP256r1',
  'brainpoolP384r1',
  'brainpoolP512r1',
]

function isStrong(key: KeyObject, family: Scheme['family']): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (family === 'ec') return type === 'ec' && curves.includes(details?.namedCurve ?? '')
  const bits = details?.modulusLength ?? 0
  const isRsa = type === 'rsa' || (type === 'rsa-pss' && family === 'rsa-pss')
  return isRsa && bits >= 2048 && bits <= 8192
}

/** A signature as CMS and X.509 carry it. */
export interface Signed {
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly algorithm: Algorithm
  /** As the signer names it apart from the algorithm; undefined in certificates. */
  readonly digest?: Digest
}

/**
 * RSA of 2048 bits and more (PKCS #1 v1.5, PSS) and ECDSA on the curves of NIST and Brainpool, with SHA-2. `unsupported` for all else.
 * @param spki DER of a SubjectPublicKeyInfo
 */
export function checkSignature(signed: Signed, spki: Uint8Array): 'valid' | 'invalid' | 'unsupported' {
  const { message, signature, algorithm, digest } = signed
  const scheme = schemeOf(algorithm, digest)
  if (!scheme || (digest !== undefined && scheme.digest !== digest)) return 'unsupported'
  const key = publicKeyOf(spki)
  if (!isStrong(key, scheme.family)) return 'unsupported'
  const padding =
    scheme.saltLength === undefined
      ? {}
      : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength }
  return verify(scheme.digest, message, { key, ...padding }, signature) ? 'valid' : 'invalid'
}
