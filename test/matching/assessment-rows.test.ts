import { afterAll, expect, test } from 'vitest'
import { SourceError } from '../../src/errors.js'
import { type AssessmentColumns, readAssessmentRows } from '../../src/matching/assessment-rows.js'
import { digestsOf, ownFolder, withSource } from '../support/known-sets.js'

const folder = ownFolder()
afterAll(() => folder.remove())

const one = digestsOf('one')
const columns: AssessmentColumns = {
  item: 'Elemento',
  md5: 'Hash',
  scheme: 'Escala',
  version: 'Versión',
  code: 'Categoría',
  determination: 'Tipo',
  realistic: 'Realista',
  depicted: 'Víctimas',
}
const header = 'Elemento;Hash;Escala;Versión;Categoría;Tipo;Realista;Víctimas;Notas\n'

const read = (rows: string | Uint8Array, map = columns) =>
  withSource(folder.path, typeof rows === 'string' ? header + rows : rows, (source) =>
    readAssessmentRows(source, map),
  )

async function refusalOf(work: Promise<unknown>): Promise<object> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown) => thrown,
  )
  if (!(error instanceof SourceError)) throw error ?? new Error('not refused')
  return error.details
}

test('rows say what their columns are declared to be, and no more', async () => {
  const rows = await read(
    `A-3/17;;lab;2;4;real;sí;"V-01; V-02";a\n;${one.md5.toUpperCase()};;;;UNDETERMINED;;;\nA-3/18;${one.md5};lab;2;0;;no;;\n`,
  )
  expect(rows).toEqual([
    {
      line: 2,
      item: 'A-3/17',
      digests: {},
      category: { scheme: 'lab', schemeVersion: '2', code: '4' },
      determination: 'real',
      realistic: true,
      depicted: ['V-01', 'V-02'],
    },
    { line: 3, digests: { md5: one.md5 }, determination: 'undetermined' },
    {
      line: 4,
      item: 'A-3/18',
      digests: { md5: one.md5 },
      category: { scheme: 'lab', schemeVersion: '2', code: '0' },
      realistic: false,
    },
  ])
})

test.each([
  ['no item', 'x;;;;;real;;;\n', { line: 2, column: 'Elemento', fault: 'item' }],
  ['neither item nor digest', ';;;;;real;;;\n', { line: 2, column: 'Elemento', fault: 'missing' }],
  ['a digest of another algorithm', `;${one.sha1};;;;real;;;\n`, { column: 'Hash', fault: 'digest' }],
  ['a code without its scale', 'A-1/1;;;2;4;;;;\n', { column: 'Escala', fault: 'scheme' }],
  ['a scale without its version', 'A-1/1;;lab;;4;;;;\n', { column: 'Versión', fault: 'scheme' }],
  ['another determination', 'A-1/1;;;;;fake;;;\n', { column: 'Tipo', fault: 'determination' }],
  ['another answer', 'A-1/1;;;;;real;perhaps;;\n', { column: 'Realista', fault: 'yes-no' }],
  ['a person who is no victim', 'A-1/1;;;;;real;;V-01,P-02;\n', { column: 'Víctimas', fault: 'depicted' }],
  ['nothing said', 'A-1/1;;;;;;;;note\n', { column: 'Tipo', fault: 'missing' }],
  ['a cell too few', 'A-1/1;;;;;real;;\n', { line: 2, fault: 'columns' }],
  ['several', 'A-1/1;;;;;real;;;\nx;;;;;real;;;\ny;;;;;real;;;\n', { line: 3, more: 1, lines: '3, 4' }],
  ['no rows', '', { fault: 'empty' }],
])('%s: none of the rows is taken', async (_, rows, expected) => {
  expect(await refusalOf(read(rows))).toMatchObject({ what: 'assessments', ...expected })
})

test('text in another encoding is refused, not guessed', async () => {
  const latin1 = Buffer.from('Item;Scale;Version;Code\nA-1/1;prisión;1;2\n', 'latin1')
  const map = { item: 'Item', scheme: 'Scale', version: 'Version', code: 'Code' }
  expect(await refusalOf(read(latin1, map))).toMatchObject({ line: 2, column: 'Scale', fault: 'encoding' })
})

test('a declared column must be there, once', async () => {
  expect(await refusalOf(read('', { item: 'Item' }))).toMatchObject({
    column: 'Item',
    fault: 'column-absent',
  })
  const twice = Buffer.from('a,a\nA-1/1,A-1/2\n')
  expect(await refusalOf(read(twice, { item: 'a' }))).toMatchObject({ column: 'a', fault: 'column-twice' })
})
