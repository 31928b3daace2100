import fc from 'fast-check'
import type { LeafHash } from '../../src/model/names.js'
import type { Move } from '../reference/custody.js'
import { add, as, both, impossible, now, offer, type Step } from './act-bodies.js'
import { closed } from './acts.js'

// Random things that officers do with four exhibits, two of which may be parts, sensible or not.

const officers = ['P-01', 'P-02', 'P-03'] as const
export const numbers = ['E-1', 'E-2', 'E-1.1', 'E-1.1.1'] as const

const officer = fc.constantFrom(...officers)
const number = fc.constantFrom(...numbers)
const some = fc.array(number, { minLength: 1, maxLength: 3 })

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      { kind: fc.constant('add'), by: officer, exhibit: number, parent: number },
      { requiredKeys: ['kind', 'by', 'exhibit'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('now'), from: officer, to: officer, exhibits: some }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('offer'), from: officer, to: officer, exhibits: some }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('accept', 'decline', 'withdraw'),
      by: officer,
      offer: fc.nat({ max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('other'), by: officer, exhibit: number }) },
)

/** Two exhibits are taken, and then anything. */
export function anyHistory(
  longest: number,
  move: fc.Arbitrary<Move> = anyMove,
): fc.Arbitrary<readonly Move[]> {
  const taken: readonly Move[] = [
    { kind: 'add', by: 'P-02', exhibit: 'E-1' },
    { kind: 'add', by: 'P-03', exhibit: 'E-2' },
  ]
  return fc.array(move, { maxLength: longest, size: 'max' }).map((moves) => [...taken, ...moves])
}

/** The act of a move; `offers` are the leaf hashes of the offers made so far. */
export function stepOf(move: Move, offers: readonly LeafHash[]): Step {
  switch (move.kind) {
    case 'add':
      return [move.by, add(move.exhibit, move.parent)]
    case 'now':
      return [move.from, now(move.from, move.to, ...move.exhibits), both(move.from, move.to)]
    case 'offer':
      return [move.from, offer(move.from, move.to, ...move.exhibits), as(move.from, 'giver')]
    case 'other':
      return [move.by, impossible(move.exhibit)]
    default: {
      const named = {
        kind: `transfer.${move.kind}`,
        offer: offers[move.offer] ?? closed(`offer ${move.offer}`).c,
      }
      const body = move.kind === 'accept' ? named : { ...named, reason: closed() }
      return [move.by, body, as(move.by, move.kind === 'withdraw' ? 'giver' : 'receiver')]
    }
  }
}
