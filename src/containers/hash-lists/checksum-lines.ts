import {
  algorithmNamed,
  algorithmOfLength,
  digestOf,
  type ListedDigests,
  linesOf,
  type Refuse,
  rawBytes,
} from './hash-list.js'

// What md5sum, sha256sum and their kin of GNU coreutils write, and BSD's `NAME (file) = digest`. A name with a backslash, line feed or
// carriage return is escaped, and a backslash before the line says so.

const plainForm = /^(\\?)([0-9a-fA-F]{32,128}) [ *](.+)$/
const taggedForm = /^(\\?)([A-Za-z0-9-]{3,10}) \((.+)\) = ([0-9a-fA-F]{32,128})$/

export function isChecksumLine(line: string): boolean {
  return plainForm.test(withoutReturn(line))
}

export function isTaggedLine(line: string): boolean {
  return taggedForm.test(withoutReturn(line))
}

/** Lists that Windows programs wrote end each line with a carriage return. A name never ends so unescaped. */
const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line)

export function readChecksumLines(bytes: Uint8Array, refuse: Refuse): ListedDigests[] {
  return everyLine(bytes, refuse, (line, number) => {
    const [, escaped = '', digest = '', name = ''] = plainForm.exec(line) ?? []
    const algorithm = algorithmOfLength(digest.length)
    if (algorithm === undefined)
      throw refuse(number, 'not a digest, a space, a space or asterisk, and a name')
    return entryOf(number, escaped, name, algorithm, digest, refuse)
  })
}

export function readTaggedLines(bytes: Uint8Array, refuse: Refuse): ListedDigests[] {
  return everyLine(bytes, refuse, (line, number) => {
    const [, escaped = '', tag = '', name = '', digest = ''] = taggedForm.exec(line) ?? []
    const algorithm = algorithmNamed(tag)
    if (algorithm === undefined)
      throw refuse(number, 'not ALGORITHM (name) = digest, of an algorithm that is known')
    return entryOf(number, escaped, name, algorithm, digest, refuse)
  })
}

function everyLine(
  bytes: Uint8Array,
  refuse: Refuse,
  read: (line: string, number: number) => ListedDigests,
): ListedDigests[] {
  const { lines, complete } = linesOf(bytes)
  if (!complete) throw refuse(lines.length, 'the last line has no line feed: the list may be cut short')
  const entries: ListedDigests[] = []
  for (const [index, whole] of lines.entries()) {
    const line = withoutReturn(whole)
    if (line === '' || line.startsWith('#')) continue
    entries.push(read(line, index + 1))
  }
  return entries
}

function entryOf(
  line: number,
  escaped: string,
  name: string,
  algorithm: keyof ListedDigests['digests'],
  text: string,
  refuse: Refuse,
): ListedDigests {
  const digest = digestOf(algorithm, text)
  if (digest === undefined) throw refuse(line, `a digest of ${text.length} digits is none of ${algorithm}`)
  const plain = escaped === '' ? name : unescaped(name)
  if (plain === undefined) throw refuse(line, 'an escape that is none of \\\\, \\n, \\r')
  return { line, name: rawBytes(plain), digests: { [algorithm]: digest } }
}

function unescaped(name: string): string | undefined {
  if (/\\(?![\\nr])/.test(name.replaceAll('\\\\', ''))) return undefined
  return name.replace(/\\([\\nr])/g, (_, letter) => (letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\'))
}
