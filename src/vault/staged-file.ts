import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { VaultError } from '../errors.js'
import { type BlobId, blobIdOf } from '../model/digest.js'
import { incomingName } from './incoming.js'
import { attempt, readFailure, reasonOf, writeFailure } from './storage-failure.js'
import type { Staging } from './vault.js'
import type { WriteThrough } from './write-through.js'

/** Where a file system vault keeps things. */
export interface VaultPaths {
  readonly root: string
  readonly incoming: string
  of(blob: BlobId): string
}

const bufferSize = 1_048_576
let buffer: Buffer | undefined

/** Starts a temporary file that `commit` links into place. All but the write-through is done at once, in this thread. */
export function stageFile(paths: VaultPaths, through: WriteThrough): Staging {
  through.requireSound()
  makeFolder(paths.incoming)
  const path = join(paths.incoming, incomingName())
  const descriptor = attempt(path, writeFailure, () => openSync(path, 'wx+', 0o400))
  let open = true
  let size = 0

  function end(): void {
    if (!open) return
    open = false
    try {
      attempt(path, writeFailure, () => unlinkSync(path))
    } finally {
      closeSync(descriptor)
    }
  }

  return {
    async write(chunk) {
      attempt(path, writeFailure, () => writeFully(descriptor, chunk))
      size += chunk.length
    },
    async commit(blob) {
      const target = paths.of(blob)
      const stored = requireStored(target, blob, size) ? 'present' : await place(target, blob)
      // A blob that is present may have been linked a moment ago by a writer that has not pushed its folders yet.
      for (const folder of foldersAbove(target, paths.root)) through.touch(folder)
      end()
      return stored
    },
    async discard() {
      end()
    },
  }

  async function place(target: string, blob: BlobId): Promise<'new' | 'present'> {
    await through.file(descriptor, path)
    requireBytes(descriptor, path, blob, size)
    makeFolder(dirname(target))
    try {
      linkSync(path, target)
    } catch (error) {
      if (reasonOf(error) !== 'EEXIST') throw writeFailure(target, error)
      requireStored(target, blob, size)
      return 'present'
    }
    return 'new'
  }
}

/** Not the recursive mkdir of Node, which tells a read-only disk as ENOENT. */
function makeFolder(folder: string): void {
  const first = mkdirError(folder)
  if (first === undefined || reasonOf(first) === 'EEXIST') return
  if (reasonOf(first) !== 'ENOENT' || dirname(folder) === folder) throw writeFailure(folder, first)
  makeFolder(dirname(folder))
  const second = mkdirError(folder)
  if (second !== undefined && reasonOf(second) !== 'EEXIST') throw writeFailure(folder, second)
}

function mkdirError(folder: string): unknown {
  try {
    mkdirSync(folder, { mode: 0o700 })
    return undefined
  } catch (error) {
    return error
  }
}

/** Every folder that may have a new entry, the one the vault is in included. */
function foldersAbove(path: string, root: string): string[] {
  const folders: string[] = []
  for (let folder = dirname(path); folder !== root; folder = dirname(folder)) folders.push(folder)
  return [...folders, root, dirname(root)]
}

function writeFully(descriptor: number, chunk: Uint8Array): void {
  let written = 0
  while (written < chunk.length) written += writeSync(descriptor, chunk, written)
}

/** Whether the blob is stored, and then soundly: throws `vault.mismatch` when the file is not what its name promises. */
function requireStored(path: string, blob: BlobId, size: number): boolean {
  let descriptor: number
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    if (reasonOf(error) === 'ENOENT') return false
    throw readFailure(path, error)
  }
  try {
    requireBytes(descriptor, path, blob, size)
    return true
  } finally {
    closeSync(descriptor)
  }
}

function requireBytes(descriptor: number, path: string, blob: BlobId, size: number): void {
  const found = attempt(path, readFailure, () => fstatSync(descriptor))
  if (!found.isFile() || found.size !== size)
    throw new VaultError('vault.mismatch', { path, blob, reason: `${found.size} bytes, not ${size}` })
  const hashed = attempt(path, readFailure, () => hashOf(descriptor, size))
  if (hashed !== blob)
    throw new VaultError('vault.mismatch', { path, blob, reason: `its bytes are ${hashed}` })
}

function hashOf(descriptor: number, size: number): BlobId {
  buffer ??= Buffer.allocUnsafeSlow(bufferSize)
  const hash = createHash('sha256')
  for (let position = 0; position < size; ) {
    const count = readSync(descriptor, buffer, 0, bufferSize, position)
    if (count === 0) break
    hash.update(buffer.subarray(0, count))
    position += count
  }
  return blobIdOf(hash.digest('hex'))
}
