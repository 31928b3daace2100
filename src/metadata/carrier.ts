/** A block inside a file that has a format of its own. */
export interface Carrier {
  readonly kind: 'tiff' | 'xmp' | 'iptc' | 'icc'
  readonly bytes: Uint8Array
  readonly where: string
}

/** A block that was seen and could not be taken out. */
export interface Unread {
  readonly kind: 'unread'
  readonly reason: string
  readonly where: string
}

export type Carried = Carrier | Unread

/** Larger blocks are not read, only told of. */
export const largestCarrier = 16 * 2 ** 20
