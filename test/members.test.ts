import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ingested, ingest } from '../src/case/ingest.js'
import { type Item, listItems } from '../src/case/items.js'
import { type OpenCase, openCase } from '../src/case/open.js'
import { verify } from '../src/case/verify.js'
import { exhibitNumber } from '../src/model/field.js'
import { tarOf, zipOf } from './support/archives.js'
import { describeTools, toolOutput } from './support/debian-tools.js'
import { type BuiltCase, buildCase, deskOf, examiner } from './support/tamper-case.js'

// Files that archives hold become items of their own, and nothing is unpacked anywhere.

let built: BuiltCase
let open: OpenCase
let done: Ingested
let items: Item[]

const lake = Buffer.from('stands for a photograph of a lake\n')
const hill = Buffer.from('stands for a photograph of a hill\n')

beforeAll(async () => {
  built = await buildCase()
  open = await openCase(built.folder, built.home)
  const place = built.seized
  writeFileSync(
    join(place, 'a.zip'),
    zipOf([
      { name: 'lake.txt', data: lake },
      { name: '../escape.txt', data: hill },
      { name: 'sub/hill.txt', data: hill },
    ]),
  )
  writeFileSync(join(place, 'b.tar.gz'), gzipSync(tarOf([{ name: 'hill.txt', data: hill }])))
  writeFileSync(join(place, 'c.zip'), zipOf([{ name: 'lake.txt', data: lake }]).subarray(0, 60))
  const quiet = { onRead: () => undefined, onExamined: () => undefined, onIngested: () => undefined }
  const request = { sources: [place], exhibit: exhibitNumber.parse('E-1'), copy: true, metadata: false }
  done = await ingest(open, deskOf(examiner), { ...request, members: true }, quiet)
  items = []
  for await (const item of listItems(open, { acquisition: String(done.acquisition), unread: true }))
    items.push(item)
})
afterAll(() => {
  open.close()
  built.dispose()
})

const itemAt = (path: string) => items.find((item) => item.path === path)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('an archive among the sources', () => {
  test('is an item itself, and its files are items with digests of their own', () => {
    expect(itemAt('a.zip')?.kind).toBe('file')
    expect(itemAt('a.zip/lake.txt')?.digests['sha256']).toBe(sha256(lake))
    expect(itemAt('a.zip/sub/hill.txt')?.digests['sha256']).toBe(sha256(hill))
    expect(itemAt('b.tar.gz/hill.txt')?.digests['sha256']).toBe(sha256(hill))
  })

  test('never gives a path that leads out of it: the name is listed, and not used', () => {
    expect(itemAt('a.zip/../escape.txt')).toMatchObject({ kind: 'unread', code: 'source.refused' })
    expect(readdirSync(built.root)).not.toContain('escape.txt')
  })

  test('that is cut off is an item all the same, and says that it could not be read further', () => {
    expect(itemAt('c.zip')?.kind).toBe('file')
    expect(items.filter(({ path, kind }) => path === 'c.zip' && kind === 'unread')).toHaveLength(1)
    expect(done.failed.map(({ path }) => path)).toContain('c.zip')
  })

  test('is confirmed with all that it holds', async () => {
    const scope = { bytes: 'all', requireCoverage: false } as const
    const audit = await verify(
      { folder: built.folder, knownCheckpoints: [], receipts: [], scope },
      built.home,
    )
    expect(audit.findings.filter(({ verdict }) => verdict === 'contradicted')).toEqual([])
    expect(audit.checked.items).toBeGreaterThanOrEqual(items.length)
  })
})

describeTools('a disk image among the sources', ['fls', 'icat', 'mmls', 'mke2fs'], () => {
  test('gives the files of its file system, and what was removed by name alone', async () => {
    const tree = join(built.root, 'tree')
    mkdirSync(join(tree, 'd'), { recursive: true })
    writeFileSync(join(tree, 'd', 'lake.txt'), lake)
    const image = join(built.root, 'stick.dd')
    toolOutput('mke2fs', '-q', '-F', '-t', 'ext2', '-d', tree, image, '1M')
    const request = { sources: [image], exhibit: exhibitNumber.parse('E-1'), copy: true, metadata: false }
    const quiet = { onRead: () => undefined, onExamined: () => undefined, onIngested: () => undefined }
    const { acquisition } = await ingest(open, deskOf(examiner), { ...request, members: true }, quiet)
    const found: Item[] = []
    for await (const item of listItems(open, { acquisition: String(acquisition), unread: true }))
      found.push(item)
    const member = found.find(({ path }) => path?.endsWith('/d/lake.txt'))
    expect(member?.digests['sha256']).toBe(sha256(lake))
  })
})
