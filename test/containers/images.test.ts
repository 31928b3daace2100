import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { chunkDigestLines, chunkDigests, parseChunkDigests } from '../../src/containers/chunk-digests.js'
import { compareImages } from '../../src/containers/compare-images.js'
import { parseRescueMap } from '../../src/containers/ddrescue-map.js'
import type { Image, ImagePiece } from '../../src/containers/image.js'
import { mediaDigests } from '../../src/containers/image-digests.js'
import { openImage } from '../../src/containers/open-image.js'

const folder = mkdtempSync(join(tmpdir(), 'custodia-images-'))
afterAll(() => rmSync(folder, { recursive: true }))

const mebibyte = 2 ** 20
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function pattern(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 12)) & 0xff))
}

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** An image of pieces as they are given: what a medium with bad sectors looks like from here. */
function ofPieces(pieces: readonly ImagePiece[]): Image {
  const lengthOf = (piece: ImagePiece) => (piece.kind === 'bytes' ? piece.bytes.length : piece.length)
  return {
    format: 'raw',
    size: pieces.reduce((sum, piece) => sum + lengthOf(piece), 0),
    bytesPerSector: 512,
    segments: [],
    stored: {},
    acquiry: [],
    acquiryErrors: [],
    notices: [],
    read: () => Promise.reject(new Error('not asked for here')),
    async *pieces() {
      yield* pieces
    },
    close: () => Promise.resolve(),
  }
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const value of values) found.push(value)
  return found
}

describe('a raw image', () => {
  test('is its file', async () => {
    const bytes = pattern(2 * mebibyte + 777)
    const image = await openImage(file('whole.dd', bytes))
    expect(image).toMatchObject({ format: 'raw', size: bytes.length, notices: [] })
    expect(await mediaDigests(image)).toMatchObject({ kind: 'whole', digests: { sha256: sha256(bytes) } })
    expect(await image.read(mebibyte - 5, 10)).toEqual(bytes.subarray(mebibyte - 5, mebibyte + 5))
    expect(await image.read(bytes.length - 2, 10)).toHaveLength(2)
    await image.close()
  })

  test('in parts is those parts in order of their numbers', async () => {
    const bytes = pattern(25_000)
    for (let part = 0; part < 12; part += 1)
      file(`s.img.${String(part + 1).padStart(3, '0')}`, bytes.subarray(part * 2200, (part + 1) * 2200))
    const image = await openImage(join(folder, 's.img.001'))
    expect(image).toMatchObject({ format: 'split-raw', size: bytes.length, notices: [] })
    expect(image.segments).toHaveLength(12)
    expect(await mediaDigests(image)).toMatchObject({ digests: { sha256: sha256(bytes) } })
    expect(await image.read(2190, 4500)).toEqual(bytes.subarray(2190, 6690))
    await image.close()
  })

  test('in parts with a gap is refused by the name of the part that is missing', async () => {
    for (const part of ['001', '002', '004']) file(`gap.${part}`, pattern(10))
    await expect(openImage(join(folder, 'gap.001'))).rejects.toThrow(
      expect.objectContaining({
        code: 'source.incomplete',
        details: expect.objectContaining({ missing: 'gap.003' }),
      }),
    )
  })

  test('says that a part is not as long as the first', async () => {
    for (const [part, length] of [
      ['001', 30],
      ['002', 20],
      ['003', 30],
      ['004', 5],
    ] as const)
      file(`uneven.${part}`, pattern(length))
    const image = await openImage(join(folder, 'uneven.001'))
    expect(image.notices).toEqual([
      { kind: 'uneven-part', path: join(folder, 'uneven.002'), size: 20, expected: 30 },
    ])
    await image.close()
  })

  test('that changes while it is read gives no digest', async () => {
    const path = file('changing.dd', pattern(3 * mebibyte))
    const image = await openImage(path)
    const chunks = chunkDigests(image)
    await chunks.next()
    writeFileSync(path, pattern(3 * mebibyte - 1))
    await expect(all(chunks)).rejects.toThrow(expect.objectContaining({ code: 'source.changed' }))
    await image.close()
  })

  test('is no link, folder or thing that is not there', async () => {
    symlinkSync('whole.dd', join(folder, 'link.dd'))
    const refusals = ['link.dd', '.', 'nothing.dd'].map(async (name) => {
      const image = await openImage(join(folder, name)).catch((error: { code?: string }) => error.code)
      return image
    })
    expect(await Promise.all(refusals)).toEqual(['source.not-regular', 'source.not-regular', 'source.absent'])
  })
})

describe('digests of each mebibyte', () => {
  test('are those of the slices, however the pieces are cut', async () => {
    const bytes = pattern(2 * mebibyte + 100)
    const wanted = [0, 1, 2].map((index) => sha256(bytes.subarray(index * mebibyte, (index + 1) * mebibyte)))
    const cuts = fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const sorted = [0, ...new Set(places.sort((a, b) => a - b)), bytes.length]
        const pieces = sorted.slice(1).map((end, index) => {
          const offset = sorted[index] ?? 0
          return { kind: 'bytes', offset, bytes: bytes.subarray(offset, end) } as const
        })
        expect(await all(chunkDigests(ofPieces(pieces)))).toEqual(wanted)
      }),
      { numRuns: 20 },
    )
  })

  test('are written as lines and read again, what could not be read included', async () => {
    const bytes = pattern(mebibyte)
    const hole = { kind: 'unreadable', offset: mebibyte + 5, length: 10, reason: 'EIO' } as const
    const image = ofPieces([
      { kind: 'bytes', offset: 0, bytes },
      { kind: 'bytes', offset: mebibyte, bytes: bytes.subarray(0, 5) },
      hole,
      { kind: 'bytes', offset: mebibyte + 15, bytes: bytes.subarray(0, 5) },
    ])
    const text = (await all(chunkDigestLines(image))).join('')
    expect(text).toBe(`${sha256(bytes)}\nunreadable\n`)
    expect(parseChunkDigests(text, 'chunks')).toEqual([sha256(bytes), undefined])
    expect(await mediaDigests(image)).toEqual({ kind: 'partial', unreadable: [hole] })
  })

  test.each([
    ['abc\n', 1],
    [`${'0'.repeat(64)}\n${'0'.repeat(63)}g\n`, 2],
  ])('that are damaged are refused by line: %j', (text, line) => {
    expect(() => parseChunkDigests(text, 'chunks')).toThrow(
      expect.objectContaining({ code: 'source.malformed', details: expect.objectContaining({ line }) }),
    )
  })

  test('that are cut short are refused', () => {
    expect(() => parseChunkDigests('0'.repeat(64), 'chunks')).toThrow(/cut short/)
  })
})

describe('two images', () => {
  async function compared(one: Uint8Array, other: Uint8Array) {
    const original = await openImage(file('original.dd', one))
    const image = await openImage(file('copy.dd', other))
    const outcome = await compareImages(original, image)
    await original.close()
    await image.close()
    return outcome
  }

  test('that differ in one byte differ in one chunk of so many', async () => {
    const bytes = pattern(5 * mebibyte + 3)
    const other = Buffer.from(bytes)
    other.writeUInt8(other.readUInt8(3 * mebibyte) ^ 1, 3 * mebibyte)
    expect(await compared(bytes, bytes)).toMatchObject({ chunks: 6, equal: 6, differing: 0 })
    expect(await compared(bytes, other)).toMatchObject({
      chunks: 6,
      equal: 5,
      differing: 1,
      differingRanges: [{ first: 3, last: 3 }],
    })
  })

  test('of different sizes differ where one ends', async () => {
    const bytes = pattern(3 * mebibyte)
    expect(await compared(bytes, bytes.subarray(0, mebibyte + 1))).toMatchObject({
      chunks: 3,
      originalSize: 3 * mebibyte,
      imageSize: mebibyte + 1,
      equal: 1,
      differing: 2,
      differingRanges: [{ first: 1, last: 2 }],
    })
  })

  test('of which one cannot be read are neither equal nor different there', async () => {
    const bytes = pattern(2 * mebibyte)
    const sound = ofPieces([
      { kind: 'bytes', offset: 0, bytes: bytes.subarray(0, mebibyte) },
      { kind: 'bytes', offset: mebibyte, bytes: bytes.subarray(mebibyte) },
    ])
    const failing = ofPieces([
      { kind: 'bytes', offset: 0, bytes: bytes.subarray(0, mebibyte) },
      { kind: 'unreadable', offset: mebibyte, length: mebibyte, reason: 'EIO' },
    ])
    expect(await compareImages(failing, sound)).toMatchObject({
      equal: 1,
      differing: 0,
      unreadable: { original: 1, image: 0 },
      unreadableRanges: [{ first: 1, last: 1 }],
    })
  })
})

describe('a map of ddrescue', () => {
  const map = `# Mapfile. Created by GNU ddrescue version 1.27
# Command line: ddrescue /dev/sr0 disc.iso disc.map
# current_pos  current_status  current_pass
0x00120000     +               1
#      pos        size  status
0x00000000  0x00117000  +
0x00117000  0x00000200  -
0x00117200  0x00008E00  /
0x00120000  512         *
0x00120200  0x1000      ?
`
  test('is read with its totals', () => {
    const read = parseRescueMap(map, 'disc.map')
    expect(read).toMatchObject({ position: 0x120000n, doing: 'finished', pass: 1 })
    expect(read.ranges).toHaveLength(5)
    expect(read.totals).toEqual({
      finished: 0x117000n,
      'non-tried': 0x1000n,
      'non-trimmed': 512n,
      'non-scraped': 0x8e00n,
      'bad-sector': 0x200n,
    })
    expect(read.ranges[1]).toEqual({ start: 0x117000n, size: 0x200n, state: 'bad-sector' })
  })

  test.each([
    ['0x0 +\n0 512 +\n511 512 +\n', 3, /overlaps/],
    ['0x0 +\n0 512 +\n600 512 +\n', 3, /gap/],
    ['0x0 +\n0 512\n', 2, /start, size/],
    ['0x0 +\n0 512 x\n', 2, /start, size/],
    ['0x0 +\n0 -512 +\n', 2, /not a number/],
    ['0x0 +\n0 0 +\n', 2, /no bytes/],
    ['0x0 +\n0 0xFFFFFFFFFFFFFFFF +\n', 2, /63 bits/],
    ['0x0 z\n0 512 +\n', 1, /status/],
  ])('that is damaged is refused by line: %j', (text, line, rule) => {
    expect(() => parseRescueMap(text, 'x.map')).toThrow(
      expect.objectContaining({
        code: 'source.malformed',
        details: expect.objectContaining({ line, path: 'x.map', reason: expect.stringMatching(rule) }),
      }),
    )
  })

  test.each(['', '# only a comment\n', '0x0 +\n'])('without a range is none: %j', (text) => {
    expect(() => parseRescueMap(text, 'x.map')).toThrow(/no status or no range/)
  })
})
