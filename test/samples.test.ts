import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, sep } from 'node:path'
import { crc32, inflateSync } from 'node:zlib'
import exifr from 'exifr'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { writeSamples } from '../scripts/samples/catalogue.js'
import { zlibStream } from '../scripts/samples/deflate.js'
import { type ListedSample, listedSamples, samplesFolder } from './support/sample-list.js'

const notSamples = ['.gitattributes', 'README.md', 'expected.json']
const files = await listedSamples()
const stored = (path: string): Promise<Buffer> => readFile(join(samplesFolder, path))
const ofKind = (...kinds: ListedSample['expected']['kind'][]): ListedSample[] =>
  files.filter(({ expected }) => kinds.includes(expected.kind))

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
}

describe('the folder', () => {
  test('is what the generator writes, byte for byte', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'custodia-samples-'))
    try {
      await writeSamples(folder)
      const made = await filesBelow(folder)
      const handWritten = ['.gitattributes', 'README.md']
      expect(made).toEqual((await filesBelow(samplesFolder)).filter((path) => !handWritten.includes(path)))
      const differing: string[] = []
      for (const path of made) {
        if (!(await readFile(join(folder, path))).equals(await stored(path))) differing.push(path)
      }
      expect(differing).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('is listed file by file, and small', async () => {
    const paths = files.map(({ path }) => path)
    expect([...paths].sort()).toEqual(
      (await filesBelow(samplesFolder)).filter((path) => !notSamples.includes(path)),
    )
    expect(new Set(paths).size).toBe(paths.length)
    expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(3_000_000)
  })

  test.each(files)('$path has the digest, size and twin its line states', async (file) => {
    const bytes = await stored(file.path)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect({ sha256, size: bytes.length }).toEqual({ sha256: file.sha256, size: file.size })
    const first = files.find((other) => other.sha256 === sha256)
    expect(file.sameBytesAs).toBe(first === file ? undefined : first?.path)
  })

  test('names no origin that is not there', () => {
    const origins = files.flatMap(({ expected }) => expected.derivedFrom ?? [])
    expect(origins).not.toHaveLength(0)
    expect(origins.filter((origin) => !files.some(({ path }) => path === origin))).toEqual([])
  })

  test('has every kind', () => {
    expect(new Set(files.map(({ expected }) => expected.kind)).size).toBe(7)
  })
})

const begins: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'image/jpeg': (bytes) => bytes.readUIntBE(0, 3) === 0xffd8ff,
  'image/png': (bytes) => bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n',
  'image/gif': (bytes) => bytes.toString('latin1', 0, 6) === 'GIF89a',
  'image/webp': (bytes) => bytes.toString('latin1', 8, 16) === 'WEBPVP8L',
  'video/quicktime': (bytes) => bytes.toString('latin1', 4, 12) === 'ftypqt  ',
  'video/mp4': (bytes) => bytes.toString('latin1', 4, 12) === 'ftypmp42',
  'text/plain': (bytes) => Buffer.from(bytes.toString('utf8')).equals(bytes) && !bytes.includes(0),
  'inode/x-empty': (bytes) => bytes.length === 0,
}

test.each(files)('$path begins as $mediaType does', async ({ path, mediaType }) => {
  expect(begins[mediaType]?.(await stored(path))).toBe(true)
})

describe('metadata', () => {
  const asStored = { reviveValues: false, translateValues: false }
  const pictures = files.filter(({ mediaType, expected }) => expected.metadata && mediaType === 'image/jpeg')

  test.each(pictures)('exifr reads from $path what is expected', async ({ path, expected }) => {
    const read: unknown = await exifr.parse(await stored(path), asStored)
    expect(read).toMatchObject(expected.metadata ?? {})
    if (expected.metadata?.['OffsetTimeOriginal'] === undefined) {
      expect(read).not.toHaveProperty('OffsetTimeOriginal')
    }
  })

  test('some times bear a zone and some do not', () => {
    const zones = pictures.map(({ expected }) => expected.metadata?.['OffsetTimeOriginal'])
    expect(new Set(zones)).toEqual(new Set(['+01:00', undefined]))
  })

  test('the edited picture tells its history', async () => {
    const [edited] = ofKind('edited')
    if (edited === undefined) throw new Error('no edited sample')
    const options = { ...asStored, xmp: true, tiff: false, mergeOutput: true }
    const read = z
      .looseObject({ CreatorTool: z.string(), History: z.array(z.looseObject({ action: z.string() })) })
      .parse(await exifr.parse(await stored(edited.path), options))
    const HistoryAction = read.History.map(({ action }) => action).join(', ')
    expect({ ...read, HistoryAction }).toMatchObject(edited.expected.xmp ?? {})
    expect(read.CreatorTool).toBe(edited.expected.metadata?.['Software'])
  })

  test('its thumbnail is the one of the photograph it was made from', async () => {
    const [edited] = ofKind('edited')
    const thumbnail = async (path = ''): Promise<unknown> => exifr.thumbnail(await stored(path))
    const before = await thumbnail(edited?.expected.derivedFrom)
    expect(before).toBeInstanceOf(Uint8Array)
    expect(await thumbnail(edited?.path)).toEqual(before)
  })

  test.each(ofKind('messenger').filter(({ mediaType }) => mediaType === 'image/jpeg'))(
    '$path states nothing of its making',
    async ({ path }) => {
      expect(await exifr.parse(await stored(path), { xmp: true, iptc: true, icc: true })).toBeUndefined()
    },
  )
})

interface Chunk {
  readonly type: string
  readonly content: Buffer
  readonly sound: boolean
}

function pngChunks(png: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at)
    const sound = crc32(png.subarray(at + 4, end)) === png.readUInt32BE(end)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), content: png.subarray(at + 8, end), sound })
    at = end + 4
  }
  return chunks
}

describe('PNG', () => {
  const pngs = files.filter(({ mediaType }) => mediaType === 'image/png')

  test.each(pngs)('$path unpacks to its rows, and only a damaged one has a wrong check sum', async (file) => {
    const chunks = pngChunks(await stored(file.path))
    const [header, data] = ['IHDR', 'IDAT'].map(
      (type) => chunks.find((chunk) => chunk.type === type)?.content,
    )
    if (header === undefined || data === undefined) throw new Error('a critical chunk is missing')
    expect(inflateSync(data)).toHaveLength((header.readUInt32BE(0) * 3 + 1) * header.readUInt32BE(4))
    const unsound = chunks.filter(({ sound }) => !sound).map(({ type }) => type)
    expect(unsound).toEqual(file.expected.kind === 'damaged' ? ['IDAT'] : [])
  })

  test.each(ofKind('generated'))('$path carries the marks of $expected.generator.writer', async (file) => {
    const { expected } = file
    const texts = new Map(
      pngChunks(await stored(file.path))
        .filter(({ type }) => type === 'tEXt')
        .map(({ content }): [string, string] => [
          content.toString('latin1', 0, content.indexOf(0)),
          content.toString('latin1', content.indexOf(0) + 1),
        ]),
    )
    const named = [...(expected.generator?.where ?? '').matchAll(/"(\w+)"/g)].map(([, keyword]) => keyword)
    expect([...texts.keys()]).toEqual(named)
    const [first = ''] = texts.values()
    if (named[0] === 'parameters') expect(first).toContain(`\nNegative prompt: `)
    else expect(JSON.parse(first)).toMatchObject({ '3': { class_type: 'KSampler' } })
    expect(first).toMatch(new RegExp(`[Ss]eed"?: ${expected.generator?.seed},`))
  })
})

test('what the packer packs, zlib unpacks', () => {
  const repetitive = fc
    .array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(20)), { maxLength: 8 })
    .map((parts) => Buffer.concat(parts.flatMap(([part, times]) => new Array<Uint8Array>(times).fill(part))))
  fc.assert(
    fc.property(fc.oneof(repetitive, fc.uint8Array({ maxLength: 600 })), (bytes) => {
      expect(inflateSync(zlibStream(bytes)).equals(bytes)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

function boxes(bytes: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let at = 0; at + 8 <= bytes.length; at += Math.max(8, bytes.readUInt32BE(at))) {
    found.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + bytes.readUInt32BE(at)))
  }
  return found
}

function boxAt(bytes: Buffer, ...path: readonly string[]): Buffer {
  return path.reduce((inner, type) => boxes(inner).get(type) ?? Buffer.alloc(0), bytes)
}

const films = files.filter(
  ({ mediaType, expected }) => /^video/.test(mediaType) && expected.kind !== 'damaged',
)

test.each(films)('every frame of $path is where its index says', async ({ path, expected }) => {
  const film = await stored(path)
  const table = (type: string): Buffer => boxAt(film, 'moov', 'trak', 'mdia', 'minf', 'stbl', type)
  const count = table('stsz').readUInt32BE(8)
  let at = table('stco').readUInt32BE(8)
  for (let frame = 0; frame < count; frame += 1) {
    expect(film.readUInt16BE(at)).toBe(0xffd8)
    at += table('stsz').readUInt32BE(12 + frame * 4)
    expect(film.readUInt16BE(at - 2)).toBe(0xffd9)
  }
  const header = boxAt(film, 'moov', 'mvhd')
  const created = new Date((header.readUInt32BE(4) - 2_082_844_800) * 1000).toISOString()
  const milliseconds = (header.readUInt32BE(16) * 1000) / header.readUInt32BE(12)
  expect(expected.metadata).toMatchObject({ frames: count, milliseconds })
  expect(expected.metadata).toHaveProperty('CreateDate', created.replace('.000', ''))
  for (const text of [expected.metadata?.['Make'], expected.metadata?.['Model']]) {
    if (text !== undefined) expect(boxAt(film, 'moov', 'udta').includes(String(text))).toBe(true)
  }
})

describe('chats', () => {
  const named = /\u200e(?:<adjunto: (?<ios>[^>]+)>|(?<android>\S+) \(archivo adjunto\))$/

  test.each(ofKind('chat'))('$path holds what its line lists', async ({ path, expected: { chat } }) => {
    if (chat === undefined) throw new Error('no facts')
    const lines = (await stored(path)).toString('utf8').split(/\r?\n/)
    const found = lines.flatMap((text, index) => {
      const { ios, android } = named.exec(text)?.groups ?? {}
      const file = ios ?? android
      return file === undefined ? [] : [{ line: index + 1, file, text }]
    })
    expect(found.map(({ line, file }) => ({ line, file }))).toEqual(
      chat.attachments.map(({ line, file }) => ({ line, file })),
    )
    for (const { line, stated, account } of chat.attachments) {
      expect(lines[line - 1]).toContain(stated)
      expect(lines[line - 1]).toContain(` ${account}: `)
    }
    const heads = lines.filter((text) => /^\u200e?\[?14\/3\/24, |^15\/3\/24, /.test(text))
    const { notices, messages, omitted, deleted, attachments } = chat
    expect(heads).toHaveLength(notices + messages + omitted + deleted + attachments.length)
    expect(lines.filter((text) => /Multimedia omitido>|imagen omitida/.test(text))).toHaveLength(omitted)
    expect(attachments.filter(({ account }) => !chat.accounts.includes(account))).toEqual([])
  })

  test.each(ofKind('chat'))('$path lies beside the files it names and no others', async (file) => {
    const folder = dirname(file.path)
    const beside = files.filter(({ path }) => dirname(path) === folder && path !== file.path)
    const present = file.expected.chat?.attachments.filter((entry) => entry.present) ?? []
    expect(beside.map(({ path }) => basename(path)).sort()).toEqual(present.map((entry) => entry.file).sort())
  })

  test('one attachment is named and missing', () => {
    const all = ofKind('chat').flatMap(({ expected }) => expected.chat?.attachments ?? [])
    expect(all.filter(({ present }) => !present).map(({ file }) => file)).toEqual(['IMG-20240314-WA0004.jpg'])
  })
})

describe('damage', () => {
  test('every JPEG ends with its end marker but the one cut off', async () => {
    const open: string[] = []
    for (const { path, mediaType } of files) {
      const bytes = await stored(path)
      if (mediaType === 'image/jpeg' && bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) open.push(path)
    }
    expect(open).toEqual(['damaged/cut-off.jpg'])
  })

  test('the film cut off has no index', async () => {
    expect([...boxes(await stored('damaged/cut-off.mp4')).keys()]).toEqual(['ftyp', 'mdat'])
  })

  test('each damaged file says how', () => {
    expect(ofKind('damaged')).toHaveLength(5)
    expect(
      files.filter(({ expected }) => (expected.kind === 'damaged') !== Boolean(expected.damage)),
    ).toEqual([])
  })
})
