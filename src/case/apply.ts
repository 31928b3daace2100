import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { decodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
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

/** A hundred acts at once: validated whole, previewed, signed with one passphrase, and recorded together or not at all. */
export async function applyBatch(open: OpenCase, desk: Desk, rows: readonly BatchRow[]): Promise<Enacted> {
  return enact(open, desk, (drafting) => rows.map((each) => draftOf(drafting, desk, each.row)))
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
 * Reads a batch. Every bad line is named, and in it every bad column.
 * @param path `-` for standard input
 * @throws SourceError `source.malformed`, or what {@link readNamedFile} throws
 */
export function readBatch(path: string, format: BatchFormat): readonly BatchRow[] {
  const content = decodeUtf8(readNamedFile(path)).replace(/^\ufeff/, '')
  const records = format === 'csv' ? csvRecords(path, content) : jsonRecords(content)
  const rows: BatchRow[] = []
  const bad: string[] = []
  for (const { line, record } of records) {
    const parsed = row.safeParse(record)
    if (parsed.success) rows.push({ line, row: parsed.data })
    else bad.push(`${line}: ${[...new Set(parsed.error.issues.flatMap(columnsOf))].join(', ')}`)
  }
  if (bad.length > 0 || rows.length === 0)
    throw new SourceError('source.malformed', { what: 'batch', path, reason: bad.join('; ') })
  return rows
}

/** What a complaint is about: a column by its name; the whole line, when it is not an object, by its form. */
function columnsOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys
  return [issue.path.join('.') || 'JSON']
}

interface NumberedRecord {
  readonly line: number
  readonly record: unknown
}

function csvRecords(path: string, content: string): NumberedRecord[] {
  try {
    const records: { record: Record<string, string>; info: { lines: number } }[] = parse(content, {
      columns: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
    })
    return records.map(({ record, info }) => ({ line: info.lines, record: withoutEmpty(record) }))
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    const reason = `${cause['lines']}: ${cause.code}`
    throw new SourceError('source.malformed', { what: 'batch', path, reason }, { cause })
  }
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
