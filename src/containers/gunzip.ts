import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { SourceError } from '../errors.js'
import type { FileBytes } from './file-bytes.js'

/** The bytes of a file from its beginning. */
export async function* streamOf(file: FileBytes): AsyncGenerator<Buffer, void, undefined> {
  const step = 2 ** 20
  for (let at = 0; at < file.size; at += step) yield await file.read(at, step)
}

/**
 * The bytes a gzip file (RFC 1952) unpacks to; a stream that nobody asks does not go on. Throws `source.malformed` where it is damaged or
 * ends too soon.
 */
export async function* gunzipped(file: FileBytes): AsyncGenerator<Uint8Array, void, undefined> {
  const packed = Readable.from(streamOf(file), { objectMode: false })
  const unpacked = createGunzip()
  packed.once('error', (error) => unpacked.destroy(error))
  try {
    for await (const chunk of packed.pipe(unpacked)) yield chunk
  } catch (cause) {
    if (cause instanceof SourceError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new SourceError('source.malformed', { path: file.path, what: 'gzip', reason }, { cause })
  } finally {
    packed.destroy()
    unpacked.destroy()
  }
}
