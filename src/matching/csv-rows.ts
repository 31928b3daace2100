import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { brokenOff, type FaultyThing } from './fault-tally.js'

export interface CsvRow {
  /** Counted from 1, as an editor shows it: where the row ends, when a quoted value has more than one line. */
  readonly line: number
  readonly cells: readonly string[]
}

const longestRow = 1024 * 1024
const separators = [';', '\t', ','] as const

/**
 * The rows of a CSV file that arrives in pieces, the header among them. Rows may have any number of cells: whoever knows the columns
 * counts them. Empty lines are passed over.
 * @throws SourceError `source.malformed` where quotation marks do not match, which makes all that follows doubtful
 */
export async function* csvRows(
  what: FaultyThing,
  path: string,
  header: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    delimiter: separatorOf(header),
    info: true,
    max_record_size: longestRow,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  })
  const source = Readable.from(chunks)
  source.on('error', (error) => parser.destroy(error))
  const rows: AsyncIterable<{ record: string[]; info: { lines: number } }> = source.pipe(parser)
  try {
    for await (const { record, info } of rows) yield { line: info.lines, cells: record }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw brokenOff(what, path, { line: Number(cause['lines']), rule: 'csv' }, cause)
  } finally {
    source.destroy()
  }
}

/** The one that occurs most in the header, which has no free text. */
export function separatorOf(header: string): string {
  const count = (separator: string) => header.split(separator).length
  return separators.reduce((best, each) => (count(each) > count(best) ? each : best))
}

/** Names of columns as they are compared: letters and digits alone, `SHA-256` and `sha256` are one. */
export function columnName(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
