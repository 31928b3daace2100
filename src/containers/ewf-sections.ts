import { SourceError } from '../errors.js'
import { adler32 } from './adler32.js'
import type { FileBytes } from './file-bytes.js'
import type { ImageNotice } from './image.js'

// The Expert Witness format, version 1, as it is written by EnCase 1 to 6, FTK Imager, LinEn, SMART and libewf. A file is a
// signature and a chain of sections; the chain goes on in the next file.

/** One section: what stands between its descriptor and the next. */
export interface Section {
  readonly type: string
  /** Of its descriptor in the file. */
  readonly offset: number
  readonly dataOffset: number
  readonly dataEnd: number
}

export interface Segment {
  readonly file: FileBytes
  readonly number: number
  readonly sections: readonly Section[]
  /** Whether the chain goes on in another file. */
  readonly continues: boolean
  readonly notices: readonly ImageNotice[]
}

const signature = Buffer.from([0x45, 0x56, 0x46, 0x09, 0x0d, 0x0a, 0xff, 0x00])
const otherForms = new Map([
  ['4c5646090d0aff00', 'logical evidence file (L01)'],
  ['455646320d0a8100', 'EWF version 2 (Ex01)'],
  ['4c5646320d0a8100', 'logical evidence file, version 2 (Lx01)'],
])
const headLength = 13
const descriptorLength = 76
const mostSections = 100_000

/** Whether a file begins as a segment of an EWF image does, or as one of a form that is not read. */
export function isEwf(head: Uint8Array): boolean {
  return (
    otherForms.has(Buffer.from(head.subarray(0, 8)).toString('hex')) || signature.equals(head.subarray(0, 8))
  )
}

/** Follows the chain of one file. Throws `source.malformed` naming the place where it breaks. */
export async function readSegment(file: FileBytes): Promise<Segment> {
  const head = await file.read(0, headLength)
  const other = otherForms.get(head.subarray(0, 8).toString('hex'))
  if (other !== undefined) throw malformed(file, 0, `a ${other}, which is not read`)
  if (head.length < headLength || !signature.equals(head.subarray(0, 8)))
    throw malformed(file, 0, 'no EWF signature')
  const sections: Section[] = []
  const notices: ImageNotice[] = []
  for (let offset = headLength; ; ) {
    const { type, next, size } = await descriptorAt(file, offset)
    const isLast = type === 'next' || type === 'done'
    const claimed = offset + Math.max(descriptorLength, size)
    const end = isLast ? file.size : next
    if (claimed > end) throw malformed(file, offset, `section ${type} reaches beyond its end`)
    if ((isLast || size > 0) && claimed < end)
      notices.push({ kind: 'unclaimed-bytes', path: file.path, offset: claimed, length: end - claimed })
    if (isLast) return { file, number: head.readUInt16LE(9), sections, continues: type === 'next', notices }
    sections.push({ type, offset, dataOffset: offset + descriptorLength, dataEnd: end })
    if (sections.length > mostSections)
      throw new SourceError('source.limit', { path: file.path, limit: 'sections', most: mostSections })
    offset = end
  }
}

interface Descriptor {
  readonly type: string
  readonly next: number
  readonly size: number
}

async function descriptorAt(file: FileBytes, offset: number): Promise<Descriptor> {
  const bytes = await file.read(offset, descriptorLength)
  if (bytes.length < descriptorLength) throw malformed(file, offset, 'ends without a section next or done')
  if (bytes.readUInt32LE(72) !== adler32(bytes.subarray(0, 72)))
    throw malformed(file, offset, 'the checksum of a section descriptor is wrong')
  const type = /^[a-z0-9]*/.exec(bytes.toString('latin1', 0, 16))?.[0] ?? ''
  const next = Number(bytes.readBigUInt64LE(16))
  const isLast = type === 'next' || type === 'done'
  if (!isLast && (next < offset + descriptorLength || next > file.size))
    throw malformed(file, offset, `section ${type} leads to byte ${next} of ${file.size}`)
  return { type, next, size: Number(bytes.readBigUInt64LE(24)) }
}

/** What a section holds, at most `most` bytes of it. */
export function sectionData(
  file: FileBytes,
  { dataOffset, dataEnd }: Section,
  most: number,
): Promise<Buffer> {
  return file.read(dataOffset, Math.min(dataEnd - dataOffset, most))
}

export function malformed(file: FileBytes, offset: number, reason: string): SourceError {
  return new SourceError('source.malformed', {
    path: file.path,
    what: 'EWF',
    reason: `${reason}, byte ${offset}`,
  })
}
