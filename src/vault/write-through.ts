import { closeSync, constants, fsync, fsyncSync, openSync } from 'node:fs'
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

  function check(path: string, error: NodeJS.ErrnoException | undefined): void {
    if (!error) return
    failure ??= pushFailure(path, error)
    throw failure
  }

  async function pushFolders(): Promise<void> {
    const folders = touched
    touched = new Set()
    let first = true
    for (const folder of folders) {
      requireSound()
      const descriptor = attempt(folder, writeFailure, () =>
        openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY),
      )
      try {
        // The first takes the others with it on a file system with a journal: they need no thread to wait for them.
        check(folder, unlessUnknown(first ? await fsynced(descriptor) : fsyncedNow(descriptor)))
      } finally {
        closeSync(descriptor)
      }
      first = false
    }
  }

  return {
    requireSound,
    async file(descriptor, path) {
      requireSound()
      check(path, await fsynced(descriptor))
    },
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

function fsyncedNow(descriptor: number): NodeJS.ErrnoException | undefined {
  try {
    fsyncSync(descriptor)
    return undefined
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}

/** A file system that knows no fsync of folders says EINVAL; there is nothing more to ask of it. */
function unlessUnknown(error: NodeJS.ErrnoException | undefined): NodeJS.ErrnoException | undefined {
  return error?.code === 'EINVAL' ? undefined : error
}

function pushFailure(path: string, cause: Error): Error {
  const failure = writeFailure(path, cause)
  if (failure instanceof EnvironmentError) return failure
  return new EnvironmentError('environment.io', { path, reason: reasonOf(cause) }, { cause })
}
