import { z } from 'zod'
import { type Instant, isInstant, type StatedTime } from './instant.js'
import {
  type AcquisitionNumber,
  type ExhibitNumber,
  isAcquisitionNumber,
  isExhibitNumber,
  isLeafHash,
  isOrigin,
  isPersonCode,
  isSealNumber,
  type LeafHash,
  type Origin,
  type PersonCode,
  type SealNumber,
} from './names.js'

// Building blocks of every signed record. All objects are closed: an unknown key is refused.

const named = <Name extends string>(hasForm: (text: string) => text is Name & string) =>
  z.custom<Name>((value) => typeof value === 'string' && hasForm(value))

export const personCode = named<PersonCode>(isPersonCode)
export const exhibitNumber = named<ExhibitNumber>(isExhibitNumber)
export const acquisitionNumber = named<AcquisitionNumber>(isAcquisitionNumber)
export const sealNumber = named<SealNumber>(isSealNumber)
export const origin = named<Origin>(isOrigin)
export const leafHash = named<LeafHash>(isLeafHash)
export const rootHash = z.string().refine((text): boolean => isLeafHash(text))
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)

/** Stands for a value that may have to be withheld or erased: SHA-256 over a salt and the value, base64. */
export const commitment = z.strictObject({ c: rootHash })
export type CommittedField = z.infer<typeof commitment>

export const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value))

/** An IANA zone name. Whether it exists is asked where it is entered; a record is read without a zone database. */
export const zone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/)
  .max(64)

export const statedTime = z.strictObject({
  clock: z.enum(['system', 'stated']),
  time: instant,
  zone,
}) satisfies z.ZodType<StatedTime>

export const count = z.int().min(0)

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
