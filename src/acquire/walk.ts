import { type BigIntStats, closeSync, existsSync, fstatSync, lstatSync, readlinkSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { SourceError } from '../errors.js'
import { type Refusal, refused, type Unread } from './acquired.js'
import { createExclusion, identityOf } from './exclusion.js'
import { differences } from './file-state.js'
import { kindOf, look, namesIn, type OpenSource, openAsSeen, refusalOf } from './safe-open.js'

/** A regular file on the way. */
export interface FoundFile {
  readonly kind: 'file'
  readonly path: Uint8Array
  readonly stats: BigIntStats
  /** Only until the walk is asked for the next thing. The caller closes what it gets. */
  open(): OpenSource | Refusal
}

export interface WalkOptions {
  /** Files and folders that are not entered, by path. */
  readonly exclude?: readonly string[]
  /** How children are reached; `descriptor` where the system has /proc/self/fd. */
  readonly reach?: 'descriptor' | 'path'
}

/** A folder we are in. */
interface Frame {
  readonly name: Buffer
  /** From before its names were read. */
  readonly stats: BigIntStats
  readonly names: readonly Buffer[]
  next: number
  /** Where its children are reached, while it is open. */
  at: Buffer
  /** Undefined while closed, which only folders far above are. */
  descriptor: number | undefined
}

/** More than any tree in daily use is deep; far less than the descriptors a process may hold. */
const openFolders = 64
const descriptorFolder = '/proc/self/fd'
const slash = Buffer.from('/')
const above = Buffer.from('/..')

/**
 * Everything under `source`, depth first, names in the order of their raw bytes; a file yields itself under its base name.
 * Links are never followed, pipes and devices never opened. Each folder is held open and its children are reached through
 * that descriptor, so no folder on the way can be swapped for a link; without /proc/self/fd the full path is used, and what
 * is opened is compared with what was looked at.
 *
 * Throws `source.absent`, `source.unreadable`, `source.not-regular` or `source.excluded` for the source itself; what cannot
 * be read below it is yielded. A folder whose entries changed while we were in it is yielded as `source.changed` after them.
 */
export function* walk(
  source: string,
  options: WalkOptions = {},
): Generator<FoundFile | Unread, void, undefined> {
  // Without the trailing slash that would make lstat follow a link.
  const path = resolve(source)
  const seen = lookAtSource(path)
  if (seen.isFile()) {
    yield fileFound(Buffer.from(basename(path)), Buffer.from(path), seen)
    return
  }
  const reach = options.reach ?? (existsSync(descriptorFolder) ? 'descriptor' : 'path')
  const isExcluded = createExclusion(options.exclude ?? [])
  if (isExcluded(seen)) throw new SourceError('source.excluded', { path })
  const walker = new Walker(reach, isExcluded)
  try {
    walker.enterSource(path, seen)
    yield* walker.rest()
  } finally {
    walker.close()
  }
}

class Walker {
  readonly #reach: 'descriptor' | 'path'
  readonly #isExcluded: (stats: BigIntStats) => boolean
  readonly #trail: Frame[] = []
  readonly #entered = new Set<string>()

  constructor(reach: 'descriptor' | 'path', isExcluded: (stats: BigIntStats) => boolean) {
    this.#reach = reach
    this.#isExcluded = isExcluded
  }

  enterSource(path: string, seen: BigIntStats): void {
    const refusal = this.#enter(Buffer.from(path), Buffer.alloc(0), seen)
    if (refusal) throw new SourceError('source.unreadable', { path, reason: refusal.reason })
  }

  *rest(): Generator<FoundFile | Unread, void, undefined> {
    for (let top = this.#trail.at(-1); top; top = this.#trail.at(-1)) {
      const name = top.names[top.next]
      top.next += 1
      if (name === undefined || top.descriptor === undefined) yield* this.#leave()
      else if (!this.#isInPlace(top)) closeFrame(top)
      else {
        const found = this.#visit(Buffer.concat([top.at, slash, name]), name)
        if (found) yield found
      }
    }
  }

  close(): void {
    for (const frame of this.#trail) closeFrame(frame)
    this.#trail.length = 0
  }

  /** Undefined for a folder that was entered. */
  #visit(at: Buffer, name: Buffer): FoundFile | Unread | undefined {
    const path = this.#pathTo(name)
    const seen = look(at)
    if ('code' in seen) return unread(path, 'file', seen)
    const what = kindOf(seen)
    if (this.#isExcluded(seen)) return unread(path, what === 'link' ? 'file' : what, exclusion)
    if (what === 'file') return fileFound(path, at, seen)
    if (what === 'link') return linkFound(path, at)
    if (what !== 'folder') return unread(path, what, refused('source.not-regular', `a ${what} is not opened`))
    const refusal = this.#entered.has(identityOf(seen)) ? loop : this.#enter(at, name, seen)
    return refusal && unread(path, what, refusal)
  }

  #enter(at: Buffer, name: Buffer, seen: BigIntStats): Refusal | undefined {
    const opened = openAsSeen(at, seen)
    if (opened.kind === 'refused') return opened
    const { descriptor, stats } = opened
    const frame = { name, stats, next: 0, at: this.#reachOf(descriptor, at), descriptor }
    const names = namesIn(frame.at)
    if ('code' in names) {
      closeSync(descriptor)
      return names
    }
    this.#trail.push({ ...frame, names })
    this.#entered.add(identityOf(stats))
    const far = this.#trail[this.#trail.length - 1 - openFolders]
    if (far) closeFrame(far)
    return undefined
  }

  /** By path, another folder may have come in the place of ours or of one above it. */
  #isInPlace(frame: Frame): boolean {
    if (this.#reach === 'descriptor') return true
    const seen = look(frame.at)
    return !('code' in seen) && identityOf(seen) === identityOf(frame.stats)
  }

  #reachOf(descriptor: number, path: Buffer): Buffer {
    return this.#reach === 'descriptor' ? Buffer.from(`${descriptorFolder}/${descriptor}`) : path
  }

  *#leave(): Generator<Unread, void, undefined> {
    const path = this.#pathTo()
    const left = this.#trail.pop()
    if (!left) return
    try {
      this.#entered.delete(identityOf(left.stats))
      const parent = this.#trail.at(-1)
      if (parent && parent.descriptor === undefined && left.descriptor !== undefined)
        this.#reopen(parent, left)
      const refusal = left.descriptor === undefined ? lost : changeOf(left.descriptor, left.stats)
      if (refusal) yield unread(path, 'folder', refusal)
    } finally {
      closeFrame(left)
    }
  }

  /** Goes back up to a folder that had to be closed, and only to that very folder. */
  #reopen(frame: Frame, below: Frame): void {
    const at = this.#reach === 'descriptor' ? Buffer.concat([below.at, above]) : frame.at
    const opened = openAsSeen(at, frame.stats)
    if (opened.kind === 'refused') return
    frame.descriptor = opened.descriptor
    frame.at = this.#reachOf(opened.descriptor, at)
  }

  #pathTo(name?: Buffer): Buffer {
    const pieces: Buffer[] = []
    for (const frame of this.#trail.slice(1)) pieces.push(frame.name, slash)
    if (name) pieces.push(name)
    else pieces.pop()
    return Buffer.concat(pieces)
  }
}

const exclusion = refused('source.excluded', 'belongs to the case that is being written')
const loop = refused('source.not-regular', 'a folder that contains itself')
const lost = refused('source.changed', 'moved while it was read')
const tooLarge = refused('source.unreadable', `larger than ${Number.MAX_SAFE_INTEGER} bytes`)

function lookAtSource(path: string): BigIntStats {
  const seen = lookOrThrow(path)
  const what = kindOf(seen)
  if (what === 'file' || what === 'folder') return seen
  const target = what === 'link' ? { target: readlinkSync(path) } : {}
  throw new SourceError('source.not-regular', { path, reason: what, ...target })
}

function lookOrThrow(path: string): BigIntStats {
  try {
    return lstatSync(path, { bigint: true })
  } catch (cause) {
    const { code, reason } = refusalOf(cause)
    if (code === 'source.changed') throw new SourceError('source.absent', { path, reason }, { cause })
    throw new SourceError('source.unreadable', { path, reason }, { cause })
  }
}

function fileFound(path: Buffer, at: Buffer, seen: BigIntStats): FoundFile | Unread {
  if (seen.size > BigInt(Number.MAX_SAFE_INTEGER)) return unread(path, 'file', tooLarge)
  return { kind: 'file', path, stats: seen, open: () => openAsSeen(at, seen) }
}

function linkFound(path: Buffer, at: Buffer): Unread {
  const { code, reason } = refused('source.not-regular', 'a link is not followed')
  try {
    const target = readlinkSync(at, { encoding: 'buffer' })
    return { kind: 'unread', what: 'link', path, code, reason, target }
  } catch (error) {
    return unread(path, 'file', refusalOf(error))
  }
}

function unread(path: Buffer, what: Exclude<Unread['what'], 'link'>, { code, reason }: Refusal): Unread {
  return { kind: 'unread', path, what, code, reason }
}

function changeOf(descriptor: number, before: BigIntStats): Refusal | undefined {
  const changed = differences(before, fstatSync(descriptor, { bigint: true }))
  if (changed.length === 0) return undefined
  return refused('source.changed', `the folder changed while it was read: ${changed.join(', ')}`)
}

function closeFrame(frame: Frame): void {
  if (frame.descriptor !== undefined) closeSync(frame.descriptor)
  frame.descriptor = undefined
}
