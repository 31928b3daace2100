import type { FileBytes } from './file-bytes.js'

/** A stretch of the medium that could not be read: nobody may guess what it holds. */
export interface UnreadableRange {
  readonly kind: 'unreadable'
  readonly offset: number
  readonly length: number
  readonly reason: string
}

export type ImagePiece =
  | { readonly kind: 'bytes'; readonly offset: number; readonly bytes: Uint8Array }
  | UnreadableRange

/** Something about the image's files that a reader of it should know, and that leaves the medium readable. */
export type ImageNotice =
  /** Bytes that belong to no section: no tool that verifies the medium looks at them. */
  | {
      readonly kind: 'unclaimed-bytes'
      readonly path: string
      readonly offset: number
      readonly length: number
    }
  /** A section fails its checksum or cannot be read, and what it says is not used. */
  | {
      readonly kind: 'damaged-section'
      readonly path: string
      readonly section: string
      readonly offset: number
    }
  /** The second copy of a table stood in for the first. */
  | { readonly kind: 'table-copy-used'; readonly path: string; readonly offset: number }
  /** A file is named like a further segment and does not belong to the image. */
  | { readonly kind: 'stray-segment'; readonly path: string }
  /** A part before the last is shorter than the first, as parts that were cut by one tool are not. */
  | { readonly kind: 'uneven-part'; readonly path: string; readonly size: number; readonly expected: number }
  /** The tables hold another number of chunks than the image says it has. */
  | { readonly kind: 'chunk-count'; readonly stated: number; readonly found: number }

/** A value that was typed or taken when the image was made. Free text: it may name people. */
export interface AcquiryValue {
  readonly section: 'header' | 'header2'
  /** As the format abbreviates it; `name` is what that stands for, where it is known. */
  readonly key: string
  readonly name?: AcquiryName
  readonly value: string
  /** Only where the value counts seconds since 1970. The times of `header` have no zone and stay text. */
  readonly instant?: string
}

export type AcquiryName =
  | 'case-number'
  | 'evidence-number'
  | 'description'
  | 'examiner'
  | 'notes'
  | 'software-version'
  | 'system'
  | 'acquired'
  | 'system-time'
  | 'password'
  | 'compression'

/** What the maker of the image wrote into it, in lower-case hex. */
export interface StoredHashes {
  readonly md5?: string
  readonly sha1?: string
}

/** Sectors that the maker of the image could not read. */
export interface SectorRange {
  readonly first: number
  readonly count: number
}

/** The bytes of a medium, however they are kept. Whoever opened it closes it. */
export interface Image {
  readonly format: 'raw' | 'split-raw' | 'ewf'
  /** Bytes of the medium. */
  readonly size: number
  readonly bytesPerSector: number
  /** The files it is kept in, in order. */
  readonly segments: readonly FileBytes[]
  readonly stored: StoredHashes
  readonly acquiry: readonly AcquiryValue[]
  readonly acquiryErrors: readonly SectorRange[]
  readonly notices: readonly ImageNotice[]
  /** Shorter than `length` only at the end. Throws `source.unreadable` when a byte of it cannot be read. */
  read(offset: number, length: number): Promise<Uint8Array>
  /** The whole medium in order, without gaps, in pieces of at most a mebibyte; what cannot be read is a piece too. */
  pieces(): AsyncGenerator<ImagePiece, void, undefined>
  close(): Promise<void>
}

export async function requireUnchanged(image: Image): Promise<void> {
  for (const segment of image.segments) await segment.requireUnchanged()
}
