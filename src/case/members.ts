import type { AcquiredFile } from '../acquire/acquired.js'
import { nameMatches } from '../acquire/file-extension.js'
import { createStreamReader, type StreamRead, type StreamReader } from '../acquire/stream-reader.js'
import { archiveEntries, containerKind } from '../containers/container.js'
import type { ContainerEntry, MemberTimes } from '../containers/entry.js'
import { SourceError } from '../errors.js'
import type { UnreadLine } from '../model/manifest-line.js'
import type { FilesystemVault } from '../vault/filesystem.js'

/** A file that an archive holds. */
export interface AcquiredMember extends StreamRead {
  readonly kind: 'member'
  /** Raw bytes: the archive's own path, `/`, the name it has in the archive. */
  readonly path: Uint8Array
  /** SHA-256 of the archive. */
  readonly within: string
  readonly extensionMatches?: boolean
  /** What the archive states; where it states nothing of a zone, there is none. */
  readonly stated: MemberTimes
}

/** Something that an archive lists and that was not read; with no path of its own, what broke off its reading. */
export interface UnreadMember {
  readonly kind: 'unread'
  readonly path: Uint8Array
  readonly what: UnreadLine['what']
  readonly code: string
  readonly reason: string
  readonly target?: Uint8Array
}

const archives: ReadonlySet<string> = new Set(['application/zip', 'application/x-tar', 'application/gzip'])

/** Whether a file may hold others. Told by its bytes; an office document, which is a ZIP too, is what it is said to be. */
export function mayHoldFiles({ mediaType, size }: Pick<AcquiredFile, 'mediaType' | 'size'>): boolean {
  return size > 0 && archives.has(mediaType)
}

/**
 * What an archive holds, in its order, each file read once: never written anywhere but into the vault, under its digest. Its own
 * archives are not opened in their turn. What it lists and may not be read comes as unread; so does, last, whatever breaks it off.
 */
export async function* membersOf(
  archive: AcquiredFile,
  at: string,
  vault: FilesystemVault | undefined,
): AsyncGenerator<AcquiredMember | UnreadMember> {
  const kind = await containerKind(at)
  if (kind === undefined || kind === 'ewf') return
  const reader = await createStreamReader(vault)
  try {
    for await (const entry of archiveEntries(at, kind)) {
      const acquired = await readEntry(entry, archive, reader)
      if (acquired) yield acquired
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    yield broken(archive.path, error)
  }
}

async function readEntry(
  entry: ContainerEntry,
  archive: AcquiredFile,
  reader: StreamReader,
): Promise<AcquiredMember | UnreadMember | undefined> {
  if (entry.kind === 'folder') return undefined
  const path = Buffer.concat([archive.path, Buffer.from('/'), entry.rawName])
  if (entry.kind === 'unread') {
    const { code, reason, target } = entry
    const what = entry.what === 'other' ? 'file' : entry.what
    return { kind: 'unread', path, what, code, reason, ...(target ? { target } : {}) }
  }
  try {
    const read = await reader.read(entry.open())
    const matches = nameMatches(entry.rawName, read.mediaType)
    return {
      kind: 'member',
      ...read,
      path,
      within: archive.digests.sha256,
      stated: entry.times,
      ...(matches === undefined ? {} : { extensionMatches: matches }),
    }
  } catch (error) {
    if (!(error instanceof SourceError) || error.code === 'source.limit') throw error
    return broken(path, error)
  }
}

function broken(path: Uint8Array, { code, details }: SourceError): UnreadMember {
  const { reason = code, limit } = details
  const text = limit === undefined ? String(reason) : `limit of ${limit}`
  return { kind: 'unread', path, what: 'file', code, reason: text }
}
