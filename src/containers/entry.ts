/** When something in a container was changed, as the container states it. */
export type MemberTime =
  /** UTC, `YYYY-MM-DDTHH:mm:ss.nnnnnnnnnZ`. */
  | { readonly kind: 'instant'; readonly text: string }
  /** A clock without a zone: `YYYY-MM-DDTHH:mm:ss`. */
  | { readonly kind: 'local'; readonly text: string }

export interface MemberTimes {
  readonly modified?: MemberTime
  readonly accessed?: MemberTime
  readonly created?: MemberTime
}

interface Member {
  /** As the container has it, in no encoding that could be relied on. */
  readonly rawName: Uint8Array
  readonly times: MemberTimes
}

export interface MemberFile extends Member {
  readonly kind: 'file'
  readonly size: number
  /**
   * Its bytes, once, and only until the next entry is asked for. Throws `source.unreadable` where they are not what the container
   * promises (length, checksum), `source.limit` where there are too many.
   */
  open(): AsyncGenerator<Uint8Array, void, undefined>
}

export interface MemberFolder extends Member {
  readonly kind: 'folder'
}

/** Something a container lists that is not read, and why. It is never passed over. */
export interface UnreadMember extends Member {
  readonly kind: 'unread'
  readonly what: 'file' | 'folder' | 'link' | 'other'
  readonly code: 'source.unreadable' | 'source.not-regular' | 'source.refused'
  readonly reason: string
  /** Where a link leads. It is not followed. */
  readonly target?: Uint8Array
}

/** What a container lists, one after the other. Nothing of it is ever written anywhere under the name it has there. */
export type ContainerEntry = MemberFile | MemberFolder | UnreadMember

const nul = 0
const slash = 0x2f
const backslash = 0x5c
const longestName = 32 * 1024

/** Why a name must not be used as a path, whoever reads it; undefined when it may. */
export function nameFault(name: Uint8Array): string | undefined {
  if (name.length === 0) return 'a name without a character'
  if (name.length > longestName) return `a name of ${name.length} bytes`
  if (name.includes(nul)) return 'a name with a NUL'
  if (name[0] === slash || name[0] === backslash) return 'an absolute path'
  const text = Buffer.from(name).toString('latin1')
  if (/^[A-Za-z]:(?:[\\/]|$)/.test(text)) return 'a path with a drive letter'
  if (text.split(/[\\/]/).includes('..')) return 'a path that leads out of the container'
  return undefined
}

/** Tells whether a name came before; `./a`, `a` and `a/` are one name. */
export function createNameRegister(): (name: Uint8Array) => boolean {
  const seen = new Set<string>()
  return (name) => {
    const key = Buffer.from(name)
      .toString('latin1')
      .replace(/^(?:\.\/+)+/, '')
      .replace(/\/+$/, '')
    const known = seen.has(key)
    seen.add(key)
    return known
  }
}

/** The entry itself, or as unread when its name is not one to be used or came before. */
export function withSafeName(entry: ContainerEntry, isKnown: (name: Uint8Array) => boolean): ContainerEntry {
  const { rawName, times } = entry
  const what = entry.kind === 'unread' ? entry.what : entry.kind
  const fault = nameFault(rawName)
  if (fault !== undefined)
    return { kind: 'unread', rawName, times, what, code: 'source.refused', reason: fault, ...targetOf(entry) }
  // A folder may be listed again, and often is.
  if (!isKnown(rawName) || entry.kind !== 'file') return entry
  return { kind: 'unread', rawName, times, what, code: 'source.refused', reason: 'a name that came before' }
}

function targetOf(entry: ContainerEntry): { target?: Uint8Array } {
  return entry.kind === 'unread' && entry.target ? { target: entry.target } : {}
}
