import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { extractMetadata, type Outcome, type Subject } from '../../src/metadata/extract.js'
import { openParserPool } from '../../src/metadata/parser-pool.js'
import { requireBounded } from '../conformance/extractor.js'
import { corpusFiles } from '../support/corpus.js'
import { describeShared } from '../support/shared.js'

const blob = `sha256:${'0'.repeat(64)}` as const
const memoryBytes = 512 * 2 ** 20
/** Node's own code and libraries, which the kernel counts as resident but not as data. */
const codeBytes = 128 * 2 ** 20

interface Run {
  readonly outcomes: readonly (readonly Outcome[])[]
  /** Of any child, as the kernel counted it. */
  readonly peakBytes: number
  readonly seconds: number
}

async function run(subjects: readonly Subject[], size: number, deadlineMs = 10_000): Promise<Run> {
  const pool = await openParserPool({ size, deadlineMs, memoryBytes })
  const began = performance.now()
  const outcomes: (readonly Outcome[])[] = []
  let peakBytes = 0
  for await (const extraction of extractMetadata(pool, subjects)) {
    outcomes.push(extraction.outcomes)
    peakBytes = Math.max(peakBytes, ...childPeaks())
  }
  const seconds = (performance.now() - began) / 1000
  await pool.close()
  return { outcomes, peakBytes, seconds }
}

function childPeaks(): number[] {
  if (process.platform !== 'linux') return []
  const pids = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ')
  return pids.map((pid) => {
    try {
      return 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0 // it ended meanwhile
    }
  })
}

function requireAnswered({ outcomes, peakBytes }: Run, count: number): void {
  expect(outcomes).toHaveLength(count)
  for (const each of outcomes) expect(each).not.toHaveLength(0)
  for (const outcome of outcomes.flat()) if (outcome.kind === 'extracted') requireBounded(outcome.values)
  expect(peakBytes).toBeLessThan(memoryBytes + codeBytes)
}

const corpora = ['exiv2-poc', 'pngsuite', 'mp4parse', 'c2pa-rs-fixtures', 'exif-samples']

for (const name of corpora)
  describeShared(`corpus ${name}`, `corpus/${name}`, () => {
    test('gives metadata or a recorded failure for every file, alike with one child and with three', async () => {
      const subjects = corpusFiles(name).map((file) => ({ ...file, blob }))
      const one = await run(subjects, 1)
      const three = await run(subjects, 3)
      for (const each of [one, three]) requireAnswered(each, subjects.length)
      expect(three.outcomes).toEqual(one.outcomes)
      const codes = one.outcomes
        .flat()
        .flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.code] : []))
      expect(codes.filter((code) => code !== 'extract.malformed')).toEqual([])
      const mebibytes = Math.round(one.peakBytes / 2 ** 20)
      console.info(
        `${name}: ${subjects.length} files, ${one.seconds.toFixed(1)} s, child at most ${mebibytes} MiB`,
      )
    })
  })

/** A small generator with a seed, so that a failure can be had again (Marsaglia, xorshift). */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

function damaged(content: Uint8Array, next: (below: number) => number): Uint8Array {
  const copy = Uint8Array.from(content.subarray(0, next(4) === 0 ? next(content.length + 1) : content.length))
  for (let i = 0; i < 8 && copy.length > 0; i += 1) {
    // Most structure stands at the beginning.
    const at = next(2) === 0 ? next(Math.min(copy.length, 512)) : next(copy.length)
    copy[at] = [0, 1, 0x7f, 0x80, 0xff, next(256)][next(6)] ?? 0
  }
  return copy
}

describeShared('the same files, damaged further', 'corpus/exiv2-poc', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'custodia-hostile-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('are answered too, and none is waited for', async () => {
    const next = generator(20_240_607)
    const files = corpora.flatMap(corpusFiles)
    const subjects: Subject[] = []
    for (const [i, { path, mediaType }] of [...files, ...files, ...files, ...files].entries()) {
      const content = await readFile(path)
      if (content.length > 2 ** 20) continue
      const place = join(folder, String(i))
      await writeFile(place, damaged(content, next))
      subjects.push({ blob, mediaType, path: place })
    }
    const result = await run(subjects, 2)
    requireAnswered(result, subjects.length)
    const codes = result.outcomes
      .flat()
      .flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.code] : []))
    expect(codes.filter((code) => code !== 'extract.malformed')).toEqual([])
    console.info(`${subjects.length} damaged files, ${result.seconds.toFixed(1)} s`)
  })
})
