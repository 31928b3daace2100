/** RFC 1320 as it is written there, over 32-bit words; slow and meant to be read. */
export function md4(message: Uint8Array): Uint8Array {
  const padded = pad(message)
  let [a, b, c, d] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
  for (let start = 0; start < padded.length; start += 64) {
    const block = new DataView(padded.buffer, start, 64)
    const x = (index: number) => block.getUint32(index * 4, true)
    const [aa, bb, cc, dd] = [a, b, c, d]
    for (const round of rounds) {
      round.order.forEach((index, step) => {
        const shift = round.shifts[step % 4] ?? 0
        const sum = (a + round.mix(b, c, d) + x(index) + round.constant) >>> 0
        const rotated = ((sum << shift) | (sum >>> (32 - shift))) >>> 0
        ;[a, b, c, d] = [d, rotated, b, c]
      })
    }
    ;[a, b, c, d] = [(a + aa) >>> 0, (b + bb) >>> 0, (c + cc) >>> 0, (d + dd) >>> 0]
  }
  const digest = new DataView(new ArrayBuffer(16))
  for (const [index, word] of [a, b, c, d].entries()) digest.setUint32(index * 4, word, true)
  return new Uint8Array(digest.buffer)
}

interface Round {
  readonly mix: (x: number, y: number, z: number) => number
  readonly constant: number
  readonly order: readonly number[]
  readonly shifts: readonly number[]
}

const rounds: readonly Round[] = [
  {
    mix: (x, y, z) => (x & y) | (~x & z),
    constant: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
  },
  {
    mix: (x, y, z) => (x & y) | (x & z) | (y & z),
    constant: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
  },
  {
    mix: (x, y, z) => x ^ y ^ z,
    constant: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
  },
]

function pad(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = Math.ceil((message.length + 9) / 64) * 64
  const padded = new Uint8Array(length)
  padded.set(message)
  padded[message.length] = 0x80
  new DataView(padded.buffer).setBigUint64(length - 8, BigInt(message.length) * 8n, true)
  return padded
}
