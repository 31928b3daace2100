import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act } from '../src/model/act.js'
import { fileLine, unreadLine } from '../src/model/manifest-line.js'
import { parseKeyFile, unsealSeed } from '../src/signing/sealed-key.js'
import { seedSigner } from '../src/signing/signer.js'
import { examplesIn, formatExamples, withExamples } from './support/format-examples.js'
import { smallRecord } from './support/small-record.js'

const project = fileURLToPath(new URL('..', import.meta.url))
const formats = join(project, 'docs/formats')
const mine = [
  'act.md',
  'case-folder.md',
  'checkpoint.md',
  'commitment.md',
  'cosignature.md',
  'disclosure.md',
  'entry.md',
  'findings.md',
  'key-file.md',
  'manifest.md',
  'receipt.md',
  'trust-policy.md',
  'witness-request.md',
]
const pages = new Map(
  await Promise.all(mine.map(async (name) => [name, await readFile(join(formats, name), 'utf8')] as const)),
)
const page = (name: string) => pages.get(name) ?? ''

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custodia-formats-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

// `UPDATE_FORMATS=1` writes the examples anew, and fails once more over those that were old.
describe('the examples of docs/formats', () => {
  test('are what the code writes', async () => {
    const real = await formatExamples(await smallRecord(), join(folder, 'disclosure'), project)
    if (process.env['UPDATE_FORMATS'] === '1')
      for (const [name, text] of pages) await writeFile(join(formats, name), withExamples(text, real))
    for (const [name, text] of pages) {
      const examples = examplesIn(text)
      expect(examples.length, name).toBeGreaterThan(0)
      for (const example of examples.filter((each) => each.name !== 'key file'))
        expect([name, example.name, example.text]).toEqual([name, example.name, real.get(example.name)])
    }
  })

  test('of a key file opens with its passphrase', async () => {
    const [example] = examplesIn(page('key-file.md'))
    const file = parseKeyFile(Buffer.from(example?.text ?? ''))
    const seed = await unsealSeed(file, Buffer.from('a passphrase for an example'))
    expect(Buffer.from(seedSigner(seed).publicKey).toString('base64')).toBe(file.publicKey)
  })
})

describe('the tables of docs/formats', () => {
  const rows = (text: string) =>
    new Map(text.split('\n').flatMap((line) => [[/^\| `([^`]+)`/.exec(line)?.[1] ?? '', line] as const]))
  const withoutShared = (shape: object) =>
    Object.keys(shape).filter((key) => !['kind', ...shared].includes(key))
  const shared = ['at', 'by', 'despite', 'late', 'log', 'nonce', 'parties', 'rules', 'seen', 'software']

  test('name every kind of act and every key of it', () => {
    const table = rows(page('act.md'))
    for (const key of ['kind', ...shared]) expect([...table.keys()]).toContain(key)
    for (const { shape } of act.options) {
      const row = table.get(shape.kind.value) ?? ''
      expect(row, shape.kind.value).not.toBe('')
      for (const key of withoutShared(shape)) expect(row).toContain(`\`${key}\``)
    }
  })

  test('name every key of a manifest line', () => {
    const text = page('manifest.md')
    for (const key of [...Object.keys(fileLine.shape), ...Object.keys(unreadLine.shape)])
      expect(text).toContain(`\`${key}\``)
  })
})

test('no link of docs leads nowhere', async () => {
  const docs = join(project, 'docs')
  const all = (await readdir(docs, { recursive: true })).map((name) => name.split(sep).join('/'))
  for (const [name, text] of [...pages].map(([name, text]) => [`formats/${name}`, text] as const)) {
    for (const [, target = ''] of text.matchAll(/\]\(([^)#]+\.md)\)/g)) {
      const path = new URL(target, `file:///${name}`).pathname.slice(1)
      expect([name, all.includes(path), path]).toEqual([name, true, path])
    }
  }
})
