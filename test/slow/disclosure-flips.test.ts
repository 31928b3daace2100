import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checked, flipped, isInert, placesIn, smallDisclosure } from '../disclosures/flips.js'

test.each([
  ['as it is', false],
  ['with the list of digests made to fit', true],
])(
  'every byte of a disclosure, %s',
  async (_, repairs) => {
    const root = await mkdtemp(join(tmpdir(), 'custodia-flips-'))
    const files = await smallDisclosure(join(root, 'disclosure'))
    await rm(root, { recursive: true, force: true })
    let flips = 0
    let inert = 0
    for (const place of placesIn(files)) {
      if (repairs && place.path === 'sha256sums.txt') continue
      const mayPass = repairs && isInert(files, place)
      const { verdict } = await checked(flipped(files, place, repairs))
      if (verdict === 'confirmed' || mayPass)
        expect([place, verdict, mayPass]).toEqual([place, 'confirmed', true])
      flips += 1
      inert += mayPass ? 1 : 0
    }
    console.info(`${flips} flips, ${inert} of them in prose, every other one noticed`)
    expect(flips).toBeGreaterThan(20_000)
  },
  3_600_000,
)
