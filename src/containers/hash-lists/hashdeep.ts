import {
  algorithmNamed,
  digestOf,
  type ListedDigests,
  linesOf,
  type Refuse,
  rawBytes,
  sizeOf,
} from './hash-list.js'

export const hashdeepHead = '%%%% HASHDEEP-1.0'
const columnsMark = '%%%% '

/** What `hashdeep` and `md5deep -c`'s kin write: a head, the names of the columns, comments, and one line a file. */
export function readHashdeep(bytes: Uint8Array, refuse: Refuse): ListedDigests[] {
  const { lines, complete } = linesOf(bytes)
  if (!complete) throw refuse(lines.length, 'the last line has no line feed: the list may be cut short')
  let columns: string[] | undefined
  const entries: ListedDigests[] = []
  for (const [index, whole] of lines.entries()) {
    const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole
    const number = index + 1
    if (index === 0 || line.startsWith('#') || line === '') continue
    if (line.startsWith(columnsMark)) {
      columns = columnsIn(line.slice(columnsMark.length), number, refuse)
      continue
    }
    if (columns === undefined) throw refuse(number, 'a file before the line that names the columns')
    entries.push(entryIn(line, columns, number, refuse))
  }
  if (columns === undefined) throw refuse(lines.length, 'no line names the columns')
  return entries
}

function columnsIn(line: string, number: number, refuse: Refuse): string[] {
  const columns = line.split(',')
  if (columns[0] !== 'size' || columns.at(-1) !== 'filename')
    throw refuse(number, 'the columns do not begin with size and end with filename')
  if (!columns.some((column) => algorithmNamed(column)))
    throw refuse(number, 'no column of a digest that is known')
  return columns
}

/** The name is the last column and may hold commas. */
function entryIn(line: string, columns: readonly string[], number: number, refuse: Refuse): ListedDigests {
  const cells = line.split(',')
  if (cells.length < columns.length)
    throw refuse(number, `${cells.length} columns where there are ${columns.length}`)
  const size = sizeOf(cells[0] ?? '')
  if (size === undefined) throw refuse(number, 'the size is not a number')
  const digests: Record<string, string> = {}
  for (const [index, column] of columns.slice(1, -1).entries()) {
    const algorithm = algorithmNamed(column)
    if (algorithm === undefined) continue
    const digest = digestOf(algorithm, cells[index + 1] ?? '')
    if (digest === undefined) throw refuse(number, `not a digest of ${algorithm}`)
    digests[algorithm] = digest
  }
  const name = cells.slice(columns.length - 1).join(',')
  if (name === '') throw refuse(number, 'no name')
  return { line: number, name: rawBytes(name), size, digests }
}
