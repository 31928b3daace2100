import { createHash } from 'node:crypto'
import type { FileBytes } from './file-bytes.js'
import { type Image, requireUnchanged, type UnreadableRange } from './image.js'

const algorithms = ['sha256', 'sha512', 'sha1', 'md5'] as const

/** Digests of the medium's bytes, or what kept them from being taken. A medium with a hole has no digest. */
export type MediaDigests =
  | { readonly kind: 'whole'; readonly digests: Readonly<Record<(typeof algorithms)[number], string>> }
  | { readonly kind: 'partial'; readonly unreadable: readonly UnreadableRange[] }

/** Reads the whole medium. Throws `source.changed` when a file of the image changes meanwhile. */
export async function mediaDigests(image: Image): Promise<MediaDigests> {
  const hashes = algorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }))
  const unreadable: UnreadableRange[] = []
  for await (const piece of image.pieces()) {
    if (piece.kind === 'unreadable') unreadable.push(piece)
    else if (unreadable.length === 0) for (const { hash } of hashes) hash.update(piece.bytes)
  }
  await requireUnchanged(image)
  if (unreadable.length > 0) return { kind: 'partial', unreadable: joined(unreadable) }
  const [sha256 = '', sha512 = '', sha1 = '', md5 = ''] = hashes.map(({ hash }) => hash.digest('hex'))
  return { kind: 'whole', digests: { sha256, sha512, sha1, md5 } }
}

/** Neighbours with one reason as one range. */
function joined(ranges: readonly UnreadableRange[]): UnreadableRange[] {
  const found: UnreadableRange[] = []
  for (const range of ranges) {
    const last = found.at(-1)
    if (last && last.offset + last.length === range.offset && last.reason === range.reason)
      found[found.length - 1] = { ...last, length: last.length + range.length }
    else found.push(range)
  }
  return found
}

export interface StoredHashCheck {
  readonly algorithm: 'md5' | 'sha1'
  readonly stored: string
  readonly computed: string
  readonly equal: boolean
}

/** What the image says of its medium beside what the medium gives. Empty where nothing is stored or nothing was computed. */
export function compareStored({ stored }: Image, media: MediaDigests): StoredHashCheck[] {
  if (media.kind === 'partial') return []
  const { digests } = media
  return (['md5', 'sha1'] as const).flatMap((algorithm) => {
    const said = stored[algorithm]
    const computed = digests[algorithm]
    return said === undefined ? [] : [{ algorithm, stored: said, computed, equal: said === computed }]
  })
}

export interface SegmentDigest {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

/** SHA-256 of each file of the image: the only digest that covers bytes which belong to no section. */
export async function segmentDigests(image: Image): Promise<SegmentDigest[]> {
  const found: SegmentDigest[] = []
  for (const segment of image.segments) found.push(await digestOf(segment))
  await requireUnchanged(image)
  return found
}

async function digestOf(file: FileBytes): Promise<SegmentDigest> {
  const hash = createHash('sha256')
  const step = 2 ** 20
  for (let at = 0; at < file.size; at += step) hash.update(await file.read(at, step))
  return { path: file.path, size: file.size, sha256: hash.digest('hex') }
}
