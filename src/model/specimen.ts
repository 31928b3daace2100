import type { BlobId } from './digest.js'

/** Read-only view of one vault blob. Nothing here can write. */
export interface Specimen {
  readonly blob: BlobId
  /** By content, never by extension: e.g. `image/jpeg`. */
  readonly mediaType: string
  readonly size: number
  /** At most `length` bytes from `offset`; shorter only at the end of the blob. */
  read(offset: number, length: number): Uint8Array
}
