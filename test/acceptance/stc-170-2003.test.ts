import { expect, test } from 'vitest'
import { standingBreaks } from '../../src/custody/breaks/standing.js'
import { type Step, sealedRecord, stated } from '../support/act-bodies.js'
import { closed, newRecord } from '../support/acts.js'
import { addAs, counted, hand } from '../support/custody-steps.js'

// STC 170/2003 as reported in secondary sources: computer discs that were not tied to the homes they came from, not properly sealed,
// and of which there were other numbers in the record of the search, in the hand-over and in the analysis.

const homes = { 'E-1': 'P-04', 'E-2': 'P-03' } as const
type Box = keyof typeof homes

function taken(box: Box, quantity: number, isTied: boolean): Step {
  const place = closed(`home of ${homes[box]}`)
  const found = {
    at: stated(0, 'stated'),
    finder: 'P-02',
    ...(isTied ? { place, possessor: homes[box] } : {}),
  }
  return ['P-02', addAs(box, { category: 'container', found, quantity })]
}
const inventory = (stated: number): Step => [
  'P-02',
  {
    kind: 'inventory.record',
    document: { sha256: '0'.repeat(64), size: 1 },
    exhibits: ['E-1', 'E-2'],
    inventory: 'IN-1',
    rows: 2,
    stated,
  },
]
const sealing = (box: Box, seal: string): Step => [
  'P-02',
  { kind: 'seal.apply', exhibit: box, number: closed(seal), seal },
]
const photographed = (seal: string): Step => [
  'P-02',
  {
    kind: 'attachment.add',
    class: 'seal',
    declared: 'no-evidence-content',
    description: closed(),
    document: { sha256: '0'.repeat(64), size: 1 },
    mediaType: 'image/jpeg',
    seal,
  },
]
const recount = (box: Box, units: number): Step => [
  'P-03',
  { kind: 'quantity.count', counted: units, exhibit: box },
]

function shown(steps: readonly Step[]): readonly string[] {
  const record = newRecord()
  const breaks = steps.flatMap(([by, body, circumstances]) => record.found(by, body, circumstances))
  return [...breaks, ...standingBreaks(record.custody)].map(({ code, exhibit }) =>
    `${code} ${exhibit ?? ''}`.trim(),
  )
}

test('discs without a home, without a seal, and never as many: what the court asked about shows, and nothing else', () => {
  const steps = [
    taken('E-1', 30, false),
    taken('E-2', 20, false),
    inventory(53),
    counted('P-02', 'P-03', 48, 'E-1', 'E-2'),
    recount('E-1', 31),
  ]
  expect(shown(steps)).toEqual([
    'ORIGIN-UNKNOWN E-1',
    'ORIGIN-UNKNOWN E-2',
    'COUNT-MISMATCH',
    'SEAL-MISSING E-1',
    'SEAL-MISSING E-2',
    'COUNT-MISMATCH E-1',
    'COUNT-MISMATCH E-2',
    'COUNT-MISMATCH E-1',
  ])
})

test('the same discs, tied to their homes, sealed and counted alike: nothing shows', () => {
  const steps = [
    taken('E-1', 30, true),
    taken('E-2', 20, true),
    inventory(50),
    sealing('E-1', 'S-1'),
    photographed('S-1'),
    sealing('E-2', 'S-2'),
    photographed('S-2'),
    counted('P-02', 'P-03', 50, 'E-1', 'E-2'),
    recount('E-1', 30),
    recount('E-2', 20),
  ]
  expect(shown(steps)).toEqual([])
})

test('one fault alone shows alone', () => {
  const record = sealedRecord()
  expect(record.does(...hand('P-02', 'P-03'))).toEqual([])
  expect(shown([taken('E-1', 30, true), counted('P-02', 'P-03', 30, 'E-1')])).toEqual(['SEAL-MISSING E-1'])
})
