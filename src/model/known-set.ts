/**
 * What a set of known files says of the files in it. Known-good: nothing to look at, such as parts of published software. Known-relevant:
 * found in cases before. One is never read as the other.
 */
export const setKinds = ['known-good', 'known-relevant'] as const
export type SetKind = (typeof setKinds)[number]

/** Digests that known-file sets are published with, the strongest first. */
export const setAlgorithms = ['sha256', 'sha1', 'md5'] as const
export type SetAlgorithm = (typeof setAlgorithms)[number]

/** Lower-case hex of those that are stated. */
export type KnownDigests = { readonly [algorithm in SetAlgorithm]?: string }

/** A scale of categories and its version. The same code means different things on two scales, so no code stands alone. */
export interface CategoryScheme {
  readonly scheme: string
  readonly schemeVersion: string
}

/** A category as its source states it. */
export interface Category extends CategoryScheme {
  readonly code: string
  readonly label?: string
}

/** One file of a set. What is absent was not stated. */
export interface KnownRecord {
  readonly digests: KnownDigests
  readonly category?: Category
}

const digestLengths: Readonly<Record<SetAlgorithm, number>> = { sha256: 64, sha1: 40, md5: 32 }
const hexDigits = /^[0-9A-Fa-f]+$/

export function bytesOf(algorithm: SetAlgorithm): number {
  return digestLengths[algorithm] / 2
}

/** A digest in hex of either case as lower case; undefined when it is none of this algorithm. */
export function parseDigest(algorithm: SetAlgorithm, text: string): string | undefined {
  return text.length === digestLengths[algorithm] && hexDigits.test(text) ? text.toLowerCase() : undefined
}

/** Which algorithm has digests of so many hex digits. */
export function algorithmOfLength(hexLength: number): SetAlgorithm | undefined {
  return setAlgorithms.find((algorithm) => digestLengths[algorithm] === hexLength)
}
