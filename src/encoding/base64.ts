import { SourceError } from '../errors.js'

/** Standard alphabet with padding, RFC 4648 §4. */
export function encodeBase64(bytes: Uint8Array): string {
  return view(bytes).toString('base64')
}

/** Accepts only what `encodeBase64` writes; throws `source.malformed` otherwise. */
export function decodeBase64(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64')
  // Buffer skips what it does not know and ignores trailing bits, so only the way back tells.
  if (bytes.toString('base64') !== text) throw new SourceError('source.malformed', { what: 'base64' })
  return bytes
}

export function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
