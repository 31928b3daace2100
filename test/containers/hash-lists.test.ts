import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { parseHashList, readHashList } from '../../src/containers/hash-lists/read-hash-list.js'
import { describeTools, toolOutput } from '../support/debian-tools.js'

const folder = mkdtempSync(join(tmpdir(), 'custodia-lists-'))
afterAll(() => rmSync(folder, { recursive: true }))

const md5 = '5d41402abc4b2a76b9719d911017c592'
const sha1 = 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'
const sha256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'

const parse = (text: string) => parseHashList(Buffer.from(text, 'latin1'), 'list')

/** Entries with their names as text of one character a byte. */
function entriesIn(text: string) {
  return parse(text).entries.map(({ name, ...rest }) => ({
    name: Buffer.from(name).toString('latin1'),
    ...rest,
  }))
}

describe('each form is known by what it holds', () => {
  test.each([
    ['coreutils', 'list', `${sha256}  a.txt\n`],
    ['coreutils', 'list', `# made by hand\n\n${md5} *a.txt\r\n`],
    ['bsd', 'list', `SHA256 (a.txt) = ${sha256}\n`],
    [
      'hashdeep',
      'list',
      `%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## x\n5,${md5},${sha256},a.txt\n`,
    ],
    [
      'dfxml',
      'list',
      `<dfxml><fileobject><filename>a.txt</filename><hashdigest type='MD5'>${md5}</hashdigest></fileobject></dfxml>`,
    ],
    ['ftk-imager', 'log', `Created By AccessData\xae FTK\xae Imager 4.2\r\n MD5 checksum:    ${md5}\r\n`],
    ['tool-log', 'log', `MD5 hash calculated over data:\t\t${md5}\n`],
  ])('%s', (form, origin, text) => {
    const list = parse(text)
    expect(list).toMatchObject({ form, origin })
    expect(list.entries.map(({ digests }) => digests)).toHaveLength(1)
  })

  test('and what is none of them is refused', () => {
    for (const text of ['', 'hello\n', `${md5}x  a\n`, '{"a":1}\n'])
      expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'source.malformed' }))
  })

  test('UTF-16 and marks before UTF-8 are read', () => {
    const text = `MD5 checksum:    ${md5}\r\n`
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    expect(parseHashList(wide, 'list').entries).toMatchObject([{ digests: { md5 } }])
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(`${md5}  a\n`)])
    expect(parseHashList(marked, 'list').entries).toMatchObject([{ digests: { md5 } }])
  })
})

test('names are raw bytes, escapes resolved, lines counted', () => {
  const text = `${sha256}  a\n\\${sha256} *b\\nc\\\\d\\re\n\n${sha256.toUpperCase()}   f \xff\n`
  expect(entriesIn(text)).toEqual([
    { line: 1, name: 'a', digests: { sha256 } },
    { line: 2, name: 'b\nc\\d\re', digests: { sha256 } },
    { line: 4, name: ' f \xff', digests: { sha256 } },
  ])
  expect(entriesIn(`SHA1 (x) y) = ${sha1}\n\\MD5 (a\\nb) = ${md5}\n`)).toEqual([
    { line: 1, name: 'x) y', digests: { sha1 } },
    { line: 2, name: 'a\nb', digests: { md5 } },
  ])
})

test('a list of hashdeep has sizes, and names with commas', () => {
  const text = `%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## $ hashdeep\n5,${md5},${sha256},/a,b\n`
  expect(entriesIn(text)).toEqual([{ line: 4, name: '/a,b', size: 5, digests: { md5, sha256 } }])
})

test('DFXML gives files, with digests of the whole and not of parts', () => {
  const text = `<?xml version='1.0'?>
<dfxml><volume><fileobject><filename>a &amp; b</filename><filesize>5</filesize>
<byte_runs><byte_run><hashdigest type='md5'>${'0'.repeat(32)}</hashdigest></byte_run></byte_runs>
<hashdigest type='md5'>${md5}</hashdigest><hashdigest type='sha1'>${sha1}</hashdigest></fileobject>
<fileobject><filename>none</filename></fileobject></volume></dfxml>
`
  expect(entriesIn(text)).toEqual([{ line: 4, name: 'a & b', size: 5, digests: { md5, sha1 } }])
})

test('a log gives what it states, line by line', () => {
  const text = `[Computed Hashes]\n MD5 checksum:    ${md5}\n SHA1 checksum:   ${sha1}\n\nImage Verification Results:\n MD5 checksum:    ${md5} : verified\n`
  expect(entriesIn(text)).toEqual([
    { line: 2, name: '', digests: { md5 } },
    { line: 3, name: '', digests: { sha1 } },
    { line: 6, name: '', digests: { md5 } },
  ])
  expect(entriesIn(`Source hash (SHA-256): ${sha256}\n`)).toEqual([
    { line: 1, name: '', digests: { sha256 } },
  ])
  expect(() => entriesIn(`MD5: ${sha1}\n`)).toThrow(/none|known|hash list/)
})

test.each([
  [`${sha256}  a\n${sha256.slice(1)}  b\n`, 2, /digest/],
  [`${sha256}  a\n${sha256} b\n`, 2, /space/],
  [`${sha256}  a\n${sha256}  b`, 2, /line feed/],
  [`${sha256}  a\n\\${sha256}  b\\t\n`, 2, /escape/],
  [`SHA256 (a) = ${sha256}\nSHA256 (b) = ${md5}\n`, 2, /digits/],
  [`SHA256 (a) = ${sha256}\nTIGER (b) = ${md5}\n`, 2, /known/],
  [`%%%% HASHDEEP-1.0\n5,${md5},a\n`, 2, /before the line/],
  [`%%%% HASHDEEP-1.0\n%%%% size,md5,filename\nx,${md5},a\n`, 3, /size/],
  [`%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n5,${md5}\n`, 3, /columns/],
  [`%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n5,${sha1},a\n`, 3, /md5/],
  [`%%%% HASHDEEP-1.0\n%%%% md5,filename\n`, 2, /columns/],
  [
    `<dfxml>\n<fileobject><filename>a</filename><hashdigest type='md5'>00</hashdigest></fileobject></dfxml>`,
    2,
    /md5/,
  ],
  [`<dfxml>\n<fileobject><filename>a</fileobject></dfxml>`, 2, /closes/],
  [`<dfxml>\n`, 1, /not closed/],
])('a damaged list is refused by line and rule: %j', (text, line, rule) => {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({
      code: 'source.malformed',
      details: expect.objectContaining({ line, path: 'list', reason: expect.stringMatching(rule) }),
    }),
  )
})

test('bytes of any kind are read or refused, never anything else', () => {
  const heads = [
    '',
    '%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n',
    '<dfxml>',
    `${md5}  a\n`,
    `MD5 (a) = ${md5}\n`,
  ]
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), (head, tail) => {
      try {
        parseHashList(Buffer.concat([Buffer.from(head), tail]), 'list')
      } catch (error) {
        expect(error).toMatchObject({ code: 'source.malformed' })
      }
    }),
  )
})

describeTools('lists that others made', ['sha256sum', 'md5sum', 'hashdeep', 'ewfacquire', 'ewfinfo'], () => {
  const tree = join(folder, 'tree')
  mkdirSync(tree)
  const names = ['plain', 'with space', 'line\nfeed', 'back\\slash', 'ñ', 'comma,']
  for (const name of names) writeFileSync(join(tree, name), 'hello')
  const paths = names.map((name) => join(tree, name))
  const asNames = (list: { entries: readonly { name: Uint8Array }[] }) =>
    list.entries.map(({ name }) => Buffer.from(name).toString('utf8')).sort()

  test.each([
    ['sha256sum', []],
    ['md5sum', ['--binary']],
    ['sha256sum', ['--tag']],
  ])('%s %j', async (program, options) => {
    const path = join(folder, 'sums')
    writeFileSync(path, toolOutput(program, ...options, ...paths), 'latin1')
    const list = await readHashList(path)
    expect(asNames(list)).toEqual([...paths].sort())
    for (const { digests } of list.entries)
      expect(digests).toEqual(program === 'md5sum' ? { md5 } : { sha256 })
  })

  test('hashdeep, and its DFXML', async () => {
    const plain = paths.filter((path) => !path.includes('\n'))
    const path = join(folder, 'deep')
    writeFileSync(path, toolOutput('hashdeep', '-c', 'md5,sha256', ...plain), 'latin1')
    const list = await readHashList(path)
    expect(list.form).toBe('hashdeep')
    expect(asNames(list)).toEqual([...plain].sort())
    writeFileSync(path, toolOutput('hashdeep', '-d', '-c', 'md5,sha256', join(tree, 'plain')), 'latin1')
    const xml = await readHashList(path)
    expect(xml).toMatchObject({ form: 'dfxml', entries: [{ size: 5, digests: { md5, sha256 } }] })
  })

  test('ewfacquire and ewfinfo', async () => {
    const medium = join(folder, 'medium.raw')
    writeFileSync(medium, Buffer.alloc(51_200, 3))
    const log = toolOutput('ewfacquire', '-u', '-q', '-d', 'sha1', '-t', join(folder, 'medium'), medium)
    const path = join(folder, 'log')
    writeFileSync(path, log, 'latin1')
    const stated = await readHashList(path)
    expect(stated).toMatchObject({ form: 'tool-log', origin: 'log' })
    writeFileSync(path, toolOutput('ewfinfo', '-f', 'dfxml', join(folder, 'medium.E01')), 'latin1')
    const info = await readHashList(path)
    expect(info).toMatchObject({ form: 'dfxml', entries: [{ size: 51_200 }] })
    const [first, second] = stated.entries
    expect(info.entries[0]?.digests).toEqual({ ...first?.digests, ...second?.digests })
  })
})
