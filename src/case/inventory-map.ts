import { z } from 'zod'
import { decodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { personCode } from '../model/field.js'
import { exhibitCategories, identifierKinds } from '../model/vocabulary.js'
import { readNamedFile } from './named-file.js'

/** What a column of a seizure inventory can say. `row` is the number that the list itself gives a line. */
export const inventoryColumns = [
  'row',
  'category',
  'quantity',
  'description',
  'place',
  'possessor',
  'finder',
  'found-at',
  'parent',
  ...identifierKinds,
] as const
export type InventoryColumn = (typeof inventoryColumns)[number]

const title = z.string().min(1).max(200)

const form = z.strictObject({
  columns: z.partialRecord(z.enum(inventoryColumns), title),
  /** What the list calls a category, and what it is here. */
  categories: z.record(title, z.enum(exhibitCategories)).default({}),
  /** Whom the list names, and by which code they stand here. */
  persons: z.record(title, personCode).default({}),
})

/** Which column of a list says what, declared by whoever takes it in; nothing is guessed. */
export type InventoryMap = Readonly<z.infer<typeof form>>

/** @throws SourceError `source.malformed` */
export function readInventoryMap(path: string): InventoryMap {
  const parsed = form.safeParse(jsonIn(path))
  if (parsed.success && parsed.data.columns.description !== undefined) return parsed.data
  const at = parsed.success ? 'columns.description' : (parsed.error.issues[0]?.path.join('.') ?? '')
  throw new SourceError('source.malformed', {
    what: 'inventory-map',
    path,
    field: at,
    columns: inventoryColumns.join(', '),
  })
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(decodeUtf8(readNamedFile(path)).replace(/^\ufeff/, ''))
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new SourceError('source.malformed', { what: 'json', path }, { cause })
  }
}
