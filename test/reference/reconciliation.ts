import type { Custody } from '../../src/custody/state.js'
import type { AcquisitionNumber, ExhibitNumber } from '../../src/model/names.js'
import { type MediumState, uniqueIdentifiers } from '../../src/model/vocabulary.js'

// What a reconciliation has to say, as slowly and plainly as it can be worked out: every question goes through every exhibit.

const media = ['phone', 'tablet', 'computer', 'drive', 'memory-card', 'usb-stick', 'optical-disc']

export function slowly(custody: Custody, states: ReadonlyMap<AcquisitionNumber, MediumState>) {
  const all = Object.values(custody.exhibits)
  const isMade = (number: ExhibitNumber) => {
    const each = custody.exhibits[number]
    return each?.copyOf !== undefined || each?.category === 'image' || each?.category === 'working-copy'
  }
  const source = (number: ExhibitNumber) =>
    custody.exhibits[number]?.copyOf?.parent ?? custody.exhibits[number]?.parent
  const partsOf = (number: ExhibitNumber) =>
    all.filter((each) => each.parent === number && !isMade(each.number)).map((each) => each.number)
  const isBelow = (number: ExhibitNumber, root: ExhibitNumber): boolean => {
    if (number === root) return true
    const parent = custody.exhibits[number]?.parent
    return parent !== undefined && !isMade(number) && isBelow(parent, root)
  }
  const newest = (number: ExhibitNumber) => {
    const read = Object.entries(custody.acquisitions).filter(([, { exhibit }]) => exhibit === number)
    const last = read.at(-1)
    return last && (states.get(last[0] as AcquisitionNumber) ?? 'unstated')
  }
  const progress = (roots: readonly ExhibitNumber[]) => {
    const reached = all
      .map((each) => each.number)
      .filter((number) => roots.some((root) => isBelow(number, root)))
    const here = reached.filter((number) => {
      const each = custody.exhibits[number]
      if (newest(number) !== undefined) return true
      return (
        media.includes(each?.category ?? '') && !((each?.quantity ?? 1) > 1 && partsOf(number).length > 0)
      )
    })
    const comesFrom = (number: ExhibitNumber): boolean => {
      const from = source(number)
      if (!isMade(number) || from === undefined) return false
      return reached.includes(from) || comesFrom(from)
    }
    const made = all.map((each) => each.number).filter(comesFrom)
    const images = made.filter((number) => custody.exhibits[number]?.category === 'image')
    const imaged = (number: ExhibitNumber) => images.some((each) => source(each) === number)
    return {
      media: here.length,
      imaged: here.filter((number) => newest(number) !== undefined || imaged(number)).length,
      read: here
        .map(newest)
        .filter((state) => state !== undefined)
        .sort(),
      images: images.length,
      copies: made.length - images.length,
      unread: here.filter((number) => newest(number) === undefined && !imaged(number)).sort(),
    }
  }
  const units = (numbers: readonly ExhibitNumber[]) =>
    numbers.reduce((sum, number) => sum + (custody.exhibits[number]?.quantity ?? 0), 0)
  const lists = Object.entries(custody.inventories)
  return {
    inventories: lists.map(([inventory, { exhibits, stated }]) => ({
      inventory,
      difference: units(exhibits) - stated,
      ...progress(exhibits),
    })),
    containers: all
      .map((each) => each.number)
      .filter((number) => partsOf(number).length > 0)
      .map((exhibit) => {
        const whole = custody.exhibits[exhibit]
        const expected = whole?.counted?.counted ?? whole?.quantity ?? 1
        const parts = partsOf(exhibit)
        return {
          exhibit,
          parts: parts.length,
          takenOut: parts.filter((part) => custody.exhibits[part]?.custody.kind !== 'inside').length,
          difference: expected > 1 ? units(parts) - expected : 0,
          ...progress(parts),
        }
      }),
    unlisted: all
      .filter((each) => each.parent === undefined && !isMade(each.number) && lists.length > 0)
      .map((each) => each.number)
      .filter((number) => !lists.some(([, { exhibits }]) => exhibits.includes(number))),
    listedTwice: all
      .map((each) => each.number)
      .filter((number) => lists.filter(([, { exhibits }]) => exhibits.includes(number)).length > 1)
      .sort(),
    sameNumber: all
      .map((each) => each.number)
      .filter((number) =>
        custody.exhibits[number]?.identifiers.some(({ is, value }) =>
          all.some(
            (other) =>
              uniqueIdentifiers.has(is) &&
              other.number !== number &&
              other.identifiers.some((theirs) => theirs.value === value && uniqueIdentifiers.has(theirs.is)),
          ),
        ),
      )
      .sort(),
  }
}
