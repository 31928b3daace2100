import { SourceError } from '../errors.js'
import { decodeBase64, encodeBase64 } from './base64.js'
import { encodeHex } from './hex.js'
import { decodeUtf8, encodeUtf8 } from './utf8.js'

export interface NoteSignature {
  /** Key name: no white space, no plus sign. */
  readonly name: string
  /** Four bytes. */
  readonly keyId: Uint8Array
  /** At least one byte. */
  readonly signature: Uint8Array
}

/** C2SP signed-note v1.0.0: the signed text and who signed it. Nothing here says that a signature is good. */
export interface SignedNote {
  /** Ends with a newline, which is signed too. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

const maxBytes = 1024 * 1024
const maxSignatures = 100
const keyIdBytes = 4
const signatureHead = '— '
const keyNameForm = /^[^\p{White_Space}\p{Surrogate}+]+$/u
/** Those below U+0020 other than newline; the format allows U+007F to U+009F. */
const controlCharacter = /[\0-\t\v-\x1f]/

/** Whether a text can name a key in a note: not empty, well-formed, no Unicode white space, plus sign or control character. */
export function isKeyName(name: string): boolean {
  return asciiKeyName.test(name) || isOtherKeyName(name)
}

/** Nearly all are ASCII, and V8 is ten times as quick without Unicode properties. */
const asciiKeyName = /^[!-*,-~]+$/

function isOtherKeyName(name: string): boolean {
  return keyNameForm.test(name) && !controlCharacter.test(name)
}

/**
 * Reads a signed note and refuses, as `source.malformed`, whatever `formatSignedNote` would not write: so equal notes are
 * equal bytes. At most 1 MiB and 100 signatures; the same name and key id may sign once.
 */
export function parseSignedNote(bytes: Uint8Array): SignedNote {
  if (bytes.length > maxBytes) throw malformed('too long')
  const note = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const blankLine = note.lastIndexOf('\n\n')
  // Apart, because the dash of a signature line makes V8 keep the text beside it in twice the room.
  const text = decodeUtf8(note.subarray(0, blankLine + 1))
  const below = decodeUtf8(note.subarray(blankLine + 1))
  if (!below.endsWith('\n')) throw malformed('no final newline')
  if (blankLine < 0) throw malformed('no blank line before the signatures')
  const lines = below.slice(1, -1).split('\n')
  if (lines.length > maxSignatures) throw malformed('too many signatures')
  const signatures = lines.map(parseSignature)
  requireSound(text, signatures)
  return { text, signatures }
}

/** Bytes of the note; throws `source.malformed` when it has a text, name or signature list the format cannot carry. */
export function formatSignedNote(note: SignedNote): Uint8Array {
  requireSound(note.text, note.signatures)
  const bytes = encodeUtf8(`${note.text}\n${note.signatures.map(formatSignatureLine).join('')}`)
  if (bytes.length > maxBytes) throw malformed('too long')
  return bytes
}

/** One line, with its line feed. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${encodeBase64(Buffer.concat([keyId, signature]))}\n`
}

function parseSignature(line: string): NoteSignature {
  const space = line.indexOf(' ', signatureHead.length)
  const name = line.slice(signatureHead.length, space)
  const encoded = line.slice(space + 1)
  if (!line.startsWith(signatureHead) || space < 0 || name === '' || encoded === '' || encoded.includes(' '))
    throw malformed('not a signature line')
  const bytes = decodeBase64(encoded)
  return { name, keyId: bytes.subarray(0, keyIdBytes), signature: bytes.subarray(keyIdBytes) }
}

function requireSound(text: string, signatures: readonly NoteSignature[]): void {
  if (!text.endsWith('\n')) throw malformed('text without final newline')
  if (controlCharacter.test(text)) throw malformed('control character')
  if (signatures.length === 0) throw malformed('no signature')
  if (signatures.length > maxSignatures) throw malformed('too many signatures')
  for (const { name, keyId, signature } of signatures) {
    if (!isKeyName(name)) throw malformed('key name')
    if (keyId.length !== keyIdBytes || signature.length === 0) throw malformed('signature too short')
  }
  if (signatures.length === 1) return
  const signers = new Set(signatures.map(({ name, keyId }) => `${name} ${encodeHex(keyId)}`))
  if (signers.size !== signatures.length) throw malformed('same key twice')
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'signed note', reason })
}
