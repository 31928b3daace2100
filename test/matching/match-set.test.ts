import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { buildSet } from '../../src/matching/build-set.js'
import { matchSet, type SetOutcome } from '../../src/matching/match-set.js'
import { openSet } from '../../src/matching/open-set.js'
import { type KnownDigests, type KnownRecord, setAlgorithms } from '../../src/model/known-set.js'
import { digestsOf, ownFolder } from '../support/known-sets.js'

const folder = ownFolder()
afterAll(() => folder.remove())
let built = 0

interface Matching {
  readonly records: readonly KnownRecord[]
  readonly items: readonly KnownDigests[]
  readonly runBytes?: number
  readonly kept?: number
}

async function matched({
  records,
  items,
  runBytes = 1 << 20,
  kept,
}: Matching): Promise<SetOutcome<number>[]> {
  built += 1
  const path = join(folder.path, `set-${built}`)
  const file = async () => ({ sha256: '0'.repeat(64), size: 0 })
  await buildSet({ kind: 'known-relevant', format: 'list', path: 'records', records, file }, path, {
    runBytes,
  })
  const set = openSet(path, 'known-relevant', kept)
  try {
    const outcomes: SetOutcome<number>[] = []
    const numbered = items.map((digests, item) => ({ item, digests }))
    for await (const outcome of matchSet(set, numbered)) outcomes.push(outcome)
    return outcomes
  } finally {
    set.close()
  }
}

const category = (code: string) => ({ code, scheme: 'lab', schemeVersion: '1' })

/** What is said of an item, the slow way: every record looked at, every digest compared. */
function expected(records: readonly KnownRecord[], item: number, digests: KnownDigests): unknown {
  const stated = setAlgorithms.filter((each) => records.some((record) => record.digests[each] !== undefined))
  const compared = stated.filter((each) => digests[each] !== undefined)
  if (compared.length === 0) return { kind: 'unchecked', item }
  const seen = new Map<string, KnownRecord>()
  for (const record of records) seen.set(plain(record), record)
  const matches: object[] = []
  const conflicts: object[] = []
  for (const record of seen.values()) {
    const both = compared.filter((each) => record.digests[each] !== undefined)
    const agreed = both.filter((each) => record.digests[each] === digests[each])
    const disagreed = both.filter((each) => record.digests[each] !== digests[each])
    const about = record.category ? { agreed, category: record.category } : { agreed }
    if (agreed.length > 0 && disagreed.length > 0) conflicts.push({ ...about, disagreed })
    else if (agreed.length > 0) matches.push(about)
  }
  if (matches.length > 0)
    return { kind: 'match', item, records: sorted(matches), conflicts: sorted(conflicts) }
  if (conflicts.length > 0) return { kind: 'conflict', item, conflicts: sorted(conflicts) }
  return { kind: 'absent', item, compared }
}

function plain({ digests, category: of }: KnownRecord): string {
  return JSON.stringify([...setAlgorithms.map((each) => digests[each]), of?.code])
}

const sorted = (all: readonly object[]) => all.map((each) => JSON.stringify(each)).sort()

function comparable(outcome: SetOutcome<number>): unknown {
  if (outcome.kind === 'match') {
    const { kind, item, records, conflicts } = outcome
    return { kind, item, records: sorted(records), conflicts: sorted(conflicts) }
  }
  if (outcome.kind === 'conflict') return { ...outcome, conflicts: sorted(outcome.conflicts) }
  return outcome
}

/** Few values, so that records share digests with each other and with items in every way. */
const few = fc.nat({ max: 5 })
const mixedDigests = fc
  .record({ sha256: fc.option(few), sha1: fc.option(few), md5: fc.option(few) })
  .map((of) =>
    Object.fromEntries(
      setAlgorithms.flatMap((each) => {
        const number = of[each]
        return number === null ? [] : [[each, digestsOf(`file ${number}`)[each]]]
      }),
    ),
  ) as fc.Arbitrary<KnownDigests>
const record = fc
  .tuple(mixedDigests, fc.option(fc.constantFrom('0', '1', '2')))
  .map(
    ([digests, code]): KnownRecord => (code === null ? { digests } : { digests, category: category(code) }),
  )

test('says of every item what a search through all records says, however little memory there is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 60 }),
      fc.array(mixedDigests, { maxLength: 20 }),
      fc.constantFrom(1, 200, 1 << 20),
      async (records, items, runBytes) => {
        const outcomes = await matched({ records, items, runBytes })
        expect(outcomes.map(comparable)).toEqual(
          items.map((digests, item) => expected(records, item, digests)),
        )
      },
    ),
    { numRuns: 60 },
  )
})

test('finds each of many files among many, sorted in rounds on disk and read through a small window', async () => {
  const count = 20_000
  const records = Array.from({ length: count }, (_, at) => ({ digests: digestsOf(`known ${at}`) }))
  const items = [...records.filter((_, at) => at % 7 === 0).map(({ digests }) => digests)]
  const strangers = Array.from({ length: 500 }, (_, at) => digestsOf(`stranger ${at}`))
  // Runs of 100 entries: 200 of them, more than are merged at once.
  const outcomes = await matched({ records, items: [...items, ...strangers], runBytes: 4000, kept: 1 })
  const kinds = outcomes.map(({ kind }) => kind)
  expect(kinds).toEqual([...items.map(() => 'match'), ...strangers.map(() => 'absent')])
})

test('digests that all begin alike are sorted and found as well', async () => {
  const alike = (at: number) => ({ md5: `ffff${at.toString(16).padStart(28, '0')}` })
  const records = Array.from({ length: 5000 }, (_, at) => ({ digests: alike((at * 7919) % 5000) }))
  const outcomes = await matched({ records, items: [alike(0), alike(4999), alike(5000)], runBytes: 10_000 })
  expect(outcomes.map(({ kind }) => kind)).toEqual(['match', 'match', 'absent'])
})

describe('how well a match is founded', () => {
  const file = digestsOf('a')
  const other = digestsOf('b')

  test.each([
    [{ md5: file.md5 }, file, { by: 'md5', weak: true }],
    [{ sha1: file.sha1 }, file, { by: 'sha1', weak: true }],
    [{ sha256: file.sha256 }, file, { by: 'sha256', weak: false }],
    [{ md5: file.md5, sha1: file.sha1 }, file, { by: 'sha1', weak: false }],
    [{ md5: file.md5, sha1: file.sha1 }, { md5: file.md5 }, { by: 'md5', weak: true }],
    [file, file, { by: 'sha256', weak: false }],
  ] as const)('%# by the strongest digest that agreed', async (digests, item, basis) => {
    const [outcome] = await matched({ records: [{ digests }], items: [item] })
    expect(outcome).toMatchObject({ kind: 'match', set: 'known-relevant', ...basis })
  })

  test('equal MD5 and another SHA-1 are two files: a conflict, never a match', async () => {
    const records = [{ digests: { md5: file.md5, sha1: other.sha1 }, category: category('1') }]
    const [outcome] = await matched({ records, items: [file] })
    const conflict = { agreed: ['md5'], disagreed: ['sha1'], category: category('1') }
    expect(outcome).toEqual({ kind: 'conflict', item: 0, conflicts: [conflict] })
  })

  test('a file that agrees in all is a match, and one that shares its MD5 is named beside it', async () => {
    const twin = { md5: file.md5, sha1: other.sha1 }
    const [outcome] = await matched({ records: [{ digests: twin }, { digests: file }], items: [file] })
    expect(outcome).toMatchObject({
      kind: 'match',
      by: 'sha256',
      records: [{ agreed: ['sha256', 'sha1', 'md5'] }],
      conflicts: [{ agreed: ['md5'], disagreed: ['sha1'] }],
    })
  })

  test('two sources that put it into two categories are both told', async () => {
    const records = ['0', '2'].map((code) => ({ digests: file, category: category(code) }))
    const [outcome] = await matched({ records: [...records, ...records], items: [file] })
    const codes = outcome?.kind === 'match' ? outcome.records.map((each) => each.category?.code) : []
    expect(codes.sort()).toEqual(['0', '2'])
  })

  test('what cannot be compared is unchecked, not absent', async () => {
    const records = [{ digests: { md5: file.md5 } }]
    const outcomes = await matched({ records, items: [{ sha1: file.sha1 }, {}, { md5: other.md5 }] })
    expect(outcomes).toEqual([
      { kind: 'unchecked', item: 0 },
      { kind: 'unchecked', item: 1 },
      { kind: 'absent', item: 2, compared: ['md5'] },
    ])
  })

  test('the empty file is left out of a set that names it', async () => {
    const [outcome] = await matched({
      records: [{ digests: digestsOf('') }, { digests: file }],
      items: [digestsOf('')],
    })
    expect(outcome).toMatchObject({ kind: 'absent' })
  })
})
