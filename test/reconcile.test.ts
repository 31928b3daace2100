import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reconcile } from '../src/case/reconcile.js'
import type { AcquisitionNumber, ExhibitNumber } from '../src/model/names.js'
import { exhibitCategories, mediumStates } from '../src/model/vocabulary.js'
import { slowly } from './reference/reconciliation.js'
import { acquisition, stated } from './support/act-bodies.js'
import { closed, newRecord } from './support/acts.js'

// Histories made at random, followed by the fold itself; what comes out is compared with what a slow walk over everything says.

const thing = fc.record({
  category: fc.constantFrom(...exhibitCategories.filter((each) => each !== 'working-copy')),
  quantity: fc.integer({ min: 1, max: 4 }),
  /** Which of those before it this is a part of; none in half of all cases. */
  within: fc.option(fc.nat(20)),
  serial: fc.option(fc.nat(6)),
  takenOut: fc.boolean(),
  counted: fc.option(fc.nat(5)),
  read: fc.option(fc.option(fc.constantFrom(...mediumStates))),
  copied: fc.boolean(),
})
const history = fc.record({
  things: fc.array(thing, { minLength: 1, maxLength: 14 }),
  lists: fc.array(fc.record({ picks: fc.uniqueArray(fc.nat(13), { maxLength: 8 }), stated: fc.nat(12) }), {
    maxLength: 3,
  }),
})

type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never

function recorded({ things, lists }: History) {
  const record = newRecord()
  const media = new Map<AcquisitionNumber, (typeof mediumStates)[number]>()
  const numbers: string[] = []
  const partsOf = new Map<string, number>()
  for (const each of things) {
    const parent = each.within === null ? undefined : numbers[each.within % Math.max(1, numbers.length)]
    const place = (partsOf.get(parent ?? '') ?? 0) + 1
    // Names are at most seven parts deep.
    const isPart = parent !== undefined && parent.split('.').length < 6
    const exhibit = isPart ? `${parent}.${place}` : `E-${(partsOf.get('') ?? 0) + 1}`
    partsOf.set(isPart ? parent : '', (partsOf.get(isPart ? parent : '') ?? 0) + 1)
    numbers.push(exhibit)
    record.does('P-02', {
      kind: 'exhibit.add',
      category: each.category,
      description: closed(),
      exhibit,
      found: { at: stated(0, 'stated') },
      ...(each.serial === null
        ? {}
        : { identifiers: [{ is: 'serial', value: closed(`serial ${each.serial}`) }] }),
      ...(isPart ? { parent } : {}),
      quantity: each.quantity,
    })
    // What was made of a thing was never inside of it.
    if (isPart && each.takenOut && each.category !== 'image')
      record.does('P-02', { kind: 'exhibit.split', exhibit: parent, parts: [exhibit] })
    if (each.counted !== null) record.does('P-02', { kind: 'quantity.count', counted: each.counted, exhibit })
    if (each.read !== null) {
      const number = `A-${media.size + numbers.length}` as AcquisitionNumber
      record.does('P-02', acquisition(number, exhibit))
      if (each.read !== null) media.set(number, each.read)
    }
    if (each.copied)
      record.does('P-02', {
        kind: 'copy.derive',
        description: closed(),
        encrypted: true,
        purpose: closed(),
        exhibit: `E-${1000 + numbers.length}`,
        parent: exhibit,
      })
  }
  for (const [at, list] of lists.entries()) {
    const exhibits = [...new Set(list.picks.map((pick) => numbers[pick % numbers.length]))]
    record.does('P-02', {
      kind: 'inventory.record',
      document: { sha256: '0'.repeat(64), size: 0 },
      exhibits,
      inventory: `IN-${at + 1}`,
      rows: exhibits.length,
      stated: list.stated,
    })
  }
  return { custody: record.custody, media }
}

const spread = (read: Readonly<Record<string, number>>) =>
  Object.entries(read)
    .flatMap(([state, count]) => Array.from({ length: count }, () => state))
    .sort()

test('a reconciliation says what a slow walk over everything says', () => {
  fc.assert(
    fc.property(history, (made) => {
      const { custody, media } = recorded(made)
      const found = reconcile(custody, media)
      const expected = slowly(custody, media)
      const comparable = ({
        read,
        unread,
        media: held,
        imaged,
        images,
        copies,
      }: (typeof found.inventories)[number] | (typeof found.containers)[number]) => ({
        media: held,
        imaged,
        read: spread(read),
        images,
        copies,
        unread: [...unread].sort(),
      })
      expect(
        found.inventories.map((each) => ({
          inventory: each.inventory,
          difference: each.difference,
          ...comparable(each),
        })),
      ).toEqual(expected.inventories)
      expect(
        found.containers.map((each) => ({
          exhibit: each.exhibit,
          parts: each.parts,
          takenOut: each.takenOut,
          difference: each.difference,
          ...comparable(each),
        })),
      ).toEqual(expected.containers)
      expect(found.unlisted).toEqual(expected.unlisted)
      expect(found.listedTwice.map(({ exhibit }) => exhibit).sort()).toEqual(expected.listedTwice)
      const shared = new Set<ExhibitNumber>(found.sameNumber.flat())
      expect([...shared].sort()).toEqual(expected.sameNumber)
    }),
  )
})
