import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSpecimen } from '../src/isolation/file-specimen.js'
import type { Pool } from '../src/isolation/pool.js'
import { extractors } from '../src/metadata/all.js'
import { exif } from '../src/metadata/exif.js'
import { extractFrom, extractMetadata, type Outcome, type Subject } from '../src/metadata/extract.js'
import type { Extractor, MetadataValue } from '../src/metadata/extractor.js'
import { gif } from '../src/metadata/gif.js'
import { isobmff } from '../src/metadata/isobmff.js'
import { jpeg } from '../src/metadata/jpeg.js'
import { openParserPool } from '../src/metadata/parser-pool.js'
import { asParserReply } from '../src/metadata/parser-protocol.js'
import { png } from '../src/metadata/png.js'
import { valueList } from '../src/metadata/value-list.js'
import { webp } from '../src/metadata/webp.js'
import type { Specimen } from '../src/model/specimen.js'
import { extractorSuite, requireBounded } from './conformance/extractor.js'
import { type CorpusFile, corpusFiles } from './support/corpus.js'
import * as media from './support/media-files.js'
import { describeShared } from './support/shared.js'

const nobody = `sha256:${'0'.repeat(64)}` as const
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')
const specimen = media.specimenOf

const thumbnail = new TextEncoder().encode('the content of the thumbnail stays where it is')
const makerNote = [...Buffer.from('Nikon\0\x02\x10 secret of the maker')]
const comment = Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from('Steps: 20, café', 'utf16le').swap16()])

const block = media.tiff({
  ifd0: [
    media.ascii(0x010f, 'Maker'),
    media.ascii(0x0110, 'Model 1'),
    media.short(0x0112, 6),
    media.ascii(0x013b, 'Jos\xe9'),
  ],
  exif: [
    media.rationals(0x829a, [1, 200]),
    media.undefinedBytes(0x9000, [...Buffer.from('0232')]),
    media.ascii(0x9003, '2021:05:04 10:11:12'),
    media.undefinedBytes(0x927c, makerNote),
    media.undefinedBytes(0x9286, [...comment]),
    media.rationals(0x9202, [1, 0]),
  ],
  gps: [
    media.ascii(0x0001, 'N'),
    media.rationals(0x0002, [40, 1], [30, 1], [0, 1]),
    media.ascii(0x0003, 'W'),
    media.rationals(0x0004, [3, 1], [45, 1], [0, 1]),
  ],
  thumbnail,
})

const exifSays = {
  'exif.Make': 'Maker',
  'exif.Orientation': 6,
  'exif.Artist': 'José',
  'exif.ExposureTime': 0.005,
  'exif.ExifVersion': '0232',
  'exif.DateTimeOriginal': '2021:05:04 10:11:12',
  'exif.ApertureValue': 'Infinity',
  'exif.UserComment': 'Steps: 20, café',
  'exif.MakerNote.length': makerNote.length,
  'exif.MakerNote.sha256': sha256(Uint8Array.from(makerNote)),
  'exif.MakerNote.begins': 'Nikon',
  'gps.GPSLatitude': [40, 30, 0],
  'gps.latitude': 40.5,
  'gps.longitude': -3.75,
  'ifd1.thumbnail.length': thumbnail.length,
  'ifd1.thumbnail.sha256': sha256(thumbnail),
}

const packet = media.xmpPacket(
  '<dc:subject><rdf:Bag><rdf:li>one</rdf:li><rdf:li>t&#x77;o &amp; more</rdf:li></rdf:Bag></dc:subject>',
  'xmp:CreatorTool="Editor &lt;2&gt;" xmp:Rating="0012"',
)
const xmpSays = {
  'xmp.xmp:CreatorTool': 'Editor <2>',
  'xmp.xmp:Rating': '0012',
  'xmp.dc:subject[1]': 'one',
  'xmp.dc:subject[2]': 'two & more',
  'xmp.sha256': sha256(Buffer.from(packet)),
}

const iptc = media.iptcBlock([5, 'Título'], [25, 'a'], [25, 'b'])
const profile = new Uint8Array(132)
profile.set(Buffer.from('acsp'), 36)
profile.set(Buffer.from('RGB '), 16)
profile.set([2021, 5, 4, 10, 11, 12].flatMap(media.u16), 24)

const whole = media.jpegFile({
  tiff: block,
  xmp: packet,
  iptc,
  icc: profile,
  comment: 'a comment',
  after: 'after',
})

extractorSuite(exif, {
  speaking: [
    {
      specimen: specimen(whole, 'image/jpeg'),
      says: {
        ...exifSays,
        ...xmpSays,
        'iptc.ObjectName': 'Título',
        'iptc.Keywords': ['a', 'b'],
        'icc.colourSpace': 'RGB',
        'icc.created': '2021-05-04 10:11:12',
        'icc.sha256': sha256(profile),
      },
    },
    { specimen: specimen(block, 'image/tiff'), says: exifSays },
    {
      specimen: specimen(media.webpFile({ exif: block, xmp: packet }), 'image/webp'),
      says: { ...exifSays, ...xmpSays },
    },
    {
      specimen: specimen(
        media.pngFile([media.pngChunk('eXIf', block), media.deflatedText('XML:com.adobe.xmp', packet)]),
        'image/png',
      ),
      says: { ...exifSays, ...xmpSays },
    },
    {
      specimen: specimen(
        media.pngFile([
          media.textChunk(
            'Raw profile type exif',
            `\nexif\n  ${block.length}\n${Buffer.from(block).toString('hex')}\n`,
          ),
        ]),
        'image/png',
      ),
      says: exifSays,
    },
    { specimen: specimen(media.heifFile(block, packet), 'image/heic'), says: { ...exifSays, ...xmpSays } },
    { specimen: specimen(media.jxlFile(block, packet), 'image/jxl'), says: { ...exifSays, ...xmpSays } },
    { specimen: specimen(media.movieFile(), 'video/mp4'), says: { 'xmp.xmp:CreatorTool': 'Editor 1' } },
  ],
  broken: specimen(Buffer.from('this is no picture'), 'image/jpeg'),
})

extractorSuite(jpeg, {
  speaking: [
    {
      specimen: specimen(whole, 'image/jpeg'),
      says: {
        'jpeg.width': 64,
        'jpeg.height': 48,
        'jpeg.process': 'SOF0',
        'jpeg.sampling': '2x2,1x1,1x1',
        'jpeg.comment': 'a comment',
        'jfif.version': '1.02',
        'jpeg.bytesAfterEnd': 5,
      },
    },
  ],
  broken: specimen(Buffer.from('\xff\xd7 no', 'latin1'), 'image/jpeg'),
})

extractorSuite(png, {
  speaking: [
    {
      specimen: specimen(
        media.pngFile(
          [
            media.textChunk('parameters', 'Steps: 20'),
            media.deflatedText('Comment', 'deflated'),
            media.pngChunk('tIME', Uint8Array.of(7, 229, 5, 4, 10, 11, 12)),
          ],
          'trailer',
        ),
        'image/png',
      ),
      says: {
        'png.width': 64,
        'png.height': 48,
        'png.text.parameters': 'Steps: 20',
        'png.text.Comment': 'deflated',
        'png.modified': '2021-05-04 10:11:12',
        'png.bytesAfterEnd': 7,
        'png.chunks': ['IHDR', 'tEXt', 'zTXt', 'tIME', 'IDAT', 'IEND'],
      },
    },
  ],
  broken: specimen(Buffer.from('\x89PNG\r\n\x1a\n0123IDAT', 'latin1'), 'image/png'),
})

extractorSuite(webp, {
  speaking: [
    {
      specimen: specimen(media.webpFile({ exif: block, after: 'x' }), 'image/webp'),
      says: {
        'webp.canvasWidth': 64,
        'webp.canvasHeight': 48,
        'webp.width': 64,
        'webp.lossless': true,
        'webp.features': ['XMP', 'EXIF'],
        'webp.bytesAfterEnd': 1,
      },
    },
  ],
  broken: specimen(Buffer.from('RIFF\0\0\0\0WAVE'), 'image/webp'),
})

extractorSuite(gif, {
  speaking: [
    {
      specimen: specimen(media.gifFile({ after: 'abc' }), 'image/gif'),
      says: {
        'gif.width': 64,
        'gif.height': 48,
        'gif.frames': 2,
        'gif.hundredths': 50,
        'gif.plays': 7,
        'gif.comment': 'made for a test',
        'gif.bytesAfterEnd': 3,
      },
    },
  ],
  broken: specimen(Buffer.from('GIF90a and no more'), 'image/gif'),
})

extractorSuite(isobmff, {
  speaking: [
    {
      specimen: specimen(media.movieFile(), 'video/mp4'),
      says: {
        'isobmff.majorBrand': 'mp42',
        'isobmff.compatibleBrands': ['isom', 'mp42'],
        'isobmff.movie.created': '2022-08-08 21:49:00',
        'isobmff.movie.created.seconds1904': 3_742_840_140,
        'isobmff.movie.duration': 2500,
        'isobmff.track1.width': 64,
        'isobmff.track1.height': 48,
        'isobmff.track1.language': 'eng',
        'isobmff.track1.handlerName': 'VideoHandler',
        'isobmff.track1.formats': ['avc1'],
        'isobmff.track1.samples': 75,
        'isobmff.track1.edits': ['2500 from 1024 at 1'],
        'isobmff.userData.©xyz': '+40.4168-003.7038/',
        'isobmff.item.©too': 'Lavf58.76.100',
        'isobmff.item.com.apple.quicktime.make': 'Maker',
        'isobmff.boxes': ['ftyp', 'moov', 'uuid', 'mdat'],
      },
    },
    {
      specimen: specimen(media.heifFile(block, packet), 'image/heic'),
      says: {
        'isobmff.primaryItem': 1,
        'isobmff.imageSize': [64, 48],
        'isobmff.rotation': 90,
        'isobmff.items': ['hvc1', 'Exif', 'mime application/rdf+xml'],
      },
    },
  ],
  broken: specimen(Buffer.from('\0\0\0\x04ftyp no box at all', 'latin1'), 'video/mp4'),
})

const samples: readonly Specimen[] = [
  specimen(whole, 'image/jpeg'),
  specimen(block, 'image/tiff'),
  specimen(
    media.pngFile([media.pngChunk('eXIf', block), media.deflatedText('Comment', 'deflated')]),
    'image/png',
  ),
  specimen(media.webpFile({ exif: block, xmp: packet }), 'image/webp'),
  specimen(media.gifFile(), 'image/gif'),
  specimen(media.movieFile(), 'video/mp4'),
  specimen(media.heifFile(block, packet), 'image/heic'),
  specimen(media.jxlFile(block, packet), 'image/jxl'),
]

const pairs = samples.flatMap((sample) =>
  extractors
    .filter(({ mediaTypes }) => mediaTypes.includes(sample.mediaType))
    .map((extractor) => ({ extractor, sample })),
)

describe('a sample changed anywhere', () => {
  test.each(pairs.map((pair) => ({ ...pair, name: `${pair.extractor.id} of ${pair.sample.mediaType}` })))(
    '$name is read within bounds or refused',
    async ({ extractor, sample }) => {
      const content = sample.read(0, sample.size)
      const change = fc.record({
        at: fc.nat({ max: content.length - 1 }),
        to: fc.constantFrom(0, 1, 4, 8, 0x7f, 0x80, 0xff),
      })
      await fc.assert(
        fc.asyncProperty(
          fc.array(change, { minLength: 1, maxLength: 6 }),
          fc.nat({ max: content.length }),
          async (changes, end) => {
            const changed = content.slice(0, end % 3 === 0 ? end : content.length)
            for (const { at, to } of changes) if (at < changed.length) changed[at] = to
            await readOrRefuse(extractor, specimen(changed, sample.mediaType))
          },
        ),
        { numRuns: 250 },
      )
    },
  )
})

async function readOrRefuse(extractor: Extractor, changed: Specimen): Promise<void> {
  try {
    requireBounded(await extractor.extract(changed))
  } catch (error) {
    expect(error).toMatchObject({ name: 'SourceError' })
  }
}

async function valuesOf(
  extractor: Extractor,
  sample: Specimen,
): Promise<Map<string, MetadataValue['value']>> {
  return new Map((await extractor.extract(sample)).map(({ name, value }) => [name, value]))
}

describe('a hostile part', () => {
  test('of a TIFF block is taken out, and the rest is read', async () => {
    const huge = { tag: 0x0131, type: 4, count: 0x3fffffff, value: [0, 0, 0, 8, 1] }
    const loop = media.tiff({
      ifd0: [media.ascii(0x010f, 'Maker'), huge, { ...huge, tag: 0x0132, type: 99 }],
    })
    const values = await valuesOf(exif, specimen(loop, 'image/tiff'))
    expect(values.get('exif.Make')).toBe('Maker')
    expect([...values.keys()]).toContain('exif.problem')
    expect([...values.keys()]).not.toContain('exif.Software')
  })

  test('of XMP reaches no object of the program', async () => {
    const inner =
      '<__proto__:polluted xmlns:__proto__="u:1">1</__proto__:polluted><constructor:keys xmlns:constructor="u:2">2</constructor:keys>'
    const values = await valuesOf(
      exif,
      specimen(media.jpegFile({ xmp: media.xmpPacket(inner) }), 'image/jpeg'),
    )
    expect(values.get('xmp.__proto__:polluted')).toBe('1')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(typeof Object.keys).toBe('function')
  })

  test('of XMP declares entities in vain', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${media.xmpPacket('<dc:title>&b;&b;</dc:title>')}`
    const values = await exif.extract(specimen(media.jpegFile({ xmp: bomb }), 'image/jpeg'))
    expect(JSON.stringify(values)).not.toContain('aaaaaaaaaa')
  })

  test('of XMP is not confused by another prefix', async () => {
    const renamed = packet
      .replaceAll('xmp:', 'q:')
      .replaceAll('xmlns:q', 'xmlns:q')
      .replace('xmlns:xmp=', 'xmlns:q=')
    const values = await valuesOf(exif, specimen(media.jpegFile({ xmp: renamed }), 'image/jpeg'))
    expect(values.get('xmp.xmp:Rating')).toBe('0012')
  })

  test('of PNG that inflates without end is told of', async () => {
    const bomb = media.deflatedText('Comment', new Uint8Array(64 * 2 ** 20))
    const values = await valuesOf(png, specimen(media.pngFile([bomb]), 'image/png'))
    expect(values.get('png.problem')).toMatch(/inflates to more than/)
  })

  test('of boxes in boxes ends at the depth that is stated', async () => {
    let nested = media.box('moov')
    for (let i = 0; i < 500; i += 1) nested = media.box('moov', nested)
    const values = await valuesOf(
      isobmff,
      specimen(Buffer.concat([media.box('ftyp', 'isom', [0, 0, 0, 0]), nested]), 'video/mp4'),
    )
    expect(values.get('isobmff.stopped')).toMatch(/deeper than 16/)
  })
})

test('no thumbnail and no maker note leaves its file', async () => {
  for (const sample of samples)
    for (const extractor of extractors.filter(({ mediaTypes }) => mediaTypes.includes(sample.mediaType))) {
      const said = JSON.stringify(await extractor.extract(sample))
      expect(said).not.toMatch(/stays where it is|secret of the maker/)
    }
})

describe('a list of values', () => {
  test('counts what it leaves out', () => {
    const list = valueList()
    for (let i = 0; i < 2_500; i += 1) list.add(`name ${i}`, i, 'here')
    const values = list.values()
    expect(values).toHaveLength(2_000)
    expect(values.at(-1)).toMatchObject({ name: 'values.omitted', value: 501 })
  })

  test('keeps within a megabyte of characters', () => {
    const list = valueList()
    for (let i = 0; i < 1_000; i += 1) list.add('name', 'x'.repeat(4_096), 'here')
    expect(JSON.stringify(list.values()).length).toBeLessThan(1.2 * 2 ** 20)
    expect(list.values().at(-1)?.name).toBe('values.omitted')
  })

  test.each<[string, MetadataValue['value'], MetadataValue['value'], RegExp]>([
    ['a long text', 'x'.repeat(5_000), 'x'.repeat(4_096), /cut to 4096 of 5000 characters/],
    ['half a character', 'a\ud83d', 'a\ufffd', /^here$/],
    ['no number', Number.NaN, 'NaN', /^here$/],
    ['a negative zero', -0, 0, /^here$/],
    [
      'a long list',
      Array.from({ length: 300 }, (_, i) => i),
      Array.from({ length: 256 }, (_, i) => i),
      /cut to 256 of 300 elements/,
    ],
    ['a list of a long text', ['y'.repeat(9_000)], ['y'.repeat(4_096)], /last element cut/],
  ])('bounds %s and says so', (_what, given, kept, where) => {
    const list = valueList()
    list.add('name', given, 'here')
    expect(list.values()[0]?.value).toEqual(kept)
    expect(list.values()[0]?.where).toMatch(where)
  })
})

describe('a reply of the parser process', () => {
  const value = { name: 'a', value: 1, where: 'b' }
  test.each([
    ['no object', 'x'],
    ['an unknown kind', { kind: 'fine', values: [] }],
    ['a key more', { kind: 'values', values: [], more: 1 }],
    ['too many values', { kind: 'values', values: new Array(2_001).fill(value) }],
    ['a value too long', { kind: 'values', values: [{ ...value, value: 'x'.repeat(4_097) }] }],
    ['a value of no kind', { kind: 'values', values: [{ ...value, value: { a: 1 } }] }],
    ['half a character', { kind: 'values', values: [{ ...value, name: '\ud800' }] }],
    ['a code of its own', { kind: 'refused', code: 'vault.absent', reason: '' }],
  ])('with %s is not taken', (_what, reply) => {
    expect(asParserReply(JSON.parse(JSON.stringify(reply)))).toBeUndefined()
  })

  test('as the process gives it is taken', () => {
    expect(asParserReply({ kind: 'values', values: [value] })).toEqual({ kind: 'values', values: [value] })
  })
})

describe('extraction in child processes', async () => {
  let folder: string
  let pool: Pool
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'custodia-metadata-'))
    pool = await openParserPool({ size: 2, deadlineMs: 10_000 })
  })
  afterAll(async () => {
    await pool.close()
    await rm(folder, { recursive: true })
  })

  async function subjectOf(name: string, content: Uint8Array, mediaType: string): Promise<Subject> {
    const path = join(folder, name)
    await writeFile(path, content)
    return { blob: nobody, mediaType, path }
  }

  test('gives what the extractors give, in their order', async () => {
    const outcomes = await extractFrom(pool, await subjectOf('a.jpg', whole, 'image/jpeg'))
    expect(outcomes).toEqual([
      {
        extractor: 'exif',
        version: exif.version,
        kind: 'extracted',
        values: await exif.extract(specimen(whole, 'image/jpeg')),
      },
      {
        extractor: 'jpeg',
        version: jpeg.version,
        kind: 'extracted',
        values: await jpeg.extract(specimen(whole, 'image/jpeg')),
      },
    ])
  })

  test('says when there is nothing, when nothing applies and when the bytes are broken', async () => {
    expect(await extractFrom(pool, await subjectOf('plain.png', media.pngFile(), 'image/png'))).toMatchObject(
      [
        { extractor: 'exif', kind: 'nothing-found' },
        { extractor: 'png', kind: 'extracted' },
      ],
    )
    expect(await extractFrom(pool, await subjectOf('a.pdf', Buffer.from('%PDF'), 'application/pdf'))).toEqual(
      [],
    )
    expect(await extractFrom(pool, await subjectOf('broken.gif', Buffer.from('no'), 'image/gif'))).toEqual([
      {
        extractor: 'gif',
        version: 1,
        kind: 'failed',
        code: 'extract.malformed',
        reason: 'GIF: does not begin as GIF',
      },
    ])
  })

  test('follows no link and does not stop at what cannot be read', async () => {
    const there = await subjectOf('there.gif', media.gifFile(), 'image/gif')
    await symlink(join(folder, 'there.gif'), join(folder, 'link.gif'))
    const subjects = ['link.gif', 'absent.gif', '.', 'there.gif'].map((name) => ({
      ...there,
      path: join(folder, name),
    }))
    const seen: Outcome[] = []
    for await (const { outcomes } of extractMetadata(pool, subjects)) seen.push(...outcomes)
    const unreadable = { kind: 'failed', code: 'extract.unreadable' }
    expect(seen).toMatchObject([unreadable, unreadable, unreadable, { kind: 'extracted' }])
  })

  test('that needs more than its memory fails alone', { skip: process.platform !== 'linux' }, async ({
    skip,
  }) => {
    if (!pool.facts.limited) skip('this machine has no prlimit')
    const small = await openParserPool({ size: 1, memoryBytes: 224 * 2 ** 20 })
    const large = new Uint8Array(127 * 2 ** 20)
    large.set(block)
    const subjects = [
      await subjectOf('large.tiff', large, 'image/tiff'),
      await subjectOf('small.tiff', block, 'image/tiff'),
    ]
    const kinds: Outcome[] = []
    for await (const { outcomes } of extractMetadata(small, subjects)) kinds.push(...outcomes)
    expect(kinds).toMatchObject([{ kind: 'failed', code: 'extract.memory' }, { kind: 'extracted' }])
    await small.close()
  })
})

/** Every tenth file of each: the whole of them is read by the slow tests. */
function tenth(corpus: string): CorpusFile[] {
  return corpusFiles(corpus).filter((_, i) => i % 10 === 0)
}

describeShared('a sample of the hostile corpora', 'corpus/exiv2-poc', () => {
  test('is read or refused, alike with one child and with three', async () => {
    const files = ['exiv2-poc', 'pngsuite', 'mp4parse']
      .flatMap(tenth)
      .map((file) => ({ ...file, blob: nobody }))
    const runs: string[] = []
    for (const size of [1, 3]) {
      const pool = await openParserPool({ size })
      const outcomes: string[] = []
      for await (const extraction of extractMetadata(pool, files)) {
        expect(extraction.outcomes).not.toHaveLength(0)
        outcomes.push(JSON.stringify([basename(extraction.subject.path), extraction.outcomes]))
      }
      await pool.close()
      expect(outcomes).toHaveLength(files.length)
      runs.push(outcomes.join('\n'))
    }
    expect(runs[0]).toBe(runs[1])
    expect(runs[0]).not.toMatch(/extract\.(timeout|memory|crashed)/)
  })
})

describeShared('camera files', 'corpus/exif-samples', () => {
  const exifr: typeof import('exifr') = createRequire(import.meta.url)('exifr')
  const options = {
    mergeOutput: false,
    translateValues: false,
    reviveValues: false,
    tiff: true,
    ifd1: true,
    interop: true,
  }
  const blocks = { ifd0: 'exif', exif: 'exif', gps: 'gps', interop: 'interop', ifd1: 'ifd1' }

  test('say to us what they say to exifr, reading each whole by itself', async () => {
    let compared = 0
    for (const { path, mediaType } of corpusFiles('exif-samples')) {
      const sample = openSpecimen(path, nobody, mediaType)
      const ours = await exif.extract(sample)
      sample.close()
      const theirs: Record<string, Record<string, unknown>> = (await exifr.parse(
        new Uint8Array(readFileSync(path)),
        options,
      )) ?? {}
      for (const [source, prefix] of Object.entries(blocks))
        for (const [key, value] of Object.entries(theirs[source] ?? {})) {
          if (typeof value !== 'number' && typeof value !== 'string') continue
          if (/^\d+$/.test(key) || !Number.isFinite(Number(value)) === (typeof value === 'number')) continue
          if (typeof value === 'string' && value.includes('\ufffd')) continue
          compared += 1
          const same = ours.filter(({ name }) => name === `${prefix}.${key}`).map((each) => each.value)
          expect(same, `${basename(path)} ${prefix}.${key}`).toContainEqual(value)
        }
    }
    expect(compared).toBeGreaterThan(1_000)
  })
})
