import type { Specimen } from '../model/specimen.js'

/** One thing a file says of itself. Nobody has checked it: any writer can set any value. */
export interface MetadataValue {
  /** What it is, after the format's own names: `exif.Make`, `png.width`, `xmp.dc:creator[1]`. May hold text from the file. */
  readonly name: string
  /** As it stands in the file. A date without a zone stays text without a zone. */
  readonly value: string | number | boolean | readonly (string | number)[]
  /** Where it was read, and whether it was cut: `JPEG APP1 at byte 2, IFD0`. */
  readonly where: string
}

/** Reads what files of some kinds say of themselves. Extractors do not see each other's values. */
export interface Extractor {
  readonly id: string
  readonly version: number
  readonly mediaTypes: readonly string[]
  /** What it reads, and what it does not. Printed beside its outcomes. */
  readonly reads: string
  /**
   * Everything it found, in file order; an empty list when the file says nothing. Throws `source.malformed` when the bytes
   * are not what the media type says, `source.unreadable` when they lie beyond what it reads.
   */
  extract(specimen: Specimen): Promise<readonly MetadataValue[]>
}
