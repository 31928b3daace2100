import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { EnvironmentError, UsageError } from '../errors.js'
import type { Sum } from './layout.js'

/** A folder being written beside where it will stand. Nothing is seen at its place before all of it is on the disk. */
export interface Staging {
  /** For what is not to be published. */
  readonly scratch: string
  /** Every file written so far. */
  readonly sums: readonly Sum[]
  /** Writes a file that must not exist yet, and has it on the disk; returns its digest. */
  write(path: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string>
  /** Moves the folder to its place. */
  publish(): Promise<void>
  /** Removes what was not published. */
  discard(): Promise<void>
}

/** @throws UsageError `usage.conflict` when something other than an empty folder stands there; EnvironmentError */
export async function stage(folder: string): Promise<Staging> {
  const place = resolve(folder)
  await requireFree(place)
  const parent = dirname(place)
  const temporary = await onDisk(place, async () => {
    await mkdir(parent, { recursive: true })
    return mkdtemp(join(parent, `.${basename(place)}.partial-`))
  })
  const content = join(temporary, 'content')
  const scratch = join(temporary, 'scratch')
  const sums: Sum[] = []
  const folders = new Set<string>([content])
  await onDisk(place, async () => {
    await mkdir(content)
    await mkdir(scratch)
  })

  return {
    scratch,
    sums,
    async write(path, pieces) {
      const full = join(content, path)
      const sha256 = await onDisk(full, async () => {
        await mkdir(dirname(full), { recursive: true })
        return writeSynced(full, pieces)
      })
      for (let each = dirname(full); each !== content; each = dirname(each)) folders.add(each)
      sums.push({ sha256, path })
      return sha256
    },
    async publish() {
      await onDisk(place, async () => {
        for (const each of folders) await syncFolder(each)
      })
      // An empty folder may stand at the place; it gives way, anything else does not.
      if (!(await requireFree(place))) await onDisk(place, () => rmdir(place))
      await onDisk(place, () => rename(content, place))
      await onDisk(place, () => syncFolder(parent))
    },
    discard: () => onDisk(temporary, () => rm(temporary, { recursive: true, force: true })),
  }
}

/** True when nothing stands there, false for an empty folder. @throws UsageError `usage.conflict` for anything else */
export async function requireFree(place: string): Promise<boolean> {
  try {
    const [first] = await readdir(place)
    if (first === undefined) return false
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return true
    if (errorCode(cause) !== 'ENOTDIR') throw unwritable(place, cause)
  }
  throw new UsageError('usage.conflict', { path: place, reason: 'not-empty' })
}

async function writeSynced(
  path: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx')
  try {
    for await (const piece of pieces) {
      hash.update(piece)
      await file.writeFile(piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}

/** The names in a folder are on the disk only when the folder is. Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** What the disk refuses becomes an EnvironmentError; what the pieces' own source throws stays what it is. */
async function onDisk<Result>(path: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause
    throw unwritable(path, cause)
  }
}

function unwritable(path: string, cause: unknown): EnvironmentError {
  const reason = errorCode(cause)
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

function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
