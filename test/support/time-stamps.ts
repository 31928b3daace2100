import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { encodeDer, encodeInteger, encodeOid, tags } from '../../src/timestamps/der.js'

// Certificates and time stamps of every kind an authority would never give out. Real ones come from openssl.

type Bytes = Uint8Array

export const sequence = (...parts: readonly Bytes[]) => encodeDer(tags.sequence, ...parts)
export const set = (...parts: readonly Bytes[]) => encodeDer(tags.set, ...parts)
export const octets = (...parts: readonly Bytes[]) => encodeDer(tags.octetString, ...parts)
const boolean = (value: boolean) => encodeDer(tags.boolean, Uint8Array.of(value ? 0xff : 0))
const integer = (value: number | bigint) => encodeInteger(BigInt(value))
const time = (text: string) => encodeDer(tags.generalizedTime, Buffer.from(text))
const none = encodeDer(tags.null)

const ids = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha512: '2.16.840.1.101.3.4.2.3',
  ecdsaSha1: '1.2.840.10045.4.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  info: '1.2.840.113549.1.9.16.1.4',
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  codeSigning: '1.3.6.1.5.5.7.3.3',
} as const

const algorithm = (oid: string, ...parameters: readonly Bytes[]) => sequence(encodeOid(oid), ...parameters)
export const nameOf = (text: string) =>
  sequence(set(sequence(encodeOid('2.5.4.3'), encodeDer(0x0c, Buffer.from(text)))))

export function extension(oid: string, value: Bytes, critical = true): Bytes {
  return sequence(encodeOid(oid), ...(critical ? [boolean(true)] : []), octets(value))
}

export const extensions = {
  authority: (longest?: number) =>
    extension('2.5.29.19', sequence(boolean(true), ...(longest === undefined ? [] : [integer(longest)]))),
  noAuthority: () => extension('2.5.29.19', sequence()),
  expresslyNoAuthority: () => extension('2.5.29.19', sequence(boolean(false))),
  /** Bits of the first byte. */
  keyUsage: (bits: number) => extension('2.5.29.15', encodeDer(tags.bitString, Uint8Array.of(0, bits))),
  usages: (oids: readonly string[] = [ids.timeStamping], critical = true) =>
    extension('2.5.29.37', sequence(...oids.map(encodeOid)), critical),
  unknown: () => extension('1.2.3.4.5', sequence()),
}
export const usage = { timeStamping: ids.timeStamping, codeSigning: ids.codeSigning }

export interface Identity {
  readonly name: string
  readonly serial: number
  readonly key: KeyObject
  readonly certificate: Bytes
}

interface Certified {
  readonly name: string
  readonly serial?: number
  readonly issuer?: Identity
  /** The name the certificate gives for its issuer, when it is not that of who signs it. */
  readonly issuerName?: string
  readonly from?: string
  readonly to?: string
  readonly extensions?: readonly Bytes[]
  readonly curve?: string
  readonly signatureOid?: string
}

let serials = 0x100

export function certified(wanted: Certified): Identity {
  const { name, issuer, from = '20240101000000Z', to = '20340101000000Z' } = wanted
  serials += 1
  const { serial = serials, signatureOid = ids.ecdsaSha256, curve = 'prime256v1' } = wanted
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: curve })
  const signature = algorithm(signatureOid)
  const body = sequence(
    encodeDer(0xa0, integer(2)),
    integer(serial),
    signature,
    nameOf(wanted.issuerName ?? issuer?.name ?? name),
    sequence(time(from), time(to)),
    nameOf(name),
    publicKey.export({ format: 'der', type: 'spki' }),
    encodeDer(0xa3, sequence(...(wanted.extensions ?? [extensions.authority(), extensions.keyUsage(0x06)]))),
  )
  const digest = signatureOid === ids.ecdsaSha1 ? 'sha1' : 'sha256'
  const bits = Buffer.concat([Uint8Array.of(0), sign(digest, body, issuer?.key ?? privateKey)])
  const certificate = sequence(body, signature, encodeDer(tags.bitString, bits))
  return { name, serial, key: privateKey, certificate }
}

/** What may be signed with time stamps, and nothing else. */
export const signerExtensions = [extensions.noAuthority(), extensions.keyUsage(0x80), extensions.usages()]

export interface Stamped {
  readonly message: Bytes
  readonly signer: Identity
  /** Name of the signer's issuer. */
  readonly issuer: string
  readonly others?: readonly Identity[]
  readonly at?: string
  readonly policy?: string
  readonly nonce?: bigint
  readonly status?: number
  readonly contentType?: string
  readonly imprintOid?: string
  readonly accuracy?: Bytes
  readonly infoExtensions?: Bytes
  /** Put in place of what the signature should name or digest. */
  readonly named?: Bytes
  readonly digestOf?: Bytes
  readonly attributes?: (attributes: readonly Bytes[]) => readonly Bytes[]
  readonly signers?: number
  readonly withoutCertificate?: boolean
  readonly digestOid?: string
  readonly keyId?: Bytes
}

const sha256 = (bytes: Bytes) => createHash('sha256').update(bytes).digest()

export const attribute = (oid: string, value: Bytes) => sequence(encodeOid(oid), set(value))
export const attributeIds = ids

/** A response with one token, as sound as the wishes let it be. */
export function stamped(wishes: Stamped): Bytes {
  const info = infoOf(wishes)
  const signer = signerInfo(wishes, info)
  const certificates = [...(wishes.withoutCertificate ? [] : [wishes.signer]), ...(wishes.others ?? [])].map(
    ({ certificate }) => certificate,
  )
  const signedData = sequence(
    integer(3),
    set(algorithm(ids.sha256)),
    sequence(encodeOid(wishes.contentType ?? ids.info), encodeDer(0xa0, octets(info))),
    encodeDer(0xa0, ...certificates),
    set(...Array.from({ length: wishes.signers ?? 1 }, () => signer)),
  )
  const token = sequence(encodeOid(ids.signedData), encodeDer(0xa0, signedData))
  return sequence(sequence(integer(wishes.status ?? 0)), token)
}

function infoOf(wishes: Stamped): Bytes {
  const { message, at = '20260301120000Z', policy = '1.2.3.4.1', nonce, imprintOid = ids.sha256 } = wishes
  const imprint = imprintOid === ids.sha1 ? createHash('sha1').update(message).digest() : sha256(message)
  return sequence(
    integer(1),
    encodeOid(policy),
    sequence(algorithm(imprintOid, none), octets(imprint)),
    integer(7),
    time(at),
    ...(wishes.accuracy ? [wishes.accuracy] : []),
    ...(nonce === undefined ? [] : [encodeInteger(nonce)]),
    ...(wishes.infoExtensions ? [encodeDer(0xa1, wishes.infoExtensions)] : []),
  )
}

export const seconds = (count: number) => sequence(integer(count))

function signerInfo(wishes: Stamped, info: Bytes): Bytes {
  const { signer, issuer, digestOid = ids.sha256 } = wishes
  const digested = (bytes: Bytes) =>
    createHash(digestOid === ids.sha512 ? 'sha512' : 'sha256')
      .update(bytes)
      .digest()
  const named = wishes.named ?? signer.certificate
  const usual = [
    attribute(ids.contentType, encodeOid(ids.info)),
    attribute(ids.messageDigest, octets(digested(wishes.digestOf ?? info))),
    attribute(ids.signingCertificateV2, sequence(sequence(sequence(octets(sha256(named)))))),
  ]
  const attributes = (wishes.attributes ?? ((same) => same))(usual)
  const sorted = attributes.toSorted((a, b) => Buffer.compare(a, b))
  const signature = sign('sha256', encodeDer(tags.set, ...sorted), signer.key)
  return sequence(
    integer(wishes.keyId ? 3 : 1),
    wishes.keyId ? encodeDer(0x80, wishes.keyId) : sequence(nameOf(issuer), integer(signer.serial)),
    algorithm(digestOid),
    encodeDer(0xa0, ...sorted),
    algorithm(ids.ecdsaSha256),
    octets(signature),
  )
}

/** As a verifier pins an authority. */
export function pin(
  certificate: Bytes,
  { name = 'Authority', from = '2024-01-01', to = '2034-01-01', policies = ['1.2.3.4.1'] } = {},
): string {
  const pem = Buffer.from(certificate)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n')
  return [
    'custodia-tsa/v1',
    `name ${name}`,
    `from ${from}T00:00:00.000Z`,
    `to ${to}T00:00:00.000Z`,
    ...policies.map((policy) => `policy ${policy}`),
    `-----BEGIN CERTIFICATE-----\n${pem}-----END CERTIFICATE-----\n`,
  ].join('\n')
}
