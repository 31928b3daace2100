/** Unsigned integers and text as bytes; `be` is most significant byte first, `le` least significant first. */
export function be16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value)
}

export function be32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

export function le16(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8)
}

export function le32(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24)
}

export function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
