import { describe, expect, test } from 'vitest'
import { allBreaks } from '../src/custody/breaks/all.js'
import {
  absent,
  accepting,
  acquisition,
  add,
  as,
  both,
  check,
  impossible,
  inHomeOf,
  now,
  offer,
  offered,
  opening,
  paper,
  play,
  type Step,
  seal,
  sealedRecord,
  stated,
} from './support/act-bodies.js'
import { bothSign, closed, keyOf } from './support/acts.js'

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

/** The break, a history that shows it, and the same with the one thing other that makes it in order. */
const histories: readonly (readonly [code: string, broken: readonly Step[], sound: readonly Step[]])[] = [
  [
    'NOT-HOLDER',
    [['P-03', now('P-03', 'P-01'), both('P-03', 'P-01')]],
    [['P-02', now('P-02', 'P-01'), both('P-02', 'P-01')]],
  ],
  [
    'NOT-HOLDER',
    [
      ['P-02', opening('S-1')],
      ['P-03', seal('S-2')],
    ],
    [
      ['P-02', opening('S-1')],
      ['P-02', seal('S-2')],
    ],
  ],
  ['NOT-HOLDER', [['P-03', opening('S-1')]], [['P-02', opening('S-1')]]],
  ['NOT-HOLDER', [['P-03', add('E-1.1', 'E-1')]], [['P-02', add('E-1.1', 'E-1')]]],
  [
    'NOT-HOLDER',
    [
      ['P-02', opening('S-1')],
      ['P-03', acquisition('A-1')],
    ],
    [
      ['P-02', opening('S-1')],
      ['P-02', acquisition('A-1')],
    ],
  ],
  ['WRONG-RECEIVER', [offered, accepting('P-01')], [offered, accepting('P-03')]],
  ['SEAL-MISMATCH', [['P-02', check('intact', false)]], [['P-02', check('intact', true)]]],
  ['SEAL-BROKEN', [['P-02', check('damaged')]], [['P-02', check('intact')]]],
  [
    'SEAL-BROKEN',
    [['P-02', check('missing')]],
    [
      ['P-02', opening('S-1')],
      ['P-02', check('missing')],
    ],
  ],
  [
    'SEAL-MISSING',
    [
      ['P-02', add('E-2')],
      ['P-02', now('P-02', 'P-03', 'E-2'), both('P-02', 'P-03')],
    ],
    [
      ['P-02', add('E-2')],
      ['P-02', impossible('E-2')],
      ['P-02', now('P-02', 'P-03', 'E-2'), both('P-02', 'P-03')],
    ],
  ],
  [
    'SEAL-MISSING',
    [
      ['P-02', add('E-2')],
      ['P-02', offer('P-02', 'P-03', 'E-2'), as('P-02', 'giver')],
    ],
    [
      ['P-02', add('E-2')],
      ['P-02', seal('S-2', 'E-2')],
      ['P-02', offer('P-02', 'P-03', 'E-2'), as('P-02', 'giver')],
    ],
  ],
  [
    'SEAL-OVER-SEAL',
    [['P-02', seal('S-2')]],
    [
      ['P-02', opening('S-1')],
      ['P-02', seal('S-2')],
    ],
  ],
  [
    'SEAL-OVER-SEAL',
    [
      ['P-02', check('intact')],
      ['P-02', seal('S-2')],
    ],
    [
      ['P-02', check('damaged')],
      ['P-02', seal('S-2')],
    ],
  ],
  [
    'OPENED-NOT-RESEALED',
    [
      ['P-02', opening('S-1')],
      ['P-02', now('P-02', 'P-03'), both('P-02', 'P-03')],
    ],
    [
      ['P-02', opening('S-1')],
      ['P-02', seal('S-2')],
      ['P-02', now('P-02', 'P-03'), both('P-02', 'P-03')],
    ],
  ],
  [
    'ACQ-WHILE-SEALED',
    [['P-02', acquisition('A-1')]],
    [
      ['P-02', opening('S-1')],
      ['P-02', acquisition('A-1')],
    ],
  ],
  [
    'ACQ-WHILE-SEALED',
    [
      ['P-02', seal('S-2')],
      ['P-02', opening('S-1')],
      ['P-02', acquisition('A-1')],
    ],
    [
      ['P-02', seal('S-2')],
      ['P-02', opening('S-1')],
      ['P-02', opening('S-2')],
      ['P-02', acquisition('A-1')],
    ],
  ],
  // A card inside a sealed telephone is read through the telephone's seal.
  [
    'ACQ-WHILE-SEALED',
    [
      ['P-02', add('E-1.1', 'E-1')],
      ['P-02', acquisition('A-1', 'E-1.1')],
    ],
    [
      ['P-02', add('E-1.1', 'E-1')],
      ['P-02', opening('S-1')],
      ['P-02', acquisition('A-1', 'E-1.1')],
    ],
  ],
  [
    'NO-GIVER-SIG',
    [['P-03', now('P-02', 'P-03'), { parties: [absent('P-02', 'giver'), 'P-03 receiver'] }]],
    [['P-03', now('P-02', 'P-03'), { parties: [absent('P-02', 'giver', 'refused'), 'P-03 receiver'] }]],
  ],
  [
    'NO-RECEIVER-SIG',
    [['P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', absent('P-04', 'receiver')] }]],
    [['P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', paper('P-04', 'receiver', 'P-02')] }]],
  ],
  [
    'RECEIVER-REFUSED',
    [['P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', absent('P-04', 'receiver', 'refused')] }]],
    [['P-03', now('P-02', 'P-03'), { parties: [absent('P-02', 'giver', 'refused'), 'P-03 receiver'] }]],
  ],
  [
    'SIG-SAME-KEY',
    [['P-01', { kind: 'key.enrol', key: keyOf('P-04', 'P-02'), person: 'P-04' }, bothSign('P-04')]],
    [['P-01', { kind: 'key.enrol', key: keyOf('P-04'), person: 'P-04' }, bothSign('P-04')]],
  ],
  [
    'SIG-SAME-HOST',
    [
      [
        'P-02',
        now('P-02', 'P-03'),
        { parties: [inHomeOf('P-02', 'P-02', 'giver'), inHomeOf('P-02', 'P-03', 'receiver')] },
      ],
    ],
    [
      [
        'P-02',
        now('P-02', 'P-03'),
        { parties: [inHomeOf('P-02', 'P-02', 'giver'), inHomeOf('P-02', 'P-03', 'receiver', 'pkcs11')] },
      ],
    ],
  ],
  ['SIG-SAME-HOST', [offered, accepting('P-03', 'P-02')], [offered, accepting('P-03')]],
  [
    'CLOCK-BACKWARD',
    [['P-02', check('intact'), { at: 2, logged: 20 }]],
    [['P-02', check('intact'), { at: 15, logged: 20 }]],
  ],
  [
    'CLOCK-FUTURE',
    [['P-02', check('intact'), { at: 26, logged: 20 }]],
    [['P-02', check('intact'), { at: 25, logged: 20 }]],
  ],
  [
    'LATE-ENTRY',
    [['P-02', check('intact'), { at: 30, logged: 31 + 24 * 60 }]],
    [['P-02', check('intact'), { at: 31, logged: 31 + 24 * 60 }]],
  ],
  ['LOG-RESTORED', [['P-01', restored, { ...byAdministrator, envelope: { seen: restored.from } }]], []],
  ['CLOCK-WRONG', [['P-01', wrongClock, byAdministrator]], []],
]

describe('a break', () => {
  test.each(histories)(
    '%s shows in the history that has it (%#), and in the near one that has not it does not',
    (code, broken, sound) => {
      expect(play(sealedRecord(), broken)).toEqual([code])
      expect(play(sealedRecord(), sound)).toEqual([])
    },
  )

  test('of every kind has its histories', () => {
    expect(new Set(histories.map(([code]) => code))).toEqual(new Set(allBreaks.map(({ code }) => code)))
  })

  test('names the exhibit and the entry it rests on', () => {
    const record = sealedRecord()
    const applied = record.custody.size - 1
    expect(record.found('P-02', acquisition('A-1'))).toEqual([
      { code: 'ACQ-WHILE-SEALED', severity: 'major', live: 'refuse', exhibit: 'E-1', entries: [applied] },
    ])
  })
})
