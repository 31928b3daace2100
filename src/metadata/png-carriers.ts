import { type ByteReader, type ByteSource, byteReader } from './byte-source.js'
import { type Carried, type Carrier, largestCarrier } from './carrier.js'
import { iptcResources } from './photoshop-resources.js'
import { inflate, type PngChunk, pngLayout, pngText, textChunks } from './png-chunks.js'

/** EXIF, XMP, IPTC and ICC, as a PNG file carries them, before or after the image data. */
export function* pngCarriers(source: ByteSource): Iterable<Carried> {
  const reader = byteReader(source, 'PNG')
  const layout = pngLayout(source)
  const at = (chunk: PngChunk) => `${chunk.type} at byte ${chunk.offset}`
  for (const chunk of layout.chunks
    .filter(({ type }) => type === 'eXIf' || type === 'iCCP')
    .slice(0, mostBlocks)) {
    const where = at(chunk)
    if (chunk.length > largestCarrier) yield { kind: 'unread', reason: `${chunk.length} bytes`, where }
    else if (chunk.type === 'iCCP') yield profile(reader, chunk, where)
    else yield { kind: 'tiff', bytes: reader.bytes(chunk.start, chunk.length), where }
  }
  for (const chunk of textChunks(layout).read) yield* textCarriers(reader, chunk, at(chunk))
}

/** The standard allows one of each. */
const mostBlocks = 8

/** §11.3.2.3: a name, a zero, the compression method, the deflated profile. */
function profile(reader: ByteReader, chunk: PngChunk, where: string): Carried {
  const data = reader.bytes(chunk.start, chunk.length)
  const nameEnd = data.indexOf(0)
  const result = nameEnd < 0 ? { problem: 'no name' } : inflate(data.subarray(nameEnd + 2))
  if ('problem' in result) return { kind: 'unread', reason: result.problem, where }
  return { kind: 'icc', bytes: result.bytes, where }
}

const rawProfile = /^Raw profile type (?<type>exif|APP1|xmp|iptc|8bim|icc|icm)$/

/** XMP by its keyword, in whichever text chunk, and the hexadecimal blocks that ImageMagick writes. */
function* textCarriers(reader: ByteReader, chunk: PngChunk, where: string): Iterable<Carried> {
  const { keyword, bytes, text } = pngText(reader, chunk)
  if (bytes === undefined || text === undefined) return
  if (keyword === 'XML:com.adobe.xmp') yield { kind: 'xmp', bytes, where }
  const type = rawProfile.exec(keyword)?.groups?.['type']
  if (type !== undefined) yield* unwrapped(type, text, `${where}, ${keyword}`)
}

function* unwrapped(type: string, text: string, where: string): Iterable<Carried> {
  // Type and length, then digits in lines. The head is short, so that no text makes the pattern backtrack.
  const head = /^\s{0,8}\S{1,40}\s{1,8}\d{1,10}\s/.exec(text.slice(0, 80))?.[0]
  const digits = head === undefined ? '' : text.slice(head.length).replace(/\s/g, '')
  if (!/^[0-9a-fA-F]+$/.test(digits)) {
    yield { kind: 'unread', reason: 'no hexadecimal block', where }
    return
  }
  const bytes = new Uint8Array(Buffer.from(digits, 'hex'))
  const begins = Buffer.from(bytes.buffer).toString('latin1', 0, 29)
  if (begins.startsWith('Exif\0\0')) yield { kind: 'tiff', bytes: bytes.slice(6), where }
  else if (begins.startsWith('http://ns.adobe.com/xap/1.0/\0'))
    yield { kind: 'xmp', bytes: bytes.slice(29), where }
  else if (begins.startsWith('8BIM')) yield* iptcResources(bytes, where)
  else yield { kind: kinds[type] ?? 'tiff', bytes, where }
}

const kinds: Readonly<Record<string, Carrier['kind']>> = {
  xmp: 'xmp',
  iptc: 'iptc',
  '8bim': 'iptc',
  icc: 'icc',
  icm: 'icc',
}
