import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checked, flipped, isInert, placesIn, smallDisclosure } from '../disclosures/flips.js'
import { drawn, extent, full } from '../support/budget.js'

test.each([
  ['as it is', 'plain', false],
  ['with the list of digests made to fit', 'listed', true],
] as const)(
  'every byte of a disclosure, %s',
  async (_, name, repairs) => {
    const root = await mkdtemp(join(tmpdir(), 'custodia-flips-'))
    const files = await smallDisclosure(join(root, 'disclosure'))
    await rm(root, { recursive: true, force: true })
    let flips = 0
    let inert = 0
    const places = [...placesIn(files)].filter(({ path }) => !repairs || path !== 'sha256sums.txt')
    for (const place of drawn(`disclosure-flips/${name}`, places, 4000)) {
      const mayPass = repairs && isInert(files, place)
      const { verdict } = await checked(flipped(files, place, repairs))
      if (verdict === 'confirmed' || mayPass)
        expect([place, verdict, mayPass]).toEqual([place, 'confirmed', true])
      flips += 1
      inert += mayPass ? 1 : 0
    }
    console.info(`${flips} flips, ${inert} of them in prose, every other one noticed (${extent()})`)
    expect(flips).toBeGreaterThan(full ? 20_000 : 0)
  },
  3_600_000,
)
