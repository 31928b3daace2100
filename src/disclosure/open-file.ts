import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { displayBytes } from '../encoding/safe-display.js'
import { SourceError } from '../errors.js'

const pieceBytes = 256 * 1024
/** Neither through a link nor waiting for a pipe's writer. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
/** Leaves the time of last access as it was; allowed to the file's owner only, and known to Linux only. */
const untouched = constants.O_NOATIME ?? 0

/**
 * The bytes of a regular file, piece by piece.
 * @throws SourceError `source.not-regular`, `source.unreadable`
 */
export async function* piecesOf(path: Buffer): AsyncGenerator<Uint8Array> {
  const { file, size } = await openRegular(path)
  try {
    // One byte more than is left shows the end in the same read; a short read of a regular file is its end.
    for (let done = 0; ; ) {
      const length = Math.min(pieceBytes, Math.max(size - done, 0) + 1)
      const { bytesRead, buffer } = await reading(path, () =>
        file.read(Buffer.allocUnsafe(length), 0, length),
      )
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead)
      if (bytesRead < length) return
      done += bytesRead
    }
  } finally {
    await file.close()
  }
}

/**
 * All of a small file at once.
 * @throws SourceError `source.malformed` when it is longer than `longest` bytes, and as `piecesOf`
 */
export async function wholeOf(path: Buffer, longest: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of piecesOf(path)) {
    size += piece.length
    if (size > longest)
      throw new SourceError('source.malformed', { path: displayBytes(path), reason: 'too long', longest })
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

async function openRegular(path: Buffer): Promise<{ file: FileHandle; size: number }> {
  const file = await reading(path, () => openUntouched(path))
  const status = await file.stat()
  if (status.isFile()) return { file, size: status.size }
  await file.close()
  throw new SourceError('source.not-regular', { path: displayBytes(path) })
}

async function openUntouched(path: Buffer): Promise<FileHandle> {
  if (untouched === 0) return open(path, flags)
  try {
    return await open(path, flags | untouched)
  } catch (cause) {
    if (errorCode(cause) === 'EPERM') return open(path, flags)
    throw cause
  }
}

async function reading<Result>(path: Buffer, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause
    const reason = errorCode(cause)
    const code = reason === 'ELOOP' ? 'source.not-regular' : 'source.unreadable'
    throw new SourceError(code, { path: displayBytes(path), reason }, { cause })
  }
}

function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
