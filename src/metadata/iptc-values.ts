import { SourceError } from '../errors.js'
import { utf8OrLatin1 } from './byte-source.js'
import { askExifr, exifrLibrary } from './exifr-library.js'
import type { ValueList } from './value-list.js'

const options = { iptc: { translateKeys: false, translateValues: false, reviveValues: false } }

/**
 * IPTC-IIM application record (record 2). exifr decodes the datasets; those it would run past the end with are cut off before.
 * Throws `source.malformed` when there is none.
 */
export async function addIptcValues(list: ValueList, bytes: Uint8Array, where: string): Promise<void> {
  const sound = soundLength(bytes)
  if (sound === 0) throw new SourceError('source.malformed', { what: 'IPTC', reason: 'no dataset' })
  if (bytes.length - sound > 3) list.add('iptc.problem', `no dataset at byte ${sound} of the block`, where)
  const parsed = await askExifr((exifr) => exifr.sidecar(bytes.slice(0, sound), options, 'iptc'))
  const { tagKeys } = exifrLibrary()
  if (typeof parsed !== 'object' || parsed === null) return
  for (const [key, value] of Object.entries(parsed)) {
    const name = tagKeys.get('iptc')?.get(Number(key)) ?? `2:${key}`
    if (key === '0' && typeof value === 'string') list.add(`iptc.${name}`, numberOf(value), where)
    else if (typeof value === 'string') list.add(`iptc.${name}`, text(value), where)
    else if (Array.isArray(value))
      list.add(
        `iptc.${name}`,
        value.map((each) => text(String(each))),
        where,
      )
  }
}

/** Dataset 2:00, the version, is binary. */
function numberOf(characters: string): number {
  return [...Buffer.from(characters, 'latin1')].reduce((sum, byte) => sum * 256 + byte, 0)
}

/** exifr gives one character per byte; writers use UTF-8 as well, mostly without saying so. */
function text(characters: string): string {
  return utf8OrLatin1(Buffer.from(characters, 'latin1'))
}

/** IIM 4.2 §1.5: tag marker 0x1C, record, dataset, length in two bytes. Gives where the run of whole datasets ends. */
function soundLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let position = 0
  while (position + 5 <= bytes.length && view.getUint8(position) === 0x1c) {
    const length = view.getUint16(position + 3)
    if (length > 0x7fff || position + 5 + length > bytes.length) break
    position += 5 + length
  }
  return position
}
