import { acquisition, add, opening, type Step, stated } from '../act-bodies.js'
import { closed, type PartyText, warrant } from '../acts.js'
import {
  access,
  addAs,
  annulment,
  correction,
  counted,
  destroy,
  destructionOrder,
  earlier,
  event,
  label,
  place,
  put,
  release,
  releaseOrder,
  together,
} from '../custody-steps.js'
import { history } from './history.js'

// By what right, how many, and which one.

const opened: Step = ['P-02', opening('S-1')]
const order = (more: object): Step => ['P-01', warrant({ authorization: 'AU-2', ...more })]
const under = (authorization: string) => ({ envelope: { under: [authorization] } })
const note = (event: string, minute: number): Step => [
  'P-01',
  { kind: 'authorization.note', authorization: 'AU-1', event },
  { at: minute, logged: minute },
]
const consent = (more: object): Step => [
  'P-01',
  warrant({
    authorization: 'AU-2',
    consent: { by: 'P-04', conflict: 'none', lawyer: 'not-detained', ...more },
    type: 'voluntary-delivery',
  }),
]
const minor: Step = ['P-01', { kind: 'person.enrol', identity: closed(), person: 'M-01', roles: ['party'] }]
const discs = (exhibit: string, quantity: number): Step => [
  'P-02',
  addAs(exhibit, { category: 'optical-disc', quantity }),
]
const sealless = (exhibit: string): Step => ['P-02', { kind: 'seal.impossible', exhibit, reason: closed() }]
const inventory = (number: number, ...exhibits: string[]): Step => [
  'P-02',
  {
    kind: 'inventory.record',
    document: { sha256: '0'.repeat(64), size: 1 },
    exhibits,
    inventory: 'IN-1',
    rows: 1,
    stated: number,
  },
]
const round = (more: object): Step => [
  'P-01',
  { kind: 'store.inventory', foreign: 0, missing: [], present: [], unexpected: [], unreadable: 0, ...more },
]
const waived = (...fields: string[]) => ({
  waived: fields.map((field) => ({ field, reason: closed(), why: 'not-possible' })),
})
const witnessless: readonly PartyText[] = ['P-02 performer']
const renumbered = (value: string): Step => [
  'P-02',
  correction({
    entry: 9,
    exhibit: 'E-2',
    field: 'identifier',
    was: closed('serial of E-2'),
    becomes: closed(value),
  }),
  together,
]

export const things = [
  // An authorization that is named, and is for something else, of something else, is none.
  history(
    'AUTH-NONE',
    [
      order({ powers: ['release'], scope: { categories: ['computer'] } }),
      ['P-02', add('E-2'), under('AU-2')],
    ],
    [order({ powers: ['seizure'] }), ['P-02', add('E-2'), under('AU-2')]],
    { details: { power: 'seizure' } },
  ),
  history('AUTH-ACCESS', [release('P-02', 'P-03', 'E-1')], [releaseOrder, release('P-02', 'P-03', 'E-1')], {
    details: { power: 'release' },
  }),
  history(
    'AUTH-ACCESS',
    [order({ powers: ['seizure'] }), opened, ['P-02', acquisition('A-1'), under('AU-2')]],
    [order({ powers: ['access'] }), opened, ['P-02', acquisition('A-1'), under('AU-2')]],
    { details: { power: 'copy' } },
  ),
  history(
    'AUTH-EXPIRED',
    [note('revoked', 20), ['P-02', add('E-2'), { at: 20, logged: 20 }]],
    [note('revoked', 20), ['P-02', add('E-2'), { at: 19, logged: 20 }]],
    { details: { power: 'seizure' } },
  ),
  history(
    'AUTH-EXPIRED',
    [order({ until: stated(20, 'stated') }), ['P-02', add('E-2'), { ...under('AU-2'), at: 21, logged: 21 }]],
    [order({ until: stated(20, 'stated') }), ['P-02', add('E-2'), { ...under('AU-2'), at: 20, logged: 20 }]],
    { details: { power: 'seizure' } },
  ),
  history(
    'AUTH-SCOPE',
    [order({ scope: { categories: ['computer'] } }), ['P-02', add('E-2'), under('AU-2')]],
    [order({ scope: { categories: ['phone'] } }), ['P-02', add('E-2'), under('AU-2')]],
    { details: { power: 'seizure' } },
  ),
  // A part is covered with its whole.
  history(
    'AUTH-SCOPE',
    [
      order({ scope: { exhibits: ['E-1'] } }),
      ['P-02', add('E-2')],
      ['P-02', acquisition('A-1', 'E-2'), under('AU-2')],
    ],
    [
      order({ scope: { exhibits: ['E-1'] } }),
      opened,
      ['P-02', add('E-1.1', 'E-1')],
      ['P-02', acquisition('A-1', 'E-1.1'), under('AU-2')],
    ],
    { details: { power: 'copy' } },
  ),
  history('CONSENT-DOUBTFUL', [consent({ lawyer: 'absent' })], [consent({ lawyer: 'present' })], {
    details: { reasons: 'lawyer' },
  }),
  history(
    'CONSENT-DOUBTFUL',
    [minor, consent({ by: 'M-01', conflict: 'not-asked' })],
    [minor, consent({ by: 'M-01', guardian: 'P-04' })],
    { details: { reasons: 'guardian, conflict' } },
  ),
  history('DESTROY-NO-ORDER', [destroy('P-02')], [destructionOrder, destroy('P-02')]),
  history(
    'DESTROY-FIELDS',
    [destructionOrder, destroy('P-02', 'E-1', { nature: closed() }, witnessless)],
    [destructionOrder, destroy('P-02')],
    { details: { fields: 'quality, quantity, weight, measure, value, samples, hearing, witness' } },
  ),
  history(
    'COUNT-MISMATCH',
    [discs('E-2', 50), sealless('E-2'), counted('P-02', 'P-03', 49, 'E-2')],
    [discs('E-2', 50), sealless('E-2'), counted('P-02', 'P-03', 50, 'E-2')],
    { details: { counted: 49, expected: 50 } },
  ),
  // A box of so many is counted by that, and not by its discs once more.
  history(
    'COUNT-MISMATCH',
    [discs('E-2', 2), inventory(3, 'E-2')],
    [
      discs('E-2', 2),
      ['P-02', addAs('E-2.1', { category: 'optical-disc' }, 'E-2')],
      ['P-02', addAs('E-2.2', { category: 'optical-disc' }, 'E-2')],
      inventory(2, 'E-2', 'E-2.1', 'E-2.2'),
    ],
    { details: { counted: 2, expected: 3 } },
  ),
  history(
    'COUNT-MISMATCH',
    [place('L-1'), put('P-02'), round({ missing: ['E-1'] })],
    [place('L-1'), put('P-02'), round({ present: ['E-1'] })],
    { details: { counted: 0, expected: 1 } },
  ),
  // What was annulled is not the other.
  history(
    'ID-DUPLICATE',
    [
      ['P-02', add('E-2')],
      ['P-02', addAs('E-3', { identifiers: add('E-2').identifiers })],
    ],
    [
      ['P-02', add('E-2')],
      annulment(9, 'E-2'),
      ['P-02', addAs('E-3', { identifiers: add('E-2').identifiers })],
    ],
    { details: { identifier: 'serial', other: 'E-2' } },
  ),
  history(
    'ID-DUPLICATE',
    [['P-02', add('E-2')], renumbered('serial of E-1')],
    [['P-02', add('E-2')], renumbered('another serial')],
    { details: { identifier: 'serial', other: 'E-1' } },
  ),
  history(
    'ID-CHANGED',
    [['P-02', label('E-1', 'serial', 'another')]],
    [['P-02', label('E-1', 'bag', 'another')]],
    { details: { identifier: 'serial' } },
  ),
  history(
    'SERIAL-MISMATCH',
    [
      [
        'P-02',
        { kind: 'identity.check', exhibit: 'E-1', observed: { is: 'imei', value: closed() }, same: false },
      ],
    ],
    [
      [
        'P-02',
        { kind: 'identity.check', exhibit: 'E-1', observed: { is: 'imei', value: closed() }, same: true },
      ],
    ],
    { details: { identifier: 'imei' } },
  ),
  history(
    'ORIGIN-UNKNOWN',
    [['P-02', addAs('E-2', { found: { at: stated(0, 'stated'), finder: 'P-02', place: closed() } })]],
    [
      [
        'P-02',
        addAs('E-2', {
          found: { at: stated(0, 'stated'), finder: 'P-02', place: closed() },
          ...waived('possessor'),
        }),
      ],
    ],
  ),
  history(
    'FIELD-MISSING',
    [['P-02', addAs('E-2', { condition: undefined, identifiers: undefined })]],
    [
      [
        'P-02',
        addAs('E-2', { condition: undefined, identifiers: undefined, ...waived('condition', 'identifier') }),
      ],
    ],
    { details: { fields: 'condition, identifier' } },
  ),
  history('HISTORY-UNSIGNED', [['P-02', earlier([event('seized')])]], [], { details: { events: 1 } }),
  history(
    'CLOCK-NOZONE',
    [['P-02', earlier([event('seized'), event('stored', {})])]],
    [['P-02', earlier([event('seized')])]],
    {
      besides: ['HISTORY-UNSIGNED'],
      details: { events: 1 },
    },
  ),
  history(
    'AUTH-ACCESS',
    [order({ powers: ['seizure'] }), opened, ['P-02', acquisition('A-1')], ['P-02', access(), under('AU-2')]],
    [order({ powers: ['copy'] }), opened, ['P-02', acquisition('A-1')], ['P-02', access(), under('AU-2')]],
    { details: { power: 'access' } },
  ),
]
