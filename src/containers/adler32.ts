/** As RFC 1950 §8.2 defines it; zlib computes it inside its streams alone, EWF also over bytes that are not compressed. */
export function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  // 5552 is the largest count of bytes after which neither sum has outgrown 32 bits.
  for (let from = 0; from < bytes.length; from += 5552) {
    const end = Math.min(from + 5552, bytes.length)
    for (let at = from; at < end; at += 1) {
      low += bytes[at] ?? 0
      high += low
    }
    low %= 65521
    high %= 65521
  }
  return ((high << 16) | low) >>> 0
}
