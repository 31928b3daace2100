/** One line without its end. `text` is one character a byte: digests are ASCII, and names are nobody's business here. */
export interface TextLine {
  /** Counted from 1. */
  readonly number: number
  /** Undefined for a line longer than {@link longestLine} bytes. */
  readonly text: string | undefined
}

export const longestLine = 64 * 1024

const lineFeed = 0x0a

/** The lines of a file that arrives in pieces; a byte order mark and carriage returns are left out. Bounded by the longest line. */
export async function* textLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<TextLine> {
  let number = 0
  let open = ''
  let length = 0
  for await (const chunk of chunks) {
    let from = 0
    for (;;) {
      const end = chunk.indexOf(lineFeed, from)
      const part = chunk.subarray(from, end < 0 ? chunk.length : end)
      length += part.length
      if (length <= longestLine) open += part.toString('latin1')
      if (end < 0) break
      number += 1
      yield lineOf(number, open, length)
      open = ''
      length = 0
      from = end + 1
    }
  }
  if (length > 0) yield lineOf(number + 1, open, length)
}

const byteOrderMark = /^\u00ef\u00bb\u00bf/

function lineOf(number: number, text: string, length: number): TextLine {
  if (length > longestLine) return { number, text: undefined }
  const plain = text.endsWith('\r') ? text.slice(0, -1) : text
  return { number, text: number === 1 ? plain.replace(byteOrderMark, '') : plain }
}
