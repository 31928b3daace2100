import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Custody, holderOf, keysAt, logKeyAt } from '../src/custody/state.js'
import { begin, follow } from '../src/custody/tracks.js'
import { RuleError } from '../src/errors.js'
import { exhibitNumber, personCode } from '../src/model/field.js'
import { instantOf } from '../src/model/instant.js'
import type { LeafHash } from '../src/model/names.js'
import { emptyWorld, holderIn, type Move, moved, type World } from './reference/custody.js'
import { counting, isTaken, type KeyMove, logKeyOf, quorumOf, rolesOf } from './reference/key-life.js'
import { type FollowedRecord, keyOf, leafAt, newRecord, start } from './support/acts.js'
import { anyKeyHistory, keyStepOf, logVerifierOf } from './support/key-moves.js'
import { anyHistory, numbers, stepOf } from './support/moves.js'

// Random histories, followed by the fold and by the truth table; and random lives of keys, by the fold and by reading all that came
// before.

interface Played {
  readonly record: FollowedRecord
  /** What the table says beside what the fold did, move by move. */
  readonly seen: readonly { readonly taken: boolean; readonly holders: readonly (string | undefined)[] }[]
  readonly expected: Played['seen']
}

function played(moves: readonly Move[]): Played {
  const record = newRecord()
  const offers: LeafHash[] = []
  const seen: Played['seen'][number][] = []
  const expected: Played['seen'][number][] = []
  let world: World = emptyWorld
  for (const move of moves) {
    const after = moved(world, move)
    const leaf = leafAt(record.custody.size)
    const taken = takes(record, move, offers)
    if (taken && move.kind === 'offer') offers.push(leaf)
    world = after ?? world
    seen.push({ taken, holders: holdersIn(record.custody) })
    expected.push({ taken: after !== undefined, holders: numbers.map((each) => holderIn(world, each)) })
  }
  return { record, seen, expected }
}

function takes(record: FollowedRecord, move: Move, offers: readonly LeafHash[]): boolean {
  try {
    record.does(...stepOf(move, offers))
    return true
  } catch (error) {
    if (error instanceof RuleError) return false
    throw error
  }
}

function holdersIn(custody: Custody): readonly (string | undefined)[] {
  return numbers.map((each) => holderOf(custody, exhibitNumber.parse(each)))
}

function replayed({ acts }: FollowedRecord, custody?: Custody, from = 0): Custody {
  let state = custody
  for (const [at, act] of acts.slice(from).entries()) {
    const seq = from + at
    const step = { seq, leaf: leafAt(seq), logTime: instantOf(start + seq * 60_000), act }
    if (state) follow(state, step)
    else state = begin(step)
  }
  if (!state) throw new Error('an empty history')
  return state
}

const histories = anyHistory(25)

describe('a random history', () => {
  test('is taken and refused, and moves custody, as the truth table says', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        const { seen, expected } = played(moves)
        expect(seen).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  test('replays to the same custody, from its beginning and from a snapshot taken anywhere', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (moves, nat) => {
        const { record } = played(moves)
        expect(replayed(record)).toEqual(record.custody)
        const cut = 1 + (nat % record.acts.length)
        const snapshot: Custody = JSON.parse(
          JSON.stringify(replayed({ ...record, acts: record.acts.slice(0, cut) })),
        )
        expect(replayed(record, snapshot, cut)).toEqual(record.custody)
      }),
      { numRuns: 150 },
    )
  })

  test('is not all refusals: both sides of the table have their turn', () => {
    const sample = fc.sample(histories, { numRuns: 100, seed: 1 }).flatMap((moves) => played(moves).seen)
    const taken = sample.filter((each) => each.taken).length
    expect(taken).toBeGreaterThan(400)
    expect(sample.length - taken).toBeGreaterThan(200)
  })
})

describe('a random life of keys', () => {
  const keyHistories = anyKeyHistory(30)

  function lived(moves: readonly KeyMove[]) {
    const record = newRecord()
    const taken: KeyMove[] = []
    const seen: boolean[] = []
    const expected: boolean[] = []
    for (const move of moves) {
      expected.push(isTaken(taken, move))
      seen.push(follows(record, move))
      if (seen.at(-1)) taken.push(move)
    }
    return { record, taken, seen, expected }
  }

  function follows(record: FollowedRecord, move: KeyMove): boolean {
    try {
      record.does(...keyStepOf(move))
      return true
    } catch (error) {
      if (error instanceof RuleError) return false
      throw error
    }
  }

  test('is taken and refused, and leaves the keys, roles and the log’s key, as the whole history says', () => {
    fc.assert(
      fc.property(keyHistories, (moves) => {
        const { record, taken, seen, expected } = lived(moves)
        expect(seen).toEqual(expected)
        const { custody } = record
        for (const person of ['P-01', 'P-02', 'P-03']) {
          const code = personCode.parse(person)
          const keys = keysAt(custody, code, custody.size).map(({ key }) => key)
          expect(keys).toEqual(counting(taken, person).map((owner) => keyOf(person, owner)))
          expect(custody.persons[code]?.roles).toEqual(rolesOf(taken, person))
        }
        expect(custody.quorum).toBe(quorumOf(taken))
        expect(logKeyAt(custody, custody.size)).toBe(logVerifierOf(logKeyOf(taken)))
      }),
      { numRuns: 300 },
    )
  })

  test('replays to the same custody from a snapshot taken anywhere', () => {
    fc.assert(
      fc.property(keyHistories, fc.nat(), (moves, nat) => {
        const { record } = lived(moves)
        const cut = 1 + (nat % record.acts.length)
        const snapshot: Custody = JSON.parse(
          JSON.stringify(replayed({ ...record, acts: record.acts.slice(0, cut) })),
        )
        expect(replayed(record, snapshot, cut)).toEqual(record.custody)
      }),
      { numRuns: 100 },
    )
  })

  test('is not all refusals', () => {
    const sample = fc.sample(keyHistories, { numRuns: 100, seed: 1 }).flatMap((moves) => lived(moves).seen)
    const taken = sample.filter(Boolean).length
    expect(taken).toBeGreaterThan(200)
    expect(sample.length - taken).toBeGreaterThan(200)
  })
})
