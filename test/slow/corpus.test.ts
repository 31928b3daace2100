import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { homeAt } from '../../src/case/home.js'
import { type OpenCase, openCase } from '../../src/case/open.js'
import { listItems } from '../../src/index.js'
import { readLines } from '../../src/manifest/lines.js'
import { blobIdOf } from '../../src/model/digest.js'
import { type FindingsLine, findingsLine } from '../../src/model/findings-line.js'
import { type CrowdedCase, openCrowdedCase } from '../support/crowded-case.js'
import { descendantsOf, peakBytesOf } from '../support/processes.js'
import { wordsFor } from '../support/program.js'
import { describeShared } from '../support/shared.js'
import { logOf } from '../support/writers.js'

const mebibyte = 2 ** 20
/** What the program may take, however large a source is. */
const longestPeak = 600 * mebibyte
/** The cap of a parser, and Node's own code, which the kernel does not count as data. */
const longestChildPeak = (512 + 128) * mebibyte

interface Measured {
  readonly output: string
  readonly status: number | null
  readonly seconds: number
  readonly peak: number
  readonly childPeak: number
}

/** Runs a command of a case and looks at its memory all the while. */
async function measured(shared: CrowdedCase, ...words: readonly string[]): Promise<Measured> {
  const [command = '', ...given] = wordsFor(shared, ...words)
  const began = performance.now()
  const child = spawn(command, given, {
    env: { ...process.env, CUSTODIA_HOME: shared.at.home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const closed = once(child, 'close')
  let peak = 0
  let childPeak = 0
  while (child.exitCode === null && child.signalCode === null) {
    const pid = `${child.pid}`
    peak = Math.max(peak, peakBytesOf(pid))
    childPeak = Math.max(childPeak, ...descendantsOf(pid).map(peakBytesOf))
    await pause(20)
  }
  await closed
  const seconds = Math.round((performance.now() - began) / 100) / 10
  return { output, status: child.exitCode, seconds, peak, childPeak }
}

/** SHA-256 by raw path, as the coreutils say. */
function digestsUnder(folder: string): ReadonlyMap<string, string> {
  const options = { cwd: folder, encoding: 'latin1', maxBuffer: 2 ** 28 } as const
  const script = 'find . -type f -print0 | xargs -0 sha256sum --zero --binary'
  const { stdout, status } = spawnSync('sh', ['-c', script], options)
  expect(status).toBe(0)
  const lines = stdout.split('\0').filter((line) => line !== '')
  return new Map(lines.map((line) => [line.slice(64 + ' *./'.length), line.slice(0, 64)]))
}

async function* findingsOf(open: OpenCase, sha256: string): AsyncGenerator<FindingsLine> {
  yield* readLines(open.vault.read(blobIdOf(sha256)), findingsLine)
}

describeShared('the whole corpus in one ingest', 'corpus', (corpus) => {
  let shared: CrowdedCase
  let read: Measured
  let told: { readonly items: number; readonly bytes: number; readonly metadataFailed: number }

  beforeAll(async () => {
    shared = await openCrowdedCase(1, 1)
    read = await measured(shared, 'ingest', corpus, '--exhibit', 'E-1', '--by', 'P-01')
    expect(read.status).toBe(0)
    told = JSON.parse(read.output)
  })
  afterAll(() => shared.close())

  test('records every regular file, with the digest that sha256sum gives', async () => {
    const expected = digestsUnder(corpus)
    const found = new Map<string, string>()
    for await (const { pathBytes = '', digests } of listItems(shared.at, { unread: true }))
      found.set(Buffer.from(pathBytes, 'base64').toString('latin1'), digests['sha256'] ?? '')
    expect(found).toEqual(expected)
    expect(told).toMatchObject({ items: expected.size, failed: [] })
    const distinct = new Set(expected.values()).size
    expect(told).toMatchObject({ blobs: distinct, duplicates: expected.size - distinct })
  })

  test('says of every file whose metadata could not be had why', async () => {
    const examination = (await logOf(shared)).find(({ act }) => act.kind === 'examination.record')?.act
    if (examination?.kind !== 'examination.record') throw new Error('no examination')
    const open = await openCase(shared.at.folder, homeAt(shared.at.home))
    const reasons: string[] = []
    const codes = new Map<string, number>()
    for await (const line of findingsOf(open, examination.findings.sha256)) {
      if (line.kind !== 'failed') continue
      codes.set(line.code, (codes.get(line.code) ?? 0) + 1)
      reasons.push(JSON.stringify(open.opened(line.reason.c)))
    }
    open.close()
    expect(reasons).toHaveLength(told.metadataFailed)
    expect(reasons.filter((reason) => !/^\{"text":"[^"]/.test(reason))).toEqual([])
    expect([...codes.keys()].filter((code) => code !== 'extract.malformed')).toEqual([])
  })

  test('is verified to the last byte', async () => {
    const checked = await measured(shared, 'verify')
    expect(checked.status).toBe(0)
    const { verdict } = JSON.parse(checked.output)
    expect(verdict).toBe('confirmed')
    const inMebibytes = (bytes: number) => `${Math.round(bytes / mebibyte)} MiB`
    console.info(
      `${told.items} files, ${inMebibytes(told.bytes)}, ${told.metadataFailed} parsers failed: ingest ${read.seconds} s, ` +
        `peak ${inMebibytes(read.peak)}, parsers ${inMebibytes(read.childPeak)}; ` +
        `verify ${checked.seconds} s, peak ${inMebibytes(checked.peak)}`,
    )
    for (const { peak } of [read, checked]) expect(peak).toBeLessThan(longestPeak)
    if (process.platform === 'linux') expect(read.childPeak).toBeGreaterThan(0)
    expect(read.childPeak).toBeLessThan(longestChildPeak)
  })
})
