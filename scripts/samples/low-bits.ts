import type { Code } from './huffman.js'

/** Bits packed from the least significant end of each byte, as DEFLATE, GIF and WebP do. */
export class LowBits {
  readonly #bytes: number[] = []
  #held = 0
  #count = 0

  /** The low `length` bits of `value`, at most 16. */
  write(value: number, length: number): void {
    this.#held |= value << this.#count
    this.#count += length
    while (this.#count >= 8) {
      this.#bytes.push(this.#held & 0xff)
      this.#held >>>= 8
      this.#count -= 8
    }
  }

  /** A Huffman code word, which alone is packed most significant bit first. */
  writeCode(word: Code | undefined): void {
    if (word === undefined) return
    for (let bit = word.length - 1; bit >= 0; bit -= 1) this.write((word.code >> bit) & 1, 1)
  }

  end(): Uint8Array {
    if (this.#count > 0) this.#bytes.push(this.#held & 0xff)
    return Uint8Array.from(this.#bytes)
  }
}
