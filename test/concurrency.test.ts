import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LogLine, verify } from '../src/index.js'
import { type CrowdedCase, openCrowdedCase } from './support/crowded-case.js'
import { logOf, lost, nothingAcknowledged, numbersIn, startWriter, type Writer } from './support/writers.js'

const writers = [1, 2, 3]
const deeds = 10

describe('three processes that write to one case from one home, while a fourth verifies it', () => {
  const acknowledged = nothingAcknowledged()
  const found: (readonly string[])[] = []
  let shared: CrowdedCase
  let before = 0
  let log: readonly LogLine[] = []

  async function check(bytes: 'all' | 'none'): Promise<void> {
    const scope = { bytes, requireCoverage: false }
    const request = { folder: shared.at.folder, knownCheckpoints: [], receipts: [], scope }
    const { findings } = await verify(request, shared.at.home)
    const wrong = findings.filter(({ verdict }) => verdict === 'contradicted')
    found.push(wrong.map(({ code, subject }) => `${code} ${subject}`))
  }

  beforeAll(async () => {
    shared = await openCrowdedCase(2, 4)
    before = (await logOf(shared)).length
    const started = writers.map((writer) =>
      startWriter(shared, acknowledged, { product: 'sources', writer, deeds }),
    )
    await duringAll(started, () => check('none'))
    log = await logOf(shared)
  })
  afterAll(() => shared.close())

  test('each have every act recorded', () => {
    expect(acknowledged.faults).toEqual([])
    expect(acknowledged.entries.size).toBe(writers.length * deeds)
    expect(lost(acknowledged, log)).toEqual([])
  })

  test('leave entries numbered without gaps, and no others', () => {
    expect(log.map(({ entry }) => entry)).toEqual([...log.keys()])
    expect(log).toHaveLength(before + writers.length * deeds)
  })

  test.each(['A', 'E', 'S'])('give out each number %s-… once', (stem) => {
    const numbers = numbersIn(log).filter((number) => number.startsWith(`${stem}-`))
    expect(numbers.length).toBeGreaterThan(writers.length)
    expect(numbers).toEqual(numbers.map((_, at) => `${stem}-${at + 1}`))
  })

  test('never look like forgers', async () => {
    await check('all')
    expect(found.length).toBeGreaterThan(3)
    expect(found.flat()).toEqual([])
  })
})

/** Does something over and over for as long as somebody writes. */
async function duringAll(started: readonly Writer[], work: () => Promise<void>): Promise<void> {
  const progress = { writing: true }
  const ended = Promise.all(started.map((each) => each.ended)).finally(() => {
    progress.writing = false
  })
  while (progress.writing) await Promise.all([work(), pause(100)])
  await ended
}
