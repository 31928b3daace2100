import { blobIdOf, type DigestSet } from '../model/digest.js'
import type { Vault } from '../vault/vault.js'
import { createMultiDigest } from './digests.js'
import { headLength, mediaTypeOf } from './media-type.js'

/** What one pass over a stream of bytes gave. */
export interface StreamRead {
  readonly digests: DigestSet
  readonly size: number
  readonly mediaType: string
  readonly stored: 'new' | 'present' | 'in-place'
}

export interface StreamReader {
  /** One stream at a time; what it throws is thrown, and nothing of it is kept. */
  read(bytes: AsyncIterable<Uint8Array>): Promise<StreamRead>
}

/**
 * Reads bytes that are no file of their own, such as a member of an archive: digests, media type, copy into the vault, in one
 * pass. The copy is durable after the vault's next `flush`.
 */
export async function createStreamReader(vault: Vault | undefined): Promise<StreamReader> {
  const digest = await createMultiDigest()
  return {
    async read(bytes) {
      const staging = await vault?.stage()
      const head = Buffer.alloc(headLength)
      let size = 0
      try {
        for await (const piece of bytes) {
          if (size < headLength) head.set(piece.subarray(0, headLength - size), size)
          size += piece.length
          digest.update(piece)
          await staging?.write(piece)
        }
        const digests = digest.finish()
        const mediaType = mediaTypeOf(head.subarray(0, Math.min(size, headLength)), size)
        const stored = staging ? await staging.commit(blobIdOf(digests.sha256)) : 'in-place'
        return { digests, size, mediaType, stored }
      } finally {
        digest.reset()
        await staging?.discard()
      }
    },
  }
}
