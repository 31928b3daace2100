import { SourceError } from '../errors.js'
import { type ByteReader, type ByteSource, byteReader } from './byte-source.js'

/** A marker segment of a JPEG file (ITU-T T.81 annex B). */
export interface JpegSegment {
  readonly marker: number
  /** Of the 0xFF. */
  readonly offset: number
  /** Of what follows the length, and how much that is. */
  readonly start: number
  readonly length: number
}

export interface JpegLayout {
  readonly segments: readonly JpegSegment[]
  /** Offset just after the end-of-image marker; absent when there is none. */
  readonly end: number | undefined
  /** Why the walk stopped before the end of the image. */
  readonly stopped: string | undefined
}

const startOfScan = 0xda
const endOfImage = 0xd9
const mostSegments = 10_000
const scanStep = 2 ** 18

/**
 * Walks the markers up to the end of the image, or up to the first scan: what stands after it can be found only by reading
 * the whole file. Throws `source.malformed` when the bytes do not begin as a JPEG.
 */
export function jpegLayout(source: ByteSource, upTo: 'end' | 'scan' = 'end'): JpegLayout {
  const reader = byteReader(source, 'JPEG')
  if (source.size < 4 || reader.u16(0) !== 0xffd8)
    throw new SourceError('source.malformed', {
      what: 'JPEG',
      reason: 'does not begin with a start of image',
    })
  const segments: JpegSegment[] = []
  let position = 2
  while (segments.length < mostSegments) {
    const offset = nextMarker(source, position)
    if (offset === undefined) return { segments, end: undefined, stopped: 'no end of image' }
    const marker = reader.u8(offset + 1)
    if (marker === endOfImage) return { segments, end: offset + 2, stopped: undefined }
    const segment = segmentAt(reader, offset, marker)
    if (segment === undefined)
      return { segments, end: undefined, stopped: `segment at byte ${offset} runs past the end` }
    segments.push(segment)
    if (upTo === 'scan' && marker === startOfScan) return { segments, end: undefined, stopped: undefined }
    position = segment.start + segment.length
  }
  return { segments, end: undefined, stopped: `more than ${mostSegments} segments` }
}

function segmentAt(reader: ByteReader, offset: number, marker: number): JpegSegment | undefined {
  if (standsAlone(marker)) return { marker, offset, start: offset + 2, length: 0 }
  if (offset + 4 > reader.size) return undefined
  const length = reader.u16(offset + 2) - 2
  const start = offset + 4
  return length < 0 || start + length > reader.size ? undefined : { marker, offset, start, length }
}

const standsAlone = (marker: number) => marker === 0x01 || marker === 0xd8

/** Skips entropy-coded data and stray bytes: 0xFF is a marker unless 0x00, a restart or another 0xFF follows. */
function nextMarker(source: ByteSource, from: number): number | undefined {
  for (let base = from; base < source.size - 1; ) {
    const bytes = source.read(base, scanStep)
    for (let at = bytes.indexOf(0xff); at >= 0 && at < bytes.length - 1; at = bytes.indexOf(0xff, at + 1)) {
      const next = bytes[at + 1] ?? 0
      if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return base + at
    }
    // The last byte is looked at again, for it may be the first half of a marker.
    base += Math.max(1, bytes.length - 1)
  }
  return undefined
}

/** Name of a marker as T.81 has it: `SOF0`, `APP1`, `DQT`. */
export function markerName(marker: number): string {
  const named = names.get(marker)
  if (named !== undefined) return named
  if (marker >= 0xe0 && marker <= 0xef) return `APP${marker - 0xe0}`
  if (isFrame(marker)) return `SOF${marker - 0xc0}`
  return `0x${marker.toString(16)}`
}

/** A start of frame, of whatever process. */
export function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

const names = new Map([
  [0x01, 'TEM'],
  [0xc4, 'DHT'],
  [0xc8, 'JPG'],
  [0xcc, 'DAC'],
  [0xd8, 'SOI'],
  [0xda, 'SOS'],
  [0xdb, 'DQT'],
  [0xdc, 'DNL'],
  [0xdd, 'DRI'],
  [0xde, 'DHP'],
  [0xdf, 'EXP'],
  [0xfe, 'COM'],
])
