import { acquisition, add, as, check, impossible, offer, opening, seal } from '../act-bodies.js'
import { closed } from '../acts.js'
import { addAs, annulment, correction, hand, place, put, split, together } from '../custody-steps.js'
import { history } from './history.js'

// What a seal says, and what was done behind it.

const opened = ['P-02', opening('S-1')] as const
const inside = ['P-02', add('E-1.1', 'E-1')] as const
const numbered = (number: string, exhibit: string, as: string) => ({
  ...seal(number, exhibit),
  number: closed(as),
})

export const seals = [
  history('SEAL-MISMATCH', [['P-02', check('intact', false)]], [['P-02', check('intact', true)]]),
  history('SEAL-BROKEN', [['P-02', check('damaged')]], [['P-02', check('intact')]]),
  history('SEAL-BROKEN', [['P-02', check('missing')]], [opened, ['P-02', check('missing')]]),
  history(
    'SEAL-REUSED',
    [
      ['P-02', add('E-2')],
      ['P-02', numbered('S-2', 'E-2', 'number of S-1')],
    ],
    [
      ['P-02', add('E-2')],
      ['P-02', numbered('S-2', 'E-2', 'number of S-2')],
    ],
    { details: { seal: 'S-1', other: 'E-1' } },
  ),
  // A number is free again when the entry that gave it was annulled, and taken by a correction.
  history(
    'SEAL-REUSED',
    [
      ['P-02', add('E-2')],
      annulment(8),
      ['P-02', numbered('S-2', 'E-1', 'number of S-1')],
      ['P-02', numbered('S-3', 'E-2', 'number of S-1')],
    ],
    [annulment(8), ['P-02', numbered('S-2', 'E-1', 'number of S-1')]],
    { details: { seal: 'S-2', other: 'E-1' } },
  ),
  history(
    'SEAL-REUSED',
    [
      ['P-02', add('E-2')],
      ['P-02', seal('S-2', 'E-2')],
      [
        'P-02',
        correction({
          entry: 10,
          exhibit: 'E-2',
          field: 'seal-number',
          seal: 'S-2',
          becomes: closed('number of S-1'),
        }),
        together,
      ],
    ],
    [
      ['P-02', add('E-2')],
      ['P-02', seal('S-2', 'E-2')],
      [
        'P-02',
        correction({ entry: 8, field: 'seal-number', seal: 'S-1', becomes: closed('misread') }),
        together,
      ],
      [
        'P-02',
        correction({
          entry: 10,
          exhibit: 'E-2',
          field: 'seal-number',
          seal: 'S-2',
          becomes: closed('number of S-1'),
        }),
        together,
      ],
    ],
    { details: { seal: 'S-1', other: 'E-1' } },
  ),
  history(
    'SEAL-MISSING',
    [['P-02', add('E-2')], hand('P-02', 'P-03', 'E-2')],
    [['P-02', add('E-2')], ['P-02', impossible('E-2')], hand('P-02', 'P-03', 'E-2')],
  ),
  history(
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
  ),
  // No seal can be put on an account.
  history(
    'SEAL-MISSING',
    [place('L-1'), ['P-02', add('E-2')], put('P-02', 'E-2')],
    [place('L-1'), ['P-02', addAs('E-2', { category: 'account' })], put('P-02', 'E-2')],
  ),
  history('SEAL-OVER-SEAL', [['P-02', seal('S-2')]], [opened, ['P-02', seal('S-2')]]),
  history(
    'SEAL-OVER-SEAL',
    [
      ['P-02', check('intact')],
      ['P-02', seal('S-2')],
    ],
    [
      ['P-02', check('damaged')],
      ['P-02', seal('S-2')],
    ],
  ),
  history(
    'OPENED-NOT-RESEALED',
    [opened, hand('P-02', 'P-03')],
    [opened, ['P-02', seal('S-2')], hand('P-02', 'P-03')],
  ),
  history(
    'TAKEN-WHILE-SEALED',
    [inside, split('P-02', 'E-1', 'E-1.1')],
    [inside, opened, split('P-02', 'E-1', 'E-1.1')],
  ),
  // A seal of its own does not keep it in.
  history(
    'TAKEN-WHILE-SEALED',
    [inside, ['P-02', seal('S-2', 'E-1.1')], hand('P-02', 'P-03', 'E-1.1')],
    [inside, ['P-02', seal('S-2', 'E-1.1')], opened, hand('P-02', 'P-03', 'E-1.1')],
  ),
  history('ACQ-WHILE-SEALED', [['P-02', acquisition('A-1')]], [opened, ['P-02', acquisition('A-1')]]),
  history(
    'ACQ-WHILE-SEALED',
    [['P-02', seal('S-2')], opened, ['P-02', acquisition('A-1')]],
    [['P-02', seal('S-2')], opened, ['P-02', opening('S-2')], ['P-02', acquisition('A-1')]],
  ),
  // A card inside a sealed telephone is read through the telephone's seal.
  history(
    'ACQ-WHILE-SEALED',
    [inside, ['P-02', acquisition('A-1', 'E-1.1')]],
    [inside, opened, ['P-02', acquisition('A-1', 'E-1.1')]],
  ),
]
