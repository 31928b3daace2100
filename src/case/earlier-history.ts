import { CsvError, parse } from 'csv-parse/sync'
import { decodeUtf8 } from '../encoding/utf8.js'
import { SourceError, UsageError } from '../errors.js'
import type { StatedTime } from '../model/instant.js'
import { isZone, statedLocal } from '../model/local-time.js'
import type { ExhibitNumber } from '../model/names.js'
import { type EarlierEvent, earlierEvents } from '../model/vocabulary.js'
import type { Desk } from './desk.js'
import { storeDocument } from './documents.js'
import { type Enacted, enact } from './enact.js'
import { readNamedFile } from './named-file.js'
import type { OpenCase } from './open.js'

const carriers = ['paper', 'unsigned', 'signed-elsewhere'] as const

/** One thing that others state of the time before this record. `when` is what they wrote. */
interface EarlierRow {
  readonly at?: StatedTime
  readonly when: string
  readonly what: EarlierEvent
  readonly on: (typeof carriers)[number]
  readonly text: string
}

/** Who hands it over, how it came here, and what may be done with it. */
export interface EarlierSource {
  readonly agency: string
  readonly channel: string
  readonly limits?: string
}

/**
 * Takes in what others state of an exhibit before it came here: a CSV file with the columns `what`, `text`, and if wanted `at`, `zone`
 * and `on`. Nothing of it is signed here. A time without a zone stays the text it is.
 * @throws SourceError `source.malformed` with line, column and rule
 */
export async function importHistory(
  open: OpenCase,
  desk: Desk,
  exhibit: ExhibitNumber,
  path: string,
  { agency, channel, limits }: EarlierSource,
): Promise<Enacted> {
  const rows = readHistory(path)
  const document = await storeDocument(open, desk, path)
  return enact(open, desk, ({ commit }) => [
    {
      body: {
        kind: 'history.import',
        agency: commit({ text: agency }),
        channel: commit({ text: channel }),
        document,
        events: rows.map(({ at, on, text, what, when }) => ({
          ...(at === undefined ? {} : { at: { ...at } }),
          on,
          text: commit({ text, ...(when === '' ? {} : { when }) }),
          what,
        })),
        exhibit,
        ...(limits === undefined ? {} : { limits: commit({ text: limits }) }),
      },
    },
  ])
}

/** As many as one act takes. */
const mostRows = 200

export function readHistory(path: string): readonly EarlierRow[] {
  const content = decodeUtf8(readNamedFile(path)).replace(/^\ufeff/, '')
  const rows = csvRows(path, content).map(({ line, row }) => rowOf(path, line, row))
  if (rows.length === 0) throw malformed(path, 1, '', 'empty')
  if (rows.length > mostRows) throw malformed(path, mostRows + 2, '', 'too-many')
  return rows
}

type Row = Readonly<Record<string, string>>
const columns: ReadonlySet<string> = new Set(['at', 'zone', 'what', 'on', 'text'])

function rowOf(path: string, line: number, row: Row): EarlierRow {
  const foreign = Object.keys(row).find((each) => !columns.has(each))
  if (foreign !== undefined) throw malformed(path, line, foreign, 'unknown')
  const { at = '', zone = '', text = '' } = row
  const what = earlierEvents.find((each) => each === row['what'])
  if (!what) throw malformed(path, line, 'what', 'choice', earlierEvents.join(', '))
  const on = carriers.find((each) => each === (row['on'] || 'unsigned'))
  if (!on) throw malformed(path, line, 'on', 'choice', carriers.join(', '))
  if (text === '') throw malformed(path, line, 'text', 'missing')
  return { what, on, text, when: [at, zone].join(' ').trim(), ...placed(path, line, at, zone) }
}

/** Placed on a clock only where the row says on whose; an impossible or doubtful time there is refused, not guessed. */
function placed(path: string, line: number, at: string, zone: string): { readonly at?: StatedTime } {
  if (at === '' || zone === '') return {}
  if (!isZone(zone)) throw malformed(path, line, 'zone', 'zone')
  try {
    return { at: statedLocal(at, zone, 'at') }
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    throw malformed(path, line, 'at', `time-${cause.details['reason']}`, '', cause)
  }
}

function csvRows(path: string, content: string): readonly { readonly line: number; readonly row: Row }[] {
  const [header = ''] = content.split(/\r?\n/)
  try {
    const records: { record: Row; info: { lines: number } }[] = parse(content, {
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      delimiter: header.includes(';') ? ';' : ',',
      info: true,
      trim: true,
      skip_empty_lines: true,
    })
    return records.map(({ record, info }) => ({ line: info.lines, row: record }))
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw malformed(path, Number(cause['lines']), '', 'csv', '', cause)
  }
}

function malformed(
  path: string,
  line: number,
  column: string,
  rule: string,
  choices = '',
  cause?: Error,
): SourceError {
  const details = { what: 'history', path, line, column, rule, choices }
  return new SourceError('source.malformed', details, cause ? { cause } : {})
}
