import { type BigIntStats, fstatSync, readSync } from 'node:fs'
import { blobIdOf, type DigestSet } from '../model/digest.js'
import type { Staging, Vault } from '../vault/vault.js'
import { type Refusal, refused } from './acquired.js'
import { createMultiDigest, type MultiDigest } from './digests.js'
import { differences, type FileState } from './file-state.js'
import { headLength, mediaTypeOf } from './media-type.js'
import { refusalOf } from './safe-open.js'

/** An open file of the source, and its state when it was opened. Plain data: it goes to another thread. */
export interface ReadJob {
  readonly descriptor: number
  readonly before: FileState & Pick<BigIntStats, 'atimeNs'>
}

/** A file that was read to its end and had not changed by then. */
export interface FileRead {
  readonly kind: 'read'
  readonly digests: DigestSet
  readonly mediaType: string
  /** Whether the access time was the same afterwards. */
  readonly sameAccessTime: boolean
  readonly stored: 'new' | 'present' | 'in-place'
}

export type ReadOutcome = FileRead | Refusal

/** Read and hashed, not yet stored. */
export type Reading = (Omit<FileRead, 'stored'> & { readonly staging: Staging | undefined }) | Refusal

export interface FileReader {
  /** One file at a time. What is wrong with the source is returned; errors of the vault are thrown. */
  read(job: ReadJob): Promise<Reading>
  /** Stores what was read; several may be under way. The outcome is durable after the vault's next `flush`. */
  settle(reading: Reading): Promise<ReadOutcome>
}

export interface FileReaderOptions {
  readonly vault: Vault | undefined
  readonly onBytes?: (bytes: number) => void
  /** Whether nobody wants the rest, nor any outcome. */
  readonly stopped?: () => boolean
}

const bufferSize = 1_048_576

export async function createFileReader(options: FileReaderOptions): Promise<FileReader> {
  const digest = await createMultiDigest()
  const buffer = Buffer.allocUnsafeSlow(bufferSize)
  return {
    async read(job) {
      const staging = await options.vault?.stage()
      try {
        const reading = await readThrough(job, { ...options, digest, buffer, staging })
        if (reading.kind === 'refused') await staging?.discard()
        return reading
      } catch (error) {
        await staging?.discard()
        throw error
      } finally {
        digest.reset()
      }
    },
    async settle(reading) {
      if (reading.kind === 'refused') return reading
      const { staging, ...read } = reading
      if (!staging) return { ...read, stored: 'in-place' }
      try {
        return { ...read, stored: await staging.commit(blobIdOf(read.digests.sha256)) }
      } finally {
        await staging.discard()
      }
    },
  }
}

interface Tools extends FileReaderOptions {
  readonly digest: MultiDigest
  readonly buffer: Buffer
  readonly staging: Staging | undefined
}

async function readThrough(job: ReadJob, tools: Tools): Promise<Reading> {
  const { before, descriptor } = job
  const size = Number(before.size)
  let mediaType = mediaTypeOf(new Uint8Array(0), size)
  let position = 0
  // A source that grows as fast as it is read would have no end.
  while (position <= size) {
    if (tools.stopped?.()) return refused('source.unreadable', 'given up')
    const count = readNext(descriptor, tools.buffer)
    if (typeof count !== 'number') return count
    if (count === 0) break
    const chunk = tools.buffer.subarray(0, count)
    if (position === 0) mediaType = mediaTypeOf(chunk.subarray(0, headLength), size)
    tools.digest.update(chunk)
    await tools.staging?.write(chunk)
    position += count
    tools.onBytes?.(count)
  }
  const after = statsOf(descriptor)
  if ('code' in after) return after
  const changed = differences(before, after)
  if (position !== size && changed.length === 0) changed.push(`${position} bytes read of ${size}`)
  if (changed.length > 0) return refused('source.changed', `changed while it was read: ${changed.join(', ')}`)
  const digests = tools.digest.finish()
  const sameAccessTime = after.atimeNs === before.atimeNs
  return { kind: 'read', digests, mediaType, sameAccessTime, staging: tools.staging }
}

function readNext(descriptor: number, buffer: Buffer): number | Refusal {
  try {
    return readSync(descriptor, buffer, 0, buffer.length, null)
  } catch (error) {
    return refusalOf(error)
  }
}

function statsOf(descriptor: number): BigIntStats | Refusal {
  try {
    return fstatSync(descriptor, { bigint: true })
  } catch (error) {
    return refusalOf(error)
  }
}
