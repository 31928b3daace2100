import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifierDigests, verifierFiles } from '../src/disclosure/verifier-files.js'
import { writeDisclosure } from '../src/disclosure/write.js'
import { act } from '../src/model/act.js'
import { smallRecord, writeSmallEvidence } from './support/small-record.js'
import { checkStandalone, folderAt, programUrl } from './support/standalone.js'

// verify.mjs, the program that goes into disclosures: what it is, and how it is called. What it finds is in test/disclosures/.

const program = fileURLToPath(programUrl)
const source = await readFile(program, 'utf8')
const { input, genesis } = await smallRecord()
let root: string
let folder: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'custodia-standalone-'))
  folder = join(root, 'disclosure')
  await writeDisclosure(folder, input)
  await writeSmallEvidence(join(root, 'evidence'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

function run(...parameters: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8' },
  })
  return { status, stdout, stderr }
}

describe('the program', () => {
  test('is short enough to be read in an evening', () => {
    expect(source.split('\n').length - 1).toBeLessThanOrEqual(1200)
    expect(Math.max(...source.split('\n').map((line) => line.length))).toBeLessThan(600)
  })

  test('imports modules of Node alone, and those only where it runs in Node', () => {
    const imported = [...source.matchAll(/\bimport\s*\(?\s*['"]([^'"]+)['"]|\bfrom\s+['"]([^'"]+)['"]/g)]
    const names = new Set(imported.map(([, dynamic, fixed]) => dynamic ?? fixed))
    expect([...names].sort()).toEqual(['node:crypto', 'node:fs', 'node:url', 'node:util'])
    expect(source).not.toMatch(/^import /m)
    expect(source).not.toMatch(/\beval\b|new Function|fetch\(|child_process|https?:\/\//)
  })

  test('knows every kind of act and every key of it, but those of field logs, and says so of these', () => {
    const table = /new Map\(\s*`(genesis [^`]+)`/.exec(source)?.[1] ?? ''
    const said = new Map(
      table.split('\n').map((line) => [line.trim().split(' ')[0], line.trim().split(' ').slice(1)]),
    )
    const envelope = /everyAct = '([^']+)'/.exec(source)?.[1]?.split(' ') ?? []
    const forms = act.options.map(({ shape }) => ({ shape, kind: [...shape.kind.values][0] ?? '' }))
    const known = forms.filter(({ kind }) => !kind.startsWith('field.'))
    for (const { shape, kind } of known) {
      const keys = Object.entries(shape).map(([name, form]) =>
        form.safeParse(undefined).success ? `${name}?` : name,
      )
      if (kind === 'genesis') keys.splice(0, keys.length, ...keys.filter((key) => key !== 'field?'))
      expect([kind, [...(said.get(kind) ?? []), ...envelope].sort()]).toEqual([kind, keys.sort()])
    }
    expect(said.size).toBe(known.length)
  })
})

describe('the command', () => {
  test('ends with 0, 31 and 30, as custodia verify does', async () => {
    expect(run(folder, '--genesis', genesis, '--evidence', join(root, 'evidence'))).toMatchObject({
      status: 0,
    })
    const open = run(folder)
    expect(open).toMatchObject({ status: 31 })
    expect(open.stdout).toContain('trust.self-stated')
    expect(run(folder, '--genesis', 'A'.repeat(43).concat('='))).toMatchObject({ status: 30 })
  })

  test('takes the genesis in hexadecimal too', () => {
    expect(run(folder, '--genesis', Buffer.from(genesis, 'base64').toString('hex'))).toMatchObject({
      status: 0,
    })
  })

  test('says what it did not check, and the command that does', () => {
    const { stdout } = run(folder, '--genesis', genesis)
    expect(stdout).toMatch(/rules of custody .*custodia verify/)
    expect(stdout).toMatch(/time stamps .*custodia verify/)
    expect(stdout).toContain('recorded files were not hashed again (--evidence)')
  })

  test('speaks Spanish, and to programs', () => {
    expect(run(folder, '--lang', 'es', '--genesis', genesis).stdout).toMatch(/^CONFIRMADO\n/)
    const told = JSON.parse(run(folder, '--json', '--genesis', genesis).stdout)
    expect(told).toMatchObject({ verdict: 'confirmed', genesis, checked: { entries: 7, signatures: 10 } })
  })

  test.each([
    [2, []],
    [2, ['one', 'two']],
    [2, ['.', '--genesis', 'short']],
    [2, ['.', '--no-such-option']],
    [10, ['/nowhere/at/all']],
    [10, [fileURLToPath(new URL('.', import.meta.url))]],
  ])('ends with %i for %j', (status, parameters) => {
    expect(run(...parameters)).toMatchObject({ status, stdout: '' })
  })

  test('binds the folder to receipts and checkpoints that others kept', async () => {
    const receipt = join(folder, 'receipts/5.tlog-proof')
    const { stdout, status } = run(
      folder,
      '--genesis',
      genesis,
      '--receipt',
      receipt,
      '--known-checkpoint',
      join(folder, 'checkpoint'),
    )
    expect(status).toBe(0)
    expect(stdout).toContain('receipt.confirmed')
    expect(stdout).not.toContain('--known-checkpoint')
    const { notChecked } = await checkStandalone({ folder: await folderAt(folder), genesis })
    expect(notChecked.map(({ what }) => what)).toContain('kept-by-others')
  })
})

test('the page holds the program as it is, and may run and load nothing else', async () => {
  const files = await verifierFiles()
  const page = Buffer.from(files.page).toString('utf8')
  const [, script = ''] = /<script type="module">([\s\S]*)<\/script>/.exec(page) ?? []
  expect(script).toContain(source.replace(/^#!.*\n/, ''))
  expect(script.toLowerCase()).not.toMatch(/<\/script|<!--/)
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? []
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  expect(policy).not.toMatch(/unsafe|https?:/)
  expect(page.replace(script, '')).not.toMatch(/\b(src|href)=|url\(|\bon[a-z]+=|@import/)
  expect(verifierDigests(files).program).toBe(createHash('sha256').update(source).digest('hex'))
})
