import type { Instant } from '../model/instant.js'
import { type Algorithm, algorithmOf, type Digest } from './algorithms.js'
import {
  booleanOf,
  countOf,
  type Element,
  elementsIn,
  expect,
  type Fields,
  fieldsOf,
  integerOf,
  malformed,
  oidOf,
  only,
  readDer,
  tags,
  timeOf,
} from './der.js'
import { imprintOf } from './request.js'

/** An authority's answer (RFC 3161 §2.4.2), taken apart and not yet believed. */
export interface TimestampResponse {
  /** PKIStatus: 0 granted, 1 granted with modifications; anything else is a refusal, without a token. */
  readonly status: number
  readonly token: Token | undefined
}

/** CMS SignedData (RFC 5652 §5.1). */
export interface Token {
  readonly contentType: string
  readonly content: Uint8Array
  /** DER of each certificate that came along, whoever put it there. */
  readonly certificates: readonly Uint8Array[]
  readonly signers: readonly Element[]
}

/** What the authority states (RFC 3161 §2.4.2). */
export interface TimestampInfo {
  readonly policy: string
  readonly digest: Digest | undefined
  readonly imprint: Uint8Array
  readonly serial: bigint
  readonly time: Instant
  /** How far its clock may be off, as it says itself, in milliseconds; undefined when it does not say. */
  readonly accuracy: number | undefined
  readonly nonce: bigint | undefined
}

/** By its issuer's name in DER and its number, or by the identifier of its key (RFC 5652 §5.3). */
export type CertificateName =
  | { readonly kind: 'number'; readonly issuer: Uint8Array; readonly serial: bigint }
  | { readonly kind: 'key'; readonly keyId: Uint8Array }

/** One signature of a token. */
export interface SignerInfo {
  /** Which certificate it says it used. */
  readonly certificate: CertificateName
  readonly digestAlgorithm: Algorithm
  readonly attributes: ReadonlyMap<string, Element>
  /** What was signed: the attributes under their own tag. */
  readonly message: Uint8Array
  readonly algorithm: Algorithm
  readonly signature: Uint8Array
}

/** Longer than any chain of certificates makes one. */
export const longestResponse = 64 * 1024
const mostCertificates = 20
const signedData = '1.2.840.113549.1.7.2'

/** @throws SourceError `source.malformed` */
export function parseResponse(der: Uint8Array): TimestampResponse {
  if (der.length > longestResponse) throw malformed('too long')
  const fields = fieldsOf(readDer(der))
  const state = fieldsOf(fields.required(tags.sequence))
  const status = countOf(state.required(tags.integer), 5)
  state.optional(tags.sequence)
  state.optional(tags.bitString)
  state.end()
  const token = fields.optional(tags.sequence)
  fields.end()
  return { status, token: token && tokenOf(token) }
}

function tokenOf(element: Element): Token {
  const info = fieldsOf(element)
  if (oidOf(info.required(tags.oid)) !== signedData) throw malformed('no signed data')
  const body = fieldsOf(only(elementsIn(info.required(0xa0).content)))
  info.end()
  if (countOf(body.required(tags.integer), 5) !== 3) throw malformed('version')
  body.required(tags.set)
  const content = fieldsOf(body.required(tags.sequence))
  const contentType = oidOf(content.required(tags.oid))
  const octets = expect(only(elementsIn(content.required(0xa0).content)), tags.octetString)
  content.end()
  const certificates = elementsIn(body.optional(0xa0)?.content ?? new Uint8Array())
  // Lists of revoked certificates: nothing rests on what came along with a token.
  body.optional(0xa1)
  const signers = elementsIn(body.required(tags.set).content)
  body.end()
  if (certificates.length > mostCertificates) throw malformed('too many parts')
  return {
    contentType,
    content: octets.content,
    // Attribute certificates and other choices have other tags, and no use here.
    certificates: certificates.filter(({ tag }) => tag === tags.sequence).map(({ whole }) => whole),
    signers,
  }
}

/** @throws SourceError `source.malformed`, for a critical extension too: what it changes would not be known here */
export function parseInfo(content: Uint8Array): TimestampInfo {
  const fields = fieldsOf(readDer(content))
  if (integerOf(fields.required(tags.integer)) !== 1n) throw malformed('version')
  const policy = oidOf(fields.required(tags.oid))
  const { digest, value } = imprintOf(fieldsOf(fields.required(tags.sequence)))
  const serial = integerOf(fields.required(tags.integer))
  const time = timeOf(fields.required(tags.generalizedTime))
  const accuracy = fields.optional(tags.sequence)
  const ordering = fields.optional(tags.boolean)
  if (ordering) booleanOf(ordering)
  const nonce = fields.optional(tags.integer)
  fields.optional(0xa0)
  requireHarmless(fields.optional(0xa1))
  fields.end()
  return {
    policy,
    digest,
    imprint: value,
    serial,
    time,
    accuracy: accuracy && millisecondsIn(fieldsOf(accuracy)),
    nonce: nonce && integerOf(nonce),
  }
}

const longestAccuracy = 366 * 24 * 60 * 60

function millisecondsIn(fields: Fields): number {
  const seconds = fields.optional(tags.integer)
  const millis = fields.optional(0x80)
  const micros = fields.optional(0x81)
  fields.end()
  const whole = (seconds ? countOf(seconds, longestAccuracy) : 0) * 1000
  return whole + (millis ? countOf(millis, 999) : 0) + (micros ? Math.ceil(countOf(micros, 999) / 1000) : 0)
}

function requireHarmless(extensions: Element | undefined): void {
  for (const each of elementsIn(extensions?.content ?? new Uint8Array())) {
    const fields = fieldsOf(each)
    fields.required(tags.oid)
    const critical = fields.optional(tags.boolean)
    if (critical && booleanOf(critical)) throw malformed('critical extension')
  }
}

/** @throws SourceError `source.malformed`, for attributes that stand twice or have several values too */
export function parseSigner(element: Element): SignerInfo {
  const fields = fieldsOf(element)
  const version = countOf(fields.required(tags.integer), 3)
  const certificate = certificateNameOf(fields)
  if (version !== (certificate.kind === 'key' ? 3 : 1)) throw malformed('version')
  const digestAlgorithm = algorithmOf(fields.required(tags.sequence))
  const signedAttributes = fields.required(0xa0)
  const algorithm = algorithmOf(fields.required(tags.sequence))
  const signature = fields.required(tags.octetString).content
  fields.optional(0xa1)
  fields.end()
  // RFC 5652 §5.4: digested as a SET, not under the tag it is sent with.
  const message = Buffer.from(signedAttributes.whole)
  message[0] = tags.set
  const attributes = attributesIn(signedAttributes)
  return { certificate, digestAlgorithm, attributes, message, algorithm, signature }
}

function certificateNameOf(signer: Fields): CertificateName {
  const keyId = signer.optional(0x80)
  if (keyId) return { kind: 'key', keyId: keyId.content }
  const fields = fieldsOf(signer.required(tags.sequence))
  const issuer = fields.required(tags.sequence).whole
  const serial = integerOf(fields.required(tags.integer))
  fields.end()
  return { kind: 'number', issuer, serial }
}

function attributesIn({ content }: Element): ReadonlyMap<string, Element> {
  const attributes = new Map<string, Element>()
  for (const each of elementsIn(content)) {
    const fields = fieldsOf(each)
    const oid = oidOf(fields.required(tags.oid))
    const value = only(elementsIn(fields.required(tags.set).content))
    fields.end()
    if (attributes.has(oid)) throw malformed('attribute')
    attributes.set(oid, value)
  }
  return attributes
}
