import { createHash } from 'node:crypto'
import type { Instant } from '../model/instant.js'
import { algorithmOf, checkSignature, type Digest, digestOf } from './algorithms.js'
import type { Authority } from './authority.js'
import {
  type Certificate,
  isForTimeStampsAlone,
  isUnderstood,
  isValidAt,
  keyIdOf,
  parseCertificate,
} from './certificate.js'
import { chainsTo } from './chain.js'
import { type Element, elementsIn, expect, fieldsOf, integerOf, oidOf, sameBytes, tags } from './der.js'
import {
  type CertificateName,
  parseInfo,
  parseResponse,
  parseSigner,
  type SignerInfo,
  type TimestampInfo,
  type Token,
} from './response.js'

/** Rules about the token itself. One that breaks is not what an authority that works as RFC 3161 says gives out. */
export const tokenRules = [
  'status',
  'content-type',
  'imprint-algorithm',
  'imprint',
  'nonce',
  'one-signer',
  'algorithm',
  'signed-attributes',
  'message-digest',
  'certificate-absent',
  'certificate-unnamed',
  'signing-certificate',
  'token-signature',
  'key-usage',
  'certificate-validity',
] as const
export type TokenRule = (typeof tokenRules)[number]

/** Rules about whom the verifier trusts. */
export const trustRules = ['root', 'window', 'policy'] as const
export type TrustRule = (typeof trustRules)[number]

/** What a sound token says. */
export interface Stamp {
  readonly time: Instant
  /** Milliseconds; 0 when the authority does not say. */
  readonly accuracy: number
  readonly policy: string
  /** Hex. */
  readonly serial: string
}

export type Judgement =
  | { readonly kind: 'accepted'; readonly authority: string; readonly stamp: Stamp }
  /** Sound in itself, and from nobody the verifier has pinned, or not as it was pinned. */
  | { readonly kind: 'untrusted'; readonly rule: TrustRule; readonly stamp: Stamp }
  | { readonly kind: 'refused'; readonly rule: TokenRule }

export interface TimestampQuestion {
  /** What is said to be stamped, whole. */
  readonly message: Uint8Array
  /** Of the request, where it is known; the token must repeat it. */
  readonly nonce?: bigint | undefined
  readonly authorities: readonly Authority[]
}

/**
 * Holds an answer of a time-stamping authority (RFC 3161, RFC 5816) against everything it must keep to count in court. What is not
 * of the form is thrown, what breaks a rule is returned.
 * @throws SourceError `source.malformed`
 */
export function judgeTimestamp(response: Uint8Array, question: TimestampQuestion): Judgement {
  const read = readTimestamp(response)
  if (read.kind === 'refused') return read
  const { token, info } = read
  const rule = contentRule(info, question)
  if (rule) return refused(rule)
  const [element, another] = token.signers
  if (!element || another) return refused('one-signer')
  const signer = signerOf(token, parseSigner(element), info)
  if (signer.kind === 'refused') return signer
  const others = token.certificates.filter((der) => der !== signer.certificate.der).map(parseCertificate)
  return trusted(info, signer.certificate, others, question.authorities)
}

/** What an answer says; nothing of it is verified. @throws SourceError `source.malformed` */
export function readTimestamp(response: Uint8Array): ReadTimestamp {
  const { status, token } = parseResponse(response)
  if (status > 1 || !token) return refused('status')
  if (token.contentType !== timestampInfo) return refused('content-type')
  return { kind: 'read', token, info: parseInfo(token.content) }
}

type ReadTimestamp =
  | { readonly kind: 'read'; readonly token: Token; readonly info: TimestampInfo }
  | { readonly kind: 'refused'; readonly rule: TokenRule }

/** Whether a token's imprint is of these bytes. */
export function isImprintOf(
  { digest, imprint }: Pick<TimestampInfo, 'digest' | 'imprint'>,
  message: Uint8Array,
): boolean {
  return digest !== undefined && sameBytes(imprint, hash(digest, message))
}

const timestampInfo = '1.2.840.113549.1.9.16.1.4'
const attributeOids = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.47',
} as const

function refused(rule: TokenRule): { readonly kind: 'refused'; readonly rule: TokenRule } {
  return { kind: 'refused', rule }
}

function contentRule(info: TimestampInfo, { message, nonce }: TimestampQuestion): TokenRule | undefined {
  if (!info.digest) return 'imprint-algorithm'
  if (!isImprintOf(info, message)) return 'imprint'
  return nonce !== undefined && info.nonce !== nonce ? 'nonce' : undefined
}

type FoundSigner =
  | { readonly kind: 'signer'; readonly certificate: Certificate }
  | { readonly kind: 'refused'; readonly rule: TokenRule }

function signerOf(token: Token, signer: SignerInfo, { time }: TimestampInfo): FoundSigner {
  const digest = digestOf(signer.digestAlgorithm)
  if (!digest) return refused('algorithm')
  const rule = attributesRule(signer, hash(digest, token.content))
  if (rule) return refused(rule)
  const certificate = token.certificates
    .map(parseCertificate)
    .find((each) => isNamed(each, signer.certificate))
  if (!certificate) return refused('certificate-absent')
  const attribute = signer.attributes.get(attributeOids.signingCertificate)
  if (!attribute) return refused('certificate-unnamed')
  if (!namesCertificate(attribute, certificate)) return refused('signing-certificate')
  const checked = checkSignature({ ...signer, digest }, certificate.key)
  if (checked !== 'valid') return refused(checked === 'invalid' ? 'token-signature' : 'algorithm')
  if (!isForTimeStampsAlone(certificate) || !isUnderstood(certificate)) return refused('key-usage')
  if (!isValidAt(certificate, time)) return refused('certificate-validity')
  return { kind: 'signer', certificate }
}

function attributesRule({ attributes }: SignerInfo, digest: Uint8Array): TokenRule | undefined {
  const type = attributes.get(attributeOids.contentType)
  const stated = attributes.get(attributeOids.messageDigest)
  if (!type || !stated || oidOf(expect(type, tags.oid)) !== timestampInfo) return 'signed-attributes'
  return sameBytes(expect(stated, tags.octetString).content, digest) ? undefined : 'message-digest'
}

function isNamed(certificate: Certificate, name: CertificateName): boolean {
  if (name.kind === 'key') return sameBytes(keyIdOf(certificate) ?? new Uint8Array(), name.keyId)
  return certificate.serial === name.serial && sameBytes(certificate.issuer, name.issuer)
}

/**
 * Whether the signed attribute names this very certificate by digest (ESSCertIDv2, RFC 5035 and RFC 5816). The older attribute, which
 * names it by SHA-1, does not count.
 */
function namesCertificate(attribute: Element, { der, serial }: Certificate): boolean {
  const named = namedCertificate(attribute)
  return (
    named.digest !== undefined &&
    sameBytes(named.value, hash(named.digest, der)) &&
    (named.serial === undefined || named.serial === serial)
  )
}

/** The first of SigningCertificateV2's certificates, which is the signer's. */
function namedCertificate(attribute: Element) {
  const fields = fieldsOf(attribute)
  const [first] = elementsIn(fields.required(tags.sequence).content)
  fields.optional(tags.sequence)
  fields.end()
  const name = fieldsOf(expect(first, tags.sequence))
  const algorithm = name.optional(tags.sequence)
  const value = name.required(tags.octetString).content
  const issuerSerial = name.optional(tags.sequence)
  name.end()
  const digest: Digest | undefined = algorithm ? digestOf(algorithmOf(algorithm)) : 'sha256'
  return { digest, value, serial: issuerSerial && serialIn(issuerSerial) }
}

/** The names are the signer's own to repeat; the number alone is compared, the digest decides. */
function serialIn(issuerSerial: Element): bigint {
  const fields = fieldsOf(issuerSerial)
  fields.required(tags.sequence)
  const serial = integerOf(fields.required(tags.integer))
  fields.end()
  return serial
}

function trusted(
  { time, accuracy = 0, policy, serial }: TimestampInfo,
  signer: Certificate,
  others: readonly Certificate[],
  authorities: readonly Authority[],
): Judgement {
  const stamp: Stamp = { time, accuracy, policy, serial: serial.toString(16) }
  let rule: TrustRule = 'root'
  for (const authority of authorities) {
    if (!chainsTo(authority.root, signer, others, time)) continue
    if (time < authority.from || time > authority.to) rule = 'window'
    else if (authority.policies !== 'any' && !authority.policies.includes(policy)) rule = 'policy'
    else return { kind: 'accepted', authority: authority.name, stamp }
  }
  return { kind: 'untrusted', rule, stamp }
}

function hash(digest: Digest, bytes: Uint8Array): Uint8Array {
  return createHash(digest).update(bytes).digest()
}
