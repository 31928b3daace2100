import { accepting, acquisition, add, next, offered, opening, type Step, stated } from '../act-bodies.js'
import { closed, warrant } from '../acts.js'
import {
  addAs,
  comparison,
  deletion,
  hand,
  hold,
  minutes,
  missing,
  place,
  put,
  release,
  releaseOrder,
  take,
  workingCopy,
} from '../custody-steps.js'
import type { StandingHistory } from './history.js'

// What the record shows as it stands, because something has not happened.

const later = minutes(0, 10)
const due = stated(minutes(5), 'stated')
const photograph: Step = [
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
const kept: Step = ['P-02', { kind: 'retention.set', basis: closed(), exhibits: ['E-1'], until: due }]
const urgent: Step = ['P-01', warrant({ authorization: 'AU-2', type: 'urgency' })]
const told = (event: string, minute: number): Step => [
  'P-01',
  { kind: 'authorization.note', authorization: 'AU-2', event },
  { at: minute, logged: minute },
]
const lent: Step = [
  'P-01',
  warrant({
    authorization: 'AU-2',
    consent: { by: 'P-04', conflict: 'none', lawyer: 'not-detained', returnBy: due },
    scope: { exhibits: ['E-1'] },
    type: 'voluntary-delivery',
  }),
]
const box: Step = ['P-02', addAs('E-2', { category: 'container', quantity: 2 })]
const disc = (exhibit: string): Step => ['P-02', addAs(exhibit, { category: 'optical-disc' }, 'E-2')]
const copied: readonly Step[] = [
  ['P-02', opening('S-1')],
  ['P-02', acquisition('A-1')],
  ['P-02', comparison({ acquisition: 'A-1' })],
  ['P-02', workingCopy('E-2', { expires: due })],
]

export const standing: readonly StandingHistory[] = [
  {
    code: 'IN-TRANSIT-STALE',
    broken: [offered],
    sound: [offered],
    asOf: next + minutes(72) + 1,
    soundAsOf: next + minutes(72),
    details: { person: 'P-03' },
  },
  { code: 'IN-TRANSIT-STALE', broken: [offered], sound: [offered, accepting('P-03')], asOf: later },
  // What was reported missing on the way is asked about by another name.
  { code: 'IN-TRANSIT-STALE', broken: [offered], sound: [offered, missing('P-02', 'E-1')], asOf: later },
  {
    code: 'OVERDUE',
    broken: [place('L-1'), put('P-02'), take('P-02', 'E-1', { due })],
    sound: [place('L-1'), put('P-02'), take('P-02', 'E-1', { due }), put('P-02', 'E-1', { returned: true })],
    asOf: later,
    details: { due: due.time },
  },
  {
    code: 'OVERDUE',
    broken: [place('L-1'), put('P-02'), take('P-02', 'E-1', { due }), hand('P-02', 'P-03')],
    sound: [place('L-1'), put('P-02'), take('P-02', 'E-1', { due }), hand('P-02', 'P-03')],
    asOf: minutes(5) + 1,
    soundAsOf: minutes(5),
  },
  {
    code: 'RETURN-LATE',
    broken: [lent],
    sound: [lent, releaseOrder, release('P-02', 'P-03', 'E-1')],
    asOf: later,
    details: { due: due.time },
  },
  {
    code: 'RETENTION-PASSED',
    broken: [kept],
    sound: [kept, hold('E-1')],
    asOf: later,
    details: { until: due.time },
  },
  // What went with its whole is not kept any more.
  {
    code: 'RETENTION-PASSED',
    broken: [
      ['P-02', add('E-1.1', 'E-1')],
      ['P-02', { ...kept[1], exhibits: ['E-1.1'] }],
    ],
    sound: [
      ['P-02', add('E-1.1', 'E-1')],
      ['P-02', { ...kept[1], exhibits: ['E-1.1'] }],
      releaseOrder,
      release('P-02', 'P-03', 'E-1'),
    ],
    asOf: later,
  },
  {
    code: 'URGENCY-24H',
    broken: [urgent, told('confirmed', minutes(24))],
    sound: [urgent, told('noticed', minutes(23)), told('confirmed', minutes(71))],
    asOf: later,
    details: { authorization: 'AU-2' },
  },
  {
    code: 'URGENCY-72H',
    broken: [urgent, told('noticed', minutes(23))],
    sound: [urgent, told('noticed', minutes(23)), told('revoked', minutes(71))],
    asOf: later,
    details: { authorization: 'AU-2' },
  },
  {
    code: 'COPY-ORPHAN-HOLDER',
    broken: copied,
    sound: [...copied, deletion('P-02', 'E-2')],
    asOf: later,
    details: { expired: due.time },
  },
  {
    code: 'PARTS-MISMATCH',
    broken: [box, disc('E-2.1')],
    sound: [box, disc('E-2.1'), disc('E-2.2')],
    asOf: later,
    details: { counted: 1, expected: 2 },
  },
  // An image of a box is none of its discs.
  {
    code: 'PARTS-MISMATCH',
    broken: [box, disc('E-2.1'), disc('E-2.2'), disc('E-2.3')],
    sound: [box, disc('E-2.1'), disc('E-2.2'), ['P-02', addAs('E-3', { category: 'image' }, 'E-2')]],
    asOf: later,
  },
  { code: 'SEAL-NO-PHOTO', broken: [], sound: [photograph], asOf: later, details: { seal: 'S-1' } },
]
