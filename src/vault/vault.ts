import type { BlobId } from '../model/digest.js'

/** What another thread or process needs to open the same vault. Plain data, no secret. */
export interface VaultAddress {
  readonly kind: 'filesystem'
  readonly folder: string
}

export interface StoredBlob {
  readonly blob: BlobId
  readonly size: number
}

/**
 * Bytes on their way into the vault. Nobody sees them under their name before `commit`. Whoever stages must end with
 * `commit` or `discard`.
 */
export interface Staging {
  /** Appends. The caller may reuse `chunk` once the promise is fulfilled. */
  write(chunk: Uint8Array): Promise<void>
  /**
   * Gives the bytes their name. Before that they are written through to the medium, read back and hashed; what is read
   * back may come from the operating system's page cache, so this proves what was handed over, not what the medium
   * holds. `present`: the vault had the blob already; its stored bytes were hashed again and the staged ones forgotten.
   * Throws `vault.mismatch` when what was hashed is not `blob`. The name itself is durable after the next `Vault.flush`.
   */
  commit(blob: BlobId): Promise<'new' | 'present'>
  /** Forgets the bytes. Does nothing after a `commit` that succeeded. */
  discard(): Promise<void>
}

/**
 * Content-addressed bytes, written once and never replaced. Failures to write are `vault.unwritable`,
 * `environment.disk-full`, `environment.read-only` or `environment.io` and name the path. After a failed write-through
 * the vault object refuses all further writing: what the medium holds is then unknown.
 */
export interface Vault {
  readonly address: VaultAddress
  has(blob: BlobId): Promise<boolean>
  /** Throws `vault.absent`. */
  size(blob: BlobId): Promise<number>
  /**
   * The bytes from `offset`, at most `length` of them, as they are stored: hashing them is the caller's business.
   * Throws `vault.absent`.
   */
  read(blob: BlobId, offset?: number, length?: number): AsyncIterable<Uint8Array>
  /** For small blobs. Durable when the promise is fulfilled. */
  store(bytes: Uint8Array): Promise<BlobId>
  stage(): Promise<Staging>
  /** When the promise is fulfilled, everything committed through this vault object before the call survives a power cut. */
  flush(): Promise<void>
  /** Every blob, in the order of the addresses. What is not named as a blob is passed over. */
  blobs(): AsyncIterable<StoredBlob>
  /** Removes what writers that are no longer alive left staged; says how many. */
  sweep(): Promise<number>
}
