import { spawnSync } from 'node:child_process'
import {
  closeSync,
  constants,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Unread } from '../src/acquire/acquired.js'
import { openAsSeen } from '../src/acquire/safe-open.js'
import { type FoundFile, walk } from '../src/acquire/walk.js'

const root = mkdtempSync(join(tmpdir(), 'custodia-walk-'))
const onLinux = process.platform === 'linux'
const reaches = onLinux ? (['descriptor', 'path'] as const) : (['path'] as const)

// Not rmSync: some trees here are deeper than a path may be long.
afterAll(() => spawnSync('rm', ['-rf', root]))

function newFolder(): string {
  return mkdtempSync(join(root, 'folder-'))
}

function gist(found: FoundFile | Unread): string {
  const path = Buffer.from(found.path).toString('latin1')
  if (found.kind === 'file') return path
  const target = found.what === 'link' ? ` to ${Buffer.from(found.target).toString('latin1')}` : ''
  return `${path} ${found.what}${target} ${found.code}`
}

/** What an opened file holds; the refusal's code when it is not opened. */
function contentOf(found: FoundFile | Unread): string {
  if (found.kind !== 'file') return found.code
  const opened = found.open()
  if (opened.kind === 'refused') return opened.code
  try {
    return readFileSync(opened.descriptor, 'utf8')
  } finally {
    closeSync(opened.descriptor)
  }
}

/** Long enough for the file system's clock to tick, so that what is done next shows in its times. */
function tick(): Promise<void> {
  return setTimeout(25)
}

describe.each(reaches)('walking by %s', (reach) => {
  const all = (source: string) => [...walk(source, { reach })].map(gist)

  test('follows no link and opens nothing but files and folders', async () => {
    const folder = newFolder()
    const outside = newFolder()
    writeFileSync(join(outside, 'secret'), 'x')
    mkdirSync(join(folder, 'd'))
    writeFileSync(join(folder, 'd/file'), 'x')
    linkSync(join(folder, 'd/file'), join(folder, 'hard'))
    symlinkSync(outside, join(folder, 'link-to-folder'))
    symlinkSync(join(outside, 'secret'), join(folder, 'link-to-file'))
    symlinkSync('/dev/zero', join(folder, 'link-to-device'))
    symlinkSync('.', join(folder, 'loop'))
    symlinkSync('..', join(folder, 'd/up'))
    symlinkSync('nowhere', join(folder, 'dangling'))
    spawnSync('mkfifo', [join(folder, 'pipe')])
    const server = createServer().listen(join(folder, 'socket'))
    await tick()
    try {
      expect(all(folder)).toEqual([
        'd/file',
        'd/up link to .. source.not-regular',
        'dangling link to nowhere source.not-regular',
        'hard',
        'link-to-device link to /dev/zero source.not-regular',
        `link-to-file link to ${join(outside, 'secret')} source.not-regular`,
        `link-to-folder link to ${outside} source.not-regular`,
        'loop link to . source.not-regular',
        'pipe fifo source.not-regular',
        'socket socket source.not-regular',
      ])
    } finally {
      server.close()
    }
  })

  test('opens no device', ({ skip }) => {
    const folder = newFolder()
    const { status } = spawnSync('mknod', [join(folder, 'zero'), 'c', '1', '5'])
    skip(status !== 0, 'making a device is not allowed here')
    expect(all(folder)).toEqual(['zero device source.not-regular'])
  })

  test('keeps every name as it is, in the order of the bytes', () => {
    const folder = newFolder()
    const names = [
      Buffer.from('-rf'),
      Buffer.from('=cmd'),
      Buffer.from('Z'),
      Buffer.from('a\nb'),
      Buffer.from('a b'),
      Buffer.from('\u001b[31mred'),
      Buffer.from('\u202egpj.exe'),
      Buffer.from('ñ'),
      Buffer.from('\u{1f4f7}'),
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.from([0xc3]),
      Buffer.alloc(255, 'x'),
      Buffer.from('\\'),
      Buffer.from('%2e%2e'),
      Buffer.from('...'),
    ]
    for (const name of names) writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), name)
    const found: Buffer[] = []
    for (const each of walk(folder, { reach })) {
      found.push(Buffer.from(each.path))
      expect(contentOf(each)).toBe(found.at(-1)?.toString('utf8'))
    }
    expect(found).toEqual(names.sort(Buffer.compare))
  })

  test('goes depth first, by raw bytes, through any tree', () => {
    // Names that sort otherwise by letters, by UTF-16 or when a slash is put after them.
    const name = fc.constantFrom('a', 'a b', 'a-', 'a0', 'B', 'ä', '\u{1f4f7}', '\ufb01')
    const paths = fc.array(fc.array(name, { minLength: 1, maxLength: 4 }), { maxLength: 12 })
    fc.assert(
      fc.property(paths, (list) => {
        const folder = newFolder()
        for (const path of list)
          mkdirSync(join(folder, ...path.map((each) => `${each}.d`)), { recursive: true })
        for (const path of list)
          writeFileSync(join(folder, ...path.slice(0, -1).map((each) => `${each}.d`), path.at(-1) ?? ''), '')
        expect([...walk(folder, { reach })].map(({ path }) => Buffer.from(path).toString())).toEqual(
          plainWalk(folder),
        )
      }),
      { numRuns: 30 },
    )
  })

  test('is not led away by a folder that is swapped for a link', async () => {
    const [folder, outside] = [newFolder(), newFolder()]
    mkdirSync(join(folder, 'a'))
    for (const name of ['1', '2', '3']) {
      writeFileSync(join(folder, 'a', name), 'inside')
      writeFileSync(join(outside, name), 'outside')
    }
    await tick()
    const seen: string[] = []
    for (const found of walk(folder, { reach })) {
      const content = contentOf(found)
      seen.push(`${gist(found)}: ${content}`)
      if (seen.length > 1) continue
      renameSync(join(folder, 'a'), join(folder, 'elsewhere'))
      symlinkSync(outside, join(folder, 'a'))
    }
    expect(seen.join()).not.toContain('outside')
    expect(seen.at(0)).toBe('a/1: inside')
    expect(seen.slice(-2)).toEqual([
      'a folder source.changed: source.changed',
      ' folder source.changed: source.changed',
    ])
    if (reach === 'descriptor') expect(seen.slice(1, 3)).toEqual(['a/2: inside', 'a/3: inside'])
  })

  test.each([
    ['removed', (path: string) => unlinkSync(path)],
    ['replaced by a link', (path: string) => replace(path, () => symlinkSync('/etc/passwd', path))],
    ['replaced by a pipe', (path: string) => replace(path, () => spawnSync('mkfifo', [path]))],
    ['replaced by a folder', (path: string) => replace(path, () => mkdirSync(path))],
    ['replaced by another file', (path: string) => replace(path, () => writeFileSync(path, 'other'))],
  ])('refuses a file that was %s after it was looked at', (_, change) => {
    const folder = newFolder()
    writeFileSync(join(folder, 'file'), 'x')
    const contents: string[] = []
    for (const found of walk(folder, { reach })) {
      if (found.kind === 'file') change(join(folder, 'file'))
      contents.push(contentOf(found))
    }
    expect(contents[0]).toBe('source.changed')
  })

  test('tells of a folder to which something was added meanwhile', async () => {
    const folder = newFolder()
    for (const name of ['a', 'b', 'c']) mkdirSync(join(folder, name))
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name, 'file'), 'x')
    await tick()
    const seen: string[] = []
    for (const found of walk(folder, { reach })) {
      seen.push(gist(found))
      if (seen.at(-1) === 'b/file') writeFileSync(join(folder, 'b/late'), 'x')
    }
    expect(seen).toEqual(['a/file', 'b/file', 'b folder source.changed', 'c/file'])
  })

  test('holds few descriptors however deep the tree, and finds its way back up', () => {
    const folder = newFolder()
    const depth = 150
    for (let level = 0, path = folder; level < depth; level += 1, path = join(path, 'm')) {
      mkdirSync(join(path, 'm'))
      for (const name of ['a', 'z']) writeFileSync(join(path, name), '')
    }
    const before = descriptors()
    let most = 0
    const found: string[] = []
    for (const each of walk(folder, { reach })) {
      most = Math.max(most, descriptors())
      found.push(gist(each))
    }
    const below = (level: number, name: string) => `${'m/'.repeat(level)}${name}`
    const levels = Array.from({ length: depth }, (_, level) => level)
    expect(found).toEqual([
      ...levels.map((level) => below(level, 'a')),
      ...levels.reverse().map((level) => below(level, 'z')),
    ])
    expect(most - before).toBeLessThanOrEqual(66)
    expect(descriptors()).toBe(before)
  })

  test('closes everything when it is left early', () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'a/b/c'), { recursive: true })
    writeFileSync(join(folder, 'a/b/c/file'), '')
    const before = descriptors()
    for (const _ of walk(folder, { reach })) break
    expect(descriptors()).toBe(before)
  })
})

describe.runIf(onLinux)('a tree that is moved about', () => {
  test('while it is read below is not taken for another', async () => {
    const folder = newFolder()
    const depth = 100
    mkdirSync(join(folder, 'm/'.repeat(depth)), { recursive: true })
    writeFileSync(join(folder, 'm/'.repeat(depth), 'deep'), '')
    writeFileSync(join(folder, 'z'), '')
    const other = newFolder()
    await tick()
    const seen: string[] = []
    for (const found of walk(folder)) {
      seen.push(gist(found))
      // The folder ten levels down, closed by now, goes elsewhere: the way back leads to the wrong place.
      if (seen.length === 1) renameSync(join(folder, 'm/'.repeat(10)), join(other, 'taken'))
    }
    expect(seen[0]).toBe(`${'m/'.repeat(depth)}deep`)
    expect(seen).not.toContain('z')
    expect(seen.at(-1)).toBe(' folder source.changed')
  })

  test('deeper than any path may be long is read to the bottom', () => {
    const folder = newFolder()
    const depth = 2100
    makeDeep(folder, depth)
    const found = [...walk(folder)]
    expect(found).toHaveLength(1)
    expect(found[0]?.path.length).toBe(depth * 2 + 'bottom'.length)
  })
})

describe('opening', () => {
  test.runIf(onLinux)('leaves the access time alone', async () => {
    const folder = newFolder()
    const path = join(folder, 'file')
    writeFileSync(path, 'x')
    await tick()
    const before = statSync(path, { bigint: true })
    const opened = openAsSeen(Buffer.from(path), before)
    if (opened.kind === 'refused') throw new Error(opened.reason)
    expect(readFileSync(opened.descriptor, 'utf8')).toBe('x')
    closeSync(opened.descriptor)
    expect(opened.keepsAccessTime).toBe(true)
    expect(statSync(path, { bigint: true }).atimeNs).toBe(before.atimeNs)
  })
})

function replace(path: string, make: () => void): void {
  unlinkSync(path)
  // A name in between keeps the new thing from getting the old one's inode.
  writeFileSync(`${path}.other`, '')
  make()
}

function descriptors(): number {
  return onLinux ? readdirSync('/proc/self/fd').length : 0
}

/** Made step by step from within: the whole path would be too long. */
function makeDeep(folder: string, depth: number): void {
  let descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  for (let level = 0; level < depth; level += 1) {
    const next = `/proc/self/fd/${descriptor}/m`
    mkdirSync(next)
    const below = openSync(next, constants.O_RDONLY | constants.O_DIRECTORY)
    closeSync(descriptor)
    descriptor = below
  }
  writeFileSync(`/proc/self/fd/${descriptor}/bottom`, '')
  closeSync(descriptor)
}

/** The same walk as plainly as can be. */
function plainWalk(folder: string, prefix = ''): string[] {
  const names = readdirSync(folder, { encoding: 'buffer' }).sort(Buffer.compare)
  return names.flatMap((raw) => {
    const name = raw.toString()
    const path = join(folder, name)
    return statSync(path).isDirectory() ? plainWalk(path, `${prefix}${name}/`) : [`${prefix}${name}`]
  })
}
