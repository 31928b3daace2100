import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homeAt } from '../../src/case/home.js'
import { openCase } from '../../src/case/open.js'
import { type LogLine, verify } from '../../src/index.js'
import { extent, seed, turns } from '../support/budget.js'
import { type CrowdedCase, openCrowdedCase } from '../support/crowded-case.js'
import { generatorFrom } from '../support/generator.js'
import { descendantsOf, isAlive } from '../support/processes.js'
import {
  type Acknowledged,
  logOf,
  lost,
  nothingAcknowledged,
  numbersIn,
  startWriter,
  type Writer,
} from '../support/writers.js'

/** Three hundred kills and more. */
const rounds = 200
const numbers = [1, 2, 3]
const hours = { timeout: 4 * 60 * 60_000 }

/** Everything asked: the record, the anchor, every receipt, every blob. */
async function verdictOn({ at }: CrowdedCase): Promise<{ verdict: string; wrong: readonly string[] }> {
  const scope = { bytes: 'all', requireCoverage: false } as const
  const { verdict, findings } = await verify(
    { folder: at.folder, knownCheckpoints: [], receipts: [], scope },
    at.home,
  )
  const wrong = findings.filter((each) => each.verdict !== 'confirmed')
  return { verdict, wrong: wrong.map(({ code, subject }) => `${code} ${subject}`) }
}

/** Where each acquisition was read from, in the order of the record. */
async function sourcesIn({ at }: CrowdedCase, log: readonly LogLine[]): Promise<readonly string[]> {
  const open = await openCase(at.folder, homeAt(at.home))
  try {
    return log.flatMap(({ act }) =>
      act.kind === 'acquisition.record' ? [JSON.stringify(open.opened(act.source.c))] : [],
    )
  } finally {
    open.close()
  }
}

function stagedIn({ at }: CrowdedCase): readonly string[] {
  const folder = join(at.folder, 'vault', 'incoming')
  return existsSync(folder) ? readdirSync(folder) : []
}

describe('three writers that are killed again and again', () => {
  const next = generatorFrom(seed)
  const acknowledged = new Map(numbers.map((number) => [number, nothingAcknowledged()]))
  let shared: CrowdedCase
  let killed = 0

  const said = (number: number): Acknowledged => acknowledged.get(number) ?? nothingAcknowledged()

  function start(number: number): Writer {
    const firstSource = said(number).sources.length + 1
    return startWriter(shared, said(number), {
      product: 'build',
      writer: number,
      deeds: 'forever',
      firstSource,
    })
  }

  async function check(): Promise<readonly LogLine[]> {
    const log = await logOf(shared)
    for (const number of numbers) {
      expect(said(number).faults).toEqual([])
      expect(lost(said(number), log)).toEqual([])
    }
    expect(log.map(({ entry }) => entry)).toEqual([...log.keys()])
    expect(await verdictOn(shared)).toEqual({ verdict: 'confirmed', wrong: [] })
    return log
  }

  beforeAll(async () => {
    shared = await openCrowdedCase(2, 4)
  })
  afterAll(() => shared.close())

  test(
    'lose nothing they were told, give no number twice, and are never taken for forgers',
    hours,
    async () => {
      const began = performance.now()
      const writers = new Map(numbers.map((number) => [number, start(number)]))
      let round = 0
      for (round of turns(30, rounds, 0.12)) {
        await Promise.all([...writers.values()].map(({ ready }) => ready))
        await pause(next(700))
        const stopping = round % 10 === 0
        const victims = stopping || round % 4 === 0 ? numbers : [1 + next(numbers.length)]
        await Promise.all(victims.map((number) => writers.get(number)?.kill()))
        killed += victims.length
        if (stopping) await check()
        for (const number of victims) writers.set(number, start(number))
      }
      await Promise.all([...writers.values()].map((writer) => writer.kill()))
      const log = await check()
      const given = numbersIn(log)
      expect(new Set(given).size).toBe(given.length)
      const read = await sourcesIn(shared, log)
      expect(new Set(read).size).toBe(read.length)
      const told = numbers.reduce((sum, number) => sum + said(number).entries.size, 0)
      expect(told).toBeGreaterThan(round)
      const seconds = ((performance.now() - began) / 1000).toFixed(0)
      console.info(
        `${round} rounds, ${killed} kills, ${log.length} entries, ${told} acknowledged, ${read.length} acquisitions, ` +
          `0 lost, ${seconds} s (${extent()})`,
      )
    },
  )

  test('leave nothing half stored, once somebody has written again', async () => {
    const last = startWriter(shared, said(1), {
      product: 'build',
      writer: 1,
      deeds: 4,
      firstSource: said(1).sources.length + 1,
    })
    await last.ended
    await check()
    expect(stagedIn(shared)).toEqual([])
  })
})

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const samples = fileURLToPath(new URL('../../samples', import.meta.url))

describe('an ingest that is killed again and again', () => {
  const next = generatorFrom(seed)
  const files = 1500
  const kills = { reading: 10, recording: 10 }
  let shared: CrowdedCase
  let source: string
  let unfinished: string

  beforeAll(async () => {
    shared = await openCrowdedCase(1, 1)
    source = join(shared.root, 'source')
    unfinished = join(shared.at.folder, 'unfinished')
    for (let file = 0; file < files; file += 1) {
      const folder = join(source, `${file % 20}`)
      mkdirSync(folder, { recursive: true })
      // Every tenth has the content of the first.
      writeFileSync(
        join(folder, `${file}.bin`),
        Buffer.alloc(4096, file % 10 === 0 ? 'same' : `file ${file} `),
      )
    }
  })
  afterAll(() => shared.close())

  function textOf(extension: string): string {
    const names = existsSync(unfinished) ? readdirSync(unfinished) : []
    const ours = names.filter((name) => name.endsWith(extension))
    return ours.map((name) => readFileSync(join(unfinished, name), 'utf8')).join('')
  }

  /** Keys of the files that are done with. */
  const journalled = () => [...textOf('.jsonl').matchAll(/"key":"([^"]+)".*\}$/gm)].map(([, key]) => key)

  /** Nothing is left to take up once its act is on record and it has tidied up: then it may say so. */
  async function killUnlessDone(child: ChildProcess): Promise<void> {
    child.kill('SIGSTOP')
    await pause(10)
    const left = existsSync(unfinished) && readdirSync(unfinished).length > 0
    child.kill(left ? 'SIGKILL' : 'SIGCONT')
  }

  /** Runs until it ends, or until something is there and then a moment longer; says what it said if it came to its end. */
  async function run(until: () => boolean, moment: number): Promise<string | undefined> {
    const given = ['ingest', source, '--exhibit', 'E-1', '--by', 'P-01', '--json', '--quiet']
    const child = spawn(process.execPath, [program, ...given, '-C', shared.at.folder], {
      env: { ...process.env, CUSTODIA_HOME: shared.at.home },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    const closed = once(child, 'close')
    while (child.exitCode === null && !until()) await pause(2)
    await pause(next(moment))
    await killUnlessDone(child)
    await closed
    if (child.signalCode === 'SIGKILL') return undefined
    expect(child.exitCode).toBe(0)
    return output
  }

  test('takes up where it stopped, and records every file once', async () => {
    const progress: number[] = []
    let output: string | undefined
    for (let kill = 0; kill < kills.reading && output === undefined; kill += 1) {
      const done = journalled().length
      const goal = done + 1 + next(Math.max(1, (files - done) / 2))
      output = await run(() => journalled().length >= goal, 20)
      const keys = journalled()
      expect(new Set(keys).size).toBe(keys.length)
      expect(keys.length).toBeGreaterThanOrEqual(output === undefined ? goal : 0)
      progress.push(keys.length)
    }
    let recording = 0
    for (; recording < kills.recording && output === undefined; recording += 1) {
      const before = textOf('.manifest')
      output = await run(() => textOf('.manifest') !== before, 60)
    }
    output ??= await run(() => false, 1)
    const duplicates = files / 10 - 1
    expect(JSON.parse(output ?? '')).toMatchObject({
      acquisition: 'A-1',
      items: files,
      duplicates,
      failed: [],
    })
    const log = await logOf(shared)
    expect(numbersIn(log).filter((number) => number.startsWith('A-'))).toEqual(['A-1'])
    expect(await verdictOn(shared)).toEqual({ verdict: 'confirmed', wrong: [] })
    expect(stagedIn(shared)).toEqual([])
    expect(readdirSync(unfinished)).toEqual([])
    console.info(
      `files done with at each kill: ${progress.join(' ')} of ${files}; then ${recording} kills while it recorded`,
    )
  })

  test.runIf(process.platform === 'linux')('leaves no process behind', async () => {
    const photos = join(shared.root, 'photos')
    cpSync(samples, photos, { recursive: true })
    const given = ['ingest', photos, '--exhibit', 'E-1', '--by', 'P-01', '--quiet', '-C', shared.at.folder]
    const child = spawn(process.execPath, [program, ...given], {
      env: { ...process.env, CUSTODIA_HOME: shared.at.home },
      stdio: 'ignore',
    })
    const closed = once(child, 'close')
    let below: readonly string[] = []
    while (child.exitCode === null && below.length < 2) {
      await pause(2)
      below = descendantsOf(`${child.pid}`)
    }
    expect(below.length).toBeGreaterThan(1)
    child.kill('SIGKILL')
    await closed
    for (let left = 500; left > 0 && below.some(isAlive); left -= 1) await pause(10)
    expect(below.filter(isAlive)).toEqual([])
  })
})
