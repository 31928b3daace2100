import { type Category, type KnownDigests, parseDigest, setAlgorithms } from '../model/known-set.js'
import { isPersonCode, type PersonCode, parseItemId } from '../model/names.js'
import { csvRows } from './csv-rows.js'
import { brokenOff, type FaultRule, faultTally } from './fault-tally.js'
import type { OpenSource } from './known-source.js'

/** What a named person may say of a file. None of them is ever derived from a detector. */
export const determinations = ['real', 'altered', 'generated', 'undetermined'] as const
export type Determination = (typeof determinations)[number]

const fields = [
  'item',
  ...setAlgorithms,
  'scheme',
  'version',
  'code',
  'label',
  'determination',
  'realistic',
  'depicted',
] as const
type Field = (typeof fields)[number]

/** Which column of the file holds what, by the text of its header. A row names its file by item, by digests, or by both. */
export type AssessmentColumns = { readonly [field in Field]?: string }

/** One row. What it leaves empty is absent, which is not "no". */
export interface AssessmentRow {
  /** Counted from 1, as an editor shows it. */
  readonly line: number
  /** `A-3/17`. */
  readonly item?: string
  readonly digests: KnownDigests
  readonly category?: Category
  readonly determination?: Determination
  readonly realistic?: boolean
  readonly depicted?: readonly PersonCode[]
}

/**
 * Reads assessments from CSV: all of them or none.
 * @throws SourceError `source.malformed` for columns that are not there, and for bad rows: the first with its column and rule, the others
 * by their lines
 */
export async function readAssessmentRows(
  source: OpenSource,
  columns: AssessmentColumns,
): Promise<readonly AssessmentRow[]> {
  const tally = faultTally('assessments', source.path)
  const [header = ''] = source.head.toString('utf8').split(/\r?\n/, 1)
  const rows: AssessmentRow[] = []
  let places: Places | undefined
  let width = 0
  for await (const { line, cells } of csvRows('assessments', source.path, header, source.chunks())) {
    if (places === undefined) {
      places = placesOf(source.path, cells, columns)
      width = cells.length
      continue
    }
    if (cells.length !== width) {
      tally.add({ line, rule: 'columns' })
      continue
    }
    const row = rowOf(line, readerOf(places, cells))
    if (isFault(row)) tally.add({ line, rule: row.rule, column: columns[row.field] ?? row.field })
    else rows.push(row)
  }
  tally.settle()
  if (rows.length === 0) throw brokenOff('assessments', source.path, { line: 1, rule: 'empty' })
  return rows
}

type Places = ReadonlyMap<Field, number>

function placesOf(path: string, header: readonly string[], columns: AssessmentColumns): Places {
  const places = new Map<Field, number>()
  for (const field of fields) {
    const column = columns[field]
    if (column === undefined) continue
    const at = header.indexOf(column)
    if (at < 0) throw brokenOff('assessments', path, { line: 1, rule: 'column-absent', column })
    if (header.lastIndexOf(column) !== at)
      throw brokenOff('assessments', path, { line: 1, rule: 'column-twice', column })
    places.set(field, at)
  }
  return places
}

type Cell = (field: Field) => string | undefined

function readerOf(places: Places, cells: readonly string[]): Cell {
  return (field) => cells[places.get(field) ?? -1] || undefined
}

interface CellFault {
  readonly rule: FaultRule
  readonly field: Field
}

function isFault(part: object | undefined): part is CellFault {
  return part !== undefined && 'rule' in part
}

function rowOf(line: number, cell: Cell): AssessmentRow | CellFault {
  const mangled = fields.find((field) => cell(field)?.includes('\ufffd'))
  if (mangled) return { rule: 'encoding', field: mangled }
  const subject = subjectOf(cell)
  if (isFault(subject)) return subject
  const category = categoryOf(cell)
  if (isFault(category)) return category
  const judgement = judgementOf(cell)
  if (isFault(judgement)) return judgement
  if (category === undefined && Object.keys(judgement).length === 0)
    return { rule: 'missing', field: 'determination' }
  return { line, ...subject, ...(category === undefined ? {} : { category }), ...judgement }
}

function subjectOf(cell: Cell): Pick<AssessmentRow, 'item' | 'digests'> | CellFault {
  const item = cell('item')
  if (item !== undefined && !parseItemId(item)) return { rule: 'item', field: 'item' }
  const digests: { -readonly [algorithm in keyof KnownDigests]: KnownDigests[algorithm] } = {}
  for (const algorithm of setAlgorithms) {
    const text = cell(algorithm)
    const digest = text === undefined ? undefined : parseDigest(algorithm, text)
    if (text !== undefined && digest === undefined) return { rule: 'digest', field: algorithm }
    if (digest !== undefined) digests[algorithm] = digest
  }
  if (item === undefined && Object.keys(digests).length === 0) return { rule: 'missing', field: 'item' }
  return item === undefined ? { digests } : { item, digests }
}

/** A code stands with its scale and the version of it, or not at all. */
function categoryOf(cell: Cell): Category | CellFault | undefined {
  const [scheme, schemeVersion, code] = [cell('scheme'), cell('version'), cell('code')]
  if (code === undefined) return undefined
  if (scheme === undefined) return { rule: 'scheme', field: 'scheme' }
  if (schemeVersion === undefined) return { rule: 'scheme', field: 'version' }
  const label = cell('label')
  return { scheme, schemeVersion, code, ...(label === undefined ? {} : { label }) }
}

function judgementOf(
  cell: Cell,
): Pick<AssessmentRow, 'determination' | 'realistic' | 'depicted'> | CellFault {
  const determination = determinationOf(cell('determination'))
  if (determination === 'unknown') return { rule: 'determination', field: 'determination' }
  const realistic = yesOrNo(cell('realistic'))
  if (realistic === 'unknown') return { rule: 'yes-no', field: 'realistic' }
  const depicted = cell('depicted')
    ?.split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  if (depicted && !depicted.every(isVictim)) return { rule: 'depicted', field: 'depicted' }
  return {
    ...(determination === undefined ? {} : { determination }),
    ...(realistic === undefined ? {} : { realistic }),
    ...(depicted === undefined ? {} : { depicted: [...new Set(depicted)] }),
  }
}

function determinationOf(text: string | undefined): Determination | 'unknown' | undefined {
  if (text === undefined) return undefined
  return determinations.find((each) => each === text.toLowerCase()) ?? 'unknown'
}

/** In the two languages of the program, and as spreadsheets export it. */
const answers: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['sí', true],
  ['si', true],
  ['false', false],
  ['no', false],
])

function yesOrNo(text: string | undefined): boolean | 'unknown' | undefined {
  return text === undefined ? undefined : (answers.get(text.toLowerCase().normalize('NFC')) ?? 'unknown')
}

/** Whoever is depicted is a victim of the record. */
function isVictim(code: string): code is PersonCode {
  return code.startsWith('V-') && isPersonCode(code)
}
