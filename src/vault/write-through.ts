import { closeSync, constants, fsync, openSync } from 'node:fs'
import { EnvironmentError } from '../errors.js'
import { attempt, reasonOf, writeFailure } from './storage-failure.js'

/**
 * Pushes files and folders to the medium. A write-through that failed may have dropped the pages it could not write,
 * and a second one would succeed without them, so after the first failure every call throws that failure.
 */
export interface WriteThrough {
  /** Throws the earlier failure, if there was one. */
  requireSound(): void
  file(descriptor: number, path: string): Promise<void>
  /** Remembers a folder whose entries changed. */
  touch(folder: string): void
  /** Pushes every folder touched before the call. */
  flush(): Promise<void>
}

export function createWriteThrough(): WriteThrough {
  let failure: Error | undefined
  let touched = new Set<string>()
  let flushing: Promise<void> = Promise.resolve()

  function requireSound(): void {
    if (failure) throw failure
  }

  async function push(descriptor: number, path: string, folder: boolean): Promise<void> {
    requireSound()
    const error = await fsynced(descriptor)
    // A file system that knows no fsync of folders says EINVAL; there is nothing more to ask of it.
    if (error && !(folder && error.code === 'EINVAL')) {
      failure ??= pushFailure(path, error)
      throw failure
    }
  }

  async function pushFolders(): Promise<void> {
    const folders = touched
    touched = new Set()
    for (const folder of folders) {
      const descriptor = attempt(folder, writeFailure, () =>
        openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY),
      )
      try {
        await push(descriptor, folder, true)
      } finally {
        closeSync(descriptor)
      }
    }
  }

  return {
    requireSound,
    file: (descriptor, path) => push(descriptor, path, false),
    touch: (folder) => touched.add(folder),
    flush() {
      // One after the other: the folders a caller waits for may be in the hands of the flush before.
      flushing = flushing.then(pushFolders)
      return flushing
    },
  }
}

function fsynced(descriptor: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => fsync(descriptor, (error) => resolve(error ?? undefined)))
}

function pushFailure(path: string, cause: Error): Error {
  const failure = writeFailure(path, cause)
  if (failure instanceof EnvironmentError) return failure
  return new EnvironmentError('environment.io', { path, reason: reasonOf(cause) }, { cause })
}
