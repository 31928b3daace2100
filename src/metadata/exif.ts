import { SourceError } from '../errors.js'
import type { Specimen } from '../model/specimen.js'
import { problemOf } from './attempt.js'
import type { Carried, Carrier } from './carrier.js'
import { addTiffValues, carriedIn } from './exif-values.js'
import type { Extractor } from './extractor.js'
import { addIccValues } from './icc-values.js'
import { addIptcValues } from './iptc-values.js'
import { isobmffCarriers } from './isobmff-carriers.js'
import { jpegCarriers } from './jpeg-carriers.js'
import { jxlCarriers } from './jxl-carriers.js'
import { iptcResources } from './photoshop-resources.js'
import { pngCarriers } from './png-carriers.js'
import { type ValueList, valueList } from './value-list.js'
import { webpCarriers } from './webp-carriers.js'
import { addXmpValues } from './xmp-values.js'

/** A TIFF file is one block and has to be held whole, for its directories may stand anywhere. */
const largestTiff = 128 * 2 ** 20

const carriersOf = new Map<string, (specimen: Specimen) => Iterable<Carried>>([
  ['image/jpeg', jpegCarriers],
  ['image/png', pngCarriers],
  ['image/webp', webpCarriers],
  ['image/tiff', tiffFile],
  ['image/x-canon-cr2', tiffFile],
  ['image/x-olympus-orf', tiffFile],
  ['image/x-panasonic-rw2', tiffFile],
  ['image/heic', isobmffCarriers],
  ['image/heic-sequence', isobmffCarriers],
  ['image/heif', isobmffCarriers],
  ['image/heif-sequence', isobmffCarriers],
  ['image/avif', isobmffCarriers],
  ['image/jxl', jxlCarriers],
  ['video/3gpp', isobmffCarriers],
  ['video/mp4', isobmffCarriers],
  ['video/quicktime', isobmffCarriers],
])

export const exif: Extractor = {
  id: 'exif',
  version: 1,
  mediaTypes: [...carriersOf.keys()],
  reads:
    'EXIF, GPS, XMP, IPTC-IIM and ICC blocks of images, MP4 and QuickTime files, up to 16 MiB each and TIFF files up to 128 MiB. Maker notes, thumbnails and profiles are told by length and SHA-256. EXIF fields and IPTC datasets are decoded by exifr. Not read: directories beyond the first two, sub-directories of raw formats, BigTIFF, what a maker note says.',
  async extract(specimen) {
    const list = valueList()
    const carriers = carriersOf.get(specimen.mediaType)
    if (carriers === undefined)
      throw new SourceError('source.unreadable', { what: 'media type', reason: specimen.mediaType })
    const problems: SourceError[] = []
    for (const carried of carriers(specimen)) await addCarried(list, carried, problems)
    const values = list.values()
    const [first] = problems
    if (first !== undefined && values.every(({ name }) => name.endsWith('.problem'))) throw first
    return values
  },
}

function* tiffFile(specimen: Specimen): Iterable<Carried> {
  if (specimen.size > largestTiff)
    throw new SourceError('source.unreadable', { what: 'TIFF', reason: `larger than ${largestTiff} bytes` })
  yield { kind: 'tiff', bytes: specimen.read(0, specimen.size), where: 'TIFF at byte 0' }
}

/** One broken block does not hide the others; when there is nothing but broken ones, the first is what went wrong. */
async function addCarried(list: ValueList, carried: Carried, problems: SourceError[]): Promise<void> {
  if (carried.kind === 'unread') {
    list.add('carrier.problem', carried.reason, carried.where)
    return
  }
  try {
    await addBlock(list, carried, problems)
  } catch (error) {
    list.add(`${carried.kind}.problem`, problemOf(error), carried.where)
    if (error instanceof SourceError) problems.push(error)
  }
}

async function addBlock(
  list: ValueList,
  { kind, bytes, where }: Carrier,
  problems: SourceError[],
): Promise<void> {
  if (kind === 'xmp') addXmpValues(list, bytes, where)
  else if (kind === 'icc') addIccValues(list, bytes, where)
  else if (kind === 'iptc') await addIptcValues(list, bytes, where)
  else {
    const block = await addTiffValues(list, bytes, where)
    for (const inner of carriedIn(block)) {
      const place = `${where}, IFD0 ${inner.kind}`
      if (inner.kind !== 'photoshop')
        await addCarried(list, { ...inner, kind: inner.kind, where: place }, problems)
      else
        for (const resource of iptcResources(inner.bytes, place)) await addCarried(list, resource, problems)
    }
  }
}
