import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeDisclosure } from '../../src/disclosure/write.js'
import { smallRecord, writeSmallEvidence } from '../support/small-record.js'
import { runTranscript, type TranscriptStep, transcriptOf, withOutputs } from '../support/transcript.js'

const project = fileURLToPath(new URL('../..', import.meta.url))
/** Debian installs Go beside the PATH, and its packages here. */
const goFolders = ['/usr/lib/go-1.19/bin', '/usr/local/go/bin']
const goPackages = '/usr/share/gocode'
const path = [process.env['PATH'], ...goFolders].join(delimiter)

const recipe = await readFile(join(project, 'docs/verify-by-hand.md'), 'utf8')
const program = await readFile(join(project, 'test/go/verify.go'), 'utf8')

function isHere(command: string, ...parameters: string[]): boolean {
  const { error, status } = spawnSync(command, parameters, { env: { ...process.env, PATH: path } })
  return error === undefined && status === 0
}

/** What the recipe needs and is not on this machine. */
function missing(needed: readonly (readonly [string, ...string[]])[]): readonly string[] {
  return needed
    .filter(([command, ...parameters]) => !isHere(command, ...parameters))
    .map(([command]) => command)
}

const byHand = missing([
  ['bash', '--version'],
  ['openssl', 'version'],
  ['sha256sum', '--version'],
  ['xxd', '-v'],
])
const byGo = [
  ...missing([['go', 'version']]),
  ...(existsSync(join(goPackages, 'src/golang.org/x/mod/sumdb/tlog')) ? [] : ['golang-golang-x-mod-dev']),
]

/** A suite that needs other people's programs; where they are absent it stands as one skipped test that says so. */
function describeWith(name: string, absent: readonly string[], define: () => void): void {
  if (absent.length === 0) {
    describe(name, define)
    return
  }
  console.warn(`SKIPPED ${name}: not on this machine: ${absent.join(', ')}`)
  describe(name, () => test.skip(`needs ${absent.join(', ')}`))
}

let root: string
let folder: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'custodia-by-hand-'))
  folder = join(root, 'given')
  const { input } = await smallRecord()
  await writeDisclosure(join(folder, 'disclosure'), input)
  await writeSmallEvidence(join(folder, 'evidence'))
  await writeFile(join(folder, 'verify.go'), program)
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** Runs steps on a copy of what was given, so that each run starts anew. */
async function run(
  steps: readonly TranscriptStep[],
  within = '',
  alter: (copy: string) => Promise<void> = async () => undefined,
): Promise<readonly TranscriptStep[]> {
  const copy = await mkdtemp(join(root, 'run-'))
  await cp(folder, copy, { recursive: true })
  await alter(copy)
  return runTranscript(steps, join(copy, within), {
    PATH: path,
    HOME: copy,
    TMPDIR: copy,
    LC_ALL: 'C.UTF-8',
    GOCACHE: join(root, 'go-cache'),
    FILE: join(copy, 'evidence/DCIM/IMG_0001.jpg'),
  })
}

const steps = transcriptOf(recipe)
/** `UPDATE_TRANSCRIPTS=1` writes what the recipe prints anew, and fails once more over what was old. */
const update = process.env['UPDATE_TRANSCRIPTS'] === '1'
const goes = steps.findIndex(({ command }) => command.includes('GOPATH'))

test('the recipe has the parts it promises', () => {
  expect(goes).toBeGreaterThan(20)
  expect(recipe).toContain(`\`\`\`go\n${program}\`\`\`\n`)
})

describeWith('with sha256sum and openssl', byHand, () => {
  test('the recipe prints what it says', async () => {
    const said = steps.slice(0, goes)
    const printed = await run(said)
    if (update)
      await writeFile(
        join(project, 'docs/verify-by-hand.md'),
        withOutputs(recipe, [...printed, ...steps.slice(goes)]),
      )
    expect(printed).toEqual(said)
  })

  test.each([
    ['tile/entries/000.p/7', 3000, 'the checkpoint is over these entries'],
    ['checkpoint', 60, 'the checkpoint is over these entries'],
    ['checkpoint', 200, 'Signature Verified Successfully'],
    ['keys/log.vkey', 70, 'the keys are those the entries enrol'],
    ['clear.jsonl', 100, 'every listed file is as listed'],
  ])('the recipe notices a changed byte in %s at %i', async (path, offset, missed) => {
    const said = steps.slice(0, goes)
    const found = await run(said, '', async (copy) => {
      const full = join(copy, 'disclosure', path)
      const bytes = await readFile(full)
      bytes[offset] = (bytes[offset] ?? 0) ^ 1
      await writeFile(full, bytes)
    })
    const at = said.findIndex(({ output }) => output.includes(missed))
    expect(found[at]?.output).not.toBe(said[at]?.output)
  })

  test('the SPEC in the disclosure prints what it says', async () => {
    const said = transcriptOf(await readFile(join(folder, 'disclosure/SPEC.md'), 'utf8'))
    expect(said.length).toBeGreaterThan(15)
    const found = await run(said, 'disclosure')
    for (const [at, { command, output }] of said.entries()) {
      expect(found[at]?.command).toBe(command)
      expect(found[at]?.output).toMatch(patternOf(output))
    }
  })

  test('the SPEC does not find a file that is not in the record', async () => {
    const said = transcriptOf(await readFile(join(folder, 'disclosure/SPEC.md'), 'utf8'))
    const found = await run(said, 'disclosure', async (copy) => {
      await writeFile(join(copy, 'evidence/DCIM/IMG_0001.jpg'), 'another photograph\n')
    })
    const at = said.findIndex(({ command }) => command.startsWith('grep -nH'))
    expect(at).toBeGreaterThan(0)
    expect(found[at]?.output).toBe('')
  })
})

/** An ellipsis stands for what differs from disclosure to disclosure, on one line. */
function patternOf(output: string): RegExp {
  const parts = output.split('…').map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^\\n]+')}$`)
}

describeWith('with the code of the Go checksum database', byGo, () => {
  const go = () => [
    ...steps.slice(0, 1),
    { command: 'mkdir work && cd work', output: '' },
    ...steps.slice(goes),
  ]

  test('the program prints what the recipe says', async () => {
    expect(await run(go())).toEqual(go())
  })

  test('the program refuses another genesis and a changed entry', async () => {
    const [pin = { command: '', output: '' }, ...rest] = go()
    const other = await run([{ command: pin.command.replace('genesis=', 'genesis=x'), output: '' }, ...rest])
    expect(other.at(-1)?.output).toContain('not the genesis')
    const altered = await run(go(), '', async (copy) => {
      const full = join(copy, 'disclosure/tile/entries/000.p/7')
      await writeFile(
        full,
        (await readFile(full, 'latin1')).replace('"category":"phone"', '"category":"drive"'),
        'latin1',
      )
    })
    expect(altered.at(-1)?.output).toContain('the checkpoint is not that of the entries')
  })
})
