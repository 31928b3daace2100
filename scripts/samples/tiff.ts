import { join, latin1, le16, le32, utf8 } from './bytes.js'

/** One field of a TIFF directory: its tag, its type number, how many values, and the values as stored. */
export interface Field {
  readonly tag: number
  readonly type: number
  readonly count: number
  readonly content: Uint8Array
}

/** Text of TIFF type 2, ended by a zero byte. Letters beyond ASCII are written as UTF-8, as many cameras do. */
export function text(tag: number, value: string): Field {
  const content = utf8(`${value}\0`)
  return { tag, type: 2, count: content.length, content }
}

export function bytes(tag: number, values: readonly number[]): Field {
  return { tag, type: 1, count: values.length, content: Uint8Array.from(values) }
}

export function short(tag: number, value: number): Field {
  return { tag, type: 3, count: 1, content: le16(value) }
}

export function long(tag: number, value: number): Field {
  return { tag, type: 4, count: 1, content: le32(value) }
}

/** Fractions, each as numerator and denominator. */
export function rational(tag: number, ...values: readonly (readonly [number, number])[]): Field {
  const content = join(...values.map(([over, under]) => join(le32(over), le32(under))))
  return { tag, type: 5, count: values.length, content }
}

export function undefinedBytes(tag: number, content: Uint8Array): Field {
  return { tag, type: 7, count: content.length, content }
}

/** Bytes a directory takes, together with the values that do not fit into it. */
export function directorySize(fields: readonly Field[]): number {
  const beside = fields.reduce((sum, { content }) => sum + (content.length > 4 ? even(content.length) : 0), 0)
  return 2 + fields.length * 12 + 4 + beside
}

/** A directory placed `at` bytes from the header, with the offset of the `next` one (TIFF 6.0 §2); 0 ends the chain. */
export function directory(fields: readonly Field[], at: number, next: number): Uint8Array {
  const sorted = [...fields].sort((a, b) => a.tag - b.tag)
  const rows: Uint8Array[] = []
  const beside: Uint8Array[] = []
  let free = at + 2 + fields.length * 12 + 4
  for (const { tag, type, count, content } of sorted) {
    const inline = content.length <= 4
    rows.push(le16(tag), le16(type), le32(count), inline ? padded(content, 4) : le32(free))
    if (inline) continue
    beside.push(padded(content, even(content.length)))
    free += even(content.length)
  }
  return join(le16(fields.length), ...rows, le32(next), ...beside)
}

/** The header of a little-endian TIFF whose first directory follows at once. */
export const header: Uint8Array = join(latin1('II*\0'), le32(8))

function even(length: number): number {
  return length + (length % 2)
}

function padded(content: Uint8Array, length: number): Uint8Array {
  return join(content, new Uint8Array(length - content.length))
}
