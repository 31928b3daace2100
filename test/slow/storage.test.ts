import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../src/index.js'
import { type CrowdedCase, openCrowdedCase } from '../support/crowded-case.js'
import { canInject } from '../support/injection.js'
import { type Ended, refusalIn, run, wordsFor } from '../support/program.js'
import { logOf } from '../support/writers.js'

const environment = 13
const canMount =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
if (!canMount) console.warn('SKIPPED full and read-only disks: only root can mount one')
if (!canInject) console.warn('SKIPPED a database that cannot be read: strace is absent or may not trace')

let shared: CrowdedCase
let sources = 0

beforeAll(async () => {
  shared = await openCrowdedCase(2, 5)
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
const sealing = (exhibit = 'E-2') =>
  wordsFor(shared, 'seal', 'apply', exhibit, '--number', `C-${exhibit}`, '--by', 'P-01')
const transferring = (exhibit: string) =>
  wordsFor(shared, 'transfer', 'now', exhibit, '--to', 'P-02', '--purpose', 'examination', '--by', 'P-01')

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

  const acts = { sealing, transferring }
  test.each([
    ['case', 'sealing', 'E-5'],
    ['home', 'sealing', 'E-2'],
    ['case', 'transferring', 'E-3'],
    ['home', 'transferring', 'E-4'],
  ] as const)('is full refuses an act (%s, %s, %s)', async (name, which, exhibit) => {
    const act = acts[which]
    const before = await entries()
    const folder = join(shared.root, name)
    onSmallDisk(folder, 16)
    fill(folder)
    const refused = run(shared, act(exhibit))
    expectRefused(refused, /^environment\.(disk-full|io|recorded)$/)
    rmSync(join(folder, 'filler'))
    expect(await faults()).toEqual([])
    const isRecorded = (await entries()) > before
    expect(isRecorded).toBe(refusalIn(refused) === 'environment.recorded')
    if (!isRecorded) expect(run(shared, act(exhibit)).status).toBe(0)
    expect(await faults()).toEqual([])
    expect(await entries()).toBe(before + 1)
  })

  test.each([
    ['a checkpoint', ['checkpoint', 'create', '-o']],
    ['a disclosure', ['disclose', '--unrecorded']],
    ['a backup', ['backup']],
  ])('is full takes no part of %s for the whole', async (_, words) => {
    const folder = join(shared.root, `output-${sources}`)
    sources += 1
    mkdirSync(folder)
    onSmallDisk(folder, 1)
    fill(folder)
    const place = join(folder, 'it')
    expectRefused(run(shared, wordsFor(shared, ...words, place)), /^environment\.(disk-full|io)$/)
    expect(existsSync(place)).toBe(false)
    remount(folder, 'size=64m')
    expect(run(shared, wordsFor(shared, ...words, place)).status).toBe(0)
    expect(await faults()).toEqual([])
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

test.runIf(canInject)('a database that the disk will not give is not called damaged', () => {
  const database = join(shared.at.folder, 'case.db')
  for (const first of [2, 6, 12]) {
    const inject = ['-P', database, '-e', 'trace=pread64', '-e', `inject=pread64:error=EIO:when=${first}+`]
    const words = wordsFor(shared, 'backup', join(shared.root, 'never'))
    const ended = run(shared, ['strace', '-f', '-qq', '-o', '/dev/null', ...inject, ...words])
    expectRefused(ended, /^environment\.io$/)
  }
})
