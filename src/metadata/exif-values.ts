import { latin1, utf8OrLatin1 } from './byte-source.js'
import { askExifr, exifrLibrary } from './exifr-library.js'
import {
  asciiType,
  longestField,
  type TiffBlock,
  type TiffDirectory,
  type TiffEntry,
  tiffBlock,
} from './tiff-directories.js'
import type { Found, ValueList } from './value-list.js'

const exifrBlocks: Readonly<Record<TiffDirectory, string>> = {
  IFD0: 'ifd0',
  IFD1: 'ifd1',
  Exif: 'exif',
  GPS: 'gps',
  Interop: 'interop',
}

const prefixes: Readonly<Record<TiffDirectory, string>> = {
  IFD0: 'exif',
  IFD1: 'ifd1',
  Exif: 'exif',
  GPS: 'gps',
  Interop: 'interop',
}

/** One object for ever: exifr keeps whatever options it was given, by identity. */
const options = {
  mergeOutput: false,
  translateKeys: false,
  translateValues: false,
  reviveValues: false,
  ...{ tiff: true, ifd0: {}, ifd1: true, exif: true, gps: true, interop: true },
  ...{ xmp: false, icc: false, iptc: false, jfif: false, ihdr: false },
}

const [makerNote, userComment, xmpTag, iptcTag, photoshopTag, iccTag] = [
  0x927c, 0x9286, 700, 0x83bb, 0x8649, 0x8773,
]
/** These have readers of their own, or are content. */
const carriedTags = [xmpTag, iptcTag, photoshopTag, iccTag]
const versions = new Set([0x9000, 0xa000, 0x0002])
const charsetTags = new Set([userComment, 0x001b, 0x001c])
const shortBytes = 64

/** The fields of a TIFF block by which EXIF, GPS and TIFF files speak. exifr decodes them; what it would fall over is taken out before. */
export async function addTiffValues(list: ValueList, bytes: Uint8Array, where: string): Promise<TiffBlock> {
  const block = tiffBlock(bytes)
  for (const problem of block.problems) list.add('exif.problem', problem, where)
  const parsed = await askExifr((exifr) => exifr.parse(block.sound, options))
  const { tagKeys } = exifrLibrary()
  const nameOf = (directory: TiffDirectory, tag: number): string => {
    const own = tagKeys.get(exifrBlocks[directory])?.get(tag)
    const name = own ?? tagKeys.get('ifd0')?.get(tag) ?? tagKeys.get('exif')?.get(tag)
    return `${prefixes[directory]}.${name ?? `0x${tag.toString(16).padStart(4, '0')}`}`
  }
  for (const entry of block.entries) {
    const decoded = member(member(parsed, exifrBlocks[entry.directory]), String(entry.tag))
    addEntry(list, block, entry, decoded, nameOf(entry.directory, entry.tag), `${where}, ${entry.directory}`)
  }
  addPosition(list, block, member(parsed, 'gps'), where)
  addThumbnail(list, block, where)
  const errors = member(parsed, 'errors')
  if (Array.isArray(errors)) for (const error of errors) list.add('exif.problem', String(error), where)
  return block
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined
}

function addEntry(
  list: ValueList,
  block: TiffBlock,
  entry: TiffEntry,
  decoded: unknown,
  name: string,
  where: string,
): void {
  const { tag, directory, size, type } = entry
  if (directory === 'IFD0' && carriedTags.includes(tag)) return
  const bytes = bytesOf(block, entry)
  if (tag === makerNote) addMakerNote(list, bytes, where)
  else if (size > longestField) list.addDigest(name, bytes, where)
  else if (charsetTags.has(tag) && type !== asciiType) list.add(name, markedText(bytes), where)
  else if (type === asciiType) addAscii(list, name, bytes, decoded, where)
  else if (decoded instanceof Uint8Array) addBytes(list, entry, name, bytes, where)
  else list.add(name, numbers(decoded), where)
}

function bytesOf(block: TiffBlock, { offset, size }: TiffEntry): Uint8Array {
  return block.sound.slice(offset, offset + size)
}

/** Its form is the maker's own. Many begin with a name. */
function addMakerNote(list: ValueList, bytes: Uint8Array, where: string): void {
  list.addDigest('exif.MakerNote', bytes, where)
  list.add('exif.MakerNote.begins', /^[\x20-\x7e]{3,}/.exec(latin1(bytes.subarray(0, 24)))?.[0], where)
}

function addAscii(list: ValueList, name: string, bytes: Uint8Array, decoded: unknown, where: string): void {
  const text = typeof decoded === 'string' ? decoded : ''
  // exifr reads every text as UTF-8; what it could not read is lost in its answer, not in the bytes.
  if (text.includes('\ufffd')) list.add(name, trimmed(latin1(bytes)), `${where}, read as Latin-1`)
  else list.add(name, text, where)
}

function addBytes(list: ValueList, entry: TiffEntry, name: string, bytes: Uint8Array, where: string): void {
  const { tag, directory } = entry
  const isVersion = versions.has(tag) && directory !== 'GPS'
  if (isVersion) list.add(name, latin1(bytes), where)
  else if (tag >= 0x9c9b && tag <= 0x9c9f)
    list.add(name, trimmed(new TextDecoder('utf-16le').decode(bytes)), where)
  else if (bytes.length <= shortBytes) list.add(name, bytes.length === 1 ? bytes[0] : [...bytes], where)
  else list.addDigest(name, bytes, where)
}

function numbers(decoded: unknown): Found {
  if (typeof decoded === 'number') return decoded
  if (!Array.isArray(decoded) && !ArrayBuffer.isView(decoded)) return undefined
  return Array.from(decoded as ArrayLike<unknown>).filter((value) => typeof value === 'number')
}

const trimmed = (text: string) => text.replace(/[\0\s]+$/, '')

/** EXIF 2.32 §4.6.6, UserComment: eight bytes name the character code. */
function markedText(bytes: Uint8Array): Found {
  const code = latin1(bytes.subarray(0, 8))
  const text = bytes.subarray(8)
  if (code === 'UNICODE\0') return trimmed(utf16(text))
  if (code === 'ASCII\0\0\0' || /^[\0 ]{8}$/.test(code)) return trimmed(utf8OrLatin1(text))
  if (code === 'JIS\0\0\0\0\0') return trimmed(new TextDecoder('iso-2022-jp').decode(text))
  return trimmed(utf8OrLatin1(bytes))
}

/** The standard leaves the byte order open, and writers do not follow the block's; the zero bytes of common text tell. */
function utf16(bytes: Uint8Array): string {
  const zeros = (parity: number) => bytes.filter((byte, i) => byte === 0 && i % 2 === parity).length
  return new TextDecoder(zeros(0) >= zeros(1) ? 'utf-16be' : 'utf-16le').decode(bytes)
}

/** Decimal degrees, where the file gives degrees, minutes and seconds and also the hemisphere. */
function addPosition(list: ValueList, block: TiffBlock, gps: unknown, where: string): void {
  const has = (tag: number) => block.entries.some((entry) => entry.directory === 'GPS' && entry.tag === tag)
  for (const [name, reference] of [
    ['latitude', 0x0001],
    ['longitude', 0x0003],
  ] as const) {
    const degrees = member(gps, name)
    if (typeof degrees !== 'number' || !Number.isFinite(degrees) || !has(reference)) continue
    list.add(`gps.${name}`, degrees, `${where}, computed from GPS`)
  }
}

function addThumbnail(list: ValueList, block: TiffBlock, where: string): void {
  const order = block.littleEndian
  const view = new DataView(block.sound.buffer, block.sound.byteOffset, block.sound.length)
  const number = (tag: number): number | undefined => {
    const entry = block.entries.find((field) => field.directory === 'IFD1' && field.tag === tag)
    return entry?.type === 4 && entry.count === 1 ? view.getUint32(entry.offset, order) : undefined
  }
  const [offset, length] = [number(0x0201), number(0x0202)]
  if (offset === undefined || length === undefined) return
  if (offset + length > block.sound.length) list.add('ifd1.problem', 'the thumbnail runs past the end', where)
  else list.addDigest('ifd1.thumbnail', block.sound.slice(offset, offset + length), `${where}, IFD1`)
}

/** XMP, IPTC and ICC as fields of a TIFF file. */
export function carriedIn(
  block: TiffBlock,
): { kind: 'xmp' | 'iptc' | 'icc' | 'photoshop'; bytes: Uint8Array }[] {
  const kinds = new Map([
    [xmpTag, 'xmp'],
    [iptcTag, 'iptc'],
    [iccTag, 'icc'],
    [photoshopTag, 'photoshop'],
  ] as const)
  return block.entries.flatMap((entry) => {
    const kind = entry.directory === 'IFD0' ? kinds.get(entry.tag) : undefined
    return kind === undefined ? [] : [{ kind, bytes: bytesOf(block, entry) }]
  })
}
