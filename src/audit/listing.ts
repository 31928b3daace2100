import { type LineForm, lineForm } from '../manifest/lines.js'
import { linePattern } from '../model/line-pattern.js'
import { fileLine, type ManifestLine, manifestLine } from '../model/manifest-line.js'

/** What an audit takes from a line of a manifest; all of the line was held against its form. */
export type Listing = ListedFile | ListedUnread

export interface ListedFile {
  readonly kind: 'file'
  readonly sha256: string
  readonly size: number
  /** Commitment, as the others. */
  readonly path: string
}

interface ListedUnread {
  readonly kind: 'unread'
  readonly path: string
  readonly reason: string
}

const plainFile = linePattern(fileLine, ['digests.sha256', 'path.c', 'size'])
const readManifestLine = lineForm<ManifestLine>(manifestLine)

/** Reads a line as `manifestLine` does. @throws SourceError `source.malformed` */
export const readListing: LineForm<Listing> = (bytes, number) => {
  // Bytes beyond ASCII match nothing there, whatever they stand for.
  const [, sha256, path, size] = plainFile.exec(latin1(bytes)) ?? []
  if (sha256 !== undefined && path !== undefined) return { kind: 'file', sha256, path, size: Number(size) }
  const line = readManifestLine(bytes, number)
  return line.kind === 'file'
    ? { kind: 'file', sha256: line.digests.sha256, path: line.path.c, size: line.size }
    : { kind: 'unread', path: line.path.c, reason: line.reason.c }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
