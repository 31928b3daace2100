import { attempt } from './attempt.js'
import { type ByteReader, latin1, printable } from './byte-source.js'
import type { Box } from './isobmff-boxes.js'
import type { Found, ValueList } from './value-list.js'

const longestRead = 2 ** 20
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** User data of QuickTime and 3GPP, and the item lists of iTunes and Apple's `mdta` keys. */
export function addUserData(list: ValueList, reader: ByteReader, boxes: readonly Box[]): void {
  for (const box of boxes) {
    const where = `${box.path} at byte ${box.offset}`
    attempt(list, 'isobmff', where, () => {
      if (/(^|\/)udta\/[^/]{4}$/.test(box.path) && box.type !== 'meta') addField(list, reader, box, where)
      else if (/\/ilst\/[^/]{4}$/.test(box.path)) addItem(list, reader, boxes, box, where)
    })
  }
}

function addField(list: ValueList, reader: ByteReader, box: Box, where: string): void {
  const name = `isobmff.userData.${box.type}`
  const length = box.end - box.start
  if (box.type === 'XMP_' || length === 0) return
  if (length > longestRead) list.add(`${name}.length`, length, where)
  else if (box.type.startsWith('©') && length > 4) {
    const text = reader.bytes(box.start + 4, Math.min(reader.u16(box.start), length - 4))
    list.add(name, readable(text), where)
  } else addReadable(list, name, reader.bytes(box.start, length), where)
}

function addReadable(list: ValueList, name: string, bytes: Uint8Array, where: string): void {
  const text = readable(bytes)
  if (text === undefined) list.addDigest(name, bytes, where)
  else list.add(name, text, where)
}

/** Text, if that is what it is; zeros may follow it. */
function readable(bytes: Uint8Array): string | undefined {
  try {
    const text = strictUtf8.decode(bytes).replace(/\0+$/, '')
    return /\p{Cc}/u.test(text.replace(/[\t\r\n]/g, '')) ? undefined : text
  } catch {
    return undefined
  }
}

function addItem(list: ValueList, reader: ByteReader, boxes: readonly Box[], item: Box, where: string): void {
  const inside = boxes.filter(
    ({ path, offset }) => path.startsWith(`${item.path}/`) && offset > item.offset && offset < item.end,
  )
  const part = (type: string) => inside.find((box) => box.type === type)
  const data = part('data')
  if (data === undefined || data.end - data.start < 8) return
  const name = `isobmff.item.${nameOf(reader, boxes, item, part)}`
  const length = data.end - data.start - 8
  if (length > longestRead) {
    list.add(`${name}.length`, length, where)
    return
  }
  const bytes = reader.bytes(data.start + 8, length)
  const value = typedValue(reader.u32(data.start) & 0xffffff, bytes)
  if (value === undefined) list.addDigest(name, bytes, where)
  else list.add(name, value, where)
}

function nameOf(
  reader: ByteReader,
  boxes: readonly Box[],
  item: Box,
  part: (type: string) => Box | undefined,
): string {
  const [mean, own] = [part('mean'), part('name')]
  if (item.type === '----' && mean !== undefined && own !== undefined)
    return `${textOf(reader, mean)}:${textOf(reader, own)}`
  return keyOf(reader, boxes, item) ?? item.type
}

function textOf(reader: ByteReader, box: Box): string {
  return latin1(reader.bytes(box.start + 4, Math.max(0, Math.min(200, box.end - box.start - 4))))
}

const mostKeys = 1_000

/** With a `keys` box beside it, an item's type is a number from 1: its place in that box (QuickTime File Format, Metadata). */
function keyOf(reader: ByteReader, boxes: readonly Box[], item: Box): string | undefined {
  const parent = item.path.slice(0, -'/ilst/....'.length)
  const keys = boxes.find(({ path }) => path === `${parent}/keys`)
  const wanted = reader.u32(item.offset + 4)
  if (keys === undefined || wanted === 0 || wanted > mostKeys) return undefined
  let offset = keys.start + 8
  for (let place = 1; offset + 8 <= keys.end; place += 1) {
    const size = reader.u32(offset)
    if (size < 8 || offset + size > keys.end) return undefined
    if (place === wanted) return latin1(reader.bytes(offset + 8, Math.min(size - 8, 200)))
    offset += size
  }
  return undefined
}

/** Well-known types of the QuickTime File Format's metadata. Pictures and what is not known have no value to show. */
function typedValue(type: number, bytes: Uint8Array): Found {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (type === 1) return readable(bytes) ?? printable(bytes)
  if (type === 2) return new TextDecoder('utf-16be').decode(bytes)
  if (type === 23 && bytes.length === 4) return view.getFloat32(0)
  if (type === 24 && bytes.length === 8) return view.getFloat64(0)
  if ((type === 21 || type === 22) && bytes.length <= 4) return integer(bytes, type === 21)
  if (type === 0 && bytes.length <= 16) return [...bytes]
  return undefined
}

function integer(bytes: Uint8Array, signed: boolean): Found {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  const negative = signed && (bytes[0] ?? 0) >= 0x80
  return negative ? value - 256 ** bytes.length : value
}
