import { SourceError } from '../errors.js'
import { openEwfImage } from './ewf-image.js'
import { isEwf } from './ewf-sections.js'
import { openBytes } from './file-bytes.js'
import type { Image } from './image.js'
import { isFirstPart, openRawImage, openSplitRawImage } from './raw-image.js'

/**
 * Opens an image by what its first file holds: EWF by its signature; else raw, in parts where the name is that of a first part.
 * A block device is raw. Throws `source.absent`, `source.unreadable`, `source.not-regular`, `source.malformed`,
 * `source.incomplete` or `source.limit`.
 */
export async function openImage(path: string): Promise<Image> {
  const first = await openBytes(path, { device: true })
  const head = await first.read(0, 8).finally(() => first.close())
  if (isEwf(head)) return openEwfImage(path)
  // A broken signature must not turn the wrapping into the medium.
  if (/\.[els]01$/i.test(path))
    throw new SourceError('source.malformed', { path, what: 'EWF', reason: 'no EWF signature' })
  return isFirstPart(path) ? openSplitRawImage(path) : openRawImage(path)
}
