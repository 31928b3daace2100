import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { adler32 } from '../../src/containers/adler32.js'
import { chunkPlaces, unpack } from '../../src/containers/ewf-chunks.js'
import { segmentPath } from '../../src/containers/ewf-image.js'
import type { Image } from '../../src/containers/image.js'
import { compareStored, mediaDigests, segmentDigests } from '../../src/containers/image-digests.js'
import { openImage } from '../../src/containers/open-image.js'
import { describeTools, tool, toolOutput } from '../support/debian-tools.js'

const folder = mkdtempSync(join(tmpdir(), 'custodia-ewf-'))
afterAll(() => rmSync(folder, { recursive: true }))

const sector = 512

/** Noise that does not compress, then zeros, then noise again: every kind of chunk. */
function medium(sectors: number): Buffer {
  const bytes = Buffer.alloc(sectors * sector)
  let state = 12345
  for (let at = 0; at < bytes.length; at += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    const isQuiet = at > bytes.length / 3 && at < bytes.length / 2
    bytes[at] = isQuiet ? 0 : state >>> 24
  }
  return bytes
}

interface Made {
  readonly bytes: Buffer
  readonly first: string
  readonly files: readonly string[]
}

let made = 0
function acquire(sectors: number, ...options: readonly string[]): Made {
  made += 1
  const bytes = medium(sectors)
  const source = join(folder, `medium-${made}.raw`)
  const target = join(folder, `image-${made}`)
  writeFileSync(source, bytes)
  toolOutput('ewfacquire', '-u', '-q', '-d', 'sha1', '-t', target, ...options, source)
  const files = readdirSync(folder)
    .filter((name) => name.startsWith(`image-${made}.`))
    .sort()
    .map((name) => join(folder, name))
  return { bytes, first: files[0] ?? '', files }
}

async function opened<T>(path: string, use: (image: Image) => Promise<T>): Promise<T> {
  const image = await openImage(path)
  try {
    return await use(image)
  } finally {
    await image.close()
  }
}

const hex = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest('hex')

function overwrite(path: string, at: number, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path)
  change(bytes.subarray(at < 0 ? bytes.length + at : at))
  writeFileSync(path, bytes)
}

test('Adler-32 is the one of RFC 1950', () => {
  expect(adler32(Buffer.from('Wikipedia'))).toBe(0x11e60398)
  const long = medium(200)
  expect(adler32(long)).toBe(deflateSync(long).readUInt32BE(deflateSync(long).length - 4))
})

test('segments are named to the last one there can be', () => {
  const names = [1, 2, 99, 100, 101, 125, 126, 775, 776, 14_971].map((number) =>
    segmentPath('a/x.E01', number),
  )
  expect(names).toEqual(
    ['E01', 'E02', 'E99', 'EAA', 'EAB', 'EAZ', 'EBA', 'EZZ', 'FAA', 'ZZZ'].map((end) => `a/x.${end}`),
  )
  expect(segmentPath('x.s01', 100)).toBe('x.saa')
})

describe('the places of chunks', () => {
  const geometry = { sectors: 64, bytesPerSector: 512, chunks: 1, chunkSize: 32768 }

  test('beyond 2 GiB use all 32 bits', () => {
    const start = 0x7fff_8000
    const offsets = [start, start + 32_772, start + 2 * 32_772, start + 2 * 32_772 + 100]
    const table = { entries: Uint32Array.from(offsets), base: 4096, fromCopy: false }
    const end = 4096 + start + 3 * 32_772 + 100
    expect(chunkPlaces(table, end, 40_000)).toEqual([
      { offset: 4096 + start, length: 32_772, packing: 'plain' },
      { offset: 4096 + start + 32_772, length: 32_772, packing: 'by-length' },
      { offset: 4096 + start + 2 * 32_772, length: 100, packing: 'by-length' },
      { offset: 4096 + start + 2 * 32_772 + 100, length: 32_772, packing: 'by-length' },
    ])
  })

  test('that lead backwards or out of the section are nowhere', () => {
    const table = { entries: Uint32Array.from([100, 50, 90_000]), base: 0, fromCopy: false }
    expect(chunkPlaces(table, 80_000, 40_000)).toEqual([undefined, undefined, undefined])
  })

  test('whose packing is not said are told by their length', () => {
    const bytes = medium(64)
    const sum = Buffer.alloc(4)
    sum.writeUInt32LE(adler32(bytes))
    expect(unpack(Buffer.concat([bytes, sum]), 'by-length', geometry, 32_768)).toEqual(bytes)
    const quiet = Buffer.alloc(32_768)
    expect(unpack(deflateSync(quiet), 'by-length', geometry, 32_768)).toEqual(quiet)
    expect(unpack(deflateSync(Buffer.alloc(40_000)), 'compressed', geometry, 32_768)).toMatch(
      /does not inflate/,
    )
    expect(unpack(deflateSync(Buffer.alloc(12)), 'compressed', geometry, 32_768)).toBe(
      'the chunk holds 12 bytes of 32768',
    )
  })
})

describeTools('an image that ewfacquire made', ['ewfacquire', 'ewfverify', 'ewfinfo'], () => {
  const formats = ['ewf', 'smart', 'ftk', 'encase1', 'encase2', 'encase3', 'encase4', 'encase5', 'encase6']
  test.each([...formats, 'linen5', 'linen6', 'ewfx'])('as %s is read byte for byte', async (format) => {
    const { bytes, first, files } = acquire(4099, '-f', format, '-c', 'fast', '-S', '1MiB')
    expect(files.length).toBeGreaterThan(1)
    await opened(first, async (image) => {
      expect(image.size).toBe(bytes.length)
      expect(image.segments.map(({ path }) => path)).toEqual(files)
      const media = await mediaDigests(image)
      const digests = { md5: hex('md5', bytes), sha1: hex('sha1', bytes) }
      expect(media).toMatchObject({ kind: 'whole', digests: { ...digests, sha256: hex('sha256', bytes) } })
      expect(image.stored.md5).toBe(digests.md5)
      expect(compareStored(image, media).every(({ equal }) => equal)).toBe(true)
      expect(image.notices).toEqual([])
    })
  })

  test.each([
    ['none', '64', 1],
    ['empty-block', '64', 7],
    ['fast', '16', 4099],
    ['best', '32768', 4097],
    ['best', '128', 2049],
  ])('with compression %s and %s sectors a chunk, of %i sectors', async (level, perChunk, sectors) => {
    const { bytes, first } = acquire(sectors, '-c', level, '-b', perChunk, '-S', '1MiB')
    expect(toolOutput('ewfverify', '-q', first)).toContain('SUCCESS')
    await opened(first, async (image) => {
      expect(await mediaDigests(image)).toMatchObject({
        kind: 'whole',
        digests: { sha512: hex('sha512', bytes) },
      })
      const places = [0, 1, 511, 32_760, Math.floor(bytes.length / 2), bytes.length - 3]
      for (const at of places.filter((each) => each < bytes.length))
        expect(await image.read(at, 70_000)).toEqual(bytes.subarray(at, at + 70_000))
    })
  })

  test('says what was typed when it was made, times as they stand', async () => {
    const typed = ['-C', 'DP 123', '-E', 'E-1', '-D', 'Black phone', '-e', 'A. Ruiz', '-N', 'none']
    const { first } = acquire(10, ...typed)
    await opened(first, async ({ acquiry, stored }) => {
      const of = (section: string) =>
        Object.fromEntries(
          acquiry.filter((each) => each.section === section).map(({ key, value }) => [key, value]),
        )
      expect(of('header')).toMatchObject({ c: 'DP 123', n: 'E-1', a: 'Black phone', e: 'A. Ruiz', t: 'none' })
      expect(of('header2')).toMatchObject({
        c: 'DP 123',
        n: 'E-1',
        a: 'Black phone',
        e: 'A. Ruiz',
        t: 'none',
      })
      const [text, epoch] = ['header', 'header2'].map((section) =>
        acquiry.find((each) => each.section === section && each.name === 'acquired'),
      )
      expect(text?.value).toMatch(/^\d{4} \d{1,2} \d{1,2} \d{1,2} \d{1,2} \d{1,2}$/)
      expect(text?.instant).toBeUndefined()
      expect(epoch?.instant).toBe(new Date(Number(epoch?.value) * 1000).toISOString())
      const shown = toolOutput('ewfinfo', '-f', 'dfxml', first)
      expect(shown).toContain(`>${stored.md5}<`)
      expect(shown).toContain(`>${stored.sha1}<`)
      expect(shown).toContain(`<acquisition_date>${epoch?.instant?.slice(0, 19)}</acquisition_date>`)
    })
  })

  test('names the chunk of a flipped byte, as ewfverify does, and gives no digest', async () => {
    const { bytes, first } = acquire(2000, '-c', 'none')
    const at = readFileSync(first).indexOf(bytes.subarray(100 * sector, 101 * sector))
    overwrite(first, at, (rest) => rest.writeUInt8(rest.readUInt8(0) ^ 1, 0))
    expect(tool('ewfverify', '-q', first).status).toBe(1)
    await opened(first, async (image) => {
      const bad = { offset: 64 * sector, length: 64 * sector, reason: 'the checksum of the chunk is wrong' }
      const media = await mediaDigests(image)
      expect(media).toEqual({ kind: 'partial', unreadable: [{ kind: 'unreadable', ...bad }] })
      expect(compareStored(image, media)).toEqual([])
      const refusal = expect.objectContaining({ code: 'source.unreadable' })
      await expect(image.read(100 * sector, 1)).rejects.toThrow(refusal)
      expect(await image.read(0, 64 * sector)).toEqual(bytes.subarray(0, 64 * sector))
    })
  })

  test('names the chunk of a flipped byte in compressed bytes', async () => {
    const { first } = acquire(2000, '-c', 'best', '-f', 'ewf')
    overwrite(first, 60_000, (rest) => rest.writeUInt8(rest.readUInt8(0) ^ 1, 0))
    const media = await opened(first, mediaDigests)
    expect(media).toMatchObject({ kind: 'partial', unreadable: [{ offset: 32_768, length: 32_768 }] })
  })

  test('notices bytes behind its last section, which ewfverify passes over', async () => {
    const { first } = acquire(100)
    const size = readFileSync(first).length
    appendFileSync(first, 'smuggled')
    expect(tool('ewfverify', '-q', first).status).toBe(0)
    await opened(first, async (image) => {
      const notice = { kind: 'unclaimed-bytes', path: first, offset: size, length: 8 }
      expect(image.notices).toEqual([notice])
      expect(await segmentDigests(image)).toEqual([
        { path: first, size: size + 8, sha256: hex('sha256', readFileSync(first)) },
      ])
    })
  })

  test('is refused by the name of what is missing', async () => {
    const { first, files } = acquire(9000, '-c', 'none', '-S', '1MiB')
    const [, second = '', third = ''] = files
    rmSync(third)
    await expect(openImage(first)).rejects.toThrow(
      expect.objectContaining({
        code: 'source.incomplete',
        details: { path: first, missing: third.split('/').at(-1) },
      }),
    )
    await expect(openImage(second)).rejects.toThrow(
      expect.objectContaining({ code: 'source.malformed', message: expect.stringContaining('segment 2') }),
    )
  })

  test('is read through the copy of a table, and says so; with both damaged its chunks have no place', async () => {
    const { bytes, first } = acquire(300)
    const places = [
      ...readFileSync(first)
        .toString('latin1')
        .matchAll(/table2?\0/g),
    ].map(({ index }) => index)
    const [table = 0, copy = 0] = places
    overwrite(first, table + 76 + 24, (rest) => rest.writeUInt8(rest.readUInt8(0) ^ 1, 0))
    await opened(first, async (image) => {
      expect(image.notices).toEqual([{ kind: 'table-copy-used', path: first, offset: table }])
      expect(await mediaDigests(image)).toMatchObject({ digests: { md5: hex('md5', bytes) } })
    })
    overwrite(first, copy + 76 + 24, (rest) => rest.writeUInt8(rest.readUInt8(0) ^ 1, 0))
    await opened(first, async (image) => {
      expect(image.notices).toEqual([
        { kind: 'damaged-section', path: first, section: 'table', offset: table },
      ])
      const reason = 'the table and its copy are damaged'
      const all = { kind: 'unreadable', offset: 0, length: bytes.length, reason }
      expect(await mediaDigests(image)).toEqual({ kind: 'partial', unreadable: [all] })
    })
  })

  test('does not state a hash whose section is damaged', async () => {
    const { first } = acquire(30, '-f', 'encase1')
    const at = readFileSync(first).lastIndexOf('hash\0')
    overwrite(first, at + 76, (rest) => rest.writeUInt8(rest.readUInt8(0) ^ 1, 0))
    await opened(first, async ({ notices, stored }) => {
      expect(stored).toEqual({})
      expect(notices).toEqual([{ kind: 'damaged-section', path: first, section: 'hash', offset: at }])
    })
  })

  test('breaks where its chain of sections breaks', async () => {
    const { first } = acquire(30)
    const bytes = readFileSync(first)
    for (const length of [0, 5, 13, 60, 300, bytes.length - 1]) {
      const path = join(folder, `cut-${length}.E01`)
      writeFileSync(path, bytes.subarray(0, length))
      await expect(openImage(path)).rejects.toThrow(expect.objectContaining({ code: 'source.malformed' }))
    }
    overwrite(first, 20, (rest) => rest.fill(7, 0, 4))
    await expect(openImage(first)).rejects.toThrow(/checksum of a section descriptor/)
  })

  test('never gives other bytes, whichever byte is changed', async () => {
    const { bytes, first } = acquire(40, '-c', 'fast')
    const sound = readFileSync(first)
    const right = hex('sha256', bytes)
    for (let at = 0; at < sound.length; at += 37) {
      const broken = Buffer.from(sound)
      broken.writeUInt8(broken.readUInt8(at) ^ 0x20, at)
      writeFileSync(first, broken)
      const outcome = await opened(first, mediaDigests).catch((error: { code?: string }) => error.code)
      if (typeof outcome === 'object' && outcome.kind === 'whole') expect(outcome.digests.sha256).toBe(right)
      else if (typeof outcome === 'string') expect(outcome).toBe('source.malformed')
      else expect(outcome).toMatchObject({ kind: 'partial' })
    }
  })
})

test.each([
  ['4c5646090d0aff00', 'L01'],
  ['455646320d0a8100', 'Ex01'],
])('a form that is not read is refused by name: %s', async (signature, name) => {
  const path = join(folder, `other-${name}`)
  writeFileSync(path, Buffer.concat([Buffer.from(signature, 'hex'), Buffer.alloc(100)]))
  await expect(openImage(path)).rejects.toThrow(new RegExp(name))
})
