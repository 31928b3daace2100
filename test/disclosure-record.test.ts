import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { disclose } from '../src/case/disclose.js'
import { type OpenCase, openCase } from '../src/case/open.js'
import { verify } from '../src/case/verify.js'
import { type BuiltCase, buildCase, deskOf, examiner } from './support/tamper-case.js'

// A disclosure is put on record before it is written, so that it holds the act that names its own verifier.

let built: BuiltCase
let open: OpenCase

beforeAll(async () => {
  built = await buildCase(true)
  open = await openCase(built.folder, built.home)
})
afterAll(() => {
  open.close()
  built.dispose()
})

const asked = {
  knownCheckpoints: [],
  receipts: [],
  scope: { bytes: 'none', requireCoverage: false },
} as const
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

test('the folder holds the act that names the programs in it', async () => {
  const before = (await open.ledger.head()).size
  const folder = join(built.root, 'recorded')
  const recording = { desk: deskOf(examiner), recipient: 'the defence of V. (invented)' }
  const written = await disclose(open, folder, 'none', recording)
  expect(written).toMatchObject({ entries: before + 1, recorded: { entry: before } })
  expect(written.recorded).toMatchObject({
    program: sha256(join(folder, 'verify.mjs')),
    page: sha256(join(folder, 'verify.html')),
  })
  const { verdict, steps } = await verify({ folder, ...asked }, built.home)
  expect(verdict).toBe('confirmed')
  const { program, page } = written.recorded ?? {}
  expect(steps.at(-1)?.act).toMatchObject({
    kind: 'disclosure.record',
    profile: 'none',
    verifier: { page, program },
    seen: { size: before },
  })
  expect(readFileSync(join(folder, 'clear.jsonl'), 'utf8')).toContain('the defence of V. (invented)')
})

test('the program in the folder confirms it, and a changed one is contradicted', async () => {
  const folder = join(built.root, 'checked')
  await disclose(open, folder, 'persons', { desk: deskOf(examiner) })
  const run = () =>
    spawnSync(process.execPath, [join(folder, 'verify.mjs'), folder, '--genesis', built.genesis], {
      encoding: 'utf8',
    })
  const { status, stdout } = run()
  expect([status, stdout.split('\n')[0]]).toEqual([0, 'CONFIRMED'])
  expect(stdout).toContain(sha256(join(folder, 'verify.mjs')))
  await writeFile(join(folder, 'verify.mjs'), `${readFileSync(join(folder, 'verify.mjs'), 'utf8')}\n`)
  const { findings } = await verify({ folder, ...asked }, built.home)
  expect(findings.map(({ code, subject }) => `${code} ${subject}`)).toContain('file.mismatch verify.mjs')
})

test('what nobody records holds no program, and says so', async () => {
  const before = (await open.ledger.head()).size
  const folder = join(built.root, 'unrecorded')
  expect(await disclose(open, folder, 'none')).toMatchObject({ recorded: undefined, entries: before })
  expect(['verify.mjs', 'verify.html'].filter((name) => existsSync(join(folder, name)))).toEqual([])
  expect((await verify({ folder, ...asked }, built.home)).verdict).toBe('confirmed')
})

test('nothing is put on record for a folder that is taken', async () => {
  const before = (await open.ledger.head()).size
  const taken = disclose(open, built.seized, 'none', { desk: deskOf(examiner) })
  await expect(taken).rejects.toMatchObject({ code: 'usage.conflict' })
  expect((await open.ledger.head()).size).toBe(before)
})
