import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checked, type Files, flipped, isInert, placesIn, smallDisclosure } from './flips.js'

let root: string
let files: Files

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'custodia-flips-'))
  files = await smallDisclosure(join(root, 'disclosure'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

// test/slow/disclosure-flips.test.ts takes every byte.
const step = 149

test('a disclosure as it was written is confirmed', async () => {
  expect((await checked(files)).verdict).toBe('confirmed')
})

test('no flip of a bit is confirmed', async () => {
  for (const [number, place] of [...placesIn(files)].entries()) {
    if (number % step !== 0) continue
    const { verdict } = await checked(flipped(files, place, false))
    expect([place, verdict]).not.toEqual([place, 'confirmed'])
  }
})

test('nor one that the list of digests was made to fit, but in prose', async () => {
  for (const [number, place] of [...placesIn(files)].entries()) {
    if (number % step !== 7 || place.path === 'sha256sums.txt') continue
    const { verdict } = await checked(flipped(files, place, true))
    expect([place, verdict === 'confirmed']).toEqual([place, isInert(files, place)])
  }
})
