import { type ByteReader, type ByteSource, byteReader } from './byte-source.js'
import { type Carried, type Carrier, largestCarrier } from './carrier.js'
import { type JpegSegment, jpegLayout } from './jpeg-segments.js'
import { iptcResources } from './photoshop-resources.js'

const exifHead = 'Exif\0'
const xmpHead = 'http://ns.adobe.com/xap/1.0/\0'
const longXmpHead = 'http://ns.adobe.com/xmp/extension/\0'
const iccHead = 'ICC_PROFILE\0'
const photoshopHead = 'Photoshop 3.0\0'

/** XMP names one extension; more are another's. */
const mostExtensions = 4

const [app1, app2, app13] = [0xe1, 0xe2, 0xed]

/** EXIF, XMP with its extension, IPTC and ICC, as a JPEG file carries them before its picture. */
export function* jpegCarriers(source: ByteSource): Iterable<Carried> {
  const reader = byteReader(source, 'JPEG')
  const { segments } = jpegLayout(source, 'scan')
  const those = (marker: number, head: string) =>
    segments.filter((segment) => segment.marker === marker && startsWith(reader, segment, head))
  for (const segment of those(app1, exifHead))
    yield { kind: 'tiff', bytes: payload(reader, segment, exifHead.length + 1), where: at(segment) }
  for (const segment of those(app1, xmpHead))
    yield { kind: 'xmp', bytes: payload(reader, segment, xmpHead.length), where: at(segment) }
  yield* longXmp(reader, those(app1, longXmpHead))
  yield* joined('resources', reader, those(app13, photoshopHead), photoshopHead.length)
  yield* joined('icc', reader, inProfileOrder(reader, those(app2, iccHead)), iccHead.length + 2)
}

function startsWith(reader: ByteReader, segment: JpegSegment, head: string): boolean {
  return segment.length >= head.length && reader.latin1(segment.start, head.length) === head
}

const at = ({ marker, offset }: JpegSegment) => `JPEG APP${marker - 0xe0} at byte ${offset}`

function* joined(
  kind: Carrier['kind'] | 'resources',
  reader: ByteReader,
  segments: readonly JpegSegment[],
  skip: number,
): Iterable<Carried> {
  const [first] = segments
  if (first === undefined) return
  const more = segments.length > 1 ? ` and ${segments.length - 1} more` : ''
  const where = `${at(first)}${more}`
  const total = segments.reduce((sum, { length }) => sum + length, 0)
  if (total > largestCarrier) {
    yield { kind: 'unread', reason: `${total} bytes in ${segments.length} segments`, where }
    return
  }
  const parts = segments.map((segment) => payload(reader, segment, skip))
  const bytes = new Uint8Array(Buffer.concat(parts))
  if (kind === 'resources') yield* iptcResources(bytes, `${where}, Photoshop resources`)
  else yield { kind, bytes, where }
}

function payload(reader: ByteReader, { start, length }: JpegSegment, skip: number): Uint8Array {
  return reader.bytes(start + Math.min(skip, length), Math.max(0, length - skip))
}

/** ICC.1 annex B.4: each segment bears its number. */
function inProfileOrder(reader: ByteReader, segments: readonly JpegSegment[]): JpegSegment[] {
  const number = ({ start, length }: JpegSegment) =>
    length > iccHead.length ? reader.u8(start + iccHead.length) : 0
  return [...segments].sort((a, b) => number(a) - number(b))
}

/** XMP part 3 §1.1.3.1: GUID (32 characters), length of the whole, offset of this part. */
function* longXmp(reader: ByteReader, segments: readonly JpegSegment[]): Iterable<Carried> {
  const fixed = longXmpHead.length + 40
  const sound = segments.filter(({ length }) => length > fixed)
  const guids = new Set(sound.map((segment) => guidOf(reader, segment)))
  for (const guid of [...guids].slice(0, mostExtensions)) {
    const parts = sound.filter((segment) => guidOf(reader, segment) === guid)
    const [first] = parts
    if (first === undefined) continue
    const where = `${at(first)} and ${parts.length - 1} more, XMP extension ${guid}`
    const whole = reader.u32(first.start + fixed - 8)
    if (whole > largestCarrier) {
      yield { kind: 'unread', reason: `${whole} bytes announced`, where }
      continue
    }
    const bytes = new Uint8Array(whole)
    for (const { start, length } of parts) {
      const part = reader.bytes(start + fixed, length - fixed)
      const offset = reader.u32(start + fixed - 4)
      if (offset < whole) bytes.set(part.subarray(0, whole - offset), offset)
    }
    yield { kind: 'xmp', bytes, where }
  }
}

function guidOf(reader: ByteReader, { start }: JpegSegment): string {
  return reader.latin1(start + longXmpHead.length, 32).replace(/[^0-9A-Za-z]/g, '.')
}
