import { z } from 'zod'
import { type Instant, isInstant, type StatedTime } from './instant.js'
import {
  type AcquisitionNumber,
  type AuthorizationNumber,
  type ExhibitNumber,
  type FactsNumber,
  type HashSetNumber,
  hashForm,
  type InventoryNumber,
  isAcquisitionNumber,
  isAuthorizationNumber,
  isExhibitNumber,
  isFactsNumber,
  isHashSetNumber,
  isInventoryNumber,
  isLeafHash,
  isLocationNumber,
  isOrigin,
  isPersonCode,
  isProceedingNumber,
  isSealNumber,
  type LeafHash,
  type LocationNumber,
  type Origin,
  type PersonCode,
  type ProceedingNumber,
  type SealNumber,
} from './names.js'
import { identifierKinds } from './vocabulary.js'

// Building blocks of every signed record. All objects are closed: an unknown key is refused.

const named = <Name extends string>(hasForm: (text: string) => text is Name & string) =>
  z.custom<Name>((value) => typeof value === 'string' && hasForm(value))

export const personCode = named<PersonCode>(isPersonCode)
export const exhibitNumber = named<ExhibitNumber>(isExhibitNumber)
export const acquisitionNumber = named<AcquisitionNumber>(isAcquisitionNumber)
export const sealNumber = named<SealNumber>(isSealNumber)
export const authorizationNumber = named<AuthorizationNumber>(isAuthorizationNumber)
export const proceedingNumber = named<ProceedingNumber>(isProceedingNumber)
export const factsNumber = named<FactsNumber>(isFactsNumber)
export const locationNumber = named<LocationNumber>(isLocationNumber)
export const inventoryNumber = named<InventoryNumber>(isInventoryNumber)
export const hashSetNumber = named<HashSetNumber>(isHashSetNumber)
export const origin = named<Origin>(isOrigin)
export const leafHash = named<LeafHash>(isLeafHash)
export const rootHash = z.string().regex(hashForm)
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)

export const count = z.int().min(0)

/** Stands for a value that may have to be withheld or erased: SHA-256 over a salt and the value, base64. */
export const commitment = z.strictObject({ c: rootHash })
export type CommittedField = z.infer<typeof commitment>

/** As many exhibits as one act may name: with all their numbers it still fits into an entry of a field log. */
export const mostExhibits = 2000
export const exhibitList = z.array(exhibitNumber).min(1).max(mostExhibits)
export const anyExhibits = z.array(exhibitNumber).max(mostExhibits)

/** A number or name by which others know an exhibit. Two commitments of one case and kind are equal when what they stand for is. */
export const identifier = z.strictObject({ is: z.enum(identifierKinds), value: commitment })
export type IdentifierField = Readonly<z.infer<typeof identifier>>

/** What could not be stated, or was not: a reason stands where the fact would. */
export function waiversOf<Field extends string>(fields: readonly [Field, ...Field[]]) {
  return z
    .array(
      z.strictObject({ field: z.enum(fields), reason: commitment, why: z.enum(['not-possible', 'refused']) }),
    )
    .min(1)
    .max(fields.length)
}

/** Lines of a manifest, by number. */
export const lineRanges = z
  .array(z.strictObject({ from: z.int().min(1), to: z.int().min(1) }))
  .min(1)
  .max(1000)

/** A document by what its bytes are; it is kept in the vault, or elsewhere. */
export const documentReference = z.strictObject({ sha256: sha256Hex, size: count })

export const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value))

/** An IANA zone name. Whether it exists is asked where it is entered; a record is read without a zone database. */
export const zone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/)
  .max(64)

export const statedTime = z.strictObject({
  clock: z.enum(['system', 'stated']),
  time: instant,
  /** The wall clock showed this time twice, and its offset was stated with it. */
  twice: z.literal(true).optional(),
  zone,
}) satisfies z.ZodType<StatedTime>

const versioned = z.strictObject({ sha256: sha256Hex, version: z.string().min(1).max(60) })

/** What made an act. `package` and `lock` are this program's own; OpenSSL may be part of Node's file. */
export const softwareField = z.strictObject({
  lock: sha256Hex,
  name: z.string().min(1).max(60),
  node: versioned,
  openssl: versioned,
  package: sha256Hex,
  version: z.string().min(1).max(60),
})
export type SoftwareField = Readonly<z.infer<typeof softwareField>>

/** Base64 of 16 random bytes. */
export const nonce = z.string().regex(/^[A-Za-z0-9+/]{21}[AQgw]==$/)

/** Size and root of a tree its signer saw. */
export const treeHead = z.strictObject({ root: rootHash, size: count })
export type TreeHeadField = z.infer<typeof treeHead>

/** Names a blob of JSON lines by digest and by the Merkle root over its lines. `size` is the blob's own length in bytes. */
export const linesReference = z.strictObject({ lines: count, root: rootHash, sha256: sha256Hex, size: count })
export type LinesReference = z.infer<typeof linesReference>

/** Exhibit numbers given out to a log; what goes with them is in `custody/number-ranges.ts`. */
export const numberRange = z.strictObject({
  from: z.int().min(1).max(999_999),
  to: z.int().min(1).max(999_999),
})
export type NumberRange = Readonly<z.infer<typeof numberRange>>

export const verifierKeyText = z
  .string()
  .max(300)
  .regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/)

/** C2SP key id, in hex: which of a person's keys signed. */
export const keyId = z.string().regex(/^[0-9a-f]{8}$/)
