import { brotliCompressSync, crc32, deflateSync } from 'node:zlib'
import type { BlobId } from '../../src/model/digest.js'
import type { Specimen } from '../../src/model/specimen.js'

// Media files of a few hundred bytes, built field by field. No file holds a picture.

const bytes = (...parts: (Uint8Array | string | number[])[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
    ),
  )
export const u16 = (value: number): number[] => [(value >> 8) & 255, value & 255]
export const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)]
const little16 = (value: number): number[] => u16(value).reverse()
const little24 = (value: number): number[] => u32(value).slice(1).reverse()
const little32 = (value: number): number[] => u32(value).reverse()

export function specimenOf(content: Uint8Array, mediaType: string): Specimen {
  const blob: BlobId = `sha256:${'0'.repeat(64)}`
  return {
    blob,
    mediaType,
    size: content.length,
    read: (offset, length) => content.slice(offset, offset + length),
  }
}

export interface Field {
  readonly tag: number
  readonly type: number
  readonly count: number
  /** Of the value, big-endian; up to four bytes stand in the field itself. */
  readonly value: readonly number[]
}

export const ascii = (tag: number, text: string): Field => {
  const value = [...Buffer.from(`${text}\0`, 'latin1')]
  return { tag, type: 2, count: value.length, value }
}
export const short = (tag: number, value: number): Field => ({ tag, type: 3, count: 1, value: u16(value) })
export const long = (tag: number, value: number): Field => ({ tag, type: 4, count: 1, value: u32(value) })
export const undefinedBytes = (tag: number, value: readonly number[]): Field => ({
  tag,
  type: 7,
  count: value.length,
  value,
})
export const rationals = (tag: number, ...pairs: [number, number][]): Field => ({
  tag,
  type: 5,
  count: pairs.length,
  value: pairs.flatMap(([a, b]) => [...u32(a), ...u32(b)]),
})

export interface Directories {
  readonly ifd0: readonly Field[]
  readonly exif?: readonly Field[]
  readonly gps?: readonly Field[]
  readonly thumbnail?: Uint8Array
}

/** A big-endian TIFF block with the directories EXIF has. */
export function tiff({ ifd0, exif = [], gps = [], thumbnail = new Uint8Array(0) }: Directories): Uint8Array {
  const lengthOf = (fields: readonly Field[]) =>
    6 + 12 * fields.length + fields.reduce((sum, { value }) => sum + (value.length > 4 ? value.length : 0), 0)
  const first = [...ifd0, long(0x8769, 0), long(0x8825, 0)]
  const exifAt = 8 + lengthOf(first)
  const gpsAt = exifAt + lengthOf(exif)
  const secondAt = gpsAt + lengthOf(gps)
  const second = [long(0x0201, 0), long(0x0202, thumbnail.length)]
  const thumbnailAt = secondAt + lengthOf(second)
  return bytes(
    'MM\0*',
    u32(8),
    directory(8, [...ifd0, long(0x8769, exifAt), long(0x8825, gpsAt)], secondAt),
    directory(exifAt, exif, 0),
    directory(gpsAt, gps, 0),
    directory(secondAt, [long(0x0201, thumbnailAt), long(0x0202, thumbnail.length)], 0),
    thumbnail,
  )
}

function directory(at: number, fields: readonly Field[], next: number): Uint8Array {
  let place = at + 6 + 12 * fields.length
  const rows: number[] = []
  const values: number[] = []
  for (const { tag, type, count, value } of fields) {
    rows.push(...u16(tag), ...u16(type), ...u32(count))
    if (value.length <= 4) rows.push(...value, ...[0, 0, 0, 0].slice(value.length))
    else {
      rows.push(...u32(place))
      values.push(...value)
      place += value.length
    }
  }
  return bytes(u16(fields.length), rows, u32(next), values)
}

const segment = (marker: number, payload: Uint8Array): Uint8Array =>
  bytes([0xff, marker], u16(payload.length + 2), payload)

export interface JpegParts {
  readonly tiff?: Uint8Array
  readonly xmp?: string
  readonly iptc?: Uint8Array
  readonly icc?: Uint8Array
  readonly comment?: string
  readonly after?: string
}

export function jpegFile(parts: JpegParts): Uint8Array {
  const { tiff: exif, xmp, iptc, icc, comment, after = '' } = parts
  const optional = [
    exif && segment(0xe1, bytes('Exif\0\0', exif)),
    xmp && segment(0xe1, bytes('http://ns.adobe.com/xap/1.0/\0', new Uint8Array(Buffer.from(xmp)))),
    iptc && segment(0xed, bytes('Photoshop 3.0\0', '8BIM', u16(0x0404), [0, 0], u32(iptc.length), iptc)),
    icc && segment(0xe2, bytes('ICC_PROFILE\0', [1, 1], icc)),
    comment && segment(0xfe, bytes(comment)),
  ].filter((part) => part instanceof Uint8Array)
  return bytes(
    [0xff, 0xd8],
    segment(0xe0, bytes('JFIF\0', [1, 2, 1], u16(72), u16(72), [0, 0])),
    ...optional,
    segment(
      0xdb,
      bytes(
        [0],
        Array.from({ length: 64 }, (_, i) => i + 1),
      ),
    ),
    segment(0xc0, bytes([8], u16(48), u16(64), [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])),
    segment(0xda, bytes([3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0])),
    [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
    [0xff, 0xd9],
    after,
  )
}

export function iptcBlock(...datasets: [number, string][]): Uint8Array {
  return bytes(
    ...datasets.map(([dataset, text]) => {
      const value = Buffer.from(text)
      return bytes([0x1c, 2, dataset], u16(value.length), new Uint8Array(value))
    }),
  )
}

export const pngChunk = (type: string, data: Uint8Array): Uint8Array => {
  const body = bytes(type, data)
  return bytes(u32(data.length), body, u32(crc32(body)))
}

export function pngFile(chunks: readonly Uint8Array[] = [], after = ''): Uint8Array {
  return bytes(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    pngChunk('IHDR', bytes(u32(64), u32(48), [8, 2, 0, 0, 0])),
    ...chunks,
    pngChunk('IDAT', new Uint8Array(deflateSync(new Uint8Array(48 * 193)))),
    pngChunk('IEND', new Uint8Array(0)),
    after,
  )
}

export const textChunk = (keyword: string, text: string): Uint8Array =>
  pngChunk('tEXt', bytes(`${keyword}\0${text}`))
export const deflatedText = (keyword: string, text: string | Uint8Array): Uint8Array =>
  pngChunk('zTXt', bytes(`${keyword}\0\0`, new Uint8Array(deflateSync(text))))

const riffChunk = (type: string, data: Uint8Array): Uint8Array =>
  bytes(type, little32(data.length), data, data.length % 2 === 1 ? [0] : [])

export function webpFile(parts: { exif?: Uint8Array; xmp?: string; after?: string } = {}): Uint8Array {
  const body = bytes(
    'WEBP',
    riffChunk('VP8X', bytes([0x0c, 0, 0, 0], little24(63), little24(47))),
    riffChunk('VP8L', bytes([0x2f], little32(63 | (47 << 14)))),
    parts.exif === undefined ? [] : riffChunk('EXIF', parts.exif),
    parts.xmp === undefined ? [] : riffChunk('XMP ', new Uint8Array(Buffer.from(parts.xmp))),
  )
  return bytes('RIFF', little32(body.length), body, parts.after ?? '')
}

export function gifFile(parts: { comment?: string; after?: string } = {}): Uint8Array {
  const comment = parts.comment ?? 'made for a test'
  const frame = bytes(
    [0x21, 0xf9, 4, 0],
    little16(25),
    [0, 0],
    [0x2c],
    new Array(8).fill(0),
    [0],
    [2, 2, 0x44, 1, 0],
  )
  return bytes(
    'GIF89a',
    little16(64),
    little16(48),
    [0x80, 0, 0, 0, 0, 0, 255, 255, 255],
    [0x21, 0xff, 11],
    'NETSCAPE2.0',
    [3, 1],
    little16(7),
    [0],
    [0x21, 0xfe, comment.length],
    comment,
    [0],
    frame,
    frame,
    [0x3b],
    parts.after ?? '',
  )
}

export const box = (type: string, ...content: (Uint8Array | string | number[])[]): Uint8Array => {
  const inner = bytes(...content)
  return bytes(u32(inner.length + 8), type, inner)
}

const unity = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].flatMap(u32)

export function movieFile(parts: { created?: number; item?: string; key?: string } = {}): Uint8Array {
  const { created = 3_742_840_140, item = 'Lavf58.76.100', key = 'com.apple.quicktime.make' } = parts
  const zeros = (count: number) => new Array(count).fill(0)
  return bytes(
    box('ftyp', 'mp42', u32(0), 'isommp42'),
    box(
      'moov',
      box('mvhd', u32(0), u32(created), u32(created), u32(1000), u32(2500), zeros(80)),
      box(
        'trak',
        box(
          'tkhd',
          u32(7),
          u32(created),
          u32(created),
          u32(1),
          u32(0),
          u32(2500),
          zeros(16),
          unity,
          u32(64 << 16),
          u32(48 << 16),
        ),
        box('edts', box('elst', u32(0), u32(1), u32(2500), u32(1024), u32(0x10000))),
        box(
          'mdia',
          box('mdhd', u32(0), u32(0), u32(0), u32(30_000), u32(75_000), u16(0x15c7), u16(0)),
          box('hdlr', u32(0), u32(0), 'vide', zeros(12), 'VideoHandler\0'),
          box(
            'minf',
            box(
              'stbl',
              box('stsd', u32(0), u32(1), u32(16), 'avc1', zeros(8)),
              box('stsz', u32(0), u32(0), u32(75)),
            ),
          ),
        ),
      ),
      box('udta', box('\xa9xyz', u16(18), u16(0x15c7), '+40.4168-003.7038/')),
      box(
        'udta',
        box(
          'meta',
          u32(0),
          box('hdlr', zeros(24)),
          box('ilst', box('\xa9too', box('data', u32(1), u32(0), item))),
        ),
      ),
      box(
        'meta',
        box('hdlr', zeros(24)),
        box('keys', u32(0), u32(1), box('mdta', key)),
        box('ilst', box('\0\0\0\x01', box('data', u32(1), u32(0), 'Maker'))),
      ),
    ),
    box(
      'uuid',
      Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'),
      xmpPacket('<xmp:CreatorTool>Editor 1</xmp:CreatorTool>'),
    ),
    box('mdat', zeros(16)),
  )
}

/** A HEIF file with one EXIF item and one of XMP, both in `mdat`. */
export function heifFile(exif: Uint8Array, xmp: string): Uint8Array {
  const exifItem = bytes(u32(6), 'Exif\0\0', exif)
  const xmpItem = new Uint8Array(Buffer.from(xmp))
  const infe = (id: number, type: string, rest: string) =>
    box('infe', [2, 0, 0, 0], u16(id), u16(0), type, rest)
  const head = (at: number) =>
    bytes(
      box('ftyp', 'heic', u32(0), 'mif1heic'),
      box(
        'meta',
        u32(0),
        box('hdlr', u32(0), u32(0), 'pict', new Array(12).fill(0), [0]),
        box('pitm', u32(0), u16(1)),
        box(
          'iloc',
          [0, 0, 0, 0, 0x44, 0x00],
          u16(2),
          ...[
            [2, at, exifItem.length],
            [3, at + exifItem.length, xmpItem.length],
          ].map(([id = 0, offset = 0, length = 0]) =>
            bytes(u16(id), u16(0), u16(1), u32(offset), u32(length)),
          ),
        ),
        box(
          'iinf',
          u32(0),
          u16(3),
          infe(1, 'hvc1', '\0'),
          infe(2, 'Exif', '\0'),
          infe(3, 'mime', '\0application/rdf+xml\0'),
        ),
        box('iprp', box('ipco', box('ispe', u32(0), u32(64), u32(48)), box('irot', [1]))),
      ),
    )
  const at = head(0).length + 8
  return bytes(head(at), box('mdat', exifItem, xmpItem))
}

/** A JPEG XL file of boxes: EXIF plain, XMP compressed. */
export function jxlFile(exif: Uint8Array, xmp: string): Uint8Array {
  return bytes(
    box('JXL ', [0x0d, 0x0a, 0x87, 0x0a]),
    box('ftyp', 'jxl ', u32(0), 'jxl '),
    box('Exif', u32(0), exif),
    box('brob', 'xml ', new Uint8Array(brotliCompressSync(xmp))),
    box('jxlc', [0xff, 0x0a]),
  )
}

export function xmpPacket(inner: string, attributes = ''): string {
  return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" ${attributes}>${inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}
