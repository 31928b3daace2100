import { createHash, randomBytes } from 'node:crypto'
import { encodeHex } from '../encoding/hex.js'
import { algorithmOf, digestOf } from './algorithms.js'
import {
  booleanOf,
  countOf,
  encodeDer,
  encodeInteger,
  encodeOid,
  expect,
  fieldsOf,
  integerOf,
  malformed,
  oidOf,
  readDer,
  tags,
} from './der.js'

/** What an authority is asked to stamp (RFC 3161 §2.4.1). */
export interface TimestampRequest {
  /** SHA-256 of what is to be stamped, 32 bytes. */
  readonly imprint: Uint8Array
  readonly nonce: bigint
  /** The policy asked for, dotted decimal; without it the authority uses its own. */
  readonly policy?: string
}

const sha256 = '2.16.840.1.101.3.4.2.1'

/** A request for a time stamp over a message, with a nonce of its own. */
export function requestFor(message: Uint8Array, policy?: string): TimestampRequest {
  const imprint = createHash('sha256').update(message).digest()
  return { imprint, nonce: newNonce(), ...(policy === undefined ? {} : { policy }) }
}

/** 64 bits, which every authority takes: so an answer kept from before cannot stand for this one. */
function newNonce(): bigint {
  return BigInt(`0x${encodeHex(randomBytes(8))}`)
}

/** DER of a TimeStampReq, which asks for the authority's certificates too. */
export function formatRequest({ imprint, nonce, policy }: TimestampRequest): Uint8Array {
  if (imprint.length !== 32) throw malformed('imprint')
  const algorithm = encodeDer(tags.sequence, encodeOid(sha256), encodeDer(tags.null))
  return encodeDer(
    tags.sequence,
    encodeInteger(1n),
    encodeDer(tags.sequence, algorithm, encodeDer(tags.octetString, imprint)),
    ...(policy === undefined ? [] : [encodeOid(policy)]),
    encodeInteger(nonce),
    encodeDer(tags.boolean, Uint8Array.of(0xff)),
  )
}

/** Reads what `formatRequest` writes. @throws SourceError `source.malformed` */
export function parseRequest(der: Uint8Array): TimestampRequest {
  const fields = fieldsOf(readDer(der))
  countOf(fields.required(tags.integer), 1)
  const imprint = imprintOf(fieldsOf(fields.required(tags.sequence)))
  const policy = fields.optional(tags.oid)
  const nonce = integerOf(fields.required(tags.integer))
  const certificates = booleanOf(expect(fields.any(), tags.boolean))
  fields.end()
  if (imprint.digest !== 'sha256' || !certificates) throw malformed('request')
  return { imprint: imprint.value, nonce, ...(policy ? { policy: oidOf(policy) } : {}) }
}

/** MessageImprint, RFC 3161 §2.4.1. */
export function imprintOf(fields: ReturnType<typeof fieldsOf>) {
  const digest = digestOf(algorithmOf(fields.required(tags.sequence)))
  const value = fields.required(tags.octetString).content
  fields.end()
  return { digest, value }
}
