import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { decodeUtf8 } from '../encoding/utf8.js'
import { type Details, RuleError, SourceError } from '../errors.js'
import { exhibitNumber, personCode } from '../model/field.js'
import { exhibitCategories } from '../model/vocabulary.js'
import type { Desk } from './desk.js'
import { type Draft, type Drafting, type Enacted, enact } from './enact.js'
import { exhibitDraft, sealDraft } from './exhibits.js'
import { readNamedFile } from './named-file.js'
import type { OpenCase } from './open.js'
import { handoverDraft, offerDraft } from './transfers.js'

const text = z.string().min(1)
const whole = z.coerce.number().int().min(1)
const numbers = z
  .union([z.array(exhibitNumber), z.string().transform((all) => all.split(/[\s;]+/).filter(Boolean))])
  .pipe(z.array(exhibitNumber).min(1))

/** What one line of a batch may say, by its act. Closed like the acts themselves. */
const row = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('exhibit.add'),
    exhibit: exhibitNumber.optional(),
    parent: exhibitNumber.optional(),
    category: z.enum(exhibitCategories),
    quantity: whole.default(1),
    description: text,
    serial: text.optional(),
    label: text.optional(),
    place: text.optional(),
    possessor: personCode.optional(),
  }),
  z.strictObject({ act: z.literal('seal.apply'), exhibit: exhibitNumber, number: text }),
  z.strictObject({ act: z.literal('transfer.now'), exhibits: numbers, to: personCode, purpose: text }),
  z.strictObject({ act: z.literal('transfer.offer'), exhibits: numbers, to: personCode, purpose: text }),
])
type Row = z.infer<typeof row>

export type BatchFormat = 'csv' | 'jsonl'

/**
 * A hundred acts at once: validated whole, previewed, signed with one passphrase, and recorded together or not at all.
 * @throws RuleError as each act alone would, with the `line` it stands on
 */
export async function applyBatch(open: OpenCase, desk: Desk, rows: readonly BatchRow[]): Promise<Enacted> {
  const enacted = (of: readonly BatchRow[], by: Desk) =>
    enact(open, by, (drafting) => of.map((each) => draftOf(drafting, by, each.row)))
  try {
    return await enacted(rows, desk)
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    const silent: Desk = { ...desk, dryRun: true, show: () => undefined }
    const line = await refusedLine(rows, (first) => enacted(first, silent))
    if (line === undefined) throw error
    throw new RuleError(error.code, { ...error.details, line }, { cause: error })
  }
}

/** The line whose act is the first to be refused, by halving: what a list is refused for, every longer list is. */
async function refusedLine(
  rows: readonly BatchRow[],
  attempt: (first: readonly BatchRow[]) => Promise<unknown>,
): Promise<number | undefined> {
  const isRefused = async (count: number) => {
    try {
      await attempt(rows.slice(0, count))
      return false
    } catch (error) {
      if (error instanceof RuleError) return true
      throw error
    }
  }
  if (!(await isRefused(rows.length))) return undefined
  let [sound, refused] = [0, rows.length]
  while (refused - sound > 1) {
    const middle = (sound + refused) >>> 1
    if (await isRefused(middle)) refused = middle
    else sound = middle
  }
  return rows[refused - 1]?.line
}

function draftOf(drafting: Drafting, desk: Desk, each: Row): Draft {
  switch (each.act) {
    case 'exhibit.add':
      return exhibitDraft(drafting, present(each))
    case 'seal.apply':
      return sealDraft(drafting, each.exhibit, each.number)
    case 'transfer.now': {
      const { exhibits, to, purpose } = each
      const handover = { exhibits, from: desk.by, to, purpose, giver: byKey, receiver: byKey }
      return handoverDraft(drafting, desk.by, handover, new Map())
    }
    case 'transfer.offer': {
      const { exhibits, to, purpose } = each
      return offerDraft(drafting, desk.by, { exhibits, from: desk.by, to, purpose, giver: byKey })
    }
  }
}

const byKey = { kind: 'key' } as const

export interface BatchRow {
  /** Counted from 1, as an editor shows it. */
  readonly line: number
  readonly row: Row
}

/**
 * Reads a batch. The first bad line is named with its column and the rule it breaks; `reason` names every bad line, and in it every
 * bad column.
 * @param path `-` for standard input
 * @throws SourceError `source.malformed`, or what {@link readNamedFile} throws
 */
export function readBatch(path: string, format: BatchFormat): readonly BatchRow[] {
  const content = decodeUtf8(readNamedFile(path)).replace(/^\ufeff/, '')
  const records = format === 'csv' ? csvRecords(path, content) : jsonRecords(content)
  const rows: BatchRow[] = []
  const bad: { readonly line: number; readonly complaints: readonly Complaint[] }[] = []
  for (const { line, record } of records) {
    const parsed = row.safeParse(record)
    if (parsed.success) rows.push({ line, row: parsed.data })
    else bad.push({ line, complaints: parsed.error.issues.flatMap((issue) => complaintsOf(issue, record)) })
  }
  const [first] = bad
  if (first) {
    const { line, complaints } = first
    const named = bad.map(
      (each) =>
        `${each.line}: ${[...new Set(each.complaints.map((one) => one.column || 'JSON'))].join(', ')}`,
    )
    throw unreadable(path, { line, ...complaints[0], more: bad.length - 1, reason: named.join('; ') })
  }
  if (rows.length === 0) throw unreadable(path, { line: 1, column: '', rule: 'empty', reason: '' })
  return rows
}

/** What is wrong with one column, and the rule that it breaks; rules have words in the catalogues, `batch-rule.*`. */
interface Complaint {
  readonly column: string
  readonly rule: 'missing' | 'unknown' | 'choice' | 'number' | 'exhibit' | 'person' | 'json' | 'empty' | 'csv'
  readonly choices?: string
}

function unreadable(path: string, details: Details, cause?: Error): SourceError {
  const { more, ...rest } = details
  const others = typeof more === 'number' && more > 0 ? { more } : {}
  return new SourceError('source.malformed', { what: 'batch', path, ...rest, ...others }, { cause })
}

const acts = row.options.map((each) => each.shape.act.value)

function complaintsOf(issue: z.core.$ZodIssue, record: unknown): readonly Complaint[] {
  const column = String(issue.path[0] ?? '')
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ column: key, rule: 'unknown' }))
  if (column === '') return [{ column: '', rule: 'json' }]
  const given = typeof record === 'object' && record !== null && column in record
  if (column === 'act') return [{ column, rule: given ? 'choice' : 'missing', choices: acts.join(', ') }]
  if (!given) return [{ column, rule: 'missing' }]
  return [ruleOf(column)]
}

function ruleOf(column: string): Complaint {
  switch (column) {
    case 'category':
      return { column, rule: 'choice', choices: exhibitCategories.join(', ') }
    case 'quantity':
      return { column, rule: 'number' }
    case 'possessor':
    case 'to':
      return { column, rule: 'person' }
    case 'exhibit':
    case 'exhibits':
    case 'parent':
      return { column, rule: 'exhibit' }
    default:
      return { column, rule: 'missing' }
  }
}

interface NumberedRecord {
  readonly line: number
  readonly record: unknown
}

function csvRecords(path: string, content: string): NumberedRecord[] {
  try {
    const records: { record: Record<string, string>; info: { lines: number } }[] = parse(content, {
      columns: true,
      delimiter: delimiterOf(content),
      info: true,
      trim: true,
      skip_empty_lines: true,
    })
    return records.map(({ record, info }) => ({ line: info.lines, record: withoutEmpty(record) }))
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    const line = Number(cause['lines'])
    throw unreadable(path, { line, column: '', rule: 'csv', reason: `${line}: ${cause.code}` }, cause)
  }
}

/** As spreadsheets write it: a semicolon where the decimal sign is a comma, else a comma; or a tab. Told by the first line. */
function delimiterOf(content: string): string {
  const [header = ''] = content.split(/\r?\n/).filter((each) => each.trim() !== '')
  const names = (delimiter: string) =>
    header.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
  return [',', ';', '\t'].find((delimiter) => names(delimiter).includes('act')) ?? ','
}

/** An empty cell of a CSV says nothing. */
function withoutEmpty(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''))
}

function jsonRecords(content: string): NumberedRecord[] {
  const lines = content.split('\n').map((each, at) => ({ line: at + 1, text: each.trim() }))
  return lines.filter(({ text }) => text !== '').map(({ line, text }) => ({ line, record: jsonOf(text) }))
}

/** Undefined, which no act is, when the line is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/** Drops keys that are undefined: absent and undefined are not the same in signed data. */
function present<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never
}
