import type { DigestSet } from '../model/digest.js'

/**
 * What the source's file system says, in UTC: `YYYY-MM-DDTHH:mm:ss.nnnnnnnnnZ`, the year with six digits and perhaps a
 * minus outside 0000 to 9999. `accessed` is from before we read. `born` is absent where the file system does not say.
 */
export interface FileTimes {
  readonly modified: string
  readonly changed: string
  readonly accessed: string
  readonly born?: string
}

/** `may-have-changed`: the system did not let us read without it, or the access time moved all the same. */
export type AccessTime = 'preserved' | 'may-have-changed'

/** A file that was read whole and did not change meanwhile. */
export interface AcquiredFile {
  readonly kind: 'file'
  /** Raw bytes, relative to the source, `/` between the names. */
  readonly path: Uint8Array
  readonly size: number
  readonly digests: DigestSet
  /** By content. */
  readonly mediaType: string
  /** Whether the extension fits the content; absent when it says nothing. */
  readonly extensionMatches?: boolean
  readonly times: FileTimes
  /** Decimal; a file system may use all 64 bits. */
  readonly device: string
  readonly inode: string
  /** How many names the file has in its file system. */
  readonly links: number
  readonly accessTime: AccessTime
  /** `present`: the vault held these bytes before; `in-place`: nothing was copied. */
  readonly stored: 'new' | 'present' | 'in-place'
  /** Taken over from a run that was interrupted; not read again. */
  readonly resumed?: true
}

export type UnreadCode = 'source.unreadable' | 'source.changed' | 'source.not-regular' | 'source.excluded'

interface UnreadEntry {
  readonly kind: 'unread'
  readonly path: Uint8Array
  readonly code: UnreadCode
  readonly reason: string
}

/** Something the source holds that could not, or must not, be read. Its path is empty when it is the source itself. */
export type Unread = UnreadEntry &
  (
    | { readonly what: 'file' | 'folder' | 'fifo' | 'socket' | 'device' }
    | { readonly what: 'link'; readonly target: Uint8Array }
  )

export type Acquired = AcquiredFile | Unread

/** Why one thing of the source is passed over. */
export interface Refusal {
  readonly kind: 'refused'
  readonly code: UnreadCode
  readonly reason: string
}

export function refused(code: UnreadCode, reason: string): Refusal {
  return { kind: 'refused', code, reason }
}
