import { SourceError } from '../errors.js'

/** What is read of one container at most. */
export interface ContainerLimits {
  readonly entries: number
  /** Unpacked, all members together. */
  readonly bytes: number
  /** Unpacked bytes for each byte of the container's file, once there are more than `freeBytes`. */
  readonly ratio: number
  /** So much may come out of the smallest container: a blank disc or a long log packs well. */
  readonly freeBytes: number
}

export const containerLimits: ContainerLimits = {
  entries: 2_000_000,
  bytes: 2 ** 42,
  ratio: 250,
  freeBytes: 256 * 2 ** 20,
}

/** Counts what comes out of a container, and throws `source.limit` naming the limit that is reached. */
export interface Allowance {
  entry(): void
  bytes(count: number): void
}

export function createAllowance(path: string, packedSize: number, limits: ContainerLimits): Allowance {
  let entries = 0
  let bytes = 0
  const beyond = (limit: keyof ContainerLimits, found: number, most: number) =>
    new SourceError('source.limit', { path, limit, found, most })
  return {
    entry() {
      entries += 1
      if (entries > limits.entries) throw beyond('entries', entries, limits.entries)
    },
    bytes(count) {
      bytes += count
      if (bytes > limits.bytes) throw beyond('bytes', bytes, limits.bytes)
      const ratio = Math.ceil(bytes / Math.max(1, packedSize))
      if (bytes > limits.freeBytes && ratio > limits.ratio) throw beyond('ratio', ratio, limits.ratio)
    },
  }
}
