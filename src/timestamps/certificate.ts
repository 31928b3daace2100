import type { Instant } from '../model/instant.js'
import { type Algorithm, algorithmOf, checkSignature } from './algorithms.js'
import {
  booleanOf,
  countOf,
  type Element,
  elementsIn,
  expect,
  fieldsOf,
  integerOf,
  malformed,
  oidOf,
  only,
  readDer,
  sameBytes,
  tags,
  timeOf,
  wholeBitsOf,
} from './der.js'

interface Extension {
  readonly critical: boolean
  readonly value: Uint8Array
}

/** An X.509 certificate (RFC 5280) as it stands; whether it may do what it is used for is for its user to ask. */
export interface Certificate {
  readonly der: Uint8Array
  readonly serial: bigint
  /** Distinguished names in DER: compared byte for byte. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly notBefore: Instant
  readonly notAfter: Instant
  /** SubjectPublicKeyInfo, DER. */
  readonly key: Uint8Array
  readonly extensions: ReadonlyMap<string, Extension>
  readonly signed: {
    readonly message: Uint8Array
    readonly algorithm: Algorithm
    readonly signature: Uint8Array
  }
}

/** @throws SourceError `source.malformed` */
export function parseCertificate(der: Uint8Array): Certificate {
  const outer = fieldsOf(readDer(der))
  const body = outer.required(tags.sequence)
  const algorithm = outer.required(tags.sequence)
  const signature = wholeBitsOf(outer.required(tags.bitString))
  outer.end()
  const fields = fieldsOf(body)
  const version = fields.optional(0xa0)
  const serial = integerOf(fields.required(tags.integer))
  const inner = fields.required(tags.sequence)
  if (!sameBytes(inner.whole, algorithm.whole)) throw malformed('certificate')
  const issuer = fields.required(tags.sequence).whole
  const [notBefore, notAfter] = validityOf(fields.required(tags.sequence))
  const subject = fields.required(tags.sequence).whole
  const key = fields.required(tags.sequence).whole
  fields.optional(0x81)
  fields.optional(0x82)
  const extensions = extensionsOf(fields.optional(0xa3), version)
  fields.end()
  const signed = { message: body.whole, algorithm: algorithmOf(algorithm), signature }
  return { der, serial, issuer, subject, notBefore, notAfter, key, extensions, signed }
}

function validityOf(element: Element): readonly [Instant, Instant] {
  const [from, to, more] = elementsIn(element.content)
  if (!from || !to || more) throw malformed('certificate')
  return [timeOf(from), timeOf(to)]
}

const version3 = 2

function extensionsOf(
  tagged: Element | undefined,
  version: Element | undefined,
): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>()
  if (version) countOf(expect(only(elementsIn(version.content)), tags.integer), version3)
  if (!tagged) return extensions
  for (const each of elementsIn(expect(only(elementsIn(tagged.content)), tags.sequence).content)) {
    const fields = fieldsOf(each)
    const oid = oidOf(fields.required(tags.oid))
    const critical = fields.optional(tags.boolean)
    const value = fields.required(tags.octetString).content
    fields.end()
    // One that stands twice could be read either way (RFC 5280 §4.2).
    if (extensions.has(oid)) throw malformed('certificate')
    extensions.set(oid, { critical: critical !== undefined && booleanOf(critical), value })
  }
  return extensions
}

const oids = {
  keyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  policies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  anyUsage: '2.5.29.37.0',
} as const
const understood: readonly string[] = [
  oids.keyUsage,
  oids.basicConstraints,
  oids.policies,
  oids.extendedKeyUsage,
]

/** True unless the certificate makes itself depend on something that is not looked at here. */
export function isUnderstood({ extensions }: Certificate): boolean {
  return [...extensions].every(([oid, { critical }]) => !critical || understood.includes(oid))
}

/** Identifier of the key, where the certificate gives one. */
export function keyIdOf({ extensions }: Certificate): Uint8Array | undefined {
  const extension = extensions.get(oids.keyId)
  return extension && expect(readDer(extension.value), tags.octetString).content
}

export function isValidAt({ notBefore, notAfter }: Certificate, time: Instant): boolean {
  return notBefore <= time && time <= notAfter
}

/** RFC 3161 §2.3: for time stamping and nothing else, and critical. */
export function isForTimeStampsAlone(certificate: Certificate): boolean {
  const extension = certificate.extensions.get(oids.extendedKeyUsage)
  if (!extension?.critical) return false
  const [only, another] = extendedUsages(extension)
  return only === oids.timeStamping && another === undefined && allowsUsage(certificate, signatureUsages)
}

function extendedUsages({ value }: Extension): readonly string[] {
  return elementsIn(expect(readDer(value), tags.sequence).content).map((each) =>
    oidOf(expect(each, tags.oid)),
  )
}

/** First byte of KeyUsage: digitalSignature and nonRepudiation; keyCertSign. */
const signatureUsages = 0x80 | 0x40
const issuingUsage = 0x04

/** A certificate that does not say what its key is for does not restrict it (RFC 5280 §4.2.1.3). */
function allowsUsage({ extensions }: Certificate, usages: number): boolean {
  const extension = extensions.get(oids.keyUsage)
  if (!extension) return true
  const { content } = expect(readDer(extension.value), tags.bitString)
  return ((content[1] ?? 0) & usages) !== 0
}

/** Whether it may issue a certificate for time stamping that has `below` authorities between. */
export function mayIssue(certificate: Certificate, below: number): boolean {
  const constraints = certificate.extensions.get(oids.basicConstraints)
  if (!constraints || !isUnderstood(certificate) || !allowsUsage(certificate, issuingUsage)) return false
  const fields = fieldsOf(readDer(constraints.value))
  const authority = fields.optional(tags.boolean)
  const longest = fields.optional(tags.integer)
  fields.end()
  const usage = certificate.extensions.get(oids.extendedKeyUsage)
  const usages = usage ? extendedUsages(usage) : [oids.anyUsage]
  return (
    authority !== undefined &&
    booleanOf(authority) &&
    (longest === undefined || integerOf(longest) >= BigInt(below)) &&
    (usages.includes(oids.timeStamping) || usages.includes(oids.anyUsage))
  )
}

/** Whether `issuer` signed it, under the name it gives. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return (
    sameBytes(certificate.issuer, issuer.subject) &&
    checkSignature(certificate.signed, issuer.key) === 'valid'
  )
}
