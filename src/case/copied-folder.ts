import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UsageError } from '../errors.js'
import { pushFolder, unreadable, unwritable, writeWhole } from '../signing/whole-file.js'

/** A folder being filled beside where it will stand: nothing is seen at its place before all of it is there and verified. */
export interface CopiedFolder {
  /** Where it is filled: `<place>.partial`. What an earlier attempt left there is gone on with. */
  readonly path: string
  /** Gives the folder its place. */
  publish(): void
}

/**
 * @param what a name for what is copied: only an attempt at the very same is gone on with
 * @throws UsageError `usage.conflict` when something other than an empty folder stands at the place, or something else beside it
 */
export function copiedFolder(place: string, what: string): CopiedFolder {
  const target = resolve(place)
  const path = `${target}.partial`
  const begun = `${target}.unfinished`
  requireFree(target)
  requireSame(path, begun, `${what}\n`)
  writeWhole(begun, `${what}\n`, 'replace')
  onDisk(path, () => mkdirSync(path, { recursive: true, mode: 0o700 }))
  return {
    path,
    publish() {
      requireFree(target)
      onDisk(target, () => {
        pushFolder(path)
        renameSync(path, target)
        rmSync(begun, { force: true })
        pushFolder(dirname(target))
      })
    },
  }
}

function requireFree(target: string): void {
  if (existsSync(target) && namesIn(target).length > 0)
    throw new UsageError('usage.conflict', { path: target, reason: 'folder' })
}

function requireSame(path: string, begun: string, what: string): void {
  if (!existsSync(path) || namesIn(path).length === 0) return
  const found = existsSync(begun) ? onDisk(begun, () => readFileSync(begun, 'utf8')) : ''
  if (found !== what) throw new UsageError('usage.conflict', { path, reason: 'folder' })
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOTDIR') return [folder]
    throw unreadable(folder, cause)
  }
}

function onDisk<Result>(path: string, step: () => Result): Result {
  try {
    return step()
  } catch (cause) {
    throw unwritable(path, cause)
  }
}
