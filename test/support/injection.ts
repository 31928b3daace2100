import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CrowdedCase } from './crowded-case.js'
import { type Ended, run } from './program.js'

export const canInject =
  spawnSync('strace', ['-f', '-qq', '-e', 'inject=fsync:error=EIO:when=999', 'true']).status === 0

/** What befalls a system call: it fails, or is the last thing the process does. */
export const blows = ['EIO', 'ENOSPC', 'KILL'] as const
export type Blow = (typeof blows)[number]

/** A call on a file of ours, and what is to befall it. */
export interface Step {
  readonly call: string
  readonly blow: Blow
  /** Aims at the calls on this path alone; without one, at the calls of every thread on whatever path. */
  readonly path?: string
  /** Which of them, counted by thread from 1. */
  readonly when: number
}

/** Everything that a command does with files. */
const calls = [
  ...[
    'openat',
    'read',
    'pread64',
    'write',
    'pwrite64',
    'pwritev',
    'writev',
    'fsync',
    'fdatasync',
    'ftruncate',
  ],
  ...[
    'link',
    'linkat',
    'rename',
    'renameat',
    'unlink',
    'unlinkat',
    'mkdir',
    'mkdirat',
    'rmdir',
    'close',
    'fcntl',
  ],
  ...['mmap', 'getdents64', 'copy_file_range', 'fallocate'],
]
/** Between two of these nothing on the disk differs: dying there is the same. */
const changing =
  /^(p?writev?|pwrite64|fsync|fdatasync|ftruncate|link|linkat|rename|renameat|unlink|unlinkat|mkdir|mkdirat|rmdir|copy_file_range|fallocate)$/
/** Names that another run gives otherwise: temporary files, and blobs whose bytes are salted. */
const passing = /\.partial|\/incoming\/|\/vault\/sha256\/|unfinished/

/** Every blow that can befall a command line in a case: it is run once, undisturbed. */
export function stepsOf(shared: CrowdedCase, words: readonly string[]): readonly Step[] {
  const counts = new Map<string, number>()
  const steps = new Map<string, Step>()
  for (const [, thread = '', call = '', rest = ''] of traceOf(shared, words).matchAll(
    /^(\d+) +(\w+)\((.*)$/gm,
  )) {
    const whole = next(counts, `${thread} ${call}`)
    const path = ours(shared.root, rest)
    if (path === undefined) continue
    // What lasts must not last for others.
    if (passing.test(path) && lasting(call) !== '') continue
    const aimed = passing.test(path)
      ? { when: whole }
      : { path, when: next(counts, `${thread} ${call} ${path}`) }
    for (const blow of blows)
      if (befalls(blow, call, rest)) steps.set(JSON.stringify([call, blow, aimed]), { call, blow, ...aimed })
  }
  return [...steps.values()]
}

/** Runs a command line that one blow befalls; `landed` is the path it befell, undefined where it came to nothing of ours. */
export function struck(
  shared: CrowdedCase,
  words: readonly string[],
  { call, blow, path, when }: Step,
): { readonly ended: Ended; readonly landed: string | undefined } {
  const log = join(shared.root, 'trace')
  const how = blow === 'KILL' ? 'signal=KILL' : `error=${blow}`
  const aim = path === undefined ? [] : ['-P', path]
  const ended = run(shared, [
    ...strace(log, call, blow === 'KILL'),
    ...aim,
    '-e',
    `inject=?${call}:${how}:when=${when}${lasting(call)}`,
    ...words,
  ])
  return { ended, landed: path ?? landedIn(shared.root, log, blow) }
}

function traceOf(shared: CrowdedCase, words: readonly string[]): string {
  const log = join(shared.root, 'trace')
  const { status, output, complaint } = run(shared, [...strace(log, calls.join(',?'), false), ...words])
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${output}${complaint}`)
  return readFileSync(log, 'latin1')
}

/** The `?` is for systems that have no call of that name. Strace stops at every call to send a signal: with a filter it sends none. */
function strace(log: string, traced: string, signals: boolean): readonly string[] {
  const filter = signals ? [] : ['--seccomp-bpf']
  return ['strace', '-f', '-y', '-qq', ...filter, '-s', '0', '-o', log, '-e', `trace=?${traced}`]
}

/** The first path of a call that is in the case, the home, the source or the output; a name is cut where strings are not shown. */
function ours(root: string, rest: string): string | undefined {
  const [, named, described] =
    /"(\/[^"]*)"|<(\/[^>]*?)(?:\(deleted\))?>/.exec(rest.replace(/AT_FDCWD<[^>]*>, /, '')) ?? []
  const path = named ?? described
  return path?.startsWith(`${root}/`) ? path : undefined
}

function befalls(blow: Blow, call: string, rest: string): boolean {
  const makes = changing.test(call) || (call === 'openat' && rest.includes('O_CREAT'))
  return blow === 'EIO' || makes
}

/** A sector that cannot be read cannot be read again either. */
function lasting(call: string): string {
  return call === 'read' || call === 'pread64' ? '+' : ''
}

/** Nothing, when one of the calls it befell, each thread counting its own, is none of ours. */
function landedIn(root: string, log: string, blow: Blow): string | undefined {
  const lines = readFileSync(log, 'latin1').split('\n')
  const last = lines.filter((line) => /^\d+ +\w+\(/.test(line)).slice(-1)
  const hit = blow === 'KILL' ? last : lines.filter((line) => line.includes('(INJECTED)'))
  const paths = hit.map((line) => ours(root, line))
  return paths.includes(undefined) ? undefined : paths[0]
}

function next(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  return count
}
