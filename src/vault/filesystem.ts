import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { VaultError } from '../errors.js'
import { type BlobId, blobIdOf, isBlobId, sha256Of } from '../model/digest.js'
import { sweepIncoming } from './incoming.js'
import { stageFile, type VaultPaths } from './staged-file.js'
import { attempt, readFailure, reasonOf } from './storage-failure.js'
import type { StoredBlob, Vault } from './vault.js'
import { createWriteThrough } from './write-through.js'

const chunkSize = 1_048_576

/** A vault that is a folder. */
export interface FilesystemVault extends Vault {
  /** Where the blob is, or would be: for a process that is to open it by path, read-only. */
  pathOf(blob: BlobId): string
}

/**
 * Blobs at `<folder>/sha256/ab/cd/<64 hex digits>`, files 0400 in folders 0700, linked into place by link(2), which never
 * replaces; temporary files in `<folder>/incoming/`. Opening touches nothing: folders are made by the first write.
 */
export function openFilesystemVault(folder: string): FilesystemVault {
  const root = resolve(folder)
  const shelves = join(root, 'sha256')
  const through = createWriteThrough()
  const paths: VaultPaths = { root, incoming: join(root, 'incoming'), of: pathOf }

  function pathOf(blob: BlobId): string {
    const hex = sha256Of(blob)
    return join(shelves, hex.slice(0, 2), hex.slice(2, 4), hex)
  }

  return {
    address: { kind: 'filesystem', folder: root },
    pathOf,
    has: async (blob) => sizeOf(pathOf(blob)) !== undefined,
    async size(blob) {
      const size = sizeOf(pathOf(blob))
      if (size === undefined) throw new VaultError('vault.absent', { path: pathOf(blob), blob })
      return size
    },
    read: (blob, offset = 0, length = Number.MAX_SAFE_INTEGER) => readFile(pathOf(blob), offset, length),
    async store(bytes) {
      const blob = blobIdOf(createHash('sha256').update(bytes).digest('hex'))
      const staging = stageFile(paths, through)
      try {
        await staging.write(bytes)
        await staging.commit(blob)
      } finally {
        await staging.discard()
      }
      await through.flush()
      return blob
    },
    stage: async () => stageFile(paths, through),
    flush: () => through.flush(),
    blobs: () => blobsUnder(shelves),
    sweep: async () => sweepIncoming(paths.incoming),
  }
}

/** Undefined unless a regular file is there. */
function sizeOf(path: string): number | undefined {
  const stats = attempt(path, readFailure, () => lstatSync(path, { throwIfNoEntry: false }))
  return stats?.isFile() ? stats.size : undefined
}

async function* readFile(
  path: string,
  offset: number,
  length: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const descriptor = attempt(path, readFailure, () =>
    openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK),
  )
  try {
    const stats = attempt(path, readFailure, () => fstatSync(descriptor))
    if (!stats.isFile()) throw new VaultError('vault.absent', { path, reason: 'not a regular file' })
    const end = Math.min(stats.size, offset + length)
    for (let position = offset; position < end; ) {
      const chunk = Buffer.allocUnsafeSlow(Math.min(chunkSize, end - position))
      const count = attempt(path, readFailure, () => readSync(descriptor, chunk, 0, chunk.length, position))
      if (count === 0) return
      position += count
      yield chunk.subarray(0, count)
    }
  } finally {
    closeSync(descriptor)
  }
}

async function* blobsUnder(shelves: string): AsyncGenerator<StoredBlob, void, undefined> {
  for (const outer of sortedNames(shelves)) {
    for (const inner of sortedNames(join(shelves, outer))) {
      for (const hex of sortedNames(join(shelves, outer, inner))) {
        const blob = blobIdOf(hex)
        if (!isBlobId(blob) || !hex.startsWith(outer + inner)) continue
        const size = sizeOf(join(shelves, outer, inner, hex))
        if (size !== undefined) yield { blob, size }
      }
    }
  }
}

/** Nothing where there is no folder. */
function sortedNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === 'ENOENT' || reason === 'ENOTDIR') return []
    throw readFailure(folder, error)
  }
}
