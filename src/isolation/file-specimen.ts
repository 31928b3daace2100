import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { SourceError } from '../errors.js'
import type { BlobId } from '../model/digest.js'
import type { Specimen } from '../model/specimen.js'

const readAhead = 65_536

export interface OpenSpecimen extends Specimen {
  close(): void
}

/**
 * Opens a file as a specimen: read-only, not through a link, and only a regular file. Throws `source.not-regular` or
 * `source.unreadable`. Each `read` returns bytes in a buffer of their own, so that a parser which runs past their end
 * meets the end and not another file's bytes.
 */
export function openSpecimen(path: string | Uint8Array, blob: BlobId, mediaType: string): OpenSpecimen {
  const descriptor = openReadOnly(path)
  const stats = fstatSync(descriptor)
  if (!stats.isFile()) {
    closeSync(descriptor)
    throw new SourceError('source.not-regular', { blob })
  }
  const { size } = stats
  let window: { readonly start: number; readonly bytes: Uint8Array } = { start: 0, bytes: new Uint8Array(0) }

  function read(offset: number, length: number): Uint8Array {
    const wanted = Math.max(0, Math.min(length, size - offset))
    if (wanted === 0 || offset < 0) return new Uint8Array(0)
    if (wanted > readAhead) return readFully(descriptor, offset, wanted)
    if (offset < window.start || offset + wanted > window.start + window.bytes.length)
      window = { start: offset, bytes: readFully(descriptor, offset, Math.min(readAhead, size - offset)) }
    return window.bytes.slice(offset - window.start, offset - window.start + wanted)
  }

  return { blob, mediaType, size, read, close: () => closeSync(descriptor) }
}

function openReadOnly(path: string | Uint8Array): number {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  try {
    // O_NONBLOCK: a pipe without a writer must not hold us. Windows knows neither flag.
    return openSync(
      typeof path === 'string' ? path : Buffer.from(path),
      O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0),
    )
  } catch (cause) {
    throw unreadable(cause)
  }
}

function readFully(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const count = readOnce(descriptor, bytes, filled, offset + filled)
    if (count === 0) return bytes.slice(0, filled)
    filled += count
  }
  return bytes
}

function readOnce(descriptor: number, bytes: Uint8Array, filled: number, position: number): number {
  try {
    return readSync(descriptor, bytes, filled, bytes.length - filled, position)
  } catch (cause) {
    throw unreadable(cause)
  }
}

function unreadable(cause: unknown): SourceError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  return new SourceError('source.unreadable', { reason }, { cause })
}
