/** Bytes that come in pieces, taken in the lengths that a format asks for. */
export class ByteQueue {
  readonly #source: AsyncIterator<Uint8Array>
  #held: Uint8Array = new Uint8Array(0)
  #position = 0

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** How many bytes have been taken. */
  get position(): number {
    return this.#position
  }

  /** The next bytes, at most `most`; undefined at the end. */
  async some(most: number): Promise<Uint8Array | undefined> {
    while (this.#held.length === 0) {
      const { value, done } = await this.#source.next()
      if (done) return undefined
      this.#held = value
    }
    const taken = this.#held.subarray(0, most)
    this.#held = this.#held.subarray(taken.length)
    this.#position += taken.length
    return taken
  }

  /** Exactly `length` bytes, fewer only at the end. For lengths that memory is held for. */
  async take(length: number): Promise<Buffer> {
    const pieces: Uint8Array[] = []
    for (let left = length; left > 0; ) {
      const piece = await this.some(left)
      if (piece === undefined) break
      pieces.push(piece)
      left -= piece.length
    }
    return Buffer.concat(pieces)
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.#source.return?.()
  }
}
