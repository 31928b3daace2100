import { brotliDecompressSync } from 'node:zlib'
import { type ByteReader, type ByteSource, byteReader } from './byte-source.js'
import { type Carried, type Carrier, largestCarrier } from './carrier.js'
import { type Box, boxLayout } from './isobmff-boxes.js'
import { withoutExifHead } from './isobmff-carriers.js'
import { type Inflated, inflationProblem } from './png-chunks.js'

const kinds = new Map<string, Carrier['kind']>([
  ['Exif', 'tiff'],
  ['xml ', 'xmp'],
])
const mostBlocks = 16

/** EXIF and XMP, as a JPEG XL file carries them (ISO/IEC 18181-2 §9): in boxes, plain or compressed by Brotli. */
export function* jxlCarriers(source: ByteSource): Iterable<Carried> {
  const reader = byteReader(source, 'JPEG XL')
  const carrying = boxLayout(source).boxes.filter((box) => kinds.has(innerType(reader, box)))
  for (const box of carrying.slice(0, mostBlocks)) {
    const where = `${box.type} at byte ${box.offset}`
    const kind = kinds.get(innerType(reader, box)) ?? 'xmp'
    const content = contentOf(reader, box)
    if ('problem' in content) yield { kind: 'unread', reason: content.problem, where }
    else yield kind === 'tiff' ? withoutExifHead({ kind, ...content, where }) : { kind, ...content, where }
  }
}

/** A `brob` box names the type of what it holds compressed. */
function innerType(reader: ByteReader, { type, start, end }: Box): string {
  return type === 'brob' && end - start >= 4 ? reader.latin1(start, 4) : type
}

function contentOf(reader: ByteReader, { type, start, end }: Box): Inflated {
  if (end - start > largestCarrier) return { problem: `${end - start} bytes` }
  if (type !== 'brob') return { bytes: reader.bytes(start, end - start) }
  const packed = reader.bytes(start + 4, end - start - 4)
  try {
    return { bytes: new Uint8Array(brotliDecompressSync(packed, { maxOutputLength: largestCarrier })) }
  } catch (error) {
    return { problem: inflationProblem(error, largestCarrier) }
  }
}
