import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { EnvironmentError, SourceError, UsageError } from '../errors.js'
import type { SetKind } from '../model/known-set.js'

/** `vics`: Project VIC's OData JSON. `nsrl`: NIST's SQLite database. `list`: digests one a line, or CSV. */
export const sourceFormats = ['vics', 'nsrl', 'list'] as const
export type SourceFormat = (typeof sourceFormats)[number]

/** Two formats say themselves what they are; a list may be either, and whoever gives it has to say. */
const inherentKinds: Readonly<Partial<Record<SourceFormat, SetKind>>> = {
  vics: 'known-relevant',
  nsrl: 'known-good',
}

/**
 * The kind that a source of this format is loaded as.
 * @throws SourceError `source.refused` when another was asked for; UsageError `usage.missing` for a list without one
 */
export function kindOfSource(path: string, format: SourceFormat, wanted: SetKind | undefined): SetKind {
  const inherent = inherentKinds[format]
  if (inherent === undefined) {
    if (wanted === undefined) throw new UsageError('usage.missing', { path, reason: 'set-kind' })
    return wanted
  }
  if (wanted !== undefined && wanted !== inherent)
    throw new SourceError('source.refused', { what: 'known-set', reason: `${format}-as-${wanted}`, path })
  return inherent
}

/** What a source is, by which it can be had again. */
export interface SourceFile {
  readonly sha256: string
  readonly size: number
}

export interface OpenSource {
  readonly path: string
  readonly format: SourceFormat
  /** First bytes, by which it was recognised. */
  readonly head: Buffer
  /** The whole file once, from its start; afterwards `file` is known. Each piece is its consumer's. */
  chunks(): AsyncGenerator<Buffer>
  /** Reads the whole file for its digest alone. */
  digest(): Promise<void>
  /** @throws SourceError `source.changed` when the file is not what it was when it was opened */
  file(): Promise<SourceFile>
  close(): Promise<void>
}

const headBytes = 64 * 1024
const chunkBytes = 256 * 1024
const sqliteMagic = Buffer.from('SQLite format 3\0', 'latin1')

/**
 * Opens a source read-only, not through a link.
 * @throws SourceError `source.absent`, `source.unreadable`, `source.not-regular`, `source.changed`; EnvironmentError
 */
export async function openSource(path: string): Promise<OpenSource> {
  const handle = await opened(path)
  try {
    const before = await handle.stat({ bigint: true })
    if (!before.isFile()) throw new SourceError('source.not-regular', { path })
    const head = await readAt(handle, path, Buffer.alloc(headBytes), 0)
    const hash = createHash('sha256')
    let size = 0

    async function* chunks(): AsyncGenerator<Buffer> {
      for (;;) {
        // A buffer of its own for each: a stream keeps the rest of one while it asks for the next.
        const piece = await readAt(handle, path, Buffer.alloc(chunkBytes), size)
        if (piece.length === 0) return
        hash.update(piece)
        size += piece.length
        yield piece
      }
    }

    async function file(): Promise<SourceFile> {
      const after = await handle.stat({ bigint: true })
      if (after.size !== BigInt(size) || after.size !== before.size || after.mtimeNs !== before.mtimeNs)
        throw new SourceError('source.changed', { path })
      return { sha256: hash.digest('hex'), size }
    }

    async function digest(): Promise<void> {
      const pieces = chunks()
      while (!(await pieces.next()).done);
    }

    return { path, format: recognised(head), head, chunks, digest, file, close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** By the first bytes, whatever the name. What is neither JSON nor SQLite is read as a list, and refused there if it is none. */
function recognised(head: Buffer): SourceFormat {
  if (head.subarray(0, sqliteMagic.length).equals(sqliteMagic)) return 'nsrl'
  return /^(?:\ufeff)?\s*[{[]/.test(head.toString('utf8', 0, 1024)) ? 'vics' : 'list'
}

async function opened(path: string): Promise<FileHandle> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  try {
    // Flags that a platform does not know are undefined there. O_NONBLOCK: a pipe without a writer must not hold us.
    return await open(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0))
  } catch (cause) {
    const reason = systemCode(cause)
    if (reason === 'ENOENT') throw new SourceError('source.absent', { path }, { cause })
    if (reason === 'ELOOP') throw new SourceError('source.not-regular', { path, reason }, { cause })
    throw unreadable(path, cause)
  }
}

/** As much of the buffer as the file fills from `position` on. */
async function readAt(handle: FileHandle, path: string, buffer: Buffer, position: number): Promise<Buffer> {
  let filled = 0
  try {
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
  } catch (cause) {
    throw unreadable(path, cause)
  }
  return buffer.subarray(0, filled)
}

export function unreadable(path: string, cause: unknown): SourceError | EnvironmentError {
  const reason = systemCode(cause)
  if (reason === 'EIO') return new EnvironmentError('environment.io', { path, reason }, { cause })
  return new SourceError('source.unreadable', { path, reason }, { cause })
}

export function systemCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
