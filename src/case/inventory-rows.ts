import { CsvError, parse } from 'csv-parse/sync'
import { SourceError, UsageError } from '../errors.js'
import { type Instant, isInstant } from '../model/instant.js'
import { instantOfLocal } from '../model/local-time.js'
import { type ExhibitNumber, isExhibitNumber, isPersonCode, type PersonCode } from '../model/names.js'
import {
  type ExhibitCategory,
  exhibitCategories,
  type IdentifierKind,
  identifierKinds,
  uniqueIdentifiers,
} from '../model/vocabulary.js'
import { damageTo } from './damaged-number.js'
import { type InventoryColumn, type InventoryMap, inventoryColumns } from './inventory-map.js'

/** One line of a seizure inventory, as it will stand on record. */
export interface InventoryRow {
  /** Counted from 1, as an editor shows it. */
  readonly line: number
  /** The number that the list itself gives it. */
  readonly row: string | undefined
  readonly category: ExhibitCategory
  readonly quantity: number
  readonly description: string
  readonly place: string | undefined
  readonly possessor: PersonCode | undefined
  readonly finder: PersonCode | undefined
  readonly foundAt: Instant | undefined
  /** A row above by its own number, or an exhibit on record. */
  readonly parent: { readonly row: string } | { readonly exhibit: ExhibitNumber } | undefined
  readonly identifiers: readonly { readonly is: IdentifierKind; readonly text: string }[]
}

/** What is wrong with one cell, and the rule that it breaks; rules have words in the catalogues, `batch-rule.*`. */
export interface RowFault {
  readonly line: number
  readonly column: string
  readonly rule: string
  /** The line or exhibit that has the same. */
  readonly other?: string | number
}

export type InventoryEncoding = 'utf-8' | 'latin1' | 'utf-16le'

/** @throws SourceError `source.malformed` when the bytes are not in this encoding: another is stated, never guessed */
export function inventoryText(path: string, bytes: Uint8Array, encoding: InventoryEncoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new SourceError(
      'source.malformed',
      { what: 'inventory', path, reason: 'encoding', encoding },
      { cause },
    )
  }
}

/** Every row, and every fault: a list is taken as a whole or not at all. */
export function inventoryRows(path: string, text: string, map: InventoryMap, zone: string) {
  const [header, ...records] = cellsOf(path, text)
  const columns = header ? columnsIn(path, header.cells, map) : []
  if (!header || records.length === 0) throw inventoryFaults(path, [{ line: 1, column: '', rule: 'empty' }])
  const faults: RowFault[] = []
  const rows = records.map(({ line, cells }) => {
    if (cells.length !== header.cells.length) faults.push({ line, column: '', rule: 'cells' })
    return rowOf(line, cellReader(line, cells, columns, faults), map, zone)
  })
  faults.push(...duplicates(rows, columns), ...lostParents(rows, columns))
  return { rows, columns, faults: faults.toSorted((a, b) => a.line - b.line) }
}

/** The first fault in full, and the lines and columns of the others. */
export function inventoryFaults(path: string, faults: readonly RowFault[]): SourceError {
  const [first, ...others] = faults
  const named = faults.slice(0, mostNamed).map(({ line, column }) => `${line}: ${column || 'CSV'}`)
  return new SourceError('source.malformed', {
    what: 'inventory',
    path,
    ...first,
    ...(others.length > 0 ? { more: others.length } : {}),
    reason: `${named.join('; ')}${faults.length > mostNamed ? '; …' : ''}`,
  })
}

const mostNamed = 40

interface Line {
  readonly line: number
  readonly cells: readonly string[]
}

function cellsOf(path: string, text: string): readonly Line[] {
  const content = text.replace(/^\ufeff/, '')
  try {
    const records: Line[] = []
    parse(content, {
      delimiter: separatorIn(content),
      on_record(cells: string[], { lines }) {
        records.push({ line: lines, cells })
        return null
      },
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    })
    return records
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw inventoryFaults(path, [{ line: Number(cause['lines']), column: '', rule: 'csv' }])
  }
}

/** The one that occurs most in the first line, which has no free text. */
function separatorIn(content: string): string {
  const [header = ''] = content.split(/\r?\n/, 1)
  const count = (separator: string) => header.split(separator).length
  return [';', '\t', ','].reduce((best, each) => (count(each) > count(best) ? each : best))
}

/** A column that was declared, where it stands and what the list calls it. */
interface DeclaredColumn {
  readonly column: InventoryColumn
  readonly title: string
  readonly at: number
}

function columnsIn(
  path: string,
  titles: readonly string[],
  { columns }: InventoryMap,
): readonly DeclaredColumn[] {
  return inventoryColumns.flatMap((column) => {
    const title = columns[column]
    if (title === undefined) return []
    const at = titles.indexOf(title)
    if (at < 0) throw inventoryFaults(path, [{ line: 1, column: title, rule: 'no-column' }])
    if (titles.indexOf(title, at + 1) >= 0)
      throw inventoryFaults(path, [{ line: 1, column: title, rule: 'column-twice' }])
    return [{ column, title, at }]
  })
}

interface CellReader {
  text(column: InventoryColumn): string | undefined
  /** What a cell means; a fault of it when it means nothing. */
  read<Value>(
    column: InventoryColumn,
    rule: string,
    meaning: (text: string) => Value | undefined,
  ): Value | undefined
  fault(column: InventoryColumn, rule: string): void
}

const longestCell = 2000

function cellReader(
  line: number,
  cells: readonly string[],
  columns: readonly DeclaredColumn[],
  faults: RowFault[],
): CellReader {
  const named = new Map(columns.map((each) => [each.column, each]))
  const fault = (column: InventoryColumn, rule: string) =>
    faults.push({ line, column: named.get(column)?.title ?? column, rule })
  const text = (column: InventoryColumn) => {
    const value = cells[named.get(column)?.at ?? -1]
    if (value !== undefined && value.length > longestCell) fault(column, 'long')
    return value === '' ? undefined : value
  }
  return {
    text,
    fault,
    read(column, rule, meaning) {
      const value = text(column)
      const meant = value === undefined ? undefined : meaning(value)
      if (value !== undefined && meant === undefined) fault(column, rule)
      return meant
    },
  }
}

function rowOf(line: number, cell: CellReader, map: InventoryMap, zone: string): InventoryRow {
  const person = (text: string) => map.persons[text] ?? (isPersonCode(text) ? text : undefined)
  const description = cell.text('description')
  if (description === undefined) cell.fault('description', 'missing')
  const category = (text: string) => map.categories[text] ?? exhibitCategories.find((each) => each === text)
  return {
    line,
    row: cell.text('row'),
    category: cell.read('category', 'category', category) ?? 'other',
    quantity: cell.read('quantity', 'number', wholeNumber) ?? 1,
    description: description ?? '',
    place: cell.text('place'),
    possessor: cell.read('possessor', 'person', person),
    finder: cell.read('finder', 'person', person),
    foundAt: cell.read('found-at', 'time', (text) => localTime(text, zone)),
    parent: parentOf(cell.text('parent')),
    identifiers: identifierKinds.flatMap((is) => {
      const text = cell.text(is)
      const damage = text === undefined ? undefined : damageTo(is, text)
      if (damage !== undefined) cell.fault(is, damage)
      return text === undefined ? [] : [{ is, text }]
    }),
  }
}

function wholeNumber(text: string): number | undefined {
  return /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : undefined
}

function localTime(text: string, zone: string): Instant | undefined {
  if (isInstant(text)) return text
  try {
    return instantOfLocal(text, zone, 'found-at')
  } catch (cause) {
    if (cause instanceof UsageError) return undefined
    throw cause
  }
}

function parentOf(text: string | undefined): InventoryRow['parent'] {
  if (text === undefined) return undefined
  return isExhibitNumber(text) ? { exhibit: text } : { row: text }
}

/** Numbers that no two things have, and those of the rows themselves. */
function duplicates(rows: readonly InventoryRow[], columns: readonly DeclaredColumn[]): readonly RowFault[] {
  const titles = new Map<string, string>(columns.map(({ column, title }) => [column, title]))
  const first = new Map<string, number>()
  return rows.flatMap(({ line, row, identifiers }) => {
    const named = [
      ...(row === undefined ? [] : [{ is: 'row', text: row }]),
      ...identifiers.filter(({ is }) => uniqueIdentifiers.has(is)),
    ]
    return named.flatMap(({ is, text }) => {
      const other = first.get(`${is} ${text}`)
      if (other === undefined) first.set(`${is} ${text}`, line)
      return other === undefined ? [] : [{ line, column: titles.get(is) ?? is, rule: 'twice', other }]
    })
  })
}

/** What something was inside of comes before it. */
function lostParents(rows: readonly InventoryRow[], columns: readonly DeclaredColumn[]): readonly RowFault[] {
  const title = columns.find(({ column }) => column === 'parent')?.title ?? 'parent'
  const above = new Set<string>()
  return rows.flatMap(({ line, row, parent }) => {
    const isLost = parent && 'row' in parent && !above.has(parent.row)
    if (row !== undefined) above.add(row)
    return isLost ? [{ line, column: title, rule: 'parent' }] : []
  })
}

/** What the list calls a column. */
export function titleOf(columns: readonly DeclaredColumn[], wanted: InventoryColumn): string {
  return columns.find(({ column }) => column === wanted)?.title ?? wanted
}
