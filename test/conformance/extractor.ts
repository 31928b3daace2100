import { describe, expect, test } from 'vitest'
import type { Extractor, MetadataValue } from '../../src/metadata/extractor.js'
import type { Specimen } from '../../src/model/specimen.js'

export interface ExtractorSamples {
  /** Files that say something, each with values that must be among what is read. */
  readonly speaking: readonly {
    readonly specimen: Specimen
    readonly says: Readonly<Record<string, MetadataValue['value']>>
  }[]
  /** Not what its media type says. */
  readonly broken: Specimen
}

/** What every extractor owes its callers, whatever it reads. */
export function extractorSuite(extractor: Extractor, samples: ExtractorSamples): void {
  describe(`extractor ${extractor.id}`, () => {
    test('says what it reads and has an id and a version that can be recorded', () => {
      expect(extractor.reads).not.toBe('')
      expect(extractor.id).toMatch(/^[a-z][a-z0-9-]{1,40}$/)
      expect(extractor.version).toBeGreaterThanOrEqual(1)
      expect(Number.isInteger(extractor.version)).toBe(true)
      expect(extractor.mediaTypes).not.toHaveLength(0)
      for (const { specimen } of samples.speaking) expect(extractor.mediaTypes).toContain(specimen.mediaType)
    })

    test.each(samples.speaking.map((sample, i) => ({ ...sample, i })))(
      'reads sample $i',
      async ({ specimen, says }) => {
        const values = await extractor.extract(specimen)
        for (const [name, value] of Object.entries(says))
          expect(values.filter((each) => each.name === name).map((each) => each.value)).toContainEqual(value)
      },
    )

    test('says where each value was read, within bounds, as text that has UTF-8', async () => {
      for (const { specimen } of samples.speaking) requireBounded(await extractor.extract(specimen))
    })

    test('says the same thing twice', async () => {
      for (const { specimen } of samples.speaking)
        expect(await extractor.extract(specimen)).toEqual(await extractor.extract(specimen))
    })

    test('refuses broken bytes, and none at all, with a source error', async () => {
      const empty: Specimen = { ...samples.broken, size: 0, read: () => new Uint8Array(0) }
      for (const specimen of [samples.broken, empty])
        await expect(extractor.extract(specimen)).rejects.toMatchObject({ code: 'source.malformed' })
    })
  })
}

/** The bounds that `parser-protocol` holds replies to. */
export function requireBounded(values: readonly MetadataValue[]): void {
  expect(values.length).toBeLessThanOrEqual(2_000)
  for (const { name, value, where } of values) {
    expect(where).not.toBe('')
    expect(name).not.toBe('')
    const texts = [name, where, ...[value].flat().map(String)]
    for (const text of texts) expect(text.length <= 4_096 && !/\p{Cs}/u.test(text)).toBe(true)
    for (const number of [value].flat())
      if (typeof number === 'number') expect(Number.isFinite(number)).toBe(true)
  }
}
