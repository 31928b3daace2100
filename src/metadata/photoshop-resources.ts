import { byteReader, inMemory } from './byte-source.js'
import type { Carried } from './carrier.js'

const iptcResource = 0x0404
const mostResources = 1_000

/** The IPTC block among Photoshop's image resources ("8BIM" blocks; Adobe Photoshop File Formats, Image Resources Section). */
export function* iptcResources(bytes: Uint8Array, where: string): Iterable<Carried> {
  const reader = byteReader(inMemory(bytes), 'Photoshop resources')
  let position = 0
  for (let seen = 0; seen < mostResources && position + 12 <= bytes.length; seen += 1) {
    if (reader.latin1(position, 4) !== '8BIM') return
    const id = reader.u16(position + 4)
    const name = 1 + reader.u8(position + 6)
    const sizeAt = position + 6 + name + (name % 2)
    if (sizeAt + 4 > bytes.length) return
    const length = reader.u32(sizeAt)
    const start = sizeAt + 4
    const beyond = start + length > bytes.length
    const short = id === iptcResource && length === 0 && bytes[start] === 0x1c
    if (id === iptcResource && (beyond || short)) {
      // Some writers give a wrong length; the datasets say themselves where they end.
      yield { kind: 'iptc', bytes: bytes.slice(start), where: `${where}, 8BIM 0x0404 of a wrong length` }
      return
    }
    if (beyond) {
      yield { kind: 'unread', reason: `resource 0x${id.toString(16)} runs past the end`, where }
      return
    }
    if (id === iptcResource)
      yield { kind: 'iptc', bytes: reader.bytes(start, length), where: `${where}, 8BIM 0x0404` }
    position = start + length + (length % 2)
  }
}
