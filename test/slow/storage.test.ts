import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../src/index.js'
import { type CrowdedCase, openCrowdedCase } from '../support/crowded-case.js'
import { type Ended, refusalIn, run, wordsFor } from '../support/program.js'
import { logOf } from '../support/writers.js'

const environment = 13
const canMount =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
const canInject =
  spawnSync('strace', ['-f', '-qq', '-e', 'inject=fsync:error=EIO:when=999', 'true']).status === 0
if (!canMount) console.warn('SKIPPED full and read-only disks: only root can mount one')
if (!canInject) console.warn('SKIPPED failing disks: strace is absent or may not trace')

let shared: CrowdedCase
let sources = 0

beforeAll(async () => {
  shared = await openCrowdedCase(1, 2)
})
afterAll(() => shared.close())

/** A folder of three small files that nobody has read yet. */
function newSource(bytes = 5000): string {
  sources += 1
  const folder = join(shared.root, `source-${sources}`)
  mkdirSync(folder)
  for (const file of ['a', 'b', 'c'])
    writeFileSync(join(folder, file), Buffer.alloc(bytes, `${sources} ${file} `))
  return folder
}

const ingesting = (source = newSource()) =>
  wordsFor(shared, 'ingest', source, '--exhibit', 'E-1', '--by', 'P-01')
const sealing = () => wordsFor(shared, 'seal', 'apply', 'E-2', '--number', 'C-17', '--by', 'P-01')

async function faults(): Promise<readonly string[]> {
  const scope = { bytes: 'all', requireCoverage: false } as const
  const request = { folder: shared.at.folder, knownCheckpoints: [], receipts: [], scope }
  const { findings } = await verify(request, shared.at.home)
  const wrong = findings.filter((each) => each.verdict !== 'confirmed')
  return wrong.map(({ code, subject }) => `${code} ${subject}`)
}

const entries = async () => (await logOf(shared)).length

/** Refused for what the machine did, in words, and nothing was said to be on record. */
function expectRefused(ended: Ended, code: RegExp): void {
  expect(ended).toMatchObject({ status: environment, complaint: expect.not.stringMatching(/^\s+at /m) })
  expect(refusalIn(ended)).toMatch(code)
}

describe.runIf(canMount)('a medium that', () => {
  /** Folders with something mounted over them, and whether what was written there is to stay. */
  const mounted: { readonly folder: string; readonly kept: boolean }[] = []

  function mount(folder: string, kept: boolean, ...words: readonly string[]): void {
    execFileSync('mount', [...words, folder])
    mounted.push({ folder, kept })
  }

  const remount = (folder: string, options: string) =>
    execFileSync('mount', ['-o', `remount,${options}`, folder])

  /** A socket cannot be copied; without the agent, keys are opened with their passphrase. */
  function copy(from: string, to: string): void {
    cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('/agent') })
  }

  /** Puts a small file system in memory where a folder is. */
  function onSmallDisk(folder: string, mebibytes: number): void {
    copy(folder, `${folder}-copy`)
    mount(folder, true, '-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=700`, 'none')
    copy(`${folder}-copy`, folder)
    rmSync(`${folder}-copy`, { recursive: true })
  }

  function fill(folder: string): void {
    spawnSync('dd', ['if=/dev/zero', `of=${join(folder, 'filler')}`, 'bs=4096'])
  }

  function readOnly(folder: string): void {
    mount(folder, false, '--bind', folder)
    remount(folder, 'ro,bind')
  }

  function unmount(): void {
    for (const { folder, kept } of mounted.splice(0).reverse()) {
      if (kept) copy(folder, `${folder}-copy`)
      execFileSync('umount', ['-l', folder])
      if (kept) {
        rmSync(folder, { recursive: true })
        renameSync(`${folder}-copy`, folder)
      }
    }
  }
  afterEach(unmount)

  test('is full refuses an ingest, and takes it up when there is room', async () => {
    const before = await entries()
    const source = newSource(3_000_000)
    onSmallDisk(shared.at.folder, 8)
    expectRefused(run(shared, ingesting(source)), /^environment\.disk-full$/)
    expect([await entries(), await faults()]).toEqual([before, []])
    remount(shared.at.folder, 'size=64m')
    expect(JSON.parse(run(shared, ingesting(source)).output)).toMatchObject({ entry: before, items: 3 })
    expect([await entries(), await faults()]).toEqual([before + 2, []])
  })

  test.each(['case', 'home'])('is full refuses an act (%s)', async (name) => {
    const before = await entries()
    const folder = join(shared.root, name)
    onSmallDisk(folder, 16)
    fill(folder)
    expectRefused(run(shared, sealing()), /^environment\.(disk-full|io)$/)
    rmSync(join(folder, 'filler'))
    expect(await faults()).toEqual([])
    expect(run(shared, sealing()).status).toBe(0)
    expect(await faults()).toEqual([])
    expect(await entries()).toBeGreaterThan(before)
  })

  test('is read-only refuses every act of a case, which is verified as it is', async () => {
    const before = await entries()
    readOnly(shared.at.folder)
    for (const words of [sealing(), ingesting()])
      expectRefused(run(shared, words), /^environment\.read-only$/)
    expect(await faults()).toEqual([])
    unmount()
    expect([await entries(), await faults()]).toEqual([before, []])
  })

  test('is read-only refuses every act from a home', async () => {
    const before = await entries()
    readOnly(shared.at.home)
    for (const words of [sealing(), ingesting(), wordsFor(shared, 'verify')])
      expectRefused(run(shared, words), /^environment\.read-only$/)
    unmount()
    expect([await entries(), await faults()]).toEqual([before, []])
  })

  test('is not mounted where the vault was is not begun anew', async () => {
    expect(run(shared, ingesting()).status).toBe(0)
    const before = await entries()
    const vault = join(shared.at.folder, 'vault')
    mount(vault, false, '-t', 'tmpfs', 'none')
    expectRefused(run(shared, ingesting()), /^vault\.unwritable$/)
    expect(readdirSync(vault)).toEqual([])
    unmount()
    expect([await entries(), await faults()]).toEqual([before, []])
  })
})

test('a vault that was moved away is not begun anew', async () => {
  expect(run(shared, ingesting()).status).toBe(0)
  const before = await entries()
  const [vault, elsewhere] = [join(shared.at.folder, 'vault'), join(shared.root, 'elsewhere')]
  renameSync(vault, elsewhere)
  expectRefused(run(shared, ingesting()), /^vault\.unwritable$/)
  expect(readdirSync(shared.at.folder)).not.toContain('vault')
  renameSync(elsewhere, vault)
  expect([await entries(), await faults()]).toEqual([before, []])
})

describe.runIf(canInject)('a system call that', () => {
  const calls = ['fsync', 'pwrite64', 'link', 'rename', 'mkdir', 'ftruncate', 'unlink', 'write'] as const
  type Call = (typeof calls)[number]
  /** `error=EIO`, `error=ENOSPC`, `signal=KILL`. */
  const blows = ['error=EIO', 'error=ENOSPC', 'signal=KILL']
  const points = process.env['CUSTODIA_SWEEP'] === 'all' ? Number.POSITIVE_INFINITY : 5

  /** Strace counts the calls of each thread by itself. The `?` is for systems that have no call of that name. */
  function traced(call: Call, more: readonly string[], words: readonly string[]): readonly string[] {
    // It stops at every call to send a signal: with the filter it sends none.
    const filter = more.some((word) => word.includes('signal')) ? [] : ['--seccomp-bpf']
    return ['strace', '-f', ...filter, '-qq', '-e', `trace=?${call}`, ...more, ...words]
  }

  /** How often the thread that makes the most of these calls makes them, when nothing is wrong. */
  function timesOf(call: Call, words: readonly string[]): number {
    const log = join(shared.root, 'trace')
    expect(run(shared, traced(call, ['-o', log], words)).status).toBe(0)
    const threads = new Map<string, number>()
    for (const [, thread = ''] of readFileSync(log, 'latin1').matchAll(
      new RegExp(`^(\\d+) +${call}\\(`, 'gm'),
    ))
      threads.set(thread, (threads.get(thread) ?? 0) + 1)
    return Math.max(0, ...threads.values())
  }

  /** Some of the numbers from 1 to the last, spread over all of them. */
  function spread(last: number): readonly number[] {
    const count = Math.min(points, last)
    return Array.from({ length: count }, (_, at) => 1 + Math.floor((at * last) / count))
  }

  /** What is wrong after one blow: said to be done and not on record, a bug, or a record that is no longer confirmed. */
  async function afterBlow(ended: Ended, before: number, blow: string): Promise<readonly string[]> {
    const wrong = [...(await faults())]
    const log = await logOf(shared)
    if (/^\s+at /m.test(ended.complaint)) wrong.push(ended.complaint)
    if (ended.status === 0) {
      if (log.length === before) wrong.push('acknowledged and not on record')
    } else if (ended.status !== undefined || blow !== 'signal=KILL') {
      if (ended.status !== environment)
        wrong.push(`status ${ended.status}: ${ended.output}${ended.complaint}`)
      else if (!/^(environment|vault\.unwritable)/.test(refusalIn(ended) ?? '')) wrong.push(ended.output)
    }
    return wrong
  }

  test.each([
    ['an ingest', ingesting],
    ['a seal', sealing],
  ])('fails, or is the last, costs nothing that was acknowledged: %s', async (name, words) => {
    const ends = new Map<string, number>()
    const wrong: string[] = []
    for (const call of calls) {
      const last = timesOf(call, words())
      for (const blow of call === 'write' ? blows.slice(2) : blows) {
        for (const when of spread(last)) {
          const before = await entries()
          const inject = ['-o', '/dev/null', '-e', `inject=?${call}:${blow}:when=${when}`]
          const ended = run(shared, traced(call, inject, words()))
          const end = ended.status === undefined ? 'killed' : `status ${ended.status}`
          ends.set(end, (ends.get(end) ?? 0) + 1)
          const found = await afterBlow(ended, before, blow)
          wrong.push(...found.map((each) => `${call} ${when} ${blow}: ${each}`))
        }
      }
    }
    console.info(`${name}: ${[...ends].map(([end, count]) => `${count} × ${end}`).join(', ')}`)
    expect(wrong).toEqual([])
    expect(run(shared, words()).status).toBe(0)
    expect(await faults()).toEqual([])
  })
})
