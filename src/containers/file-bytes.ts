import type { BigIntStats } from 'node:fs'
import { constants } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { EnvironmentError, SourceError } from '../errors.js'

/** A file that was opened to be read at any place. Whoever opened it closes it. */
export interface FileBytes {
  readonly path: string
  readonly size: number
  /** Shorter than `length` only at the end. Throws `source.unreadable` naming the place. */
  read(offset: number, length: number): Promise<Buffer>
  /** Throws `source.changed` when the file is no longer what was opened. */
  requireUnchanged(): Promise<void>
  close(): Promise<void>
}

export interface OpenBytesOptions {
  /** Whether a block device will do. */
  readonly device?: boolean
}

// Flags that a platform does not know are undefined there and count as 0.
const safely = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * Opens for reading alone. A link is not followed and a pipe not opened.
 * Throws `source.absent`, `source.unreadable` or `source.not-regular`.
 */
export async function openBytes(path: string, { device = false }: OpenBytesOptions = {}): Promise<FileBytes> {
  const handle = await openQuietly(path)
  try {
    const before = await handle.stat({ bigint: true })
    const size = await sizeOf(path, before, device)
    return new OpenFile(path, size, handle, before)
  } catch (error) {
    await handle.close()
    throw error
  }
}

class OpenFile implements FileBytes {
  readonly path: string
  readonly size: number
  readonly #handle: FileHandle
  readonly #before: BigIntStats

  constructor(path: string, size: number, handle: FileHandle, before: BigIntStats) {
    this.path = path
    this.size = size
    this.#handle = handle
    this.#before = before
  }

  async read(offset: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, this.size - offset))
    const buffer = Buffer.allocUnsafeSlow(wanted)
    let filled = 0
    while (filled < wanted) {
      const count = await this.#readSome(buffer, filled, offset + filled)
      if (count === 0)
        throw this.#unreadable(offset + filled, `ends at byte ${offset + filled} of ${this.size}`)
      filled += count
    }
    return buffer
  }

  async requireUnchanged(): Promise<void> {
    const after = await this.#handle.stat({ bigint: true })
    const changed = (['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const).filter(
      (name) => after[name] !== this.#before[name],
    )
    // The times of a device's own node say nothing of what is on it.
    if (changed.length === 0 || after.isBlockDevice()) return
    throw new SourceError('source.changed', { path: this.path, reason: changed.join(', ') })
  }

  close(): Promise<void> {
    return this.#handle.close()
  }

  async #readSome(buffer: Buffer, at: number, position: number): Promise<number> {
    try {
      return (await this.#handle.read(buffer, at, buffer.length - at, position)).bytesRead
    } catch (cause) {
      throw this.#unreadable(position, reasonOf(cause), cause)
    }
  }

  #unreadable(offset: number, reason: string, cause?: unknown): SourceError {
    return new SourceError('source.unreadable', { path: this.path, reason, offset }, { cause })
  }
}

async function openQuietly(path: string): Promise<FileHandle> {
  try {
    // open(2): only the owner of a file, or root, may ask for O_NOATIME; EPERM otherwise.
    return await open(path, safely | (constants.O_NOATIME ?? 0))
  } catch (cause) {
    if (reasonOf(cause) !== 'EPERM') throw refusal(path, cause)
  }
  try {
    return await open(path, safely)
  } catch (cause) {
    throw refusal(path, cause)
  }
}

function refusal(path: string, cause: unknown): SourceError | EnvironmentError {
  const reason = reasonOf(cause)
  switch (reason) {
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOMEM':
      return new EnvironmentError('environment.io', { path, reason }, { cause })
    case 'ENOENT':
    case 'ENOTDIR':
      return new SourceError('source.absent', { path, reason }, { cause })
    case 'ELOOP':
      return new SourceError('source.not-regular', { path, reason: 'link' }, { cause })
    case 'ENXIO':
      return new SourceError('source.not-regular', { path, reason: 'fifo' }, { cause })
    default:
      return new SourceError('source.unreadable', { path, reason }, { cause })
  }
}

async function sizeOf(path: string, stats: BigIntStats, device: boolean): Promise<number> {
  if (stats.isFile()) return exact(path, stats.size)
  if (!stats.isBlockDevice())
    throw new SourceError('source.not-regular', { path, reason: stats.isDirectory() ? 'folder' : 'device' })
  if (!device) throw new SourceError('source.not-regular', { path, reason: 'device' })
  return exact(path, (await deviceSectors(path, stats.rdev)) * 512n)
}

/** Node cannot seek to the end of a device; Linux says its length in units of 512 bytes, whatever its sectors are. */
async function deviceSectors(path: string, number: bigint): Promise<bigint> {
  // makedev(3), as the C library packs the two numbers.
  const major = ((number >> 8n) & 0xfffn) | ((number >> 32n) & ~0xfffn)
  const minor = (number & 0xffn) | ((number >> 12n) & ~0xffn)
  try {
    return BigInt((await readFile(`/sys/dev/block/${major}:${minor}/size`, 'latin1')).trim())
  } catch (cause) {
    throw new SourceError('source.unreadable', { path, reason: 'its size is not known' }, { cause })
  }
}

function exact(path: string, size: bigint): number {
  if (size > BigInt(Number.MAX_SAFE_INTEGER))
    throw new SourceError('source.unreadable', {
      path,
      reason: `larger than ${Number.MAX_SAFE_INTEGER} bytes`,
    })
  return Number(size)
}

/** `EIO` and the like; the text of the error when it is not the operating system's. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return String(error)
}
