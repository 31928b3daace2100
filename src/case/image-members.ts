import {
  type FileSystemEntry,
  fileSystemBytes,
  fileSystemEntries,
  partitions,
} from '../containers/file-system.js'
import type { Image } from '../containers/image.js'
import { openImage } from '../containers/open-image.js'
import { SourceError } from '../errors.js'

/** A file of a file system that a disk image holds. */
export interface ImageEntry extends FileSystemEntry {
  /** As the item is called: `p<first sector>/` before the name where there are partitions. */
  readonly path: Uint8Array
  bytes(): AsyncIterable<Uint8Array>
}

const firstSegment = /\.(?:e01|dd|raw|img|001)$/i

/** Whether a file is called like an image's first segment. A raw image has no mark by which its bytes would tell. */
export function isImageName(path: Uint8Array): boolean {
  return firstSegment.test(Buffer.from(path).toString('latin1'))
}

/**
 * What the file systems of an image hold, as the Sleuth Kit lists it, names that were removed included. The image is read where it is: its
 * segments are known by their names.
 * @throws EnvironmentError `environment.no-program`; SourceError
 */
export async function* imageEntries(path: string): AsyncGenerator<ImageEntry> {
  const image = await openImage(path)
  try {
    for (const start of await fileSystemStarts(image)) {
      const folder = Buffer.from(start === 0 ? '' : `p${start}/`)
      for await (const entry of fileSystemEntries(image, start)) {
        const named = Buffer.concat([folder, entry.name])
        yield { ...entry, path: named, bytes: () => fileSystemBytes(image, entry.address, start) }
      }
    }
  } finally {
    await image.close()
  }
}

/** First sectors of what may be file systems; an image without a partition table is one itself. */
async function fileSystemStarts(image: Image): Promise<readonly number[]> {
  try {
    const found = (await partitions(image)).filter(({ allocated }) => allocated)
    return found.length > 0 ? found.map(({ start }) => start) : [0]
  } catch (error) {
    if (error instanceof SourceError && error.code === 'source.unreadable') return [0]
    throw error
  }
}
