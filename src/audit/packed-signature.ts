// One signature after another in one piece of memory, so that handing thousands of them to a thread costs as much as handing one:
// three lengths, the public key, the signature, the message.

export interface PackedSignature {
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

const headBytes = 12

export function packedLength({ publicKey, signature, message }: PackedSignature): number {
  return headBytes + publicKey.length + signature.length + message.length
}

/** Writes one at an offset that has room for it. */
export function packSignature(into: Buffer, at: number, packed: PackedSignature): void {
  const { publicKey, signature, message } = packed
  into.writeUInt32LE(publicKey.length, at)
  into.writeUInt32LE(signature.length, at + 4)
  into.writeUInt32LE(message.length, at + 8)
  let to = at + headBytes
  for (const bytes of [publicKey, signature, message]) {
    into.set(bytes, to)
    to += bytes.length
  }
}

export function* packedSignatures(bytes: Uint8Array): Generator<PackedSignature> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at < bytes.length) {
    const keyAt = at + headBytes
    const signatureAt = keyAt + view.getUint32(at, true)
    const messageAt = signatureAt + view.getUint32(at + 4, true)
    const end = messageAt + view.getUint32(at + 8, true)
    yield {
      publicKey: bytes.subarray(keyAt, signatureAt),
      signature: bytes.subarray(signatureAt, messageAt),
      message: bytes.subarray(messageAt, end),
    }
    at = end
  }
}
