import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Tree, treeAt } from './folder-tree.js'

/** What a process did to the disk, in the order in which it was done. Files are numbered: a name may pass from one to another. */
export type Operation = {
  /** How many operations were done when this one began: threads work side by side. */
  readonly began: number
} & (
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'name'; readonly path: string; readonly file: number }
  | { readonly kind: 'move'; readonly from: string; readonly path: string; readonly file: number }
  | { readonly kind: 'unname'; readonly path: string }
  | { readonly kind: 'write'; readonly file: number; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'size'; readonly file: number; readonly length: number }
  | { readonly kind: 'sync'; readonly of: number | string }
  | { readonly kind: 'said'; readonly line: string }
)

export interface DiskTrace {
  /** What was on the disk for certain before; its files have the first numbers, in the order of the tree. */
  readonly before: Tree
  readonly operations: readonly Operation[]
  /** What stood there in the end. */
  readonly after: Tree
}

const calls = [
  ...[
    'openat',
    'close',
    'write',
    'writev',
    'pwrite64',
    'pwritev',
    'fsync',
    'fdatasync',
    'ftruncate',
    'truncate',
  ],
  ...['link', 'linkat', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'mkdir', 'mkdirat', 'rmdir'],
  ...['copy_file_range', 'sendfile', 'fallocate', 'lseek'],
]
const tracked = ['case', 'home']
/** Mapped into memory, never pushed to the disk, and made anew by whoever opens the database first. */
const ofMemory = /-shm$/

/**
 * Runs a program, and follows what it does to `case` and `home` below a folder. What it prints to standard output is what it
 * acknowledges, each line at its moment.
 */
export function traced(root: string, words: readonly string[]): DiskTrace {
  const before = standing(root)
  const [log, said] = [join(root, 'trace'), join(root, 'said')]
  const output = openSync(said, 'w')
  const given = ['-f', '-y', '-xx', '-qq', '-s', '100000000', '-o', log, '-e', `trace=?${calls.join(',?')}`]
  const { status, stderr } = spawnSync('strace', [...given, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', output, 'pipe'],
  })
  closeSync(output)
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`)
  return {
    before,
    operations: operationsIn(readFileSync(log, 'latin1'), root, before),
    after: standing(root),
  }
}

/** What is followed, as it stands: `case` and `home`, by path below the root. */
export function standing(root: string): Tree {
  const all = tracked.flatMap((name) => [
    [name, { mode: 0o700 }] as const,
    ...[...treeAt(join(root, name))].map(([path, each]) => [join(name, path), each] as const),
  ])
  return new Map(all.filter(([path]) => !ofMemory.test(path)))
}

interface Call {
  readonly name: string
  readonly words: string
  readonly result: number
  readonly began: number
}

interface Opened {
  /** A file's number, or the path of a folder. */
  readonly target: number | string
  offset: number
  readonly appends: boolean
}

function operationsIn(log: string, root: string, before: Tree): readonly Operation[] {
  const follower = new Follower(root, before)
  for (const call of callsIn(log, () => follower.done.length)) follower.follow(call)
  return follower.done
}

/** Knows which file a name and a descriptor stand for, while calls go by. */
class Follower {
  readonly done: Operation[] = []
  readonly #root: string
  readonly #folders = new Set<string>()
  readonly #names = new Map<string, number>()
  readonly #opened = new Map<number, Opened>()
  #files: number

  constructor(root: string, before: Tree) {
    this.#root = root
    for (const [path, { bytes }] of before) {
      if (bytes) this.#names.set(path, this.#names.size)
      else this.#folders.add(path)
    }
    this.#files = this.#names.size
  }

  follow(call: Call): void {
    const { name, words, began } = call
    const [first, second] = stringsIn(words).map((each) => each.toString('latin1'))
    const of = bytesOf(/^\d+<((?:\\x..)*)>/.exec(words)?.[1] ?? '').toString('latin1')
    const [path, described] = [this.#below(first), this.#below(of)]
    if (name === 'link' || name === 'rename') this.#bind(name, path, this.#below(second), began)
    else if (/^(open|mkdir|unlink|rmdir)/.test(name)) {
      if (path !== undefined) this.#named(call, path)
    } else if (described !== undefined) this.#change(call, described)
    else if (name === 'write' && of === join(this.#root, 'said'))
      for (const line of (first ?? '').trimEnd().split('\n')) this.done.push({ kind: 'said', line, began })
  }

  #named(call: Call, path: string): void {
    const { name, began } = call
    if (name === 'openat') this.#open(call, path)
    else if (name.startsWith('mkdir')) {
      this.#folders.add(path)
      this.done.push({ kind: 'folder', path, began })
    } else {
      this.#names.delete(path)
      this.#folders.delete(path)
      this.done.push({ kind: 'unname', path, began })
    }
  }

  #open({ words, result, began }: Call, path: string): void {
    const appends = words.includes('O_APPEND')
    if (this.#folders.has(path)) this.#opened.set(result, { target: path, offset: 0, appends })
    else {
      const known = this.#names.get(path)
      const file = known ?? this.#files
      if (known === undefined) {
        this.#files += 1
        this.#names.set(path, file)
        this.done.push({ kind: 'name', path, file, began })
      } else if (words.includes('O_TRUNC')) this.done.push({ kind: 'size', file, length: 0, began })
      this.#opened.set(result, { target: file, offset: 0, appends })
    }
  }

  #bind(how: 'link' | 'rename', from: string | undefined, path: string | undefined, began: number): void {
    if (from === undefined && path === undefined) return
    const file = this.#names.get(from ?? '')
    if (from === undefined || path === undefined || file === undefined)
      throw new Error(`${how} of ${from}, ${path}`)
    this.#names.set(path, file)
    if (how === 'rename') this.#names.delete(from)
    this.done.push(
      how === 'link' ? { kind: 'name', path, file, began } : { kind: 'move', from, path, file, began },
    )
  }

  #change({ name, words, result, began }: Call, path: string): void {
    const descriptor = Number(/^\d+/.exec(words)?.[0])
    const found = this.#opened.get(descriptor)
    if (found === undefined) throw new Error(`${name} on ${path}, which nobody opened`)
    const { target: file } = found
    if (name === 'close') this.#opened.delete(descriptor)
    else if (name === 'fsync' || name === 'fdatasync') this.done.push({ kind: 'sync', of: file, began })
    else if (typeof file === 'string') throw new Error(`${name} on a folder: ${path}`)
    else if (name === 'ftruncate')
      this.done.push({ kind: 'size', file, length: numbersIn(words)[0] ?? 0, began })
    else if (name === 'write' || name === 'pwrite64') {
      const bytes = (stringsIn(words)[0] ?? Buffer.alloc(0)).subarray(0, result)
      const offset = name === 'pwrite64' ? (numbersIn(words)[1] ?? 0) : placeOf(found)
      if (name === 'write') found.offset += result
      this.done.push({ kind: 'write', file, offset, bytes, began })
    } else throw new Error(`${name} on ${path} is not modelled`)
  }

  /** Relative to the root, when it is followed. */
  #below(path: string | undefined): string | undefined {
    if (!path?.startsWith(`${this.#root}/`)) return undefined
    const relative = path.slice(this.#root.length + 1).replace(/\(deleted\)$/, '')
    const isTracked = tracked.some((name) => relative === name || relative.startsWith(`${name}/`))
    return isTracked && !ofMemory.test(relative) ? relative : undefined
  }
}

/** Where the next bytes go: nobody knows yet where the end will be. */
function placeOf({ appends, offset }: Opened): number {
  return appends ? Number.NaN : offset
}

/** Calls that succeeded, in the order in which they came to their end. A call that another thread interrupts stands on two lines. */
function* callsIn(log: string, done: () => number): Generator<Call> {
  const begun = new Map<string, { words: string; began: number }>()
  for (const line of log.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/s.exec(line) ?? []
    const [, start] = /^(.*) <unfinished \.\.\.>$/s.exec(rest) ?? []
    if (start !== undefined) {
      begun.set(thread, { words: start, began: done() })
      continue
    }
    const [, end] = /^<\.\.\. \w+ resumed>(.*)$/s.exec(rest) ?? []
    const { words, began } = begun.get(thread) ?? { words: '', began: 0 }
    const whole = end === undefined ? rest : `${words}${end}`
    const [, name = '', given = '', result = '-1'] = /^(\w+)\((.*)\) += (-?\d+)/s.exec(whole) ?? []
    if (Number(result) >= 0)
      yield { name, words: given, result: Number(result), began: end === undefined ? done() : began }
  }
}

function stringsIn(words: string): readonly Buffer[] {
  return [...words.matchAll(/"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?/g)].map(([, hex = '', cut]) => {
    if (cut !== undefined) throw new Error('a string of the trace was cut')
    return bytesOf(hex)
  })
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex')
}

/** The numbers among the arguments, after the descriptor. */
function numbersIn(words: string): readonly number[] {
  const plain = words.replace(/^\d+<[^>]*>/, '').replace(/"[^"]*"/g, '')
  return [...plain.matchAll(/(?<=[ ,])\d+/g)].map(([text]) => Number(text))
}
