import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync, readdirSync } from 'node:fs'
import { EnvironmentError } from '../errors.js'
import { type Refusal, refused } from './acquired.js'

/** An open file or folder of the source. Whoever holds it closes it. */
export interface OpenSource {
  readonly kind: 'open'
  readonly descriptor: number
  /** Taken from the descriptor. */
  readonly stats: BigIntStats
  /** Whether the system agreed to leave the access time alone. */
  readonly keepsAccessTime: boolean
}

// Flags that a platform does not know are undefined there and count as 0.
const safely = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** What lies at `at`, the thing itself and not what a link points to. */
export function look(at: Buffer): BigIntStats | Refusal {
  try {
    return lstatSync(at, { bigint: true })
  } catch (error) {
    return refusalOf(error)
  }
}

/** Opens for reading what `look` has seen there, or refuses when that is no longer there. */
export function openAsSeen(at: Buffer, seen: BigIntStats): OpenSource | Refusal {
  const flags = seen.isDirectory() ? safely | constants.O_DIRECTORY : safely
  const opened = openQuietly(at, flags)
  if (opened.kind === 'refused') return opened
  const { descriptor } = opened
  const stats = fstatSync(descriptor, { bigint: true })
  if (stats.dev === seen.dev && stats.ino === seen.ino && kindOf(stats) === kindOf(seen)) {
    return { ...opened, stats }
  }
  closeSync(descriptor)
  return refused('source.changed', 'replaced while it was being opened')
}

/** The names in a folder as raw bytes, in the order of their bytes. Reading them may move the folder's access time. */
export function namesIn(at: Buffer): readonly Buffer[] | Refusal {
  try {
    return readdirSync(at, { encoding: 'buffer' }).sort(Buffer.compare)
  } catch (error) {
    return refusalOf(error)
  }
}

export function kindOf(stats: BigIntStats): 'file' | 'folder' | 'link' | 'fifo' | 'socket' | 'device' {
  if (stats.isFile()) return 'file'
  if (stats.isDirectory()) return 'folder'
  if (stats.isSymbolicLink()) return 'link'
  if (stats.isFIFO()) return 'fifo'
  return stats.isSocket() ? 'socket' : 'device'
}

/** Why the source did not let us; throws `environment.io` when it was this machine that could not. */
export function refusalOf(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOMEM':
      throw new EnvironmentError('environment.io', { reason: code }, { cause: error })
    // It was there when we looked.
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
    case 'ENXIO':
      return refused('source.changed', code)
    default:
      return refused('source.unreadable', typeof code === 'string' ? code : String(error))
  }
}

function openQuietly(at: Buffer, flags: number): Omit<OpenSource, 'stats'> | Refusal {
  try {
    // open(2): only the owner of a file, or root, may ask for O_NOATIME; EPERM otherwise.
    if (constants.O_NOATIME) {
      return { kind: 'open', descriptor: openSync(at, flags | constants.O_NOATIME), keepsAccessTime: true }
    }
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal.reason !== 'EPERM') return refusal
  }
  try {
    return { kind: 'open', descriptor: openSync(at, flags), keepsAccessTime: false }
  } catch (error) {
    return refusalOf(error)
  }
}
