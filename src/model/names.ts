import { z } from 'zod'
import type { Brand } from './brand.js'

/** A person in the record, never by name: `P` who acts, `V` victim, `M` minor, `X` unknown. */
export type PersonCode = Brand<string, 'PersonCode'>
/** Number of a thing under custody, `E-1`; of its part, `E-1.2`. Never used twice. */
export type ExhibitNumber = Brand<string, 'ExhibitNumber'>
/** Number of a reading of an exhibit into the vault, `A-3`. */
export type AcquisitionNumber = Brand<string, 'AcquisitionNumber'>
/** Our number of a seal, `S-1`; the number printed on it is a commitment. */
export type SealNumber = Brand<string, 'SealNumber'>
/** Name of a log: `<lab>/<128 random bits in hex>`. One log per case. */
export type Origin = Brand<string, 'Origin'>
/** Base64 of SHA-256(0x00 ‖ entry), RFC 6962 §2.1. */
export type LeafHash = Brand<string, 'LeafHash'>

const base64Hash = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/

const branded = <Kind extends string>(form: RegExp, longest: number) =>
  z.custom<Kind>((value) => typeof value === 'string' && value.length <= longest && form.test(value))

export const personCode = branded<PersonCode>(/^[PVMX]-[0-9]{2,6}$/, 8)
export const exhibitNumber = branded<ExhibitNumber>(/^E-[1-9][0-9]{0,6}(\.[1-9][0-9]{0,4}){0,6}$/, 48)
export const acquisitionNumber = branded<AcquisitionNumber>(/^A-[1-9][0-9]{0,8}$/, 12)
export const sealNumber = branded<SealNumber>(/^S-[1-9][0-9]{0,8}$/, 12)
export const origin = branded<Origin>(/^[a-z0-9]([a-z0-9.-]{0,60}[a-z0-9])?\/[0-9a-f]{32}$/, 100)
export const leafHash = branded<LeafHash>(base64Hash, 44)
export const rootHash = z.string().regex(base64Hash)
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)

export function isPersonCode(text: string): text is PersonCode {
  return personCode.safeParse(text).success
}
export function isExhibitNumber(text: string): text is ExhibitNumber {
  return exhibitNumber.safeParse(text).success
}
export function isAcquisitionNumber(text: string): text is AcquisitionNumber {
  return acquisitionNumber.safeParse(text).success
}
export function isOrigin(text: string): text is Origin {
  return origin.safeParse(text).success
}
export function isLeafHash(text: string): text is LeafHash {
  return leafHash.safeParse(text).success
}

/** `A-3/17`: line 17 (counted from 1) of the manifest of acquisition A-3. */
export interface ItemId {
  readonly acquisition: AcquisitionNumber
  readonly line: number
}

export function parseItemId(text: string): ItemId | undefined {
  const [acquisition = '', line = '', ...rest] = text.split('/')
  if (rest.length > 0 || !isAcquisitionNumber(acquisition) || !/^[1-9][0-9]{0,11}$/.test(line))
    return undefined
  return { acquisition, line: Number(line) }
}
