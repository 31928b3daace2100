import { SourceError } from '../errors.js'

// `ignoreBOM` keeps a leading U+FEFF in the text: bytes that were signed must come back as they were.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const loneSurrogate = /\p{Surrogate}/u

/** Whether the text is a sequence of Unicode scalar values, so that it has one UTF-8 form. */
export function isWellFormed(text: string): boolean {
  return !loneSurrogate.test(text)
}

/** The text of these bytes and of no others; throws `source.malformed` when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch (cause) {
    throw new SourceError('source.malformed', { what: 'utf-8' }, { cause })
  }
}

/** The bytes of this text and of no other; throws `source.malformed` on a lone surrogate. */
export function encodeUtf8(text: string): Uint8Array {
  if (!isWellFormed(text)) throw new SourceError('source.malformed', { what: 'utf-8', reason: 'surrogate' })
  return Buffer.from(text, 'utf8')
}
