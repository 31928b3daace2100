import type { AcquiredFile } from '../acquire/acquired.js'
import { nameMatches } from '../acquire/file-extension.js'
import { createStreamReader, type StreamRead, type StreamReader } from '../acquire/stream-reader.js'
import { archiveEntries, containerKind } from '../containers/container.js'
import type { ContainerEntry, MemberTimes } from '../containers/entry.js'
import { EnvironmentError, SourceError } from '../errors.js'
import type { UnreadLine } from '../model/manifest-line.js'
import type { FilesystemVault } from '../vault/filesystem.js'
import { imageEntries, isImageName } from './image-members.js'

/** A file that an archive or an image holds. */
export interface AcquiredMember extends StreamRead {
  readonly kind: 'member'
  /** Raw bytes: the container's own path, `/`, the name it has in there. */
  readonly path: Uint8Array
  /** SHA-256 of the archive, or of the image's first segment. */
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

/**
 * Whether a file may hold others. An archive is told by its bytes, and an office document, which is a ZIP too, is what it is said to be; an
 * image by the name of its first segment.
 */
export function mayHoldFiles({ mediaType, size, path }: AcquiredFile): boolean {
  return size > 0 && (archives.has(mediaType) || isImageName(path))
}

/**
 * What an archive, or a file system in an image, holds, in its order, each file read once: never written anywhere but into the vault, under
 * its digest. What is in it of either kind is not opened in its turn. What it lists and may not be read comes as unread; so does, last,
 * whatever breaks it off, a missing program among it.
 * @param at where its bytes are: an archive is read as it was recorded, an image where it lies, for its segments are known by their names
 */
export async function* membersOf(
  container: AcquiredFile,
  at: { readonly recorded: string; readonly inSource: string },
  vault: FilesystemVault | undefined,
): AsyncGenerator<AcquiredMember | UnreadMember> {
  const reader = await createStreamReader(vault)
  try {
    if (archives.has(container.mediaType)) yield* inArchive(container, at.recorded, reader)
    else yield* inImage(container, at.inSource, reader)
  } catch (error) {
    if (!(error instanceof SourceError) && !isNoProgram(error)) throw error
    yield broken(container.path, error)
  }
}

async function* inArchive(
  archive: AcquiredFile,
  at: string,
  reader: StreamReader,
): AsyncGenerator<AcquiredMember | UnreadMember> {
  const kind = await containerKind(at)
  if (kind === undefined || kind === 'ewf') return
  for await (const entry of archiveEntries(at, kind)) {
    const acquired = await readEntry(entry, archive, reader)
    if (acquired) yield acquired
  }
}

async function* inImage(
  image: AcquiredFile,
  at: string,
  reader: StreamReader,
): AsyncGenerator<AcquiredMember | UnreadMember> {
  for await (const entry of imageEntries(at)) {
    if (entry.kind === 'folder') continue
    const path = Buffer.concat([image.path, Buffer.from('/'), entry.path])
    const what = entry.kind === 'link' ? 'link' : 'file'
    if (entry.deleted) {
      const reason = 'a name that was removed; its bytes are not recovered'
      yield { kind: 'unread', path, what, code: 'source.excluded', reason }
    } else if (entry.kind !== 'file') {
      yield { kind: 'unread', path, what, code: 'source.not-regular', reason: 'not a regular file' }
    } else
      yield await readBytes(
        entry.bytes(),
        entry.name,
        { path, within: image.digests.sha256, stated: {} },
        reader,
      )
  }
}

function isNoProgram(error: unknown): error is EnvironmentError {
  return error instanceof EnvironmentError && error.code === 'environment.no-program'
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
  const place = { path, within: archive.digests.sha256, stated: entry.times }
  return readBytes(entry.open(), entry.rawName, place, reader)
}

async function readBytes(
  bytes: AsyncIterable<Uint8Array>,
  name: Uint8Array,
  place: Pick<AcquiredMember, 'path' | 'within' | 'stated'>,
  reader: StreamReader,
): Promise<AcquiredMember | UnreadMember> {
  try {
    const read = await reader.read(bytes)
    const matches = nameMatches(name, read.mediaType)
    return {
      kind: 'member',
      ...read,
      ...place,
      ...(matches === undefined ? {} : { extensionMatches: matches }),
    }
  } catch (error) {
    if (!(error instanceof SourceError) || error.code === 'source.limit') throw error
    return broken(place.path, error)
  }
}

function broken(path: Uint8Array, { code, details }: SourceError | EnvironmentError): UnreadMember {
  const { reason = code, limit, program, package: from } = details
  const limited = limit === undefined ? String(reason) : `limit of ${limit}`
  const text = program === undefined ? limited : `needs ${program} (Debian package ${from})`
  return { kind: 'unread', path, what: 'file', code, reason: text }
}
