import { createHash } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { readNsrl } from '../../src/database/nsrl.js'
import type { CustodiaError } from '../../src/errors.js'
import { importSet } from '../../src/matching/import-set.js'
import { matchSet } from '../../src/matching/match-set.js'
import { openSet } from '../../src/matching/open-set.js'
import type { SetKind } from '../../src/model/known-set.js'
import { speakerFor } from '../../src/wording/speak.js'
import { digestsOf, imported, importedFile, nsrlDatabase, ownFolder, vicsSet } from '../support/known-sets.js'

const folder = ownFolder()
afterAll(() => folder.remove())
let number = 0
let own = ''
beforeEach(() => {
  number += 1
  own = join(folder.path, `${number}`)
  mkdirSync(own)
})

const [one, two, three] = ['one', 'two', 'three'].map(digestsOf) as [
  ReturnType<typeof digestsOf>,
  ReturnType<typeof digestsOf>,
  ReturnType<typeof digestsOf>,
]

async function kindsOf(path: string, kind: SetKind, ...items: object[]): Promise<string[]> {
  const set = openSet(path, kind)
  const kinds: string[] = []
  for await (const outcome of matchSet(
    set,
    items.map((digests, item) => ({ item, digests })),
  ))
    kinds.push(outcome.kind)
  set.close()
  return kinds
}

/** What was refused, and that it has words of its own in both languages. */
async function refusalOf(work: Promise<unknown>): Promise<object> {
  const error = (await work.then(
    () => undefined,
    (thrown) => thrown,
  )) as CustodiaError
  expect(error?.code).toBeDefined()
  for (const lang of ['en', 'es'] as const) {
    const { what } = speakerFor(lang).error(error)
    expect(what).toContain(String(error.details['path']))
    expect(what).not.toMatch(/\?|undefined|set-fault/)
  }
  return { code: error.code, ...error.details, path: undefined }
}

describe('lists', () => {
  test.each([
    ['digests alone', `${one.md5}\n${two.md5.toUpperCase()}\n`],
    ['without a last line feed', `${one.md5}\r\n\r\n${two.md5}`],
    ['behind a byte order mark', `\ufeff${one.md5}\n${two.md5}\n`],
    ['as md5sum prints it', `${one.md5}  a b.jpg\n\\${two.md5} *c\\nd.jpg\n`],
    ['with comments', `# lab list\n${one.md5}\n${two.md5}\n`],
    ['CSV', `name,MD5\n"a, b",${one.md5}\nc,${two.md5}\n`],
    ['CSV with semicolons and more digests', `SHA-256;md5\n;${one.md5}\n${two.sha256};${two.md5}\n`],
  ])('%s', async (_, content) => {
    const { path, header } = await imported(own, content, { kind: 'known-relevant' })
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(header).toMatchObject({
      kind: 'known-relevant',
      records: { read: 2 },
      source: { format: 'list', sha256, size: Buffer.byteLength(content) },
    })
    expect(await kindsOf(path, 'known-relevant', one, two, three)).toEqual(['match', 'match', 'absent'])
  })

  test('CSV that is read in many pieces loses none of its digests between two', async () => {
    const files = Array.from({ length: 20_000 }, (_, at) => digestsOf(`file ${at}`))
    const content = `md5,sha1\n${files.map(({ md5, sha1 }) => `${md5},${sha1}`).join('\n')}\n`
    const { path } = await imported(own, content, { kind: 'known-relevant' })
    const kinds = await kindsOf(path, 'known-relevant', ...files)
    expect(kinds.filter((kind) => kind !== 'match')).toEqual([])
  })

  test('carry categories with their scale, or with the one stated for the list', async () => {
    const content = `md5,scheme,version,code,label\n${one.md5},S,2,0,none\n${two.md5},,,3,\n`
    const stated = { scheme: 'lab', schemeVersion: '7' }
    const { header } = await imported(own, content, { kind: 'known-relevant', scheme: stated })
    expect(header.classes.map(({ category }) => category)).toEqual([
      { scheme: 'S', schemeVersion: '2', code: '0', label: 'none' },
      { ...stated, code: '3' },
    ])
    const bare = imported(own, content, { kind: 'known-relevant' })
    expect(await refusalOf(bare)).toMatchObject({ line: 3, column: 'code', fault: 'scheme' })
  })

  test.each([
    ['no digest', `${one.md5}\nxyz\n${two.md5}\n`, { line: 2, fault: 'digest' }],
    ['a digest cut short', `${one.sha1}\n${two.sha1.slice(0, 39)}\n`, { line: 2, fault: 'digest' }],
    ['a SHA-1 cut to the length of an MD5', `${one.sha1}\n${two.md5}\n`, { line: 2, fault: 'digest-length' }],
    ['text behind a digest', `${one.md5},a.jpg\n`, { line: 1, fault: 'digest' }],
    ['several', `a\n${one.md5}\nb\nc\n`, { line: 1, fault: 'digest', more: 2, lines: '1, 3, 4' }],
    ['a line without end', `${one.md5}\n${'a'.repeat(70_000)}\n`, { line: 2, fault: 'line-length' }],
    ['nothing', '\n\n', { line: 1, fault: 'empty' }],
    [
      'a damaged cell',
      `md5,sha1\n${one.md5},${one.sha1}\n${two.md5},zz\n`,
      { line: 3, column: 'sha1', fault: 'digest' },
    ],
    ['a row without digests', `md5,name\n,a\n`, { line: 2, fault: 'no-digest' }],
    ['a row with a cell too many', `md5,name\n${one.md5},a,b\n`, { line: 2, fault: 'columns' }],
    ['a column twice', `md5,MD5\n${one.md5},${one.md5}\n`, { line: 1, column: 'md5', fault: 'column-twice' }],
    ['an open quotation mark', `md5,name\n${one.md5},"a\n`, { fault: 'csv' }],
  ])('%s is refused, and nothing is left behind', async (_, content, expected) => {
    const source = join(own, 'source')
    writeFileSync(source, content)
    const work = importSet(source, join(own, 'set'), { kind: 'known-relevant', readNsrl })
    expect(await refusalOf(work)).toMatchObject({ code: 'source.malformed', what: 'hash-list', ...expected })
    expect(readdirSync(own)).toEqual(['source'])
  })

  test('a list does not say its kind: whoever gives it does', async () => {
    expect(await refusalOf(imported(own, `${one.md5}\n`))).toMatchObject({ code: 'usage.missing' })
  })
})

describe('the two kinds', () => {
  test('a VICS file is never known-good, and an NSRL database never known-relevant', async () => {
    const vics = vicsSet([{ MediaID: 1, MD5: one.md5, Category: 1 }])
    const asGood = imported(own, vics, { kind: 'known-good' })
    expect(await refusalOf(asGood)).toMatchObject({ code: 'source.refused', reason: 'vics-as-known-good' })
    const database = join(own, 'rds.db')
    nsrlDatabase(database, 'minimal', [one])
    const asRelevant = importedFile(own, database, { kind: 'known-relevant' })
    expect(await refusalOf(asRelevant)).toMatchObject({
      code: 'source.refused',
      reason: 'nsrl-as-known-relevant',
    })
  })

  test('the index knows its kind, and is not opened as the other', async () => {
    const good = await imported(own, `${one.md5}\n`, { kind: 'known-good' })
    const asRelevant = async () => openSet(good.path, 'known-relevant')
    expect(await refusalOf(asRelevant())).toMatchObject({
      code: 'source.refused',
      reason: 'set-not-known-relevant',
    })
    const relevant = await imported(own, vicsSet([{ MD5: one.md5 }]))
    const asGood = async () => openSet(relevant.path, 'known-good')
    expect(await refusalOf(asGood())).toMatchObject({ code: 'source.refused', reason: 'set-not-known-good' })
  })
})

describe('NSRL', () => {
  test.each(['minimal', 'full'] as const)('a %s release', async (release) => {
    const database = join(own, 'rds.db')
    nsrlDatabase(database, release, [one, two])
    const before = readFileSync(database)
    const { path, header } = await importedFile(own, database)
    const sha256 = createHash('sha256').update(before).digest('hex')
    expect(header).toMatchObject({
      kind: 'known-good',
      records: { read: 2 },
      source: { format: 'nsrl', sha256 },
    })
    expect(header.source.stated).toBe(release === 'minimal' ? '2026.03.1' : undefined)
    expect(header.sections).toEqual(['sha256', 'sha1', 'md5'].map((algorithm) => ({ algorithm, entries: 2 })))
    expect(await kindsOf(path, 'known-good', one, two, three)).toEqual(['match', 'match', 'absent'])
    expect(readFileSync(database).equals(before)).toBe(true)
  })

  test.each([
    [
      'another database',
      'create table FILE (name text)',
      { code: 'source.refused', reason: 'no-nsrl-tables' },
    ],
    [
      'one with a view in place of the table',
      'create view FILE as select 1 as sha256, 2 as sha1, 3 as md5',
      { reason: 'no-nsrl-tables' },
    ],
    [
      'a damaged digest',
      `create table FILE (sha256, sha1, md5); insert into FILE values ('zz', '', null)`,
      { fault: 'digest', line: 1 },
    ],
    [
      'one in WAL mode',
      'pragma journal_mode = wal; create table FILE (sha256, sha1, md5)',
      { reason: 'nsrl-unfinished' },
    ],
  ])('%s is refused', async (_, sql, expected) => {
    const { default: Database } = await import('better-sqlite3')
    const path = join(own, 'other.db')
    const database = new Database(path)
    database.exec(sql)
    database.close()
    expect(await refusalOf(importedFile(own, path))).toMatchObject(expected)
    expect(readdirSync(own).filter((name) => name.startsWith('other'))).toEqual(['other.db'])
  })

  test('a truncated one is refused', async () => {
    const path = join(own, 'rds.db')
    nsrlDatabase(
      path,
      'minimal',
      Array.from({ length: 500 }, (_, at) => digestsOf(`file ${at}`)),
    )
    const whole = readFileSync(path)
    writeFileSync(path, whole.subarray(0, whole.length / 2))
    expect(await refusalOf(importedFile(own, path))).toMatchObject({
      code: 'source.malformed',
      fault: 'database',
    })
  })
})

describe('the index', () => {
  test('is written whole, for its owner alone, and never over another file', async () => {
    const source = join(own, 'list')
    writeFileSync(source, `${one.md5}\n`)
    const path = join(own, 'set')
    await importSet(source, path, { kind: 'known-good', readNsrl })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(own).sort()).toEqual(['list', 'set'])
    const again = importSet(source, path, { kind: 'known-good', readNsrl })
    expect(await refusalOf(again)).toMatchObject({ code: 'usage.conflict' })
  })

  test('does not depend on the order of its source, apart from the source itself', async () => {
    const lines = Array.from({ length: 300 }, (_, at) => digestsOf(`file ${at}`).sha1)
    const how = { kind: 'known-good', limits: { runBytes: 1000 } } as const
    const forth = await imported(own, lines.join('\n'), how)
    const back = await imported(own, [...lines, ...lines].reverse().join('\n'), { kind: 'known-good' })
    const entries = (path: string) =>
      readFileSync(path)
        .subarray(-(300 * 28 + 32), -32)
        .toString('hex')
    expect(entries(back.path)).toBe(entries(forth.path))
  })

  test('a source that is absent, a link or a folder is refused', async () => {
    const target = join(own, 'target')
    writeFileSync(target, `${one.md5}\n`)
    symlinkSync(target, join(own, 'link'))
    const from = (path: string) => importSet(path, join(own, 'set'), { kind: 'known-good', readNsrl })
    expect(await refusalOf(from(join(own, 'nothing')))).toMatchObject({ code: 'source.absent' })
    expect(await refusalOf(from(join(own, 'link')))).toMatchObject({ code: 'source.not-regular' })
    expect(await refusalOf(from(own))).toMatchObject({ code: 'source.not-regular' })
  })

  test('a source that grows while it is read is refused', async () => {
    const source = join(own, 'rds.db')
    nsrlDatabase(source, 'minimal', [one])
    const grown = importSet(source, join(own, 'set'), {
      readNsrl(path) {
        const reading = readNsrl(path)
        appendFileSync(path, 'more')
        return reading
      },
    })
    expect(await refusalOf(grown)).toMatchObject({ code: 'source.changed' })
  })
})
