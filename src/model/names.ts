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

const forms = {
  person: /^[PVMX]-[0-9]{2,6}$/,
  exhibit: /^E-[1-9][0-9]{0,6}(\.[1-9][0-9]{0,4}){0,6}$/,
  acquisition: /^A-[1-9][0-9]{0,8}$/,
  seal: /^S-[1-9][0-9]{0,8}$/,
  origin: /^[a-z0-9]([a-z0-9.-]{0,60}[a-z0-9])?\/[0-9a-f]{32}$/,
  /** Base64 of 32 bytes, canonical: the bits that base64 leaves over are zero. */
  hash: /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/,
} as const

/** Longer than any name that has its form. */
const longestName = 120

function hasForm(text: string, form: RegExp): boolean {
  return text.length <= longestName && form.test(text)
}

export function isPersonCode(text: string): text is PersonCode {
  return hasForm(text, forms.person)
}
export function isExhibitNumber(text: string): text is ExhibitNumber {
  return hasForm(text, forms.exhibit)
}
export function isAcquisitionNumber(text: string): text is AcquisitionNumber {
  return hasForm(text, forms.acquisition)
}
export function isSealNumber(text: string): text is SealNumber {
  return hasForm(text, forms.seal)
}
export function isOrigin(text: string): text is Origin {
  return hasForm(text, forms.origin)
}
export function isLeafHash(text: string): text is LeafHash {
  return hasForm(text, forms.hash)
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
