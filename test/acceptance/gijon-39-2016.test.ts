import { expect, test } from 'vitest'
import { standingBreaks } from '../../src/custody/breaks/standing.js'
import { acquisition, type Step } from '../support/act-bodies.js'
import { closed, enrolment, newRecord } from '../support/acts.js'
import { addAs, comparison, hand } from '../support/custody-steps.js'

// SJP Gijón 39/2016 as reported in a secondary source: no seals, and digests that were not those first recorded before the clerk.

const clerk: Step = ['P-01', enrolment('P-05', 'court-clerk')]
const drive: Step = ['P-02', addAs('E-1', { category: 'drive' })]
const sealing: Step = ['P-02', { kind: 'seal.apply', exhibit: 'E-1', number: closed('seal'), seal: 'S-1' }]
const photographed: Step = [
  'P-02',
  {
    kind: 'attachment.add',
    class: 'seal',
    declared: 'no-evidence-content',
    description: closed(),
    document: { sha256: '0'.repeat(64), size: 1 },
    mediaType: 'image/jpeg',
    seal: 'S-1',
  },
]
/** Read with the clerk present, before it is handed on. */
const read: Step = [
  'P-02',
  {
    ...acquisition('A-1'),
    conditions: { method: 'physical', presence: ['P-05'], writeBlocker: closed('blocker') },
  },
]
const compared = (differing: number): Step => [
  'P-03',
  comparison({ acquisition: 'A-1', differing, result: differing === 0 ? 'same' : 'different' }),
]

function shown(steps: readonly Step[]) {
  const record = newRecord()
  const breaks = steps.flatMap(([by, body, circumstances]) => record.found(by, body, circumstances))
  return { record, breaks: [...breaks, ...standingBreaks(record.custody)] }
}

test('no seal, and other digests than before the clerk: what the court asked about shows, and nothing else', () => {
  const { record, breaks } = shown([clerk, drive, read, hand('P-02', 'P-03'), compared(3)])
  expect(breaks.map(({ code, severity }) => [code, severity])).toEqual([
    ['SEAL-MISSING', 'major'],
    ['HASH-MISMATCH', 'critical'],
  ])
  const first = record.acts.findIndex(({ kind }) => kind === 'acquisition.record')
  expect(breaks.at(-1)).toMatchObject({
    entries: [first],
    details: { differing: 3, chunks: 10, unreadable: 0 },
  })
})

test('the same drive, sealed, and the same digests: nothing shows', () => {
  const { breaks } = shown([clerk, drive, read, sealing, photographed, hand('P-02', 'P-03'), compared(0)])
  expect(breaks).toEqual([])
})
