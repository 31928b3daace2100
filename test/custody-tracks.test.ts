import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Custody } from '../src/custody/state.js'
import {
  accepting,
  add,
  impossible,
  next,
  offered,
  opening,
  play,
  type Step,
  seal,
  sealedRecord,
  withdrawing,
} from './support/act-bodies.js'
import {
  annulment,
  clerk,
  deliver,
  hand,
  hold,
  later,
  missing,
  place,
  put,
  recover,
  release,
  releaseOrder,
  shift,
  split,
  take,
} from './support/custody-steps.js'

// Annulment, acts over many exhibits, and offers of what was lost on the way.

/** What an annulment puts back: not who was there, nor when, nor what was said. */
function undoable({ exhibits, offers, seals, sealNumbers, identifiers }: Custody) {
  const tracks = Object.entries(exhibits)
    .filter(([, { custody }]) => custody.kind !== 'annulled')
    .map(([number, { custody, seal, movedAt, out, integrity, hold: held }]) => [
      number,
      { custody, seal, movedAt, out, integrity, held },
    ])
  return structuredClone({
    tracks,
    offers: Object.values(offers).filter(({ outcome }) => outcome !== 'annulled'),
    seals: Object.entries(seals).filter(([, { annulledAt }]) => annulledAt === undefined),
    sealNumbers,
    identifiers,
  })
}

const before: readonly Step[] = [
  place('L-1'),
  clerk,
  releaseOrder,
  ['P-02', add('E-2')],
  ['P-02', add('E-1.1', 'E-1')],
]
const acts: Readonly<
  Record<string, readonly [history: readonly Step[], act: Step, exhibits: readonly string[]]>
> = {
  'a taking': [[], ['P-02', add('E-3')], ['E-3']],
  'a seal': [[], ['P-02', seal('S-2', 'E-2')], ['E-2']],
  'a waived seal': [[], ['P-02', impossible('E-2')], ['E-2']],
  'an opening': [[], ['P-02', opening('S-1')], ['E-1']],
  'a passage of two': [[], hand('P-02', 'P-03', 'E-1', 'E-2'), ['E-1', 'E-2']],
  'a deposit': [[], put('P-02'), ['E-1']],
  'a return': [[put('P-02'), take('P-02')], put('P-02', 'E-1', { returned: true }), ['E-1']],
  'a check-out': [[put('P-02')], take('P-03'), ['E-1']],
  'a move': [[place('L-2'), put('P-02')], shift('L-2'), ['E-1']],
  'a delivery': [[], deliver('P-02'), ['E-1']],
  'a recovery': [[deliver('P-02')], recover('P-02'), ['E-1']],
  'a release': [[], release('P-02', 'P-03', 'E-1'), ['E-1']],
  'a loss': [[], missing('P-02', 'E-1'), ['E-1']],
  'a part taken out': [[], split('P-02', 'E-1', 'E-1.1'), ['E-1.1']],
}

describe('an annulment', () => {
  test.each(Object.entries(acts))('of %s leaves what was before it', (_name, [history, act, exhibits]) => {
    const record = sealedRecord()
    play(record, [...before, ...history])
    const was = undoable(record.custody)
    const entry = record.custody.size
    play(record, [act])
    expect(undoable(record.custody)).not.toEqual(was)
    play(record, [annulment(entry, ...exhibits)])
    expect(undoable(record.custody)).toEqual(was)
    expect(() => play(record, [annulment(entry, ...exhibits)])).toThrow()
  })

  test('of an answer opens the offer again', () => {
    const record = sealedRecord()
    play(record, [offered])
    const was = undoable(record.custody)
    play(record, [accepting('P-03'), annulment(next + 1)])
    expect(undoable(record.custody)).toEqual(was)
    expect(() => play(record, [withdrawing('P-02')])).not.toThrow()
  })

  test('is refused where something came after it, and where not all is named', () => {
    const refused = (state: string) =>
      expect.objectContaining({ code: 'rule.wrong-state', details: expect.objectContaining({ state }) })
    const record = sealedRecord()
    play(record, [...before, hand('P-02', 'P-03', 'E-1', 'E-2')])
    const entry = record.custody.size - 1
    expect(() => play(record, [annulment(entry, 'E-1')])).toThrow(refused('other-exhibits'))
    play(record, [hand('P-03', 'P-01', 'E-1')])
    expect(() => play(record, [annulment(entry, 'E-1', 'E-2')])).toThrow(refused('not-newest'))
  })
})

describe('an act over many', () => {
  const bulk: readonly ((...exhibits: string[]) => Step)[] = [
    (...exhibits) => hand('P-02', 'P-03', ...exhibits),
    (...exhibits) => missing('P-02', ...exhibits),
    (...exhibits) => release('P-02', 'P-03', ...exhibits),
    (...exhibits) => hold(...exhibits),
  ]
  const numbers = ['E-1', 'E-2', 'E-3']

  test('does to each exhibit what an act over it alone does', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: bulk.length - 1 }),
        fc.subarray(numbers, { minLength: 1 }),
        (at, exhibits) => {
          const [one, each] = [sealedRecord(), sealedRecord()]
          const taken: readonly Step[] = [releaseOrder, ['P-02', add('E-2')], ['P-02', add('E-3')]]
          play(one, taken)
          play(each, taken)
          const step = bulk[at]
          if (!step) return
          play(one, [later(step(...exhibits), 60)])
          for (const exhibit of exhibits) play(each, [later(step(exhibit), 60)])
          expect(waysIn(one.custody)).toEqual(waysIn(each.custody))
        },
      ),
      { numRuns: 25 },
    )
  })

  function waysIn({ exhibits }: Custody) {
    return Object.values(exhibits).map(({ number, custody, seal: closure, movedAt, lastAt, hold: held }) => ({
      number,
      kind: custody.kind,
      by: 'by' in custody ? custody.by : undefined,
      closure,
      movedAt,
      lastAt,
      isHeld: held !== undefined,
    }))
  }
})

test('what was reported missing on the way does not arrive by an acceptance', () => {
  const record = sealedRecord()
  play(record, [offered, missing('P-02', 'E-1'), accepting('P-03')])
  expect(Object.values(record.custody.exhibits).map(({ custody }) => custody.kind)).toEqual(['missing'])
})
