import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import type { DiskTrace, Operation } from './disk-trace.js'
import type { Tree } from './folder-tree.js'

// What a disk may hold after the power went, as ext4 keeps it (data=ordered): the bytes of a file are certain up to its last fsync,
// and beyond it any of its writes may be there or not, whole or in sectors. Names are kept in one journal: of those that are not
// certain, some first ones are there. An fsync makes a name certain, and with it every name before it, when it is of the file
// that was named or of the folder in which the name stands.

/** How much of what was not certain is on the disk. */
export type Extent = 'nothing' | 'everything' | 'some' | 'torn'

/** A power cut: how many operations had been done, and what had become of those that were not certain. */
export interface PowerCut {
  readonly after: number
  readonly extent: Extent
  /** Tells draws at the same moment apart. */
  readonly draw: number
}

export interface CutState {
  readonly tree: Tree
  /** What had been acknowledged by then. */
  readonly said: readonly string[]
  /** The same for two cuts after which nothing differs. */
  readonly key: string
}

const sector = 512

/** Cuts before the first operation and after every one. */
export function cutsOf(
  { operations }: DiskTrace,
  draws: { some: number; torn: number },
): readonly PowerCut[] {
  return [...operations.keys(), operations.length].flatMap((after): PowerCut[] => [
    { after, extent: 'nothing', draw: 0 },
    { after, extent: 'everything', draw: 0 },
    ...Array.from({ length: draws.some }, (_, draw) => ({ after, extent: 'some', draw }) as const),
    ...Array.from({ length: draws.torn }, (_, draw) => ({ after, extent: 'torn', draw }) as const),
  ])
}

export function stateAfter(
  trace: DiskTrace,
  { after, extent }: PowerCut,
  next: (below: number) => number,
): CutState {
  const done = trace.operations.slice(0, after)
  const { names, synced } = certain(done)
  const lastName =
    extent === 'nothing' ? names : extent === 'everything' ? after : names + next(after - names + 1)
  const open = done.flatMap((each, at) => (isData(each) && at >= (synced.get(each.file) ?? 0) ? [at] : []))
  const torn = extent === 'torn' ? open[open.length - 1 - next(Math.min(4, open.length || 1))] : undefined
  const dense = 1 + next(8)
  const taken = new Set(
    open.filter(() => (extent === 'some' || extent === 'torn' ? next(9) < dense : extent === 'everything')),
  )
  if (torn !== undefined) taken.delete(torn)
  const disk = new Disk(trace.before)
  const key = createHash('sha256')
  done.forEach((each, at) => {
    if (each.kind === 'sync' || each.kind === 'said') return
    const whole = isData(each) ? at < (synced.get(each.file) ?? 0) || taken.has(at) : at < lastName
    if (whole) disk.apply(each)
    else if (at === torn && each.kind === 'write') disk.tear(each, next)
  })
  const tree = disk.tree()
  const said = done.flatMap((each) => (each.kind === 'said' ? [each.line] : []))
  key.update(`${said.length}\n`)
  for (const [path, { bytes }] of tree) key.update(`${path}\n${bytes?.length ?? ''}\n`).update(bytes ?? '')
  return { tree, said, key: key.digest('hex') }
}

/** Up to which operation names are certain, and up to which the bytes of each file. */
function certain(done: readonly Operation[]): { names: number; synced: ReadonlyMap<number, number> } {
  const synced = new Map<number, number>()
  const named = new Map<number | string, number[]>()
  let names = 0
  done.forEach((each, at) => {
    if (each.kind === 'sync') {
      const last = (named.get(each.of) ?? []).filter((name) => name < each.began).at(-1)
      if (last !== undefined) names = Math.max(names, last + 1)
      if (typeof each.of === 'number') synced.set(each.of, each.began)
    }
    for (const of of concerned(each)) named.set(of, [...(named.get(of) ?? []), at])
  })
  return { names, synced }
}

/** The file and the folders that a change of names is about. */
function concerned(each: Operation): readonly (number | string)[] {
  switch (each.kind) {
    case 'folder':
      return [each.path, dirname(each.path)]
    case 'name':
      return [each.file, dirname(each.path)]
    case 'move':
      return [each.file, dirname(each.path), dirname(each.from)]
    case 'unname':
      return [dirname(each.path)]
    default:
      return []
  }
}

function isData(each: Operation): each is Extract<Operation, { kind: 'write' | 'size' }> {
  return each.kind === 'write' || each.kind === 'size'
}

/** Files and names, as operations leave them. */
class Disk {
  readonly #names = new Map<string, number | undefined>()
  readonly #files = new Map<number, Buffer>()
  readonly #before: Tree

  constructor(before: Tree) {
    this.#before = before
    let file = 0
    for (const [path, { bytes }] of before) {
      this.#names.set(path, bytes && file)
      if (!bytes) continue
      this.#files.set(file, bytes)
      file += 1
    }
  }

  apply(each: Operation): void {
    if (each.kind === 'folder') this.#names.set(each.path, undefined)
    else if (each.kind === 'unname') this.#names.delete(each.path)
    else if (each.kind === 'write') this.#write(each.file, each.offset, each.bytes)
    else if (each.kind === 'size') this.#resize(each.file, each.length)
    else if (each.kind === 'name' || each.kind === 'move') {
      if (each.kind === 'move') this.#names.delete(each.from)
      this.#names.set(each.path, each.file)
    }
  }

  /** Some of the sectors of a write. */
  tear(each: Extract<Operation, { kind: 'write' }>, next: (below: number) => number): void {
    const start = this.#offsetOf(each.file, each.offset)
    for (let from = 0; from < each.bytes.length; ) {
      const to = Math.min(each.bytes.length, from + sector - ((start + from) % sector))
      if (next(2) === 0) this.#write(each.file, start + from, each.bytes.subarray(from, to))
      from = to
    }
  }

  tree(): Tree {
    const sorted = [...this.#names].sort(([one], [other]) => (one < other ? -1 : 1))
    return new Map(
      sorted.map(([path, file]) => {
        const mode = this.#before.get(path)?.mode
        if (file === undefined) return [path, { mode: mode ?? 0o700 }]
        return [path, { mode: mode ?? 0o600, bytes: this.#files.get(file) ?? Buffer.alloc(0) }]
      }),
    )
  }

  /** An append goes to the end of what there is. */
  #offsetOf(file: number, offset: number): number {
    return Number.isNaN(offset) ? (this.#files.get(file)?.length ?? 0) : offset
  }

  #write(file: number, offset: number, bytes: Buffer): void {
    const old = this.#files.get(file) ?? Buffer.alloc(0)
    const start = this.#offsetOf(file, offset)
    const written = Buffer.alloc(Math.max(old.length, start + bytes.length))
    old.copy(written)
    bytes.copy(written, start)
    this.#files.set(file, written)
  }

  #resize(file: number, length: number): void {
    const sized = Buffer.alloc(length)
    this.#files.get(file)?.copy(sized)
    this.#files.set(file, sized)
  }
}
