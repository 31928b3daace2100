import { SourceError } from '../errors.js'

const lowerCaseHex = /^(?:[0-9a-f]{2})*$/

/** Two lower-case digits a byte. */
export function encodeHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

/** Accepts only what `encodeHex` writes; throws `source.malformed` otherwise. */
export function decodeHex(text: string): Uint8Array {
  if (!lowerCaseHex.test(text)) throw new SourceError('source.malformed', { what: 'hex' })
  return Buffer.from(text, 'hex')
}
