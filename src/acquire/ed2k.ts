import { createMD4 } from 'hash-wasm'

/** eMule, opcodes.h: PARTSIZE. */
const partSize = 9_728_000

export interface Ed2kHash {
  update(chunk: Uint8Array): void
  /** Lower-case hex. Starts anew. */
  finish(): string
  reset(): void
}

/**
 * The eD2k file hash as eMule takes it: MD4 of every part of 9,728,000 bytes; of a file shorter than one part that MD4,
 * of any other the MD4 of the parts' hashes. A file of an exact multiple ends with one more, empty part (the older
 * eDonkey2000 variant leaves it out).
 */
export async function createEd2kHash(): Promise<Ed2kHash> {
  const md4 = await createMD4()
  let parts: Uint8Array[] = []
  let filled = 0

  function reset(): void {
    md4.init()
    parts = []
    filled = 0
  }

  reset()
  return {
    update(chunk) {
      for (let start = 0; start < chunk.length; ) {
        const piece = chunk.subarray(start, start + partSize - filled)
        md4.update(piece)
        filled += piece.length
        start += piece.length
        if (filled < partSize) continue
        parts.push(md4.digest('binary'))
        md4.init()
        filled = 0
      }
    },
    finish() {
      const last = md4.digest('binary')
      md4.init()
      for (const part of parts) md4.update(part)
      if (parts.length > 0) md4.update(last)
      const hash = parts.length > 0 ? md4.digest('hex') : Buffer.from(last).toString('hex')
      reset()
      return hash
    },
    reset,
  }
}
