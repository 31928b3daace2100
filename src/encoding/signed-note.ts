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
const signatureLine = /^— (?<name>[^ ]+) (?<encoded>[^ ]+)$/u
const keyNameForm = /^[^\p{White_Space}\p{Surrogate}+]+$/u
/** Those below U+0020 other than newline; the format allows U+007F to U+009F. */
const controlCharacter = /[^\P{Cc}\n\u007f-\u009f]/u

/** Whether a text can name a key in a note: not empty, well-formed, no Unicode white space, plus sign or control character. */
export function isKeyName(name: string): boolean {
  return keyNameForm.test(name) && !controlCharacter.test(name)
}

/**
 * Reads a signed note and refuses, as `source.malformed`, whatever `formatSignedNote` would not write: so equal notes are
 * equal bytes. At most 1 MiB and 100 signatures; the same name and key id may sign once.
 */
export function parseSignedNote(bytes: Uint8Array): SignedNote {
  if (bytes.length > maxBytes) throw malformed('too long')
  const note = decodeUtf8(bytes)
  if (!note.endsWith('\n')) throw malformed('no final newline')
  const blankLine = note.lastIndexOf('\n\n')
  if (blankLine < 0) throw malformed('no blank line before the signatures')
  const text = note.slice(0, blankLine + 1)
  const lines = note.slice(blankLine + 2, -1).split('\n')
  if (lines.length > maxSignatures) throw malformed('too many signatures')
  const signatures = lines.map(parseSignature)
  requireSound(text, signatures)
  return { text, signatures }
}

/** Bytes of the note; throws `source.malformed` when it has a text, name or signature list the format cannot carry. */
export function formatSignedNote(note: SignedNote): Uint8Array {
  requireSound(note.text, note.signatures)
  const lines = note.signatures.map(
    ({ name, keyId, signature }) => `— ${name} ${encodeBase64(Buffer.concat([keyId, signature]))}\n`,
  )
  const bytes = encodeUtf8(`${note.text}\n${lines.join('')}`)
  if (bytes.length > maxBytes) throw malformed('too long')
  return bytes
}

function parseSignature(line: string): NoteSignature {
  const { name, encoded } = signatureLine.exec(line)?.groups ?? {}
  if (name === undefined || encoded === undefined) throw malformed('not a signature line')
  const bytes = decodeBase64(encoded)
  return { name, keyId: bytes.subarray(0, keyIdBytes), signature: bytes.subarray(keyIdBytes) }
}

function requireSound(text: string, signatures: readonly NoteSignature[]): void {
  if (!text.endsWith('\n')) throw malformed('text without final newline')
  if (controlCharacter.test(text)) throw malformed('control character')
  if (signatures.length === 0) throw malformed('no signature')
  if (signatures.length > maxSignatures) throw malformed('too many signatures')
  const signers = new Set<string>()
  for (const { name, keyId, signature } of signatures) {
    if (!isKeyName(name)) throw malformed('key name')
    if (keyId.length !== keyIdBytes || signature.length === 0) throw malformed('signature too short')
    signers.add(`${name} ${encodeHex(keyId)}`)
  }
  if (signers.size !== signatures.length) throw malformed('same key twice')
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'signed note', reason })
}
