import { attempt } from './attempt.js'
import type { ByteReader } from './byte-source.js'
import type { Box } from './isobmff-boxes.js'
import { heifItems } from './isobmff-items.js'
import type { ValueList } from './value-list.js'

/** Items and image properties of a HEIF or AVIF file (ISO/IEC 23008-12 §6.5). */
export function addImageItems(list: ValueList, reader: ByteReader, boxes: readonly Box[]): void {
  for (const box of boxes) {
    const where = `${box.path} at byte ${box.offset}`
    attempt(list, 'isobmff', where, () => addProperty(list, reader, box, where))
  }
  attempt(list, 'isobmff', 'meta/iinf', () => {
    const types = heifItems(reader, boxes).map(({ type, contentType }) => `${type} ${contentType}`.trim())
    const counts = new Map<string, number>()
    for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1)
    const shown = [...counts].map(([type, count]) => (count > 1 ? `${type} ×${count}` : type))
    list.add('isobmff.items', shown, 'meta/iinf')
  })
}

function addProperty(list: ValueList, reader: ByteReader, box: Box, where: string): void {
  const { start } = box
  if (box.path === 'meta/pitm')
    list.add(
      'isobmff.primaryItem',
      reader.u8(start) === 0 ? reader.u16(start + 4) : reader.u32(start + 4),
      where,
    )
  if (!box.path.startsWith('meta/iprp/ipco/')) return
  if (box.type === 'ispe')
    list.add('isobmff.imageSize', [reader.u32(start + 4), reader.u32(start + 8)], where)
  else if (box.type === 'irot') list.add('isobmff.rotation', 90 * (reader.u8(start) & 3), where)
  else if (box.type === 'imir') list.add('isobmff.mirror', reader.u8(start) & 1, where)
}
