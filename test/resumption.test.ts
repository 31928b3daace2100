import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homeAt } from '../src/case/home.js'
import { ingest } from '../src/index.js'
import { type CrowdedCase, exhibitNamed, openCrowdedCase } from './support/crowded-case.js'
import { logOf } from './support/writers.js'

describe('an ingest that is stopped after its act is on record and before it is told so', () => {
  let shared: CrowdedCase
  beforeAll(async () => {
    shared = await openCrowdedCase(1, 1)
  })
  afterAll(() => shared.close())

  function newSource(name: string): string {
    const folder = join(shared.root, name)
    mkdirSync(folder)
    for (const file of ['a', 'b', 'c']) writeFileSync(join(folder, `${file}.txt`), `${name} ${file}\n`)
    return folder
  }

  async function read(source: string, metadata = false, onIngested: () => void = () => undefined) {
    const request = { sources: [source], exhibit: exhibitNamed('E-1'), copy: true, metadata }
    const progress = { onRead: () => undefined, onExamined: () => undefined, onIngested }
    return ingest(shared.at, shared.desk('P-01'), request, progress)
  }

  /** The receipt of the next entry cannot be kept, because a folder has its name. */
  async function stopped(source: string, metadata = false): Promise<number> {
    const log = await logOf(shared)
    const receipts = homeAt(shared.at.home).receipts(log[0]?.act.log ?? '')
    const receipt = join(receipts, `${String(log.length).padStart(8, '0')}.tlog-proof`)
    mkdirSync(join(receipt, 'full'), { recursive: true })
    await expect(read(source, metadata)).rejects.toMatchObject({ code: 'environment.recorded' })
    rmdirSync(join(receipt, 'full'))
    rmdirSync(receipt)
    return log.length
  }

  test.each([false, true])(
    'is told when it is repeated, and recorded once (metadata: %s)',
    async (metadata) => {
      const source = newSource(`same-${metadata}`)
      const entry = await stopped(source, metadata)
      const { length } = await logOf(shared)
      expect(length).toBeGreaterThan(entry)
      const told = await read(source, metadata)
      expect(told).toMatchObject({ entry, items: 3, blobs: 3, duplicates: 0, failed: [], metadataFailed: 0 })
      expect(await logOf(shared)).toHaveLength(length)
      expect(readdirSync(join(shared.at.folder, 'unfinished'))).toEqual([])
      const again = await read(source, metadata)
      expect(again).toMatchObject({ entry: length, items: 3, blobs: 0 })
      expect(again.acquisition).not.toBe(told.acquisition)
    },
  )

  test('is recorded once when nobody could be told of it', async () => {
    const source = newSource('untold')
    const { length } = await logOf(shared)
    const broken = read(source, false, () => {
      throw new Error('EPIPE')
    })
    await expect(broken).rejects.toThrow('EPIPE')
    expect(await read(source)).toMatchObject({ entry: length, items: 3, blobs: 3 })
    expect(await logOf(shared)).toHaveLength(length + 1)
  })

  test('is another acquisition when the source has changed since', async () => {
    const source = newSource('changed')
    const entry = await stopped(source)
    writeFileSync(join(source, 'b.txt'), 'something else\n')
    const told = await read(source)
    expect(told).toMatchObject({ entry: entry + 1, items: 3 })
  })

  test('is another acquisition when metadata is asked for this time', async () => {
    const source = newSource('metadata')
    const entry = await stopped(source)
    expect(await read(source, true)).toMatchObject({ entry: entry + 1, items: 3 })
  })
})
