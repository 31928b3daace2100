import { type ByteSource, byteReader, latin1 } from './byte-source.js'
import { type Carried, largestCarrier } from './carrier.js'
import { riffLayout } from './riff-chunks.js'

const kinds = { EXIF: 'tiff', 'XMP ': 'xmp', ICCP: 'icc' } as const
/** The standard allows one of each kind. */
const mostBlocks = 16

/** EXIF, XMP and ICC, as a WebP file carries them. */
export function* webpCarriers(source: ByteSource): Iterable<Carried> {
  const reader = byteReader(source, 'WebP')
  const isKind = (type: string): type is keyof typeof kinds => Object.hasOwn(kinds, type)
  let seen = 0
  for (const { type, offset, start, length } of riffLayout(source, 'WEBP').chunks) {
    if (!isKind(type) || seen === mostBlocks) continue
    seen += 1
    const where = `WebP ${type.trim()} at byte ${offset}`
    if (length > largestCarrier) yield { kind: 'unread', reason: `${length} bytes`, where }
    else yield { kind: kinds[type], bytes: withoutJpegHead(reader.bytes(start, length)), where }
  }
}

/** Some writers leave the head that only a JPEG segment has. */
function withoutJpegHead(bytes: Uint8Array): Uint8Array {
  return latin1(bytes.subarray(0, 6)) === 'Exif\0\0' ? bytes.slice(6) : bytes
}
