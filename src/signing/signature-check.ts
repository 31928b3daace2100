import type { VerifierKey } from './verifier-key.js'

/** Whether a key made a signature over a message. Who verifies later and elsewhere says yes at first, and keeps the question. */
export type SignatureCheck = (key: VerifierKey, message: Uint8Array, signature: Uint8Array) => boolean

export const atOnce: SignatureCheck = (key, message, signature) => key.verify(message, signature)
