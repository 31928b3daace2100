/**
 * What a terminal, a line of a report or a reader's eye could be deceived by: controls, line and paragraph separators,
 * bidirectional marks, invisible characters, lone surrogates; and the backslash, so that no two texts look the same.
 */
const deceptive =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}\\]/gu

const shortForms = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\\', '\\\\'],
])

/** A hostile string on one visible line; what it hides stands as `\n`, `\x1b`, `\u202e`, `\u{e0041}`, `\\`. One to one. */
export function displayText(text: string): string {
  return text.replace(deceptive, escaped)
}

/** Bytes that should be UTF-8, such as a file name: valid parts as `displayText`, every other byte as `\xNN`. One to one. */
export function displayBytes(raw: Uint8Array): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  let shown = ''
  let validFrom = 0
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length > 0) {
      at += length
      continue
    }
    shown += `${displayText(bytes.toString('utf8', validFrom, at))}\\x${bytes.toString('hex', at, at + 1)}`
    at += 1
    validFrom = at
  }
  return shown + displayText(bytes.toString('utf8', validFrom))
}

function escaped(character: string): string {
  const short = shortForms.get(character)
  if (short !== undefined) return short
  const point = character.codePointAt(0) ?? 0
  const hex = point.toString(16)
  // `\x80` to `\xff` are left to bytes that are not UTF-8, so that U+0085 and the byte 85 stay apart.
  if (point < 0x80) return `\\x${hex.padStart(2, '0')}`
  return point > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
}

/** Length of the well-formed UTF-8 sequence at an offset, or 0 (Unicode 15, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  const second = bytes[at + 1] ?? 0
  if (first < 0x80) return 1
  if (first < 0xc2) return 0
  if (first < 0xe0) return isContinuation(second) ? 2 : 0
  const third = isContinuation(bytes[at + 2] ?? 0)
  if (first < 0xf0)
    return within(second, first === 0xe0 ? 0xa0 : 0x80, first === 0xed ? 0x9f : 0xbf) && third ? 3 : 0
  if (first > 0xf4) return 0
  const fourth = isContinuation(bytes[at + 3] ?? 0)
  return within(second, first === 0xf0 ? 0x90 : 0x80, first === 0xf4 ? 0x8f : 0xbf) && third && fourth ? 4 : 0
}

function isContinuation(byte: number): boolean {
  return within(byte, 0x80, 0xbf)
}

function within(byte: number, low: number, high: number): boolean {
  return byte >= low && byte <= high
}
