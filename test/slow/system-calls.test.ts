import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isWhole } from '../../src/case/backup.js'
import { CustodiaError, verify } from '../../src/index.js'
import { drawn, extent } from '../support/budget.js'
import { runHere } from '../support/console-program.js'
import { type CrowdedCase, openCrowdedCase } from '../support/crowded-case.js'
import { inMemory, setTree, type Tree, treeAt } from '../support/folder-tree.js'
import { canInject, type Step, stepsOf, struck } from '../support/injection.js'
import { type Ended, refusalIn, wordsFor } from '../support/program.js'
import { logOf } from '../support/writers.js'

if (!canInject) console.warn('SKIPPED failing system calls: strace is absent or may not trace')

const environment = 13
/** SQLite takes whatever keeps it from a lock for somebody who holds it. */
const locked = 11
const unchecked = 31
let shared: CrowdedCase
let before: { readonly case: Tree; readonly home: Tree }

const at = (name: string) => join(shared.root, name)
const inCase = (...words: readonly string[]) => wordsFor(shared, ...words)
const byFirst = ['--by', 'P-01']

/** A command, how many entries it records, and what it writes elsewhere than in its case. */
interface Subject {
  readonly name: string
  readonly words: () => readonly string[]
  readonly entries: number
  /** The rules let it be recorded once more; of any other command it is refused, or found to be done. */
  readonly repeats?: true
  /** A folder that verify can be asked about, in part or as a whole. */
  readonly output?: 'folder' | 'file'
}

const transferring = ['--to', 'P-02', '--purpose', 'examination', ...byFirst]
const subjects: readonly Subject[] = [
  { name: 'ingest', words: () => inCase('ingest', at('source'), '--exhibit', 'E-1', ...byFirst), entries: 2 },
  { name: 'transfer now', words: () => inCase('transfer', 'now', 'E-2', ...transferring), entries: 1 },
  {
    name: 'seal apply',
    words: () => inCase('seal', 'apply', 'E-2', '--number', 'C-17', ...byFirst),
    entries: 1,
    repeats: true,
  },
  {
    name: 'checkpoint create',
    words: () => inCase('checkpoint', 'create', '-o', at('out/it')),
    entries: 0,
    output: 'file',
  },
  {
    name: 'disclose',
    words: () => inCase('disclose', at('out/it'), ...byFirst),
    entries: 1,
    output: 'folder',
  },
  { name: 'backup', words: () => inCase('backup', at('out/it')), entries: 0, output: 'folder' },
  {
    name: 'restore',
    words: () => inCase('restore', at('backup'), at('out/it')),
    entries: 0,
    output: 'folder',
  },
]

function reset(): void {
  setTree(shared.at.folder, before.case)
  setTree(shared.at.home, before.home)
  rmSync(at('out'), { recursive: true, force: true })
  mkdirSync(at('out'))
}

/** Nothing when it is whole, as far as verify can tell: evidence is not in a disclosure. */
async function faultsIn(folder: string): Promise<readonly string[]> {
  const bytes = existsSync(join(folder, 'case.db')) ? 'vault' : 'none'
  const scope = { bytes, requireCoverage: false } as const
  const result = await verify({ folder, knownCheckpoints: [], receipts: [], scope }, shared.at.home)
  const wrong = result.findings.filter((each) => each.verdict !== 'confirmed')
  return bytes === 'vault' && isWhole(result) ? [] : wrong.map(({ code, subject }) => `${code} ${subject}`)
}

/** Files below a folder, without what SQLite keeps beside a database while it is open, and what only says that it is whole. */
function filesIn(folder: string): readonly string[] {
  const own = /-(wal|shm)$|^backup\.json$|\/incoming(\/|$)/
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => statSync(join(folder, path)).isFile() && !own.test(path),
  )
}

/** What stands anywhere in the output folder, and passes for good though there is less of it than there has to be. */
async function passesInPart(whole: number): Promise<readonly string[]> {
  const roots = readdirSync(at('out'), { recursive: true, encoding: 'utf8' })
    .map((path) => at(join('out', path)))
    .filter((path) => existsSync(join(path, 'case.db')) || existsSync(join(path, 'checkpoint')))
  const wrong: string[] = []
  for (const root of roots) {
    const missing = whole - filesIn(root).length
    if (missing > 0 && (await passes(root))) wrong.push(`${root} passes without ${missing} of its files`)
  }
  return wrong
}

async function passes(folder: string): Promise<boolean> {
  try {
    return (await faultsIn(folder)).length === 0
  } catch (error) {
    if (error instanceof CustodiaError) return false
    throw error
  }
}

/** Said to be done, if only just before it was killed; 3 when a file of the source could not be read. */
function isAcknowledged(ended: Ended): boolean {
  const { status, output } = ended
  if (status === environment) return refusalIn(ended) === 'environment.recorded'
  return status === 0 || status === 3 || (status === undefined && /^\{.*\}\n$/s.test(output))
}

/** What is wrong with how a command ended that one blow befell. */
function endedWrongly(
  { entries }: Subject,
  step: Step,
  landed: string,
  ended: Ended,
  added: number,
): readonly string[] {
  const wrong: string[] = []
  const told = `${ended.output}${ended.complaint}`
  if (/^\s+at /m.test(told)) wrong.push(told)
  if (isAcknowledged(ended)) {
    if (added !== entries) wrong.push(`acknowledged, and ${added} entries are on record`)
  } else if (ended.status === undefined) {
    if (step.blow !== 'KILL') wrong.push('killed by something else')
  } else if (ended.status === locked && step.call === 'fcntl') return wrong
  // A copy that could not be read again is not given its place.
  else if (ended.status === unchecked && /"is(Backup|Restored)": false/.test(ended.output)) return wrong
  // What is read may fail by itself: that is said of the source, not of this machine.
  else if (refusalIn(ended) === 'source.unreadable' && landed.startsWith(at('source'))) return wrong
  else if (ended.status !== environment) wrong.push(`status ${ended.status}: ${told}`)
  else if (refusalIn(ended) === undefined) wrong.push(`no refusal: ${told}`)
  return wrong
}

/** What is wrong with what is left: the record, the output, and what comes of it when it is done again. */
async function leftWrong(
  subject: Subject,
  ended: Ended,
  entries: number,
  whole: number,
): Promise<readonly string[]> {
  const wrong = [...(await faultsIn(shared.at.folder))]
  if (subject.output === 'folder') wrong.push(...(await passesInPart(whole)))
  const isDone = isAcknowledged(ended) && ended.status !== environment
  if (!isDone && (subject.output || !isAcknowledged(ended)))
    wrong.push(...(await againWrong(subject, entries)))
  return [...wrong, ...(await outputWrong(subject, whole))]
}

/** It may have come so far that there is nothing left to do, and says so. */
async function againWrong(subject: Subject, entries: number): Promise<readonly string[]> {
  const added = (await logOf(shared)).length - entries
  const isDone = subject.output ? existsSync(at('out/it')) : added === subject.entries
  const again = await runHere(shared, subject.words())
  const wrong = (await faultsIn(shared.at.folder)).map((each) => `again: ${each}`)
  const isRefused = isDone && (again.status === 2 || again.status === 20)
  if (again.status !== 0 && !isRefused)
    wrong.push(`again: status ${again.status} ${again.output}${again.complaint}`)
  const total = (await logOf(shared)).length - entries
  const isTwice = added === subject.entries && subject.repeats === true
  if (subject.output === undefined && total !== subject.entries && !isTwice)
    wrong.push(`again: ${total} entries in all`)
  return wrong
}

async function outputWrong({ output }: Subject, whole: number): Promise<readonly string[]> {
  if (output === undefined) return []
  if (output === 'file') {
    const text = existsSync(at('out/it')) ? readFileSync(at('out/it'), 'utf8') : ''
    return /^\S+\n\d+\n\S+\n\n(— \S+ \S+\n)+$/.test(text) ? [] : [`checkpoint: ${text}`]
  }
  if (!existsSync(at('out/it'))) return ['no output']
  const count = filesIn(at('out/it')).length
  const found = await faultsIn(at('out/it'))
  return [...found, ...(count >= whole ? [] : [`${count} of ${whole} files`])].map(
    (each) => `output: ${each}`,
  )
}

describe.runIf(canInject)('a system call that fails, or is the last,', { timeout: 4 * 60 * 60_000 }, () => {
  beforeAll(async () => {
    shared = await openCrowdedCase(2, 2, inMemory)
    mkdirSync(at('source'))
    for (const file of ['a', 'b', 'c']) writeFileSync(join(at('source'), file), Buffer.alloc(5000, file))
    mkdirSync(at('earlier'))
    writeFileSync(join(at('earlier'), 'd'), 'was read before')
    expect(
      await runHere(shared, inCase('ingest', at('earlier'), '--exhibit', 'E-2', ...byFirst)),
    ).toMatchObject({ status: 0 })
    expect(await runHere(shared, inCase('backup', at('backup')))).toMatchObject({ status: 0 })
    before = { case: treeAt(shared.at.folder), home: treeAt(shared.at.home) }
  })
  afterAll(() => shared?.close())

  /** How many files the output has, when nothing is wrong. */
  async function wholeOf(subject: Subject): Promise<number> {
    reset()
    expect(await runHere(shared, subject.words())).toMatchObject({ status: 0 })
    return subject.output === 'folder' ? filesIn(at('out/it')).length : 0
  }

  test.each(subjects)('costs nothing that was acknowledged: $name', async (subject) => {
    const ends = new Map<string, number>()
    const wrong: string[] = []
    const whole = await wholeOf(subject)
    reset()
    const steps = stepsOf(shared, subject.words())
    reset()
    const entries = (await logOf(shared)).length
    for (const step of drawn(steps, 12, 0.05)) {
      reset()
      const { ended, landed } = struck(shared, subject.words(), step)
      const end = landed === undefined ? 'beside us' : (ended.status ?? 'killed')
      ends.set(`${end}`, (ends.get(`${end}`) ?? 0) + 1)
      if (landed === undefined) continue
      const added = (await logOf(shared)).length - entries
      const found = [
        ...endedWrongly(subject, step, landed, ended, added),
        ...(await leftWrong(subject, ended, entries, whole)),
      ]
      const told = found.map((each) => `${JSON.stringify({ ...step, path: landed })}: ${each}`)
      for (const each of told) console.warn(each)
      wrong.push(...told)
    }
    const told = [...ends].map(([end, count]) => `${count} × ${end}`).join(', ')
    console.info(`${subject.name}: of ${steps.length} blows ${told}, ${wrong.length} faults (${extent()})`)
    expect(wrong).toEqual([])
  })
})
