import type { ContainerEntry } from './entry.js'
import { isEwf } from './ewf-sections.js'
import { type FileBytes, openBytes } from './file-bytes.js'
import { gunzipped, streamOf } from './gunzip.js'
import { type ContainerLimits, containerLimits, createAllowance } from './limits.js'
import { tarEntries } from './tar.js'
import { blockSize, tarHeader } from './tar-header.js'
import { zipEntries } from './zip.js'

export type ArchiveKind = 'zip' | 'tar' | 'tar.gz'

/**
 * What a file is, by its bytes and never by its name; undefined for none of these. A raw image has no mark and is not among
 * them, and many documents are ZIP files: whether to look into one is for the caller to say.
 */
export async function containerKind(path: string): Promise<ArchiveKind | 'ewf' | undefined> {
  const file = await openBytes(path, { device: true })
  try {
    const head = await file.read(0, blockSize)
    if (isEwf(head)) return 'ewf'
    // The first header, or the end of an archive that holds nothing.
    if (/^PK(?:\x03\x04|\x05\x06)/.test(head.toString('latin1', 0, 4))) return 'zip'
    if (tarHeader(head)) return 'tar'
    return head[0] === 0x1f && head[1] === 0x8b && (await unpacksToTar(file)) ? 'tar.gz' : undefined
  } finally {
    await file.close()
  }
}

async function unpacksToTar(file: FileBytes): Promise<boolean> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of gunzipped(file)) {
    pieces.push(piece)
    length += piece.length
    if (length >= blockSize) break
  }
  return tarHeader(Buffer.concat(pieces).subarray(0, blockSize)) !== undefined
}

/**
 * What an archive lists, in its order, read once as a stream. Throws `source.malformed` where its structure breaks and
 * `source.limit` where it holds more than `limits` allow; entries that were given before stand.
 */
export async function* archiveEntries(
  path: string,
  kind: ArchiveKind,
  limits: ContainerLimits = containerLimits,
): AsyncGenerator<ContainerEntry, void, undefined> {
  const file = await openBytes(path)
  try {
    if (kind === 'zip') yield* zipEntries(file, limits)
    else {
      const allowance = createAllowance(path, file.size, limits)
      yield* tarEntries(path, kind === 'tar' ? streamOf(file) : gunzipped(file), allowance)
    }
    await file.requireUnchanged()
  } finally {
    await file.close()
  }
}
