import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../src/index.js'
import { drawn, extent } from '../support/budget.js'
import { type CrowdedCase, openCrowdedCase } from '../support/crowded-case.js'
import { inMemory, setTree, type Tree, treeAt } from '../support/folder-tree.js'
import { type Ended, refusalIn, run, wordsFor } from '../support/program.js'
import { logOf } from '../support/writers.js'

const canLimit = spawnSync('prlimit', ['--as=1000000000', 'true']).status === 0
if (!canLimit) console.warn('SKIPPED limits of address space: prlimit is absent')

const hours = { timeout: 4 * 60 * 60_000 }
const files = 300
const mebibyte = 1024 * 1024

let shared: CrowdedCase
let before: { readonly case: Tree; readonly home: Tree }

beforeAll(async () => {
  shared = await openCrowdedCase(1, 1, inMemory)
  const source = join(shared.root, 'source')
  mkdirSync(source)
  for (let file = 0; file < files; file += 1)
    writeFileSync(join(source, `${file}`), Buffer.alloc(file === 0 ? 8 * mebibyte : 20_000, `file ${file} `))
  before = { case: treeAt(shared.at.folder), home: treeAt(shared.at.home) }
})
afterAll(() => shared.close())

function reset(): void {
  setTree(shared.at.folder, before.case)
  setTree(shared.at.home, before.home)
}

const ingesting = () =>
  wordsFor(shared, 'ingest', join(shared.root, 'source'), '--exhibit', 'E-1', '--by', 'P-01')

/** Done or not at all: whatever ended it, the record is confirmed, and what was acknowledged is in it. */
async function wrongAfter(ended: Ended, added: number, expected: number): Promise<readonly string[]> {
  const scope = { bytes: 'all', requireCoverage: false } as const
  const request = { folder: shared.at.folder, knownCheckpoints: [], receipts: [], scope }
  const { verdict } = await verify(request, shared.at.home)
  const wrong: string[] = verdict === 'confirmed' ? [] : [verdict]
  if (ended.status === 0 && added !== expected) wrong.push(`acknowledged, and ${added} entries are on record`)
  if (ended.status === 30) wrong.push(`said to be contradicted: ${ended.output}`)
  if (/^\s+at /m.test(ended.complaint)) wrong.push(ended.complaint)
  return wrong
}

/** V8 and the C library die of the memory they cannot have: there is nobody left to say it in our words. */
function endOf(ended: Ended): string {
  if (ended.status === undefined || ended.status > 100 || ended.output === '') return 'died'
  return ended.status === 0 ? 'done' : (refusalIn(ended) ?? `status ${ended.status}`)
}

test('an ingest and a verification need no more than 64 MiB of heap', async () => {
  reset()
  const [node = '', ...words] = ingesting()
  const [, ...verifying] = wordsFor(shared, 'verify')
  expect(run(shared, [node, '--max-old-space-size=64', ...words])).toMatchObject({ status: 0 })
  expect(run(shared, [node, '--max-old-space-size=64', ...verifying])).toMatchObject({ status: 0 })
})

describe.runIf(canLimit)('a process that may have so much memory and no more', hours, () => {
  /** From too little to start to enough. */
  const limits = Array.from({ length: 60 }, (_, at) => 560 + at * 40)

  test('records all of it or nothing', async () => {
    const ends = new Map<string, number>()
    const wrong: string[] = []
    for (const limit of drawn(limits, 6, 0.05)) {
      reset()
      for (const [words, expected] of [
        [ingesting(), 2],
        [wordsFor(shared, 'verify'), 0],
      ] as const) {
        const entries = (await logOf(shared)).length
        const ended = run(shared, ['prlimit', `--as=${limit * mebibyte}`, ...words])
        const added = (await logOf(shared)).length - entries
        ends.set(endOf(ended), (ends.get(endOf(ended)) ?? 0) + 1)
        const found = await wrongAfter(ended, added, expected)
        wrong.push(...found.map((each) => `${limit} MiB: ${each}`))
      }
    }
    const told = [...ends].map(([end, count]) => `${count} × ${end}`).join(', ')
    console.info(`limits of memory: ${told}, ${wrong.length} faults (${extent()})`)
    expect(wrong).toEqual([])
  })
})
