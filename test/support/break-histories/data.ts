import { acquisition, add, examination, opening, type Step } from '../act-bodies.js'
import { closed } from '../acts.js'
import { access, addAs, at, comparison, minutes, workingCopy } from '../custody-steps.js'
import { history } from './history.js'

// What was read, compared, copied and looked at.

const opened: Step = ['P-02', opening('S-1')]
const read: Step = ['P-02', acquisition('A-1')]
const same: Step = ['P-02', comparison({ acquisition: 'A-1' })]
const drive: Step = ['P-02', addAs('E-2', { category: 'drive' })]
const reading = (conditions: object): Step => [
  'P-02',
  { ...acquisition('A-1', 'E-2'), conditions: { method: 'physical', ...conditions } },
]
const matched = (weak: number): Step => [
  'P-02',
  {
    kind: 'hashset.match',
    acquisition: 'A-1',
    conflicting: 0,
    matched: 3,
    matches: examination.findings,
    set: 'H-1',
    weak,
  },
]
const known: Step = [
  'P-02',
  {
    kind: 'hashset.import',
    class: 'known-good',
    index: '0'.repeat(64),
    members: 9,
    name: closed(),
    sha256: '0'.repeat(64),
    set: 'H-1',
  },
]
const month = minutes(0, 30)

export const data = [
  history('ACQ-NO-BLOCKER', [drive, reading({})], [drive, reading({ writeBlocker: closed() })]),
  history(
    'ACQ-NO-BLOCKER',
    [drive, ['P-02', acquisition('A-1', 'E-2')]],
    [drive, reading({ waived: [{ field: 'write-blocker', reason: closed(), why: 'not-possible' }] })],
  ),
  history(
    'ACQ-ERRORS-UNEXPLAINED',
    [opened, ['P-02', { ...acquisition('A-1'), failed: 2 }]],
    [opened, read],
    { details: { failed: 2 } },
  ),
  history(
    'HASH-MISMATCH',
    [opened, read, ['P-02', comparison({ acquisition: 'A-1', differing: 1, result: 'different' })]],
    [opened, read, same],
    { details: { differing: 1, chunks: 10, unreadable: 0 } },
  ),
  history('HASH-NO-REFERENCE', [['P-02', comparison()]], [opened, read, ['P-02', comparison()]]),
  history(
    'HASH-LATE',
    [opened, ['P-02', acquisition('A-1'), at(month + 1)]],
    [opened, ['P-02', acquisition('A-1'), at(month)]],
  ),
  history('HASH-WEAK', [opened, read, known, matched(2)], [opened, read, known, matched(0)], {
    details: { items: 2 },
  }),
  history(
    'HASH-ALG-CHANGE',
    [opened, read, ['P-02', comparison({ acquisition: 'A-1', chunks: 0, result: 'not-comparable' })]],
    [opened, read, same],
  ),
  history(
    'COPY-NO-PARENT',
    [opened, ['P-02', workingCopy('E-2')]],
    [opened, read, same, ['P-02', workingCopy('E-2')]],
  ),
  history(
    'COPY-UNVERIFIED-PARENT',
    [opened, read, ['P-02', workingCopy('E-2')]],
    [opened, read, same, ['P-02', workingCopy('E-2', { verified: 11 })]],
    { details: { parent: 'E-1' } },
  ),
  history(
    'COPY-UNVERIFIED-PARENT',
    [opened, read, same, ['P-02', workingCopy('E-2', { verified: 10 })]],
    [opened, read, same, ['P-02', workingCopy('E-2')]],
    { details: { parent: 'E-1' } },
  ),
  history(
    'EXAM-ON-ORIGINAL',
    [opened, ['P-02', { ...acquisition('A-1'), copied: false }], ['P-02', examination]],
    [opened, read, ['P-02', examination]],
  ),
  history('EXAM-BEFORE-ACQUIRE', [opened, ['P-02', access()]], [opened, read, ['P-02', access()]]),
  history(
    'COUNT-MISMATCH',
    [['P-02', { kind: 'quantity.count', counted: 2, exhibit: 'E-1' }]],
    [['P-02', { kind: 'quantity.count', counted: 1, exhibit: 'E-1' }]],
    { details: { counted: 2, expected: 1 } },
  ),
  history(
    'ID-DUPLICATE',
    [['P-02', addAs('E-2', { identifiers: add('E-1').identifiers })]],
    [['P-02', add('E-2')]],
    { details: { identifier: 'serial', other: 'E-1' } },
  ),
]
