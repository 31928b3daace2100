import { type ByteReader, type ByteSource, byteReader } from './byte-source.js'
import { type Carried, type Carrier, largestCarrier } from './carrier.js'
import { type Box, boxLayout } from './isobmff-boxes.js'
import { type HeifItem, heifItems } from './isobmff-items.js'

const xmpUuid = 'be7acfcb97a942e89c71999491e3afac'
const mostBlocks = 32

/** EXIF, XMP and ICC, as HEIF, AVIF, MP4 and QuickTime files carry them. */
export function* isobmffCarriers(source: ByteSource): Iterable<Carried> {
  const reader = byteReader(source, 'ISO base media')
  const { boxes } = boxLayout(source)
  const carrying = boxes.filter((box) => kindOfBox(reader, box) !== undefined)
  for (const box of carrying.slice(0, mostBlocks)) {
    const kind = kindOfBox(reader, box)
    const where = `${box.path} at byte ${box.offset}`
    const skip = box.type === 'colr' ? 4 : 0
    if (kind !== undefined)
      yield cutOut(reader, kind, where, [{ offset: box.start + skip, length: box.end - box.start - skip }])
  }
  const items = heifItems(reader, boxes).filter(
    ({ type, contentType }) => kindOfItem(type, contentType) !== undefined,
  )
  for (const item of items.slice(0, mostBlocks)) yield* fromItem(reader, item)
}

function kindOfBox(reader: ByteReader, box: Box): Carrier['kind'] | undefined {
  if (box.uuid === xmpUuid || box.path.endsWith('udta/XMP_')) return 'xmp'
  if (box.type !== 'colr' || box.end - box.start < 4) return undefined
  return /^(prof|rICC)$/.test(reader.latin1(box.start, 4)) ? 'icc' : undefined
}

function kindOfItem(type: string, contentType: string): Carrier['kind'] | undefined {
  if (type === 'Exif') return 'tiff'
  return type === 'mime' && contentType === 'application/rdf+xml' ? 'xmp' : undefined
}

function* fromItem(reader: ByteReader, item: HeifItem): Iterable<Carried> {
  const kind = kindOfItem(item.type, item.contentType)
  const [first] = item.extents
  const where = `HEIF item ${item.id} (${item.type}) at byte ${first?.offset ?? 'unknown'}`
  if (kind === undefined) return
  if (first === undefined) {
    yield { kind: 'unread', reason: 'no place given', where }
    return
  }
  const cut = cutOut(reader, kind, where, item.extents)
  yield cut.kind === 'tiff' ? withoutExifHead(cut) : cut
}

/** ISO/IEC 23008-12 annex A.2.1: four bytes say how many to skip before the TIFF block. */
export function withoutExifHead(carrier: Carrier): Carried {
  const { bytes, where } = carrier
  const skip = bytes.length < 4 ? bytes.length : 4 + new DataView(bytes.buffer).getUint32(0)
  if (skip >= bytes.length) return { kind: 'unread', reason: 'no EXIF after its head', where }
  return { ...carrier, bytes: bytes.slice(skip) }
}

function cutOut(
  reader: ByteReader,
  kind: Carrier['kind'],
  where: string,
  extents: HeifItem['extents'],
): Carried {
  const total = extents.reduce((sum, { length }) => sum + length, 0)
  if (total > largestCarrier) return { kind: 'unread', reason: `${total} bytes`, where }
  const outside = extents.some(({ offset, length }) => offset + length > reader.size)
  if (outside) return { kind: 'unread', reason: 'lies outside the file', where }
  const parts = extents.map(({ offset, length }) => reader.bytes(offset, length))
  return { kind, bytes: new Uint8Array(Buffer.concat(parts)), where }
}
