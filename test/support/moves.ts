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

const passages = ['now', 'offer', 'put', 'take', 'deliver', 'recover', 'release'] as const
const doings = ['shift', 'destroy', 'missing', 'found'] as const

const adding = fc.record(
  { kind: fc.constant('add' as const), by: officer, exhibit: number, parent: number },
  { requiredKeys: ['kind', 'by', 'exhibit'] },
)
const passing = (kind: (typeof passages)[number]) =>
  fc.record({ kind: fc.constant(kind), from: officer, to: officer, exhibits: some })
const doing = (kind: (typeof doings)[number]) =>
  fc.record({ kind: fc.constant(kind), by: officer, exhibits: some })
const splitting = fc.record({ kind: fc.constant('split' as const), by: officer, whole: number, parts: some })
const answering = fc.record({
  kind: fc.constantFrom('accept' as const, 'decline' as const, 'withdraw' as const),
  by: officer,
  offer: fc.nat({ max: 2 }),
})
const other = fc.record({ kind: fc.constant('other' as const), by: officer, exhibit: number })

const fromHandToHand: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: adding },
  { weight: 3, arbitrary: passing('now') },
  { weight: 3, arbitrary: passing('offer') },
  { weight: 4, arbitrary: answering },
  { weight: 1, arbitrary: other },
)

/** Hands, store, court, and leaving for good. */
export const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 16, arbitrary: fromHandToHand },
  { weight: 6, arbitrary: fc.oneof(passing('put'), passing('take'), doing('shift')) },
  { weight: 3, arbitrary: fc.oneof(passing('deliver'), passing('recover')) },
  { weight: 2, arbitrary: fc.oneof(passing('release'), doing('destroy')) },
  { weight: 4, arbitrary: fc.oneof(doing('missing'), doing('found'), splitting) },
)

/** Two exhibits are taken, and then anything. */
export function anyHistory(
  longest: number,
  move: fc.Arbitrary<Move> = fromHandToHand,
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
    case 'put':
    case 'take':
    case 'deliver':
    case 'recover':
    case 'release':
      return [byIn(move), passage(move), both(move.from, move.to)]
    case 'offer':
      return [move.from, offer(move.from, move.to, ...move.exhibits), as(move.from, 'giver')]
    case 'shift':
    case 'destroy':
    case 'missing':
    case 'found':
      return [move.by, { ...doingOf(move.kind), exhibits: move.exhibits }]
    case 'split':
      return [move.by, { kind: 'exhibit.split', exhibit: move.whole, parts: move.parts }]
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

type Passing = Extract<Move, { from: string }>

/** Whoever keeps the store puts in and takes out. */
function byIn({ kind, from, to }: Passing): string {
  return kind === 'put' ? to : from
}

function passage({ kind, from, to, exhibits }: Passing): object {
  switch (kind) {
    case 'put':
      return { kind: 'store.put', exhibits, from, location: 'L-1', returned: false }
    case 'take':
      return { kind: 'store.take', exhibits, purpose: closed(), to }
    case 'deliver':
      return { kind: 'exhibit.deliver', depository: closed(), exhibits, from, receipt: closed(), to }
    case 'recover':
      return { kind: 'exhibit.recover', document: closed(), exhibits, from, to }
    case 'release':
      return { kind: 'exhibit.release', exhibits, from, reason: closed(), to }
    default:
      return now(from, to, ...exhibits)
  }
}

function doingOf(kind: 'shift' | 'destroy' | 'missing' | 'found'): object {
  if (kind === 'shift') return { kind: 'store.move', location: 'L-1' }
  if (kind === 'destroy') return { kind: 'exhibit.destroy', method: closed(), stated: {} }
  return { kind: `exhibit.${kind}`, reason: closed() }
}
