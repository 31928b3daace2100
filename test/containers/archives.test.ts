import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { type ArchiveKind, archiveEntries, containerKind } from '../../src/containers/container.js'
import type { ContainerEntry } from '../../src/containers/entry.js'
import { type ContainerLimits, containerLimits } from '../../src/containers/limits.js'
import { paxRecord, tarEnd, tarMember, tarOf, zipOf } from '../support/archives.js'
import { describeTools, toolOutput } from '../support/debian-tools.js'

const folder = mkdtempSync(join(tmpdir(), 'custodia-archives-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function file(bytes: Uint8Array): string {
  files += 1
  const path = join(folder, `archive-${files}`)
  writeFileSync(path, bytes)
  return path
}

interface Seen {
  readonly name: string
  readonly kind: string
  readonly reason?: string
  readonly target?: string
  readonly data?: string
}

async function seenIn(entry: ContainerEntry): Promise<Seen> {
  const name = Buffer.from(entry.rawName).toString('latin1')
  if (entry.kind === 'folder') return { name, kind: 'folder' }
  if (entry.kind === 'unread') {
    const target = entry.target ? { target: Buffer.from(entry.target).toString('latin1') } : {}
    return { name, kind: `unread ${entry.what}`, reason: entry.reason, ...target }
  }
  const pieces: Uint8Array[] = []
  for await (const piece of entry.open()) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  expect(bytes.length).toBe(entry.size)
  return { name, kind: 'file', data: bytes.toString('latin1') }
}

async function read(path: string, kind: ArchiveKind, limits?: Partial<ContainerLimits>): Promise<Seen[]> {
  const seen: Seen[] = []
  for await (const entry of archiveEntries(path, kind, { ...containerLimits, ...limits }))
    seen.push(await seenIn(entry))
  return seen
}

async function refusal(
  reading: Promise<unknown>,
): Promise<{ code?: string; details?: Record<string, unknown> }> {
  return reading.then(
    () => ({ code: 'none' }),
    (error: { code?: string; details?: Record<string, unknown> }) => error,
  )
}

const text = Buffer.from('hello')
const hostile = [
  ['/etc/passwd', 'an absolute path'],
  ['\\windows', 'an absolute path'],
  ['a/../../b', 'a path that leads out of the container'],
  ['..\\b', 'a path that leads out of the container'],
  ['..', 'a path that leads out of the container'],
  ['C:\\b', 'a path with a drive letter'],
  ['c:/b', 'a path with a drive letter'],
] as const

describe('a ZIP file', () => {
  test('lists what it holds, in order, with raw names', async () => {
    const path = file(
      zipOf([
        { name: 'folder/' },
        { name: 'folder/a.txt', data: text },
        { name: Buffer.from([0xf1, 0x6f, 0xff]), data: Buffer.alloc(100_000, 7), deflate: true },
        { name: 'link', data: Buffer.from('../target'), mode: 0o120777 },
        { name: 'pipe', mode: 0o010644 },
      ]),
    )
    expect(await containerKind(path)).toBe('zip')
    expect(await read(path, 'zip')).toEqual([
      { name: 'folder/', kind: 'folder' },
      { name: 'folder/a.txt', kind: 'file', data: 'hello' },
      { name: '\xf1o\xff', kind: 'file', data: '\x07'.repeat(100_000) },
      { name: 'link', kind: 'unread link', reason: 'a link is not followed', target: '../target' },
      { name: 'pipe', kind: 'unread other', reason: 'neither a file nor a folder' },
    ])
  })

  test.each(hostile)('never gives %s as a path', async (name, reason) => {
    expect(await read(file(zipOf([{ name, data: text }])), 'zip')).toEqual([
      { name, kind: 'unread file', reason },
    ])
  })

  test('gives a name once, and no name with a NUL or of nothing', async () => {
    const names = ['a', './a', 'b\0c', '']
    expect(await read(file(zipOf(names.map((name) => ({ name, data: text })))), 'zip')).toEqual([
      { name: 'a', kind: 'file', data: 'hello' },
      { name: './a', kind: 'unread file', reason: 'a name that came before' },
      { name: 'b\0c', kind: 'unread file', reason: 'a name with a NUL' },
      { name: '', kind: 'unread file', reason: 'a name without a character' },
    ])
  })

  test('names what is encrypted, packed otherwise, or called otherwise by its own header', async () => {
    const members = [
      { name: 'secret', data: text, flags: 1 },
      { name: 'bzip2', data: text, method: 12 },
      { name: 'two', localName: 'one', data: text },
    ]
    expect((await read(file(zipOf(members)), 'zip')).map(({ reason }) => reason)).toEqual([
      'it is encrypted',
      'compressed by method 12, which is not read',
      'its own header gives it another name',
    ])
  })

  test.each([
    ['CRC-32', { statedCrc: 1 }, /CRC-32/],
    ['size', { deflate: true, statedSize: 4 }, /more than the 4 bytes/],
    ['longer size', { deflate: true, statedSize: 6 }, /5 of the 6 bytes/],
  ])('gives no file whose %s is wrong as whole', async (_what, wrong, reason) => {
    const refused = await refusal(read(file(zipOf([{ name: 'a', data: text, ...wrong }])), 'zip'))
    expect(refused).toMatchObject({
      code: 'source.unreadable',
      details: { reason: expect.stringMatching(reason) },
    })
  })

  test('that is cut or is none is refused by name', async () => {
    const sound = zipOf([{ name: 'a', data: text }])
    for (const bytes of [sound.subarray(0, sound.length - 5), Buffer.from('PK\x03\x04'), Buffer.alloc(0)])
      expect(await refusal(read(file(bytes), 'zip'))).toMatchObject({
        code: 'source.malformed',
        details: { what: 'ZIP' },
      })
  })

  test('that unpacks without end stops at a limit that is named', async () => {
    const zeros = { data: Buffer.alloc(3 * 2 ** 20), deflate: true }
    const path = file(zipOf([{ name: 'a', ...zeros }]))
    expect(await refusal(read(path, 'zip', { freeBytes: 2 ** 20 }))).toMatchObject({
      code: 'source.limit',
      details: { limit: 'ratio', path },
    })
    const many = file(zipOf(['a', 'b', 'c'].map((name) => ({ name, data: text }))))
    expect(await refusal(read(many, 'zip', { entries: 2 }))).toMatchObject({
      details: { limit: 'entries', most: 2 },
    })
    expect(await refusal(read(many, 'zip', { bytes: 14 }))).toMatchObject({
      details: { limit: 'bytes', found: 15 },
    })
  })

  test('states times as it has them', async () => {
    const unix = Buffer.from('5554050001004e5169', 'hex')
    const path = file(
      zipOf([
        { name: 'dos', data: text },
        { name: 'unix', extra: unix },
      ]),
    )
    const times: unknown[] = []
    for await (const entry of archiveEntries(path, 'zip')) times.push(entry.times.modified)
    expect(times).toEqual([
      { kind: 'local', text: '2026-03-12T10:30:02' },
      { kind: 'instant', text: new Date(0x69514e00 * 1000).toISOString().replace('.000Z', '.000000000Z') },
    ])
  })

  test('never gives other bytes, whichever byte is changed', async () => {
    const sound = zipOf([
      { name: 'one', data: randomBytes(200), deflate: true },
      { name: 'two', data: Buffer.alloc(500, 9), deflate: true },
    ])
    const wanted = new Set((await read(file(sound), 'zip')).map(({ data }) => data))
    for (let at = 0; at < sound.length; at += 1) {
      const broken = Buffer.from(sound)
      broken.writeUInt8(broken.readUInt8(at) ^ 4, at)
      const outcome = await read(file(broken), 'zip').catch((error: { code: string }) => error.code)
      if (typeof outcome === 'string') expect(outcome).toMatch(/^source\.(?:malformed|unreadable)$/)
      else for (const { kind, data } of outcome) if (kind === 'file') expect(wanted.has(data)).toBe(true)
    }
  })
})

describe('a TAR file', () => {
  test('lists what it holds, in order, with raw names', async () => {
    const long = `${'n'.repeat(140)}/file`
    const path = file(
      tarOf([
        { name: 'folder/', type: '5' },
        { name: 'folder/a.txt', data: text },
        {
          name: 'PaxHeader',
          type: 'x',
          data: Buffer.concat([paxRecord('path', Buffer.from([0xff, 0x0a])), paxRecord('mtime', '1.5')]),
        },
        { name: 'short', data: text },
        { name: '././@LongLink', type: 'L', data: Buffer.from(`${long}\0`) },
        { name: 'cut', data: text },
        { name: 'sym', type: '2', link: '/etc/passwd' },
        { name: 'hard', type: '1', link: 'folder/a.txt' },
        { name: 'device', type: '3' },
        { name: 'sparse', type: 'S', data: text },
        { name: 'last', data: text },
      ]),
    )
    expect(await containerKind(path)).toBe('tar')
    expect(await read(path, 'tar')).toEqual([
      { name: 'folder/', kind: 'folder' },
      { name: 'folder/a.txt', kind: 'file', data: 'hello' },
      { name: '\xff\n', kind: 'file', data: 'hello' },
      { name: long, kind: 'file', data: 'hello' },
      { name: 'sym', kind: 'unread link', reason: 'a link is not followed', target: '/etc/passwd' },
      { name: 'hard', kind: 'unread link', reason: 'a link is not followed', target: 'folder/a.txt' },
      { name: 'device', kind: 'unread other', reason: 'an entry of type 3' },
      { name: 'sparse', kind: 'unread file', reason: 'a sparse file of GNU tar is not read' },
      { name: 'last', kind: 'file', data: 'hello' },
    ])
  })

  test.each(hostile)('never gives %s as a path', async (name, reason) => {
    const seen = await read(file(tarOf([{ name, data: text }])), 'tar')
    expect(seen).toEqual([{ name, kind: 'unread file', reason }])
    const pax = [
      { name: 'p', type: 'x', data: paxRecord('path', name) },
      { name: 'short', data: text },
    ]
    expect(await read(file(tarOf(pax)), 'tar')).toEqual(seen)
  })

  test('goes on behind an entry that nobody opened, and behind one that was left half read', async () => {
    const path = file(
      tarOf([
        { name: 'a', data: randomBytes(3_000_000) },
        { name: 'b', data: text },
      ]),
    )
    const names: string[] = []
    for await (const entry of archiveEntries(path, 'tar')) {
      names.push(String(Buffer.from(entry.rawName)))
      if (entry.kind === 'file' && names.length === 1) await entry.open().next()
    }
    expect(names).toEqual(['a', 'b'])
  })

  test('has sizes in octal, in base 256 and in pax records', async () => {
    const base256 = Buffer.alloc(12)
    base256.writeUInt8(0x80, 0)
    base256.writeUInt32BE(5, 8)
    const members = [
      { name: 'a', data: text, size: base256 },
      { name: 'p', type: 'x', data: paxRecord('size', '5') },
      { name: 'b', data: text, size: Buffer.from('00000000000\0') },
    ]
    expect((await read(file(tarOf(members)), 'tar')).map(({ data }) => data)).toEqual(['hello', 'hello'])
  })

  test.each([
    [
      'a checksum that is wrong',
      Buffer.concat([Buffer.alloc(512, 1), tarEnd]),
      /checksum of a header is wrong, byte 0/,
    ],
    ['no end', tarMember({ name: 'a', data: text }), /without the two zero blocks of an end, byte 1024/],
    [
      'half a member',
      tarMember({ name: 'a', data: Buffer.alloc(2000) }).subarray(0, 1000),
      /ends within this entry, byte 0/,
    ],
    ['a negative size', tarOf([{ name: 'a', size: Buffer.alloc(12, 0xff) }]), /a size that is none, byte 0/],
    [
      'a pax record of no form',
      tarOf([{ name: 'p', type: 'x', data: Buffer.from('9 a=b\n') }]),
      /pax record/,
    ],
    [
      'a pax header before the end',
      tarOf([{ name: 'p', type: 'x', data: paxRecord('path', 'a') }]),
      /speaks of another/,
    ],
  ])('with %s is refused by place', async (_what, bytes, reason) => {
    expect(await refusal(read(file(bytes), 'tar'))).toMatchObject({
      code: 'source.malformed',
      details: { what: 'TAR', reason: expect.stringMatching(reason) },
    })
  })

  test('says that bytes follow its end', async () => {
    const path = file(
      Buffer.concat([tarOf([{ name: 'a', data: text }]), Buffer.alloc(512), Buffer.from('hidden')]),
    )
    expect((await read(path, 'tar')).at(-1)?.reason).toMatch(/bytes that are not zero follow the end/)
  })

  test('never gives other bytes for an entry than those that stand in it', async () => {
    const names = fc.array(fc.uint8Array({ minLength: 1, maxLength: 90 }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(names, fc.uint8Array({ maxLength: 2000 }), async (raw, data) => {
        const members = raw.map((name) => ({ name: name.map((byte) => byte || 1), data }))
        for (const { kind, data: seen } of await read(file(tarOf(members)), 'tar'))
          if (kind === 'file') expect(seen).toBe(Buffer.from(data).toString('latin1'))
      }),
      { numRuns: 30 },
    )
  })
})

describe('a TAR file in gzip', () => {
  test('is the same, as a stream', async () => {
    const plain = tarOf([
      { name: 'a', data: text },
      { name: 'b', data: randomBytes(500_000) },
    ])
    const path = file(gzipSync(plain))
    expect(await containerKind(path)).toBe('tar.gz')
    expect(await read(path, 'tar.gz')).toEqual(await read(file(plain), 'tar'))
  })

  test('that is damaged or cut is refused by name', async () => {
    const packed = gzipSync(tarOf([{ name: 'a', data: randomBytes(300_000) }]))
    const broken = Buffer.from(packed)
    broken.writeUInt8(broken.readUInt8(packed.length - 6) ^ 1, packed.length - 6)
    for (const bytes of [broken, packed.subarray(0, 200_000)])
      expect(await refusal(read(file(bytes), 'tar.gz'))).toMatchObject({
        code: 'source.malformed',
        details: { what: 'gzip' },
      })
  })

  test('that unpacks without end stops at a limit, where nobody opens it too', async () => {
    const path = file(gzipSync(tarOf([{ name: 'a', data: Buffer.alloc(3 * 2 ** 20) }])))
    const listing = async () => {
      const limits = { ...containerLimits, freeBytes: 2 ** 20 }
      for await (const entry of archiveEntries(path, 'tar.gz', limits)) expect(entry.kind).toBe('file')
    }
    expect(await refusal(listing())).toMatchObject({ code: 'source.limit', details: { limit: 'ratio' } })
  })

  test('of something else is no container', async () => {
    expect(await containerKind(file(gzipSync(text)))).toBeUndefined()
    expect(await containerKind(file(text))).toBeUndefined()
    expect(await containerKind(file(Buffer.alloc(0)))).toBeUndefined()
  })
})

describeTools('archives that others made', ['tar', 'zip'], () => {
  const tree = join(folder, 'tree')
  const data = randomBytes(70_000)
  const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex')
  mkdirSync(join(tree, 'd'), { recursive: true })
  const long = `${'long'.repeat(40)}.bin`
  writeFileSync(join(tree, 'd', long), data)
  writeFileSync(join(tree, 'd', 'ñ.txt'), 'hola')
  utimesSync(join(tree, 'd', 'ñ.txt'), 1, 1_700_000_000)
  symlinkSync('ñ.txt', join(tree, 'd', 'link'))

  test.each(['ustar', 'gnu', 'pax', 'oldgnu'])('are read: tar %s', async (format) => {
    const path = join(folder, `${format}.tar`)
    const name = format === 'ustar' ? 'd/ñ.txt' : 'd'
    toolOutput('tar', `--format=${format}`, '-C', tree, '-cf', path, name)
    const seen = await read(path, 'tar')
    const utf8 = Buffer.from('d/ñ.txt').toString('latin1')
    expect(seen).toContainEqual({ name: utf8, kind: 'file', data: 'hola' })
    if (format === 'ustar') return
    const big = seen.find((each) => each.name === `d/${long}`)
    expect(digest(big?.data ?? '')).toBe(digest(data.toString('latin1')))
    expect(seen.find(({ kind }) => kind === 'unread link')?.target).toBe(
      Buffer.from('ñ.txt').toString('latin1'),
    )
  })

  test('are read: zip, with links and times', async () => {
    const path = join(folder, 'made.zip')
    toolOutput('sh', '-c', `cd "${tree}" && zip -q -y -r "${path}" d`)
    const seen = await read(path, 'zip')
    expect(seen.map(({ kind }) => kind).sort()).toEqual(['file', 'file', 'folder', 'unread link'])
    for await (const { rawName, times } of archiveEntries(path, 'zip'))
      if (Buffer.from(rawName).toString().endsWith('ñ.txt'))
        expect(times.modified).toEqual({ kind: 'instant', text: '2023-11-14T22:13:20.000000000Z' })
  })

  test('are read: zip with a password, by name', async () => {
    const path = join(folder, 'secret.zip')
    toolOutput('sh', '-c', `cd "${tree}" && zip -q -P secret "${path}" d/ñ.txt`)
    expect((await read(path, 'zip')).map(({ reason }) => reason)).toEqual(['it is encrypted'])
  })

  test('leave no trace outside', () => {
    expect(readdirSync(tree)).toEqual(['d'])
  })
})
