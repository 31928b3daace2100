import {
  algorithmOfLength,
  type Category,
  type CategoryScheme,
  type KnownDigests,
  type KnownRecord,
  parseDigest,
  type SetAlgorithm,
  setAlgorithms,
} from '../model/known-set.js'
import { columnName, csvRows, separatorOf } from './csv-rows.js'
import { brokenOff, type FaultTally, faultTally } from './fault-tally.js'
import type { OpenSource } from './known-source.js'
import { textLines } from './text-lines.js'

/**
 * The files of a list: one digest a line, `digest  name` as `sha256sum` prints it, or CSV whose header names md5, sha1 or sha256. What
 * the last record is followed by counts: a damaged line anywhere makes the whole list refused, when all of it was read.
 * @param stated the scale of a column of codes that does not say its own
 * @throws SourceError `source.malformed`, with the first bad line, its rule, and how many there are
 */
export async function* listRecords(source: OpenSource, stated?: CategoryScheme): AsyncGenerator<KnownRecord> {
  const tally = faultTally('hash-list', source.path)
  const header = headerOf(source.head)
  const records =
    header === undefined ? plainRecords(source, tally) : csvRecords(source, header, tally, stated)
  let count = 0
  for await (const record of records) {
    count += 1
    yield record
  }
  tally.settle()
  if (count === 0) throw brokenOff('hash-list', source.path, { line: 1, rule: 'empty' })
}

/** `digest`, `digest  name`, `digest *name`; a backslash stands before the digest when the name has one escaped (GNU coreutils). */
const plainLine = /^\\?([0-9A-Fa-f]+)(?:[ \t]+\*?.*)?$/s

async function* plainRecords(source: OpenSource, tally: FaultTally): AsyncGenerator<KnownRecord> {
  let algorithm: SetAlgorithm | undefined
  for await (const { number, text } of textLines(source.chunks())) {
    if (text === undefined) {
      tally.add({ line: number, rule: 'line-length' })
      continue
    }
    if (text.trim() === '' || text.startsWith('#')) continue
    const digest = plainLine.exec(text)?.[1] ?? ''
    const own = algorithmOfLength(digest.length)
    if (own === undefined) {
      tally.add({ line: number, rule: 'digest' })
      continue
    }
    // A SHA-1 that lost its end has the length of an MD5: what the first line is, all are.
    algorithm ??= own
    if (own === algorithm) yield { digests: { [own]: digest.toLowerCase() } }
    else tally.add({ line: number, rule: 'digest-length' })
  }
}

const listColumns = [...setAlgorithms, 'scheme', 'version', 'code', 'label'] as const
type ListColumn = (typeof listColumns)[number]
type Places = Readonly<Partial<Record<ListColumn, number>>>

/** The first line, when it names a digest among its columns. */
function headerOf(head: Buffer): string | undefined {
  const [line = ''] = head.toString('utf8').split(/\r?\n/, 1)
  const names = line.split(separatorOf(line)).map(columnName)
  return setAlgorithms.some((algorithm) => names.includes(algorithm)) ? line : undefined
}

async function* csvRecords(
  source: OpenSource,
  header: string,
  tally: FaultTally,
  stated: CategoryScheme | undefined,
): AsyncGenerator<KnownRecord> {
  let places: Places | undefined
  let width = 0
  for await (const { line, cells } of csvRows('hash-list', source.path, header, source.chunks())) {
    if (places === undefined) {
      places = placesIn(source.path, cells)
      width = cells.length
      continue
    }
    if (cells.length !== width) {
      tally.add({ line, rule: 'columns' })
      continue
    }
    const record = recordOf(places, cells, stated, (rule, column) => tally.add({ line, rule, column }))
    if (record) yield record
  }
}

function placesIn(path: string, header: readonly string[]): Places {
  const names = header.map(columnName)
  const places: Partial<Record<ListColumn, number>> = {}
  for (const column of listColumns) {
    const at = names.indexOf(column)
    if (at < 0) continue
    if (names.lastIndexOf(column) !== at)
      throw brokenOff('hash-list', path, { line: 1, rule: 'column-twice', column })
    places[column] = at
  }
  return places
}

type Complain = (rule: 'digest' | 'no-digest' | 'scheme', column: string) => void

function recordOf(
  places: Places,
  cells: readonly string[],
  stated: CategoryScheme | undefined,
  complain: Complain,
): KnownRecord | undefined {
  const cell = (column: ListColumn) => cells[places[column] ?? -1] || undefined
  const digests: { [algorithm in SetAlgorithm]?: string } = {}
  for (const algorithm of setAlgorithms) {
    const text = cell(algorithm)
    if (text === undefined) continue
    const digest = parseDigest(algorithm, text)
    if (digest === undefined) {
      complain('digest', algorithm)
      return undefined
    }
    digests[algorithm] = digest
  }
  if (isWithoutDigest(digests)) {
    complain('no-digest', '')
    return undefined
  }
  const category = categoryOf(cell, stated)
  if (category === 'no-scheme') {
    complain('scheme', 'code')
    return undefined
  }
  return category === undefined ? { digests } : { digests, category }
}

export function isWithoutDigest(digests: KnownDigests): boolean {
  return setAlgorithms.every((algorithm) => digests[algorithm] === undefined)
}

/** A code counts with the scale it belongs to: the row's own, or the one that was stated for the list. */
function categoryOf(
  cell: (column: ListColumn) => string | undefined,
  stated: CategoryScheme | undefined,
): Category | 'no-scheme' | undefined {
  const code = cell('code')
  if (code === undefined) return undefined
  const scheme = cell('scheme') ?? stated?.scheme
  const schemeVersion = cell('version') ?? stated?.schemeVersion
  if (scheme === undefined || schemeVersion === undefined) return 'no-scheme'
  const label = cell('label')
  return { scheme, schemeVersion, code, ...(label === undefined ? {} : { label }) }
}
