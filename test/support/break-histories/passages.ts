import {
  accepting,
  acquisition,
  add,
  as,
  next,
  offer,
  offered,
  opening,
  seal,
  stated,
} from '../act-bodies.js'
import { leafAt } from '../acts.js'
import {
  addAs,
  at,
  clerk,
  deliver,
  destroy,
  destructionOrder,
  earlier,
  event,
  found,
  hand,
  hold,
  later,
  minutes,
  missing,
  place,
  put,
  recover,
  release,
  releaseOrder,
  shift,
  take,
  unhold,
} from '../custody-steps.js'
import { history } from './history.js'

// Who had it, where, and whether they could.

const store = [place('L-1')]
const far = [place('L-1'), place('L-2', { away: [{ from: 'L-1', minutes: 45 }] })]
const given = [destructionOrder, releaseOrder]

export const passages = [
  history('NOT-HOLDER', [hand('P-03', 'P-01')], [hand('P-02', 'P-01')]),
  history(
    'NOT-HOLDER',
    [
      ['P-02', opening('S-1')],
      ['P-03', seal('S-2')],
    ],
    [
      ['P-02', opening('S-1')],
      ['P-02', seal('S-2')],
    ],
  ),
  history('NOT-HOLDER', [['P-03', opening('S-1')]], [['P-02', opening('S-1')]]),
  history('NOT-HOLDER', [['P-03', add('E-1.1', 'E-1')]], [['P-02', add('E-1.1', 'E-1')]]),
  history(
    'NOT-HOLDER',
    [
      ['P-02', opening('S-1')],
      ['P-03', acquisition('A-1')],
    ],
    [
      ['P-02', opening('S-1')],
      ['P-02', acquisition('A-1')],
    ],
  ),
  // Nobody holds what is missing; an image of it lies elsewhere and has a holder of its own.
  history('NOT-HOLDER', [missing('P-02', 'E-1'), hand('P-02', 'P-03')], [hand('P-02', 'P-03')]),
  history('NOT-HOLDER', [...store, put('P-03')], [...store, put('P-02')]),
  history('WRONG-RECEIVER', [offered, accepting('P-01')], [offered, accepting('P-03')]),
  history(
    'OVERLAP',
    [later(hand('P-02', 'P-03'), 40), later(hand('P-03', 'P-01'), 30)],
    [later(hand('P-02', 'P-03'), 40), later(hand('P-03', 'P-01'), 41)],
    { also: ['CLOCK-BACKWARD'] },
  ),
  history(
    'TERMINAL-MOVED',
    [...given, destroy('P-02'), ['P-02', seal('S-2')]],
    [...given, ['P-02', opening('S-1')], ['P-02', seal('S-2')]],
    { also: ['NOT-HOLDER', 'SEAL-OVER-SEAL'] },
  ),
  // What was inside is gone with what it was in.
  history(
    'TERMINAL-MOVED',
    [
      ...given,
      ['P-02', add('E-1.1', 'E-1')],
      release('P-02', 'P-03', 'E-1'),
      ['P-02', acquisition('A-1', 'E-1.1')],
    ],
    [
      ...given,
      ['P-02', opening('S-1')],
      ['P-02', add('E-1.1', 'E-1')],
      ['P-02', acquisition('A-1', 'E-1.1')],
    ],
    { also: ['NOT-HOLDER', 'ACQ-WHILE-SEALED'] },
  ),
  history(
    'HOLD-IGNORED',
    [...given, hold('E-1'), release('P-02', 'P-03', 'E-1')],
    [...given, hold('E-1'), unhold('E-1'), release('P-02', 'P-03', 'E-1')],
  ),
  history(
    'HOLD-IGNORED',
    [...given, ['P-02', add('E-1.1', 'E-1')], hold('E-1.1'), destroy('P-02')],
    [...given, ['P-02', add('E-1.1', 'E-1')], hold('E-1.1'), unhold('E-1.1'), destroy('P-02')],
  ),
  history(
    'HOLD-IGNORED',
    [
      ...store,
      ['P-02', opening('S-1')],
      ['P-02', add('E-1.1', 'E-1')],
      ['P-02', seal('S-2')],
      put('P-02'),
      hold('E-1'),
      take('P-02'),
    ],
    [
      ...store,
      ['P-02', opening('S-1')],
      ['P-02', add('E-1.1', 'E-1')],
      ['P-02', seal('S-2')],
      put('P-02'),
      take('P-02'),
    ],
  ),
  history(
    'GAP-TIME',
    [offered, later(accepting('P-03'), next + minutes(24) + 1)],
    [offered, later(accepting('P-03'), next + minutes(24))],
    { details: { hours: 24 }, severity: 'major' },
  ),
  // What travelled unsealed weighs more.
  history(
    'GAP-TIME',
    [
      ['P-02', add('E-2')],
      ['P-02', offer('P-02', 'P-03', 'E-2'), as('P-02', 'giver')],
      ['P-03', { kind: 'transfer.accept', offer: leafAt(next + 1) }, at(minutes(30), as('P-03', 'receiver'))],
    ],
    [offered, accepting('P-03')],
    { details: { hours: 30 }, severity: 'critical' },
  ),
  history('GAP-START', [['P-02', add('E-2'), at(minutes(24) + 1)]], [['P-02', add('E-2'), at(minutes(24))]]),
  history(
    'GAP-START',
    [
      ['P-02', add('E-2')],
      ['P-02', { ...earlier([event('received')]), exhibit: 'E-2' }],
    ],
    [
      ['P-02', add('E-2')],
      ['P-02', { ...earlier([event('seized'), event('received')]), exhibit: 'E-2' }],
    ],
    { besides: ['HISTORY-UNSIGNED'] },
  ),
  history('EXHIBIT-MISSING', [missing('P-02', 'E-1')], [missing('P-02', 'E-1'), found('P-02', 'E-1')]),
  history(
    'DOUBLE-CHECKOUT',
    [...store, put('P-02'), take('P-02'), hand('P-02', 'P-01'), take('P-03')],
    [...store, put('P-02'), take('P-03')],
  ),
  // A part of what lies in the store lies in the store.
  history(
    'DOUBLE-CHECKOUT',
    [
      ...store,
      ['P-02', opening('S-1')],
      ['P-02', add('E-1.1', 'E-1')],
      hand('P-02', 'P-01', 'E-1.1'),
      take('P-03', 'E-1.1'),
    ],
    [
      ...store,
      ['P-02', opening('S-1')],
      ['P-02', add('E-1.1', 'E-1')],
      ['P-02', { kind: 'seal.impossible', exhibit: 'E-1', reason: { c: leafAt(1) } }],
      put('P-02'),
      take('P-03', 'E-1.1'),
    ],
  ),
  history(
    'RETURN-WITHOUT-OUT',
    [...store, put('P-02', 'E-1', { returned: true })],
    [...store, put('P-02'), take('P-02'), put('P-02', 'E-1', { returned: true })],
  ),
  // Whoever took it out may have handed it on: it is out all the same.
  history(
    'RETURN-WITHOUT-OUT',
    [
      ...store,
      put('P-02'),
      take('P-02'),
      put('P-02'),
      take('P-02'),
      put('P-02', 'E-1', { returned: true }),
      hand('P-01', 'P-02'),
      put('P-02', 'E-1', { returned: true }),
    ],
    [...store, put('P-02'), take('P-02'), hand('P-02', 'P-03'), put('P-03', 'E-1', { returned: true })],
  ),
  history(
    'IMPOSSIBLE-TRAVEL',
    [...far, later(put('P-02'), 100), later(shift('L-2'), 144)],
    [...far, later(put('P-02'), 100), later(shift('L-2'), 145)],
    { details: { minutes: 45 } },
  ),
  history(
    'IMPOSSIBLE-TRAVEL',
    [
      ...far,
      later(put('P-02'), 100),
      later(take('P-02'), 110),
      later(put('P-02', 'E-1', { location: 'L-2' }), 120),
    ],
    [
      ...far,
      later(put('P-02'), 100),
      later(take('P-02'), 110),
      later(hand('P-02', 'P-03'), 150),
      later(put('P-03', 'E-1', { location: 'L-2' }), 156),
    ],
    { details: { minutes: 45 } },
  ),
  // To a court, and back from whoever holds it there.
  history(
    'NOT-HOLDER',
    [
      clerk,
      ['P-01', { kind: 'person.enrol', identity: { c: leafAt(1) }, person: 'P-06', roles: ['judge'] }],
      deliver('P-02'),
      recover('P-02', 'P-06'),
    ],
    [clerk, deliver('P-02'), recover('P-02')],
  ),
  history(
    'COPY-NO-PARENT',
    [['P-02', addAs('E-2', { category: 'image' })]],
    [['P-02', addAs('E-2', { category: 'image' }, 'E-1')]],
  ),
  history(
    'CLOCK-DST',
    [['P-02', add('E-2'), { envelope: { at: { ...stated(next, 'system'), twice: true } } }]],
    [['P-02', add('E-2')]],
    { details: { zone: 'Europe/Madrid' } },
  ),
]
