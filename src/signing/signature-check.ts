import type { SignedNote } from '../encoding/signed-note.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import type { VerifierKey } from './verifier-key.js'

/** Whether a key made a signature over a message. Who verifies later and elsewhere says yes at first, and keeps the question. */
export type SignatureCheck = (key: VerifierKey, message: Uint8Array, signature: Uint8Array) => boolean

export const atOnce: SignatureCheck = (key, message, signature) => key.verify(message, signature)

/** Whether one of a note's lines is this key's and verifies. */
export function isNoteSignedBy(
  note: SignedNote,
  key: VerifierKey,
  verifies: SignatureCheck = atOnce,
): boolean {
  const message = encodeUtf8(note.text)
  return note.signatures.some(
    (each) =>
      each.name === key.name &&
      Buffer.compare(each.keyId, key.keyId) === 0 &&
      verifies(key, message, each.signature),
  )
}
