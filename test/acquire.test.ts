import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type Acquired, type AcquiredFile, type AcquireOptions, acquire } from '../src/acquire/acquire.js'
import { blobIdOf } from '../src/model/digest.js'
import { type FilesystemVault, openFilesystemVault } from '../src/vault/filesystem.js'
import { blobOf, bytesOf, listed } from './conformance/vault.js'
import { ed2k } from './reference/ed2k.js'

const project = fileURLToPath(new URL('..', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'custodia-acquire-'))
const isRoot = process.getuid?.() === 0

afterAll(() => rmSync(root, { recursive: true }))

function newFolder(): string {
  return mkdtempSync(join(root, 'folder-'))
}

function newVault(): FilesystemVault {
  return openFilesystemVault(join(newFolder(), 'vault'))
}

async function collect(source: string, options: Partial<AcquireOptions> = {}): Promise<Acquired[]> {
  const list: Acquired[] = []
  for await (const acquired of acquire(source, { vault: undefined, ...options })) list.push(acquired)
  return list
}

function filesOf(list: readonly Acquired[]): AcquiredFile[] {
  return list.flatMap((each) => (each.kind === 'file' ? [each] : []))
}

function pathsOf(list: readonly Acquired[]): string[] {
  return list.map((each) => Buffer.from(each.path).toString('latin1'))
}

/** Path, what, code: what a reader of the record looks at first. */
function gist(list: readonly Acquired[]): string[] {
  return list.map((each) => {
    const path = Buffer.from(each.path).toString('latin1')
    return each.kind === 'file' ? path : `${path} ${each.what} ${each.code}`
  })
}

function only<Thing>(list: readonly Thing[]): Thing {
  const [first] = list
  if (first === undefined || list.length > 1) throw new Error(`${list.length} things instead of one`)
  return first
}

function write(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

function incoming(vault: FilesystemVault): string[] {
  return readdirSync(join(vault.address.folder, 'incoming'))
}

/** One byte more than Node can count; false where the file system cannot. */
function makeAbsurd(path: string): boolean {
  try {
    writeFileSync(path, '')
    truncateSync(path, Number.MAX_SAFE_INTEGER)
    appendFileSync(path, 'x')
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EFBIG') return false
    throw error
  }
}

function descriptors(): number {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0
}

/** Every blob is what its name promises, none is missing and nothing is left half-written. */
async function expectSound(vault: FilesystemVault, files: readonly AcquiredFile[]): Promise<void> {
  const blobs = (await listed(vault)).map(({ blob }) => blob)
  expect(new Set(blobs)).toEqual(new Set(files.map(({ digests }) => blobIdOf(digests.sha256))))
  for (const blob of blobs) expect(blobOf(await bytesOf(vault.read(blob)))).toBe(blob)
  expect(incoming(vault)).toEqual([])
}

describe('a file', () => {
  test('is described whole', async () => {
    const folder = newFolder()
    const bytes = Buffer.from('a field in June\n')
    const path = join(folder, 'field.txt')
    writeFileSync(path, bytes)
    utimesSync(path, new Date('2021-02-03T04:05:06.789Z'), new Date('1969-12-31T23:59:59.250Z'))
    const stats = statSync(path, { bigint: true })
    const vault = newVault()
    const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')

    const file = only(filesOf(await collect(path, { vault })))

    expect(file).toEqual({
      kind: 'file',
      path: Buffer.from('field.txt'),
      size: bytes.length,
      digests: {
        sha256: hash('sha256'),
        sha512: hash('sha512'),
        sha1: hash('sha1'),
        md5: hash('md5'),
        blake3: expect.stringMatching(/^[0-9a-f]{64}$/),
        ed2k: ed2k(bytes),
      },
      mediaType: 'text/plain',
      extensionMatches: true,
      times: {
        modified: '1969-12-31T23:59:59.250000000Z',
        changed: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
        accessed: '2021-02-03T04:05:06.789000000Z',
        ...(stats.birthtimeNs === 0n ? {} : { born: expect.stringMatching(/^20.*\.\d{9}Z$/) }),
      },
      device: String(stats.dev),
      inode: String(stats.ino),
      links: 1,
      accessTime: process.platform === 'linux' ? 'preserved' : 'may-have-changed',
      stored: 'new',
    })
    expect(await bytesOf(vault.read(blobOf(bytes)))).toEqual(bytes)
    await expectSound(vault, [file])
  })

  test('whose extension says something else is noted', async () => {
    const folder = newFolder()
    write(folder, { 'a.jpg': '\x89PNG\r\n\x1a\n', 'b.unheard-of': 'x' })
    const files = filesOf(await collect(folder))
    expect(files.map(({ extensionMatches }) => extensionMatches)).toEqual([false, undefined])
  })

  test('that is not copied leaves nothing behind', async () => {
    const folder = newFolder()
    write(folder, { 'a/b': 'x' })
    const before = statSync(join(folder, 'a/b'), { bigint: true })
    const file = only(filesOf(await collect(folder)))
    expect(file.stored).toBe('in-place')
    const after = statSync(join(folder, 'a/b'), { bigint: true })
    expect([after.atimeNs, after.mtimeNs, after.ctimeNs]).toEqual([
      before.atimeNs,
      before.mtimeNs,
      before.ctimeNs,
    ])
  })

  test('with two names and the same bytes again is stored once', async () => {
    const folder = newFolder()
    write(folder, { a: 'same', c: 'same' })
    linkSync(join(folder, 'a'), join(folder, 'b'))
    const vault = newVault()
    const files = filesOf(await collect(folder, { vault }))
    expect(files.map(({ links, stored }) => [links, stored])).toEqual([
      [2, 'new'],
      [2, 'present'],
      [1, 'present'],
    ])
    await expectSound(vault, files)
  })

  test('that is empty or sparse is a file like any other', async () => {
    const folder = newFolder()
    write(folder, { empty: '', sparse: '' })
    truncateSync(join(folder, 'sparse'), 20_000_000)
    const vault = newVault()
    const files = filesOf(await collect(folder, { vault }))
    const zeros = Buffer.alloc(20_000_000)
    expect(files.map(({ size, digests }) => [size, digests.sha256, digests.ed2k])).toEqual([
      [0, createHash('sha256').digest('hex'), '31d6cfe0d16ae931b73c59d7e0c089c0'],
      [zeros.length, createHash('sha256').update(zeros).digest('hex'), ed2k(zeros)],
    ])
    await expectSound(vault, files)
  })

  test.each([9_727_999, 9_728_000, 9_728_001])(
    'of %i bytes has the digests of the reference',
    async (size) => {
      const folder = newFolder()
      const bytes = randomBytes(size)
      write(folder, { bytes })
      const { digests } = only(filesOf(await collect(folder)))
      expect(digests.ed2k).toBe(ed2k(bytes))
      expect(digests.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    },
  )

  test('of an absurd size is not read', async ({ skip }) => {
    // A disk has its limits; a file system in memory takes 2^53 bytes that are not there.
    const folder = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/custodia-acquire-') : newFolder()
    try {
      skip(!makeAbsurd(join(folder, 'absurd')), 'no file system here takes a file of 2^53 bytes')
      expect(gist(await collect(folder))).toEqual(['absurd file source.unreadable'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('a source', () => {
  test.each(['absent', 'absent/below'])('that is %s is refused', async (name) => {
    await expect(collect(join(newFolder(), name))).rejects.toMatchObject({ code: 'source.absent' })
  })

  test.each(['link', 'link/'])('that is a link (%j) is refused; its target is named', async (name) => {
    const folder = newFolder()
    mkdirSync(join(folder, 'target'))
    symlinkSync('target', join(folder, 'link'))
    await expect(collect(join(folder, name))).rejects.toMatchObject({
      code: 'source.not-regular',
      details: { target: 'target' },
    })
  })

  test('that is a device is refused', async () => {
    await expect(collect('/dev/zero')).rejects.toMatchObject({ code: 'source.not-regular' })
  })

  test('that is the case itself is refused', async () => {
    const folder = newFolder()
    await expect(collect(folder, { exclude: [folder] })).rejects.toMatchObject({ code: 'source.excluded' })
  })

  test('that holds the case is read around it', async () => {
    const folder = newFolder()
    write(folder, { 'a.txt': 'a', 'case/case.db': 'x', journal: '', 'vault/incoming/x': 'x', 'z.txt': 'z' })
    const vault = openFilesystemVault(join(folder, 'vault'))
    const list = await collect(folder, {
      vault,
      exclude: [join(folder, 'case')],
      journal: join(folder, 'journal'),
    })
    expect(gist(list)).toEqual([
      'a.txt',
      'case folder source.excluded',
      'journal file source.excluded',
      'vault folder source.excluded',
      'z.txt',
    ])
  })

  test('in which the vault comes into being is read around it', async () => {
    const folder = newFolder()
    write(folder, { 'a.txt': 'a', 'b/c.txt': 'c' })
    const list = await collect(folder, { vault: openFilesystemVault(join(folder, 'b/vault')) })
    expect(pathsOf(filesOf(list))).toEqual(['a.txt', 'b/c.txt'])
  })

  test('with nothing in it yields nothing', async () => {
    expect(await collect(newFolder())).toEqual([])
  })
})

describe('what a file may not be read of', () => {
  /** Root reads everything, so for the time of `work` we are nobody. */
  async function unprivileged<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!isRoot) return work()
    process.seteuid?.(65_534)
    try {
      return await work()
    } finally {
      process.seteuid?.(0)
    }
  }

  test('for want of a right is recorded, and the rest is read', async () => {
    const folder = newFolder()
    write(folder, { 'a-file': 'x', 'b-folder/below': 'x', 'c-file': 'x' })
    for (const path of [root, folder]) chmodSync(path, 0o755)
    chmodSync(join(folder, 'a-file'), 0)
    chmodSync(join(folder, 'b-folder'), 0)
    const list = await unprivileged(() => collect(folder))
    chmodSync(join(folder, 'b-folder'), 0o700)
    expect(gist(list)).toEqual([
      'a-file file source.unreadable',
      'b-folder folder source.unreadable',
      'c-file',
    ])
    expect(list[0]).toMatchObject({ reason: 'EACCES' })
  })

  test.runIf(isRoot)('without touching its access time says that it may have changed', async () => {
    const folder = newFolder()
    write(folder, { file: 'x' })
    for (const path of [root, folder]) chmodSync(path, 0o755)
    const own = only(filesOf(await collect(folder)))
    const foreign = only(filesOf(await unprivileged(() => collect(folder))))
    expect([own.accessTime, foreign.accessTime]).toEqual(['preserved', 'may-have-changed'])
  })
})

describe.runIf(process.platform === 'linux')('what the system cannot say of a file', () => {
  test('is recorded: reading fails', async () => {
    expect(await collect('/proc/self/mem')).toMatchObject([
      { kind: 'unread', what: 'file', code: 'source.unreadable', reason: 'EIO' },
    ])
  })

  test('is recorded: it holds more than its size', async () => {
    const vault = newVault()
    expect(await collect('/proc/version', { vault })).toMatchObject([
      { kind: 'unread', code: 'source.changed', reason: expect.stringMatching(/: \d+ bytes read of 0$/) },
    ])
    await expectSound(vault, [])
  })
})

describe('a source that changes', () => {
  /** Runs a shell line over and over until `work` is done. */
  async function during<Result>(line: string, work: () => Promise<Result>): Promise<Result> {
    const shell: ChildProcess = spawn('sh', ['-c', `while :; do ${line}; done`], { stdio: 'ignore' })
    const ended = once(shell, 'exit')
    try {
      return await work()
    } finally {
      shell.kill('SIGKILL')
      await ended
    }
  }

  test('while a file is read: the file is refused and nothing of it is kept', async () => {
    const folder = newFolder()
    write(folder, { 'a-large': randomBytes(60_000_000), b: 'x' })
    const path = join(folder, 'a-large')
    const vault = newVault()
    const list = await during(`echo >> '${path}'`, () => collect(folder, { vault }))
    expect(gist(list)).toEqual(['a-large file source.changed', 'b'])
    expect(list[0]).toMatchObject({
      reason: expect.stringContaining('changed while it was read: size, mtimeNs'),
    })
    await expectSound(vault, filesOf(list))
  })

  test('under our hands: what is stored is what was hashed', async () => {
    const folder = newFolder()
    const path = join(folder, 'restless')
    writeFileSync(path, Buffer.alloc(200_000))
    const vault = newVault()
    const files: AcquiredFile[] = []
    await during(
      `head -c 1000 /dev/urandom | dd of='${path}' conv=notrunc bs=1000 seek=150 2>&-`,
      async () => {
        for (let run = 0; run < 30; run += 1) files.push(...filesOf(await collect(folder, { vault })))
      },
    )
    await expectSound(vault, files)
  })
})

describe('results', () => {
  test('come in walk order, whoever was ready first', async () => {
    const folder = newFolder()
    const sizes = [3_000_000, 10, 1_000_000, 10, 400_000, 0, 2_000_000]
    for (let index = 0; index < 60; index += 1) {
      const name = `${String.fromCharCode(97 + (index % 7))}/${String(index).padStart(2, '0')}`
      write(folder, { [name]: Buffer.alloc(sizes[index % sizes.length] ?? 0, index) })
    }
    const vault = newVault()
    const [one, four] = [await collect(folder, { threads: 1 }), await collect(folder, { vault, threads: 4 })]
    expect(pathsOf(one)).toEqual([...pathsOf(one)].sort())
    expect(pathsOf(four)).toEqual(pathsOf(one))
    expect(filesOf(four).map(({ digests }) => digests)).toEqual(filesOf(one).map(({ digests }) => digests))
    await expectSound(vault, filesOf(four))
  })

  test('are in the vault when they are told', async () => {
    const folder = newFolder()
    for (let index = 0; index < 100; index += 1) write(folder, { [`f${index}`]: randomBytes(20_000) })
    const vault = newVault()
    for await (const acquired of acquire(folder, { vault, threads: 2 })) {
      if (acquired.kind !== 'file') throw new Error(acquired.reason)
      expect(await vault.has(blobIdOf(acquired.digests.sha256))).toBe(true)
    }
  })

  test('are counted while they come', async () => {
    const folder = newFolder()
    write(folder, { a: randomBytes(1000), b: randomBytes(40_000_000), c: '' })
    const told: { files: number; bytes: number }[] = []
    await collect(folder, { onProgress: (progress) => told.push(progress) })
    expect(told.at(-1)).toEqual({ files: 3, bytes: 40_001_000 })
    expect(told.some(({ bytes }) => bytes > 1000 && bytes < 40_000_000)).toBe(true)
  })

  test('that nobody wants any more are given up, cleanly', async () => {
    const folder = newFolder()
    for (let index = 0; index < 40; index += 1) write(folder, { [`f${index}`]: randomBytes(3_000_000) })
    const vault = newVault()
    const before = descriptors()
    for await (const _ of acquire(folder, { vault, threads: 2 })) break
    expect(incoming(vault)).toEqual([])
    expect(descriptors()).toBe(before)
  })
})

describe('a vault that fails', () => {
  test.each([
    ['few files', 1, 10],
    ['many files', 40, 500_000],
  ])('ends the acquisition of %s with the vault’s error', async (_, count, size) => {
    const folder = newFolder()
    for (let index = 0; index < count; index += 1) write(folder, { [`f${index}`]: randomBytes(size) })
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    const before = descriptors()
    await expect(collect(folder, { vault: openFilesystemVault(join(file, 'vault')) })).rejects.toMatchObject({
      name: 'VaultError',
      code: 'vault.unwritable',
      details: { path: join(file, 'vault', 'incoming'), reason: 'ENOTDIR' },
    })
    expect(descriptors()).toBe(before)
  })

  test('by holding other bytes under a name stops everything', async () => {
    const folder = newFolder()
    write(folder, { a: 'right' })
    const vault = newVault()
    const path = vault.pathOf(await vault.store(Buffer.from('right')))
    chmodSync(path, 0o600)
    writeFileSync(path, 'wrong')
    await expect(collect(folder, { vault })).rejects.toMatchObject({
      code: 'vault.mismatch',
      details: { path },
    })
  })
})

describe('an acquisition that was interrupted', () => {
  function tree(count: number): string {
    const folder = newFolder()
    for (let index = 0; index < count; index += 1) {
      const bytes = index % 10 === 0 ? Buffer.from('the same') : randomBytes(30_000)
      write(folder, { [`${index % 5}/${index}.bin`]: bytes })
    }
    return folder
  }

  /** Kills the process once it has told so many results. */
  async function killAfter(
    results: number,
    source: string,
    vault: FilesystemVault,
    journal: string,
  ): Promise<number> {
    const preload = ['--import', join(project, 'test/support/typescript.mjs')]
    const script = join(project, 'test/support/acquire-child.ts')
    const child = spawn(process.execPath, [...preload, script, source, vault.address.folder, journal], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    let told = 0
    for await (const _ of createInterface(child.stdout)) {
      told += 1
      if (told === results) child.kill('SIGKILL')
    }
    await ended
    return told
  }

  test('by SIGKILL, three times over, goes on where it was: nothing is lost and nothing is there twice', async () => {
    const source = tree(300)
    const vault = newVault()
    const journal = join(newFolder(), 'journal')
    for (const results of [1, 60, 200]) await killAfter(results, source, vault, journal)

    const list = await collect(source, { vault, journal })

    const plain = await collect(source)
    expect(pathsOf(list)).toEqual(pathsOf(plain))
    expect(filesOf(list).map(({ digests }) => digests)).toEqual(filesOf(plain).map(({ digests }) => digests))
    expect(filesOf(list).filter(({ resumed }) => resumed).length).toBeGreaterThanOrEqual(200)
    await expectSound(vault, filesOf(list))
  })

  test('reads nothing again that is unchanged and stored', async () => {
    const source = tree(50)
    const vault = newVault()
    const journal = join(newFolder(), 'journal')
    const first = await collect(source, { vault, journal })
    const second = await collect(source, { vault, journal })
    expect(second).toEqual(first.map((each) => ({ ...each, resumed: true })))
  })

  test('reads again what has changed, what the vault has lost and what the journal holds no more', async () => {
    const source = newFolder()
    write(source, { changed: 'one', kept: 'two', lost: 'three', torn: 'four' })
    const vault = newVault()
    const journal = join(newFolder(), 'journal')
    const first = filesOf(await collect(source, { vault, journal }))
    write(source, { changed: 'new' })
    const lost = first[2]
    if (lost) unlinkSync(vault.pathOf(blobIdOf(lost.digests.sha256)))
    const text = readFileSync(journal)
    writeFileSync(journal, text.subarray(0, -20))

    const second = filesOf(await collect(source, { vault, journal }))

    expect(second.map(({ stored, resumed }) => [stored, resumed])).toEqual([
      ['new', undefined],
      ['new', true],
      ['new', undefined],
      ['present', undefined],
    ])
    const third = filesOf(await collect(source, { vault, journal }))
    expect(third.map(({ resumed }) => resumed)).toEqual([true, true, true, true])
  })

  test.each([
    ['rubbish', 'not a line\n\n{"key":1}\n'],
    ['a line whose digest is wrong', `${'0'.repeat(16)} {"key":"x","file":{}}\n`],
    ['zeros', '\0'.repeat(5000)],
  ])('takes %s in the journal for nothing', async (_, text) => {
    const source = tree(3)
    const journal = join(newFolder(), 'journal')
    writeFileSync(journal, text)
    await collect(source, { journal })
    appendFileSync(journal, text)
    expect(filesOf(await collect(source, { journal })).map(({ resumed }) => resumed)).toEqual([
      true,
      true,
      true,
    ])
  })

  test('copies what an earlier run only listed', async () => {
    const source = tree(5)
    const vault = newVault()
    const journal = join(newFolder(), 'journal')
    await collect(source, { journal })
    const copied = filesOf(await collect(source, { vault, journal }))
    expect(copied.every(({ resumed, stored }) => !resumed && stored === 'new')).toBe(true)
    const listed_ = filesOf(await collect(source, { journal }))
    expect(listed_.every(({ resumed, stored }) => resumed && stored === 'in-place')).toBe(true)
    await expectSound(vault, copied)
  })
})

describe('20,000 small files', () => {
  test('are read in little memory', async () => {
    const folder = newFolder()
    for (let index = 0; index < 20_000; index += 1) {
      if (index % 1000 === 0) mkdirSync(join(folder, `${index / 1000}`))
      const descriptor = openSync(join(folder, `${Math.floor(index / 1000)}`, `${index}`), 'wx')
      writeSync(descriptor, String(index))
      closeSync(descriptor)
    }
    const before = { rss: process.memoryUsage.rss(), open: descriptors() }
    let [count, peak, open] = [0, 0, 0]
    for await (const acquired of acquire(folder, { vault: undefined, threads: 2 })) {
      expect(acquired.kind).toBe('file')
      count += 1
      if (count % 500 !== 0) continue
      peak = Math.max(peak, process.memoryUsage.rss())
      open = Math.max(open, descriptors())
    }
    expect(count).toBe(20_000)
    expect(peak - before.rss).toBeLessThan(300_000_000)
    expect(open - before.open).toBeLessThan(150)
    expect(descriptors()).toBe(before.open)
  })
})
