import { describe, expect, test } from 'vitest'
import { allBreaks, allStanding } from '../src/custody/breaks/all.js'
import { standingBreaks } from '../src/custody/breaks/standing.js'
import { instantOf } from '../src/model/instant.js'
import { acquisition, play, type Step, sealedRecord } from './support/act-bodies.js'
import { type FollowedRecord, start } from './support/acts.js'
import { data } from './support/break-histories/data.js'
import { passages } from './support/break-histories/passages.js'
import { people } from './support/break-histories/people.js'
import { seals } from './support/break-histories/seals.js'
import { standing } from './support/break-histories/standing.js'
import { things } from './support/break-histories/things.js'

const histories = [...passages, ...seals, ...data, ...things, ...people].map(
  (each) => [each.code, each] as const,
)

function playedLast(steps: readonly Step[]) {
  const record = sealedRecord()
  play(record, steps.slice(0, -1))
  const last = steps.at(-1)
  return last ? record.found(...last) : []
}

describe('a break', () => {
  test.each(histories)(
    '%s shows in the history that has it (%#), and in the near one that has not it does not',
    (code, { broken, sound, also = [], besides = [], details, severity }) => {
      const shown = playedLast(broken)
      expect(shown.map((each) => each.code).sort()).toEqual([code, ...also, ...besides].sort())
      const own = shown.find((each) => each.code === code)
      const rule = allBreaks.find((each) => each.code === code)
      expect(own).toMatchObject({ severity: severity ?? rule?.severity, live: rule?.live })
      if (details) expect(own?.details).toEqual(details)
      expect(play(sealedRecord(), sound)).toEqual(besides)
    },
  )

  test('of every kind has its histories', () => {
    const codes = allBreaks.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect([...new Set(histories.map(([code]) => code))].sort()).toEqual([...codes].sort())
  })

  test('rests on entries that are on record', () => {
    for (const [code, { broken }] of histories) {
      const record = sealedRecord()
      play(record, broken.slice(0, -1))
      const before = record.custody.size
      const last = broken.at(-1)
      for (const { entries } of last ? record.found(...last) : [])
        for (const entry of entries) expect([code, entry >= 0 && entry < before]).toEqual([code, true])
    }
  })

  test('names the exhibit and the entry it rests on', () => {
    const record = sealedRecord()
    const applied = record.custody.size - 1
    expect(record.found('P-02', acquisition('A-1'))).toEqual([
      { code: 'ACQ-WHILE-SEALED', severity: 'major', live: 'refuse', exhibit: 'E-1', entries: [applied] },
    ])
  })
})

describe('as the record stands', () => {
  const shownAt = (record: FollowedRecord, minute: number, code: string) =>
    standingBreaks(record.custody, instantOf(start + minute * 60_000)).filter((each) => each.code === code)

  test.each(standing.map((each) => [each.code, each] as const))(
    '%s shows in the record that has it (%#), and in the near one that has not it does not',
    (code, { broken, sound, asOf, soundAsOf = asOf, details, severity }) => {
      const [one, other] = [sealedRecord(), sealedRecord()]
      play(one, broken)
      play(other, sound)
      const [shown, ...more] = shownAt(one, asOf, code)
      const rule = allStanding.find((each) => each.code === code)
      expect(shown).toMatchObject({ live: 'record', severity: severity ?? rule?.severity })
      expect(shown?.seq).toBeLessThan(one.custody.size)
      expect(more).toEqual([])
      if (details) expect(shown?.details).toEqual(details)
      expect(shownAt(other, soundAsOf, code)).toEqual([])
    },
  )

  test('every kind has its histories', () => {
    const codes = allStanding.map(({ code }) => code)
    expect([...new Set(standing.map(({ code }) => code))].sort()).toEqual([...codes].sort())
  })

  test('everybody finds the same: it is asked at the newest log time', () => {
    const record = sealedRecord()
    expect(standingBreaks(record.custody)).toEqual(standingBreaks(record.custody, record.custody.lastLogTime))
  })
})
