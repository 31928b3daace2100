import { attempt } from './attempt.js'
import { type ByteReader, byteReader, printable } from './byte-source.js'
import type { Extractor } from './extractor.js'
import { type Box, type BoxLayout, boxLayout } from './isobmff-boxes.js'
import { addImageItems } from './isobmff-image.js'
import { addMovie, addTrackBox } from './isobmff-movie.js'
import { addUserData } from './isobmff-user-data.js'
import { type ValueList, valueList } from './value-list.js'

export const isobmff: Extractor = {
  id: 'isobmff',
  version: 1,
  mediaTypes: [
    'video/mp4',
    'video/quicktime',
    'video/3gpp',
    'video/3gpp2',
    'audio/mp4',
    'image/heic',
    'image/heic-sequence',
    'image/heif',
    'image/heif-sequence',
    'image/avif',
    'image/jxl',
    'image/x-canon-cr3',
  ],
  reads:
    'Boxes of an ISO base media or JPEG XL file to a depth of 16 and a number of 20,000: brands, movie and track headers, codecs, handlers, edit lists, user data, items of HEIF files. Decodes no picture and no sound.',
  async extract(specimen) {
    const reader = byteReader(specimen, 'ISO base media')
    const layout = boxLayout(specimen)
    const list = valueList()
    const track = trackNumbers(layout.boxes)
    for (const box of layout.boxes) describe(list, reader, box, track(box))
    addUserData(list, reader, layout.boxes)
    addImageItems(list, reader, layout.boxes)
    describeLayout(list, layout)
    return list.values()
  },
}

/** Tracks are numbered from 1 in file order; 0 stands for what is in none. */
function trackNumbers(boxes: readonly Box[]): (box: Box) => number {
  const tracks = boxes.filter(({ path }) => path === 'moov/trak')
  return (box) => 1 + tracks.findIndex(({ offset, end }) => offset <= box.offset && box.offset < end)
}

function describe(list: ValueList, reader: ByteReader, box: Box, track: number): void {
  const where = `${box.path} at byte ${box.offset}`
  attempt(list, 'isobmff', where, () => {
    if (box.path === 'ftyp') addBrands(list, reader, box, where)
    else if (box.path === 'moov/mvhd') addMovie(list, reader, box, where)
    else if (box.path.startsWith('moov/trak/')) addTrackBox(list, reader, box, track, where)
    else if (box.uuid !== undefined) list.add('isobmff.uuid', box.uuid, where)
  })
}

function addBrands(list: ValueList, reader: ByteReader, box: Box, where: string): void {
  const brand = (offset: number) => printable(reader.bytes(offset, 4))
  list.add('isobmff.majorBrand', brand(box.start), where)
  list.add('isobmff.minorVersion', reader.u32(box.start + 4), where)
  const count = Math.min(64, Math.floor((box.end - box.start - 8) / 4))
  list.add(
    'isobmff.compatibleBrands',
    Array.from({ length: Math.max(0, count) }, (_, i) => brand(box.start + 8 + 4 * i)),
    where,
  )
}

function describeLayout(list: ValueList, { boxes, stopped }: BoxLayout): void {
  const outermost = boxes.filter(({ path }) => !path.includes('/'))
  list.add(
    'isobmff.boxes',
    outermost.map(({ type }) => type),
    'outermost boxes in file order',
  )
  list.add('isobmff.paths', [...new Set(boxes.map(({ path }) => path))], 'each path once, in file order')
  for (const reason of stopped.slice(0, 20)) list.add('isobmff.stopped', reason, 'box walk')
}
