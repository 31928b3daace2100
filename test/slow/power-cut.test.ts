import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addExhibit, CustodiaError, verify } from '../../src/index.js'
import { drawn, extent, seed } from '../support/budget.js'
import { type CrowdedCase, openCrowdedCase } from '../support/crowded-case.js'
import { type DiskTrace, standing, traced } from '../support/disk-trace.js'
import { inMemory, setTree, type Tree } from '../support/folder-tree.js'
import { generatorFrom } from '../support/generator.js'
import { canInject } from '../support/injection.js'
import { type CutState, cutsOf, type PowerCut, stateAfter } from '../support/power-cut.js'
import { logOf } from '../support/writers.js'

if (!canInject) console.warn('SKIPPED power cuts: strace is absent or may not trace')

const project = fileURLToPath(new URL('../..', import.meta.url))
const typescript = join(project, 'test/support/typescript.mjs')
const hours = { timeout: 4 * 60 * 60_000 }
/** An ingest, a seal, an exhibit, a transfer, and the first two again. */
const deeds = '6'
const draws = { some: 8, torn: 4 }

let shared: CrowdedCase
let before: Tree

/** What a power cut cost, if anything. */
type Cost = 'nothing' | 'lost' | 'contradicted' | 'refused' | 'stuck'

function put(tree: Tree): void {
  for (const name of ['case', 'home']) {
    const below = [...tree].filter(([path]) => path.startsWith(`${name}/`))
    setTree(
      join(shared.root, name),
      new Map(below.map(([path, each]) => [path.slice(name.length + 1), each])),
    )
  }
}

/**
 * Runs the writer of the crash tests over a build of the product: alone, where every act ends with its databases closed and their
 * write-ahead logs emptied, or beside somebody who has the case open, where nothing but the log says what was acknowledged.
 */
async function recordedWith(product: string, beside: boolean): Promise<DiskTrace> {
  const reader = join(project, 'test/support/reader-child.ts')
  const words = ['--import', typescript, reader, shared.at.folder, shared.at.home]
  // A process of its own: whoever closes a file gives up every lock that its process has on it, SQLite's too.
  const other = beside ? spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] }) : undefined
  if (other) await once(other.stdout, 'data')
  try {
    return recorded(product)
  } finally {
    other?.kill('SIGKILL')
    if (other) await once(other, 'exit')
  }
}

function recorded(product: string): DiskTrace {
  const script = [typescript, join(project, 'test/support/writer-child.ts')]
  const given = [pathToFileURL(product).href, shared.at.folder, shared.at.home, '1', deeds, '1']
  const trace = traced(shared.root, [process.execPath, '--import', ...script, ...given])
  const failed = trace.operations.filter((each) => each.kind === 'said' && each.line.startsWith('failed'))
  expect(failed).toEqual([])
  return trace
}

/** Opens what the power cut left as the product does: what was acknowledged is there, all is confirmed, and work goes on. */
async function costOf({ tree, said }: CutState): Promise<Cost> {
  put(tree)
  try {
    const log = new Map((await logOf(shared)).map(({ entry, leaf }) => [entry, leaf]))
    const acknowledged = said.flatMap((line) => [...line.matchAll(/^recorded (\d+) (\S+)$/g)])
    if (acknowledged.some(([, entry, leaf]) => log.get(Number(entry)) !== leaf)) return 'lost'
    if (!(await isConfirmed())) return 'contradicted'
  } catch (error) {
    if (error instanceof CustodiaError) return 'refused'
    throw error
  }
  try {
    const drive = { category: 'drive', quantity: 1, description: 'a drive after the power cut' } as const
    await addExhibit(shared.at, shared.desk('P-01'), drive)
    return 'nothing'
  } catch (error) {
    if (error instanceof CustodiaError) return 'stuck'
    throw error
  }
}

async function isConfirmed(): Promise<boolean> {
  const scope = { bytes: 'all', requireCoverage: false } as const
  const request = { folder: shared.at.folder, knownCheckpoints: [], receipts: [], scope }
  return (await verify(request, shared.at.home)).verdict === 'confirmed'
}

interface Tally {
  readonly states: number
  readonly costs: ReadonlyMap<Cost, number>
  readonly cuts: readonly (PowerCut & { readonly cost: Cost })[]
}

async function tallyOf(trace: DiskTrace, few: number, share: number): Promise<Tally> {
  const next = generatorFrom(seed)
  const seen = new Set<string>()
  const costs = new Map<Cost, number>()
  const costly: (PowerCut & { cost: Cost })[] = []
  for (const cut of drawn(cutsOf(trace, draws), few, share)) {
    const state = stateAfter(trace, cut, next)
    if (seen.has(state.key)) continue
    seen.add(state.key)
    const cost = await costOf(state)
    costs.set(cost, (costs.get(cost) ?? 0) + 1)
    if (cost !== 'nothing') costly.push({ ...cut, cost })
  }
  return { states: seen.size, costs, cuts: costly }
}

function tell(name: string, trace: DiskTrace, { states, costs }: Tally): void {
  const told = [...costs].map(([cost, count]) => `${count} × ${cost}`).join(', ')
  const syncs = trace.operations.filter(({ kind }) => kind === 'sync').length
  console.info(
    `${name}: ${trace.operations.length} operations, ${syncs} of them pushes; ${states} states: ${told} (${extent()})`,
  )
}

/** The product as it is built, but for one thing. */
function weakened(file: string, what: string, by: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-weakened-'))
  cpSync(join(project, 'dist'), join(folder, 'dist'), { recursive: true })
  cpSync(join(project, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
  const path = join(folder, 'dist', file)
  const text = readFileSync(path, 'utf8')
  if (text.split(what).length !== 2) throw new Error(`${what} is not once in ${file}`)
  writeFileSync(path, text.replace(what, by))
  return folder
}

describe.runIf(canInject)('a power cut', hours, () => {
  beforeAll(async () => {
    shared = await openCrowdedCase(2, 4, inMemory)
    mkdirSync(join(shared.root, 'sources'))
    before = standing(shared.root)
  })
  afterAll(() => shared?.close())

  test.each([
    ['alone', false],
    ['beside another', true],
  ])('at any moment costs nothing that was acknowledged: %s', async (name, beside) => {
    put(before)
    const trace = await recordedWith(join(project, 'dist/src/index.js'), beside)
    const last = { after: trace.operations.length, extent: 'everything', draw: 0 } as const
    expect(contents(stateAfter(trace, last, () => 0).tree)).toEqual(contents(trace.after))
    const tally = await tallyOf(trace, 150, 0.07)
    tell(`power cuts, ${name}`, trace, tally)
    expect(tally.cuts).toEqual([])
  })

  test.each([
    [
      'commits not pushed to the disk',
      'src/database/connection.js',
      "['synchronous', 2]",
      "['synchronous', 1]",
    ],
    [
      'blobs not pushed to the disk',
      'src/vault/write-through.js',
      'check(path, await fsynced(descriptor));',
      'void path;',
    ],
  ])('is noticed where the product is weakened: %s', async (name, file, what, by) => {
    put(before)
    const folder = weakened(file, what, by)
    try {
      const trace = await recordedWith(join(folder, 'dist/src/index.js'), true)
      const tally = await tallyOf(trace, 60, 0.02)
      tell(name, trace, tally)
      expect(tally.cuts.map(({ cost }) => cost)).not.toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

function contents(tree: Tree): ReadonlyMap<string, string | undefined> {
  return new Map([...tree].map(([path, { bytes }]) => [path, bytes?.toString('base64')] as const).sort())
}
