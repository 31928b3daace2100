import { describe, expect, test } from 'vitest'
import { holderOf } from '../src/custody/state.js'
import { begin } from '../src/custody/tracks.js'
import { exhibitNumber } from '../src/model/field.js'
import { instantOf } from '../src/model/instant.js'
import {
  absent,
  accepting,
  acquisition,
  add,
  as,
  both,
  check,
  examination,
  impossible,
  late,
  now,
  offer,
  offered,
  opening,
  paper,
  play,
  revocation,
  type Step,
  seal,
  sealedRecord,
  stated,
  withdrawing,
} from './support/act-bodies.js'
import {
  actAt,
  bothSign,
  type Circumstances,
  closed,
  enrolment,
  genesisBody,
  keyOf,
  leafAt,
} from './support/acts.js'

const opened: Step = ['P-02', opening('S-1')]
const acquired: Step = ['P-02', acquisition('A-1')]
const checked: Step = ['P-02', check('intact')]
const added: Step = ['P-02', add('E-2')]
const enrolled: Step = ['P-01', enrolment('P-05')]
const handedOver: Step = ['P-02', now('P-02', 'P-03'), both('P-02', 'P-03')]
const handedBack: Step = ['P-02', now('P-02', 'P-01'), both('P-02', 'P-01')]
const enteredLate: Step = [
  'P-02',
  check('intact'),
  { envelope: { at: stated(9, 'stated'), late: late('system') } },
]

/** Refusal, and the near act that is taken. */
const refusals: readonly (readonly [
  code: string,
  details: object,
  refused: readonly Step[],
  taken: readonly Step[],
])[] = [
  [
    'rule.unknown-object',
    { kind: 'exhibit', name: 'E-9' },
    [['P-02', seal('S-2', 'E-9')]],
    [['P-02', seal('S-2', 'E-1')]],
  ],
  [
    'rule.unknown-object',
    { kind: 'exhibit', name: 'E-9' },
    [['P-02', add('E-9.1', 'E-9')]],
    [['P-02', add('E-1.1', 'E-1')]],
  ],
  [
    'rule.unknown-object',
    { kind: 'person', name: 'P-09' },
    [['P-02', offer('P-02', 'P-09'), as('P-02', 'giver')]],
    [offered],
  ],
  [
    'rule.unknown-object',
    { kind: 'person', name: 'P-09' },
    [['P-02', now('P-02', 'P-09'), { parties: ['P-02 giver', absent('P-09', 'receiver')] }]],
    [['P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', absent('P-04', 'receiver')] }]],
  ],
  ['rule.unknown-object', { kind: 'seal', name: 'S-2' }, [['P-02', opening('S-2')]], [opened]],
  [
    'rule.unknown-object',
    { kind: 'seal', name: 'S-1' },
    [added, ['P-02', opening('S-1', 'E-2')]],
    [added, opened],
  ],
  [
    'rule.unknown-object',
    { kind: 'offer' },
    [['P-03', { kind: 'transfer.accept', offer: leafAt(999) }, as('P-03', 'receiver')]],
    [offered, accepting('P-03')],
  ],
  [
    'rule.unknown-object',
    { kind: 'acquisition', name: 'A-1' },
    [['P-02', examination]],
    [acquired, ['P-02', examination]],
  ],
  [
    'rule.unknown-object',
    { kind: 'key' },
    [['P-01', { ...revocation('P-02'), key: '00000000' }]],
    [['P-01', revocation('P-02')]],
  ],
  ['rule.number-taken', { kind: 'exhibit', name: 'E-1' }, [['P-02', add('E-1')]], [added]],
  [
    'rule.number-taken',
    { kind: 'seal', name: 'S-1' },
    [opened, ['P-02', seal('S-1')]],
    [opened, ['P-02', seal('S-2')]],
  ],
  ['rule.number-taken', { kind: 'person', name: 'P-02' }, [['P-01', enrolment('P-02')]], [enrolled]],
  [
    'rule.number-taken',
    { kind: 'acquisition', name: 'A-1' },
    [acquired, acquired],
    [acquired, ['P-02', acquisition('A-2')]],
  ],
  [
    'rule.number-taken',
    { kind: 'key' },
    [['P-01', { kind: 'key.enrol', key: keyOf('P-02'), person: 'P-02' }, bothSign('P-02')]],
    [['P-01', { kind: 'key.enrol', key: keyOf('P-02', 'another'), person: 'P-02' }, bothSign('P-02')]],
  ],
  [
    'rule.no-authority',
    { person: 'P-02', reason: 'quorum' },
    [['P-02', enrolment('P-05')]],
    [['P-01', enrolment('P-05'), as('P-01', 'administrator')]],
  ],
  [
    'rule.no-authority',
    { person: 'P-04', reason: 'no-key' },
    [['P-04', check('intact')]],
    [['P-03', check('intact')]],
  ],
  [
    'rule.no-authority',
    { person: 'P-02', reason: 'no-key' },
    [['P-01', revocation('P-02')], checked],
    [['P-01', revocation('P-03')], checked],
  ],
  [
    'rule.no-authority',
    { person: 'P-03', reason: 'key-name' },
    [['P-01', { kind: 'key.enrol', key: keyOf('P-02', 'another'), person: 'P-03' }, bothSign('P-03')]],
    [['P-01', { kind: 'key.enrol', key: keyOf('P-03', 'another'), person: 'P-03' }, bothSign('P-03')]],
  ],
  [
    'rule.no-authority',
    { person: 'P-01', reason: 'not-giver' },
    [offered, withdrawing('P-01')],
    [offered, withdrawing('P-02')],
  ],
  [
    'rule.unsigned',
    { person: 'P-03', reason: 'receiver' },
    [['P-02', now('P-02', 'P-03'), as('P-02', 'giver')]],
    [handedOver],
  ],
  [
    'rule.unsigned',
    { person: 'P-03', reason: 'subject' },
    [['P-01', { kind: 'key.enrol', key: keyOf('P-03', 'another'), person: 'P-03' }]],
    [['P-01', { kind: 'key.enrol', key: keyOf('P-03', 'another'), person: 'P-03' }, bothSign('P-03')]],
  ],
  [
    'rule.unsigned',
    { person: 'P-02', reason: 'performer' },
    [['P-02', check('intact'), { parties: [paper('P-02', 'performer', 'P-03'), 'P-03 witness'] }]],
    [['P-02', check('intact'), { parties: ['P-02 performer', 'P-03 witness'] }]],
  ],
  [
    'rule.unsigned',
    { person: 'P-03', reason: 'attester' },
    [['P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', paper('P-04', 'receiver', 'P-03')] }]],
    [['P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', paper('P-04', 'receiver', 'P-02')] }]],
  ],
  [
    'rule.replayed',
    { entry: 1 },
    [['P-02', check('intact'), { envelope: { nonce: actAt(1, 'P-01', enrolment('P-02')).nonce } }]],
    [checked],
  ],
  [
    'rule.wrong-log',
    {},
    [['P-02', check('intact'), { envelope: { log: `lab.example/${'f'.repeat(32)}` } }]],
    [checked],
  ],
  [
    'rule.wrong-state',
    { reason: 'second-genesis' },
    [['P-01', genesisBody, as('P-01', 'administrator')]],
    [enrolled],
  ],
  [
    'rule.wrong-state',
    { state: 'in-transit' },
    [offered, handedBack],
    [offered, withdrawing('P-02'), handedBack],
  ],
  [
    'rule.wrong-state',
    { state: 'accepted' },
    [offered, accepting('P-03'), accepting('P-03')],
    [offered, accepting('P-03')],
  ],
  [
    'rule.wrong-state',
    { state: 'to-self' },
    [['P-02', offer('P-02', 'P-02'), as('P-02', 'giver')]],
    [offered],
  ],
  [
    'rule.wrong-state',
    { state: 'named-twice' },
    [['P-02', now('P-02', 'P-03', 'E-1', 'E-1'), both('P-02', 'P-03')]],
    [['P-02', now('P-02', 'P-03', 'E-1'), both('P-02', 'P-03')]],
  ],
  ['rule.wrong-state', { state: 'broken' }, [opened, opened], [opened]],
  ['rule.wrong-state', { state: 'sealed' }, [['P-02', impossible()]], [opened, ['P-02', impossible()]]],
  [
    'rule.late-without-reason',
    {},
    [['P-02', check('intact'), { envelope: { at: stated(9, 'stated') } }]],
    [enteredLate],
  ],
  [
    'rule.late-without-reason',
    {},
    [['P-02', check('intact'), { envelope: { late: late('system') } }]],
    [checked],
  ],
  [
    'rule.impossible-time',
    {},
    [['P-02', check('intact'), { envelope: { at: stated(9, 'stated'), late: late('stated') } }]],
    [enteredLate],
  ],
  [
    'rule.impossible-time',
    { seen: 99 },
    [['P-02', check('intact'), { envelope: { seen: { root: closed().c, size: 99 } } }]],
    [['P-02', check('intact'), { envelope: { seen: { root: closed().c, size: 3 } } }]],
  ],
]

describe('a refusal', () => {
  test.each(refusals)('%s %j (%#), and the near act is taken', (code, details, refused, taken) => {
    const wanted = expect.objectContaining({ code, details: expect.objectContaining(details) })
    expect(() => play(sealedRecord(), refused)).toThrow(wanted)
    expect(() => play(sealedRecord(), taken)).not.toThrow()
  })

  test('changes nothing', () => {
    for (const [, , refused] of refusals) {
      const record = sealedRecord()
      const last = refused.slice(-1)
      play(record, refused.slice(0, -1))
      const before = structuredClone(record.custody)
      expect(() => play(record, last)).toThrow()
      expect(record.custody).toEqual(before)
    }
  })

  test('of a beginning that is none', () => {
    const beginning = (body: object, circumstances: Circumstances) => () =>
      begin({ seq: 0, leaf: leafAt(0), logTime: instantOf(0), act: actAt(0, 'P-01', body, circumstances) })
    const refusedWith = (code: string) => expect.objectContaining({ code })
    expect(beginning(enrolment('P-02'), {})).toThrow(refusedWith('rule.wrong-state'))
    const two = { ...genesisBody, policy: { quorum: 2 } }
    expect(beginning(two, as('P-01', 'administrator'))).toThrow(refusedWith('rule.no-authority'))
    const onPaper = { parties: [paper('P-01', 'administrator', 'P-01')] }
    expect(beginning(genesisBody, onPaper)).toThrow(refusedWith('rule.unsigned'))
    expect(beginning(genesisBody, as('P-01', 'administrator'))).not.toThrow()
  })
})

test('a part of a part of a part is held by whoever holds the whole, however deep', () => {
  const { custody } = sealedRecord()
  const [whole, deepest] = ['E-1', 'E-30000'].map((each) => exhibitNumber.parse(each))
  const template = whole && custody.exhibits[whole]
  if (!template || !deepest) throw new Error('no exhibit')
  for (let at = 2; at <= 30_000; at += 1) {
    const [number, of] = [`E-${at}`, `E-${at - 1}`].map((each) => exhibitNumber.parse(each))
    if (number && of) custody.exhibits[number] = { ...template, number, custody: { kind: 'inside', of } }
  }
  custody.size = 30_000
  expect(holderOf(custody, deepest)).toBe('P-02')
})
