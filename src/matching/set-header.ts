import { z } from 'zod'
import { canonicalJson, type Json, parseCanonicalJson } from '../encoding/canonical-json.js'
import { decodeUtf8 } from '../encoding/utf8.js'
import { count, sha256Hex } from '../model/field.js'
import { bytesOf, type SetAlgorithm, type SetKind, setAlgorithms, setKinds } from '../model/known-set.js'
import { sourceFormats } from './known-source.js'

// docs/formats/hash-set.md

export const setMagic = 'custodia-hash-set/v1\n'
export const checksumBytes = 32
/** An entry ends in the number of its class and 6 bytes that stand for its record. */
export const classBytes = 2
export const recordBytes = 6
/** Classes are numbered in two bytes. */
export const mostClasses = 0x1_0000
/** A longer header is refused before it is parsed. */
export const longestHeader = 64 * 1024 * 1024

const shortText = z.string().min(1).max(200)

const category = z.strictObject({
  code: z.string().min(1).max(60),
  label: shortText.exactOptional(),
  scheme: shortText,
  schemeVersion: shortText,
})
export const categoryField = category

const algorithm = z.enum(setAlgorithms)

/** What entries have in common: which digests their record states, and its category. */
const entryClass = z.strictObject({
  algorithms: z.array(algorithm).min(1),
  category: category.exactOptional(),
})

const header = z.strictObject({
  classes: z.array(entryClass).max(mostClasses),
  kind: z.enum(setKinds),
  /** Records of the source, and those of them that no entry was made for. */
  records: z.strictObject({ emptyFile: count, read: count, withoutDigest: count }),
  sections: z.array(z.strictObject({ algorithm, entries: count })),
  source: z.strictObject({
    format: z.enum(sourceFormats),
    sha256: sha256Hex,
    size: count,
    /** What the source says of itself: the context of a VICS file, the version of an NSRL database. */
    stated: z.string().max(1200).exactOptional(),
  }),
})
export type SetHeader<Kind extends SetKind = SetKind> = Readonly<z.infer<typeof header>> & {
  readonly kind: Kind
}
export type EntryClass = Readonly<z.infer<typeof entryClass>>

export function entryWidth(of: SetAlgorithm): number {
  return bytesOf(of) + classBytes + recordBytes
}

export function headerBytes(of: SetHeader): Buffer {
  const fields = JSON.parse(JSON.stringify(of)) as Json
  return Buffer.from(`${setMagic}${canonicalJson(fields)}\n`)
}

/** Undefined when these bytes, without magic and line feed, are no header; throws what canonical JSON throws. */
export function parseHeader(bytes: Uint8Array): SetHeader | undefined {
  const parsed = header.safeParse(parseCanonicalJson(decodeUtf8(bytes)))
  if (!parsed.success) return undefined
  const names = parsed.data.sections.map((section) => section.algorithm)
  // Each once, the strongest first.
  const expected = setAlgorithms.filter((each) => names.includes(each))
  return names.join() === expected.join() ? parsed.data : undefined
}
