/** Every digest taken of a file in one pass. SHA-256 is the address; the others let foreign hash lists be matched. */
export const algorithms = ['sha256', 'sha512', 'sha1', 'md5', 'blake3', 'ed2k'] as const
export type Algorithm = (typeof algorithms)[number]

/** Lower-case hex by algorithm. */
export type DigestSet = Readonly<Record<Algorithm, string>>

/** Address of a blob: what `sha256sum` prints, behind the algorithm's name. */
export type BlobId = `sha256:${string}`

const blobIdForm = /^sha256:[0-9a-f]{64}$/

export function isBlobId(text: string): text is BlobId {
  return blobIdForm.test(text)
}

export function blobIdOf(sha256: string): BlobId {
  return `sha256:${sha256}`
}

export function sha256Of(blob: BlobId): string {
  return blob.slice('sha256:'.length)
}
