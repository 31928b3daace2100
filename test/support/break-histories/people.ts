import {
  absent,
  accepting,
  add,
  as,
  check,
  inHomeOf,
  now,
  offered,
  paper,
  type Step,
  sealedRecord,
  stated,
} from '../act-bodies.js'
import { bothSign, type Circumstances, closed, keyOf, type PartyText } from '../acts.js'
import { correction, place, together } from '../custody-steps.js'
import { history } from './history.js'

// Who signed, where and when; and what was said of it afterwards.

const seq = sealedRecord().custody.size
const byAdministrator = as('P-01', 'administrator')
const restored = {
  kind: 'incident.restore',
  from: { root: closed('from').c, size: seq },
  lost: { checkpoint: '0'.repeat(64), root: closed('lost').c, size: seq + 3 },
  reason: closed(),
}
const wrongClock = {
  kind: 'incident.clock',
  machine: stated(seq, 'system').time,
  newest: sealedRecord().custody.lastLogTime,
  reason: closed(),
}
const handed = (...parties: PartyText[]): Circumstances => ({ parties })
const unknownPerson: Step = [
  'P-01',
  { kind: 'person.enrol', identity: closed(), person: 'X-01', roles: ['witness'] },
]
const disclosed: Step = [
  'P-01',
  { kind: 'disclosure.record', profile: 'all', verifier: { page: '0'.repeat(64), program: '0'.repeat(64) } },
]
const slip = correction({ field: 'wording' })

export const people = [
  history(
    'NO-GIVER-SIG',
    [['P-03', now('P-02', 'P-03'), handed(absent('P-02', 'giver'), 'P-03 receiver')]],
    [['P-03', now('P-02', 'P-03'), handed(absent('P-02', 'giver', 'refused'), 'P-03 receiver')]],
  ),
  history(
    'NO-RECEIVER-SIG',
    [['P-02', now('P-02', 'P-04'), handed('P-02 giver', absent('P-04', 'receiver'))]],
    [['P-02', now('P-02', 'P-04'), handed('P-02 giver', paper('P-04', 'receiver', 'P-02'))]],
  ),
  history(
    'RECEIVER-REFUSED',
    [['P-02', now('P-02', 'P-04'), handed('P-02 giver', absent('P-04', 'receiver', 'refused'))]],
    [['P-03', now('P-02', 'P-03'), handed(absent('P-02', 'giver', 'refused'), 'P-03 receiver')]],
  ),
  history(
    'SIG-SELF-WITNESS',
    [['P-02', now('P-02', 'P-03'), handed('P-02 giver', 'P-03 receiver', paper('P-03', 'witness', 'P-02'))]],
    [['P-02', now('P-02', 'P-03'), handed('P-02 giver', 'P-03 receiver', paper('P-04', 'witness', 'P-02'))]],
  ),
  // The giver of an offer is no witness of its acceptance.
  history(
    'SIG-SELF-WITNESS',
    [offered, withWitness(accepting('P-03'), 'P-02')],
    [offered, withWitness(accepting('P-03'), 'P-01')],
  ),
  history(
    'UNKNOWN-ACTOR',
    [unknownPerson, ['P-02', check('intact'), handed('P-02 performer', absent('X-01', 'witness'))]],
    [['P-02', check('intact'), handed('P-02 performer', absent('P-04', 'witness'))]],
    { details: { person: 'X-01' } },
  ),
  history('ROLE-NOT-ALLOWED', [['P-02', place('L-1')[1]]], [place('L-1')], {
    details: { person: 'P-02', roles: 'custodian, administrator' },
  }),
  history(
    'SIG-SAME-KEY',
    [['P-01', { kind: 'key.enrol', key: keyOf('P-04', 'P-02'), person: 'P-04' }, bothSign('P-04')]],
    [['P-01', { kind: 'key.enrol', key: keyOf('P-04'), person: 'P-04' }, bothSign('P-04')]],
  ),
  history(
    'SIG-SAME-HOST',
    [
      [
        'P-02',
        now('P-02', 'P-03'),
        handed(inHomeOf('P-02', 'P-02', 'giver'), inHomeOf('P-02', 'P-03', 'receiver')),
      ],
    ],
    [
      [
        'P-02',
        now('P-02', 'P-03'),
        handed(inHomeOf('P-02', 'P-02', 'giver'), inHomeOf('P-02', 'P-03', 'receiver', 'pkcs11')),
      ],
    ],
  ),
  history('SIG-SAME-HOST', [offered, accepting('P-03', 'P-02')], [offered, accepting('P-03')]),
  history('CORRECTION-UNILATERAL', [['P-02', correction()]], [['P-02', correction(), together]]),
  // A slip of the pen its author corrects alone; another's they do not.
  history('CORRECTION-UNILATERAL', [['P-03', slip]], [['P-02', slip]]),
  history(
    'CORRECTION-UNILATERAL',
    [['P-01', { kind: 'entry.annul', entry: 8, exhibits: ['E-1'], reason: closed() }]],
    [
      [
        'P-01',
        { kind: 'entry.annul', entry: 8, exhibits: ['E-1'], reason: closed() },
        handed('P-01 performer', 'P-02 witness'),
      ],
    ],
  ),
  history('CORRECTION-AFTER-REPORT', [disclosed, ['P-02', slip]], [['P-02', slip], disclosed]),
  history(
    'CLOCK-BACKWARD',
    [['P-02', check('intact'), { at: 2, logged: 20 }]],
    [['P-02', check('intact'), { at: 15, logged: 20 }]],
  ),
  history(
    'CLOCK-FUTURE',
    [['P-02', check('intact'), { at: 26, logged: 20 }]],
    [['P-02', check('intact'), { at: 25, logged: 20 }]],
  ),
  history(
    'LATE-ENTRY',
    [['P-02', check('intact'), { at: 30, logged: 31 + 24 * 60 }]],
    [['P-02', check('intact'), { at: 31, logged: 31 + 24 * 60 }]],
  ),
  history(
    'LOG-RESTORED',
    [['P-01', restored, { ...byAdministrator, envelope: { seen: restored.from } }]],
    [],
  ),
  history('CLOCK-WRONG', [['P-01', wrongClock, byAdministrator]], [['P-02', add('E-2')]]),
]

function withWitness([by, body, circumstances]: Step, witness: string): Step {
  return [by, body, { ...circumstances, parties: [...(circumstances?.parties ?? []), `${witness} witness`] }]
}
