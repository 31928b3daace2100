import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { EnvironmentError, SourceError } from '../errors.js'

/**
 * Writes a file (mode 0600, its folder 0700 if absent) that nobody ever sees a part of, whenever this process dies: it is
 * given its name when all of it is on the disk. What stands there is replaced or kept; false when it was kept.
 * @throws EnvironmentError
 */
export function writeWhole(
  path: string,
  content: Uint8Array | string,
  standing: 'replace' | 'keep',
): boolean {
  const folder = dirname(path)
  const partial = `${path}.${randomBytes(8).toString('hex')}.partial`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    try {
      writeSynced(partial, content)
      return standing === 'replace' ? replace(partial, path) : place(partial, path)
    } finally {
      rmSync(partial, { force: true })
      // The file's name is on the disk only when its folder is.
      pushFolder(folder)
    }
  } catch (cause) {
    throw unwritable(path, cause)
  }
}

/**
 * Writes many files of one folder as {@link writeWhole} does, replacing what stands there. They are pushed to the disk side by side
 * and their names together: one file after another, each would wait for the disk by itself.
 * @throws EnvironmentError
 */
export async function writeWholeTogether(folder: string, files: readonly NamedContent[]): Promise<void> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (let from = 0; from < files.length; from += openAtOnce)
      await writeAll(folder, files.slice(from, from + openAtOnce))
  } catch (cause) {
    throw unwritable(folder, cause)
  }
}

const openAtOnce = 128

async function writeAll(folder: string, files: readonly NamedContent[]): Promise<void> {
  const partials: { readonly path: string; readonly file: number }[] = []
  const push = promisify(fsync)
  try {
    try {
      for (const { name, content } of files) {
        const path = join(folder, `${name}.${randomBytes(8).toString('hex')}.partial`)
        const file = openSync(path, 'wx', 0o600)
        partials.push({ path, file })
        writeFileSync(file, content)
      }
      // All of them, before any is closed.
      const pushed = await Promise.allSettled(partials.map(({ file }) => push(file)))
      for (const each of pushed) if (each.status === 'rejected') throw each.reason
    } finally {
      for (const { file } of partials) closeSync(file)
    }
    for (const [at, { name }] of files.entries()) renameSync(partials[at]?.path ?? '', join(folder, name))
  } catch (cause) {
    for (const { path } of partials) rmSync(path, { force: true })
    throw cause
  } finally {
    pushFolder(folder)
  }
}

export interface NamedContent {
  readonly name: string
  readonly content: Uint8Array
}

/** @throws SourceError `source.unreadable`; EnvironmentError */
export function readWhole(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

/** A file that is there and cannot be read: `source.unreadable`, or `environment.io` when it is the disk's fault. */
export function unreadable(path: string, cause: unknown): SourceError | EnvironmentError {
  const reason = systemCode(cause)
  if (reason === 'EIO') return new EnvironmentError('environment.io', { path, reason }, { cause })
  return new SourceError('source.unreadable', { path, reason }, { cause })
}

/** What the operating system would not write, as our error. */
export function unwritable(path: string, cause: unknown): EnvironmentError {
  const reason = systemCode(cause)
  switch (reason) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new EnvironmentError('environment.disk-full', { path, reason }, { cause })
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new EnvironmentError('environment.read-only', { path, reason }, { cause })
    default:
      return new EnvironmentError('environment.io', { path, reason }, { cause })
  }
}

export function systemCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

function writeSynced(path: string, content: Uint8Array | string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function replace(partial: string, path: string): true {
  renameSync(partial, path)
  return true
}

function place(partial: string, path: string): boolean {
  try {
    linkSync(partial, path)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Names in a folder are on the disk only when the folder is. Windows has no such call. */
export function pushFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
