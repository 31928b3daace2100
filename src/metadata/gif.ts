import { SourceError } from '../errors.js'
import { type ByteReader, byteReader, printable, utf8OrLatin1 } from './byte-source.js'
import type { Extractor } from './extractor.js'
import { type ValueList, valueList } from './value-list.js'

const mostBlocks = 200_000

export const gif: Extractor = {
  id: 'gif',
  version: 1,
  mediaTypes: ['image/gif'],
  reads:
    'Blocks of a GIF file, logical screen, frames and their time, comments, application extensions, what follows the image. Decodes no picture.',
  async extract(specimen) {
    const reader = byteReader(specimen, 'GIF', 'little')
    const list = valueList()
    const version = specimen.size < 13 ? '' : reader.latin1(0, 6)
    if (version !== 'GIF87a' && version !== 'GIF89a')
      throw new SourceError('source.malformed', { what: 'GIF', reason: 'does not begin as GIF' })
    list.add('gif.version', version, 'GIF at byte 0')
    list.add('gif.width', reader.u16(6), 'GIF at byte 6')
    list.add('gif.height', reader.u16(8), 'GIF at byte 8')
    const flags = reader.u8(10)
    if (flags & 0x80) list.add('gif.globalColours', 2 << (flags & 7), 'GIF at byte 10')
    walk(list, reader, 13 + tableLength(flags))
    return list.values()
  },
}

const tableLength = (flags: number) => (flags & 0x80 ? 3 * (2 << (flags & 7)) : 0)

interface Totals {
  frames: number
  hundredths: number
}

/** GIF89a §§20 to 27. */
function walk(list: ValueList, reader: ByteReader, from: number): void {
  const totals: Totals = { frames: 0, hundredths: 0 }
  let position: number | undefined = from
  let stopped = `more than ${mostBlocks} blocks`
  for (let seen = 0; seen < mostBlocks; seen += 1) {
    const introducer = position < reader.size ? reader.u8(position) : undefined
    if (introducer === 0x3b) {
      stopped = ''
      if (position + 1 < reader.size)
        list.add('gif.bytesAfterEnd', reader.size - position - 1, `from byte ${position + 1}`)
      break
    }
    const next = nextBlock(list, reader, totals, introducer, position)
    if (next === undefined) {
      stopped = introducer === undefined ? 'no trailer' : `no whole block at byte ${position}`
      break
    }
    position = next
  }
  list.add('gif.frames', totals.frames, `GIF from byte ${from}`)
  if (totals.hundredths > 0) list.add('gif.hundredths', totals.hundredths, 'sum of the frame delays')
  if (stopped !== '') list.add('gif.stopped', stopped, `at byte ${position}`)
}

function nextBlock(
  list: ValueList,
  reader: ByteReader,
  totals: Totals,
  introducer: number | undefined,
  at: number,
): number | undefined {
  if (introducer === 0x2c && at + 11 <= reader.size) {
    totals.frames += 1
    return subBlocksEnd(reader, at + 11 + tableLength(reader.u8(at + 9)))
  }
  if (introducer !== 0x21 || at + 2 > reader.size) return undefined
  describeExtension(list, reader, totals, at)
  return subBlocksEnd(reader, at + 2)
}

function describeExtension(list: ValueList, reader: ByteReader, totals: Totals, at: number): void {
  const label = reader.u8(at + 1)
  const blocks = firstBlocks(reader, at + 2)
  const [first] = blocks
  if (first === undefined) return
  const where = `GIF extension at byte ${at}`
  if (label === 0xf9 && first.length >= 4) totals.hundredths += (first[1] ?? 0) | ((first[2] ?? 0) << 8)
  else if (label === 0xfe) list.add('gif.comment', utf8OrLatin1(Buffer.concat(blocks)), where)
  else if (label === 0xff) {
    const application = printable(first)
    list.add('gif.application', application, where)
    const [, second] = blocks
    if (/^(NETSCAPE2.0|ANIMEXTS1.0)$/.test(application) && second?.[0] === 1 && second.length >= 3)
      list.add('gif.plays', (second[1] ?? 0) | ((second[2] ?? 0) << 8), where)
  }
}

/** Enough of an extension to say what it is: up to 64 sub-blocks. */
function firstBlocks(reader: ByteReader, from: number): Uint8Array[] {
  const blocks: Uint8Array[] = []
  let position = from
  while (blocks.length < 64 && position < reader.size) {
    const length = reader.u8(position)
    if (length === 0 || position + 1 + length > reader.size) break
    blocks.push(reader.bytes(position + 1, length))
    position += 1 + length
  }
  return blocks
}

/** Where the sub-blocks end; nothing when they run past the file. */
function subBlocksEnd(reader: ByteReader, from: number): number | undefined {
  let position = from
  while (position < reader.size) {
    const length = reader.u8(position)
    if (length === 0) return position + 1
    position += 1 + length
  }
  return undefined
}
