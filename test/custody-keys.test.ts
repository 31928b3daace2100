import { describe, expect, test } from 'vitest'
import { requireSignatures } from '../src/custody/authority.js'
import { keysAt, logKeyAt } from '../src/custody/state.js'
import { begin, follow } from '../src/custody/tracks.js'
import { CustodiaError } from '../src/errors.js'
import type { Act } from '../src/model/act.js'
import { personCode } from '../src/model/field.js'
import { instantOf } from '../src/model/instant.js'
import { personKeyName, signAct } from '../src/signing/signed-act.js'
import { formatVerifierKey } from '../src/signing/verifier-key.js'
import { add, as, play, revocation, type Step, sealedRecord, stated } from './support/act-bodies.js'
import {
  actAt,
  bothSign,
  type Circumstances,
  closed,
  enrolment,
  type FollowedRecord,
  genesisBody,
  keyOf,
  leafAt,
  newRecord,
  origin,
  signerOf,
  start,
} from './support/acts.js'

// What happens to keys, roles and the log itself: who may do it, and what it changes at which entry.

const idOf = (verifierKey: string) => verifierKey.split('+')[1] ?? ''
const logKey = (name: string) => formatVerifierKey(origin, signerOf(name).publicKey)

const rotation = (person: string, owner: string, old = person) => ({
  kind: 'key.rotate',
  key: keyOf(person, owner),
  old: idOf(keyOf(person, old)),
  person,
})
const twice = (person: string): Circumstances => ({ parties: [`${person} performer`, `${person} subject`] })
const grant = (person: string, granted: string[], withdrawn: string[] = []) => ({
  kind: 'person.grant',
  granted,
  person,
  withdrawn,
})
const quorum = (count: number) => ({ kind: 'quorum.change', quorum: count })
const compromised = (person: string, since?: number, owner = person) => ({
  ...revocation(person),
  key: idOf(keyOf(person, owner)),
  reason: 'compromised',
  ...(since === undefined ? {} : { since: stated(since, 'stated') }),
})
const logRotation = { kind: 'log.rotate', logKey: logKey('second log') }
const freeze = { kind: 'log.freeze', reason: closed() }
const administrators = (...who: string[]): Circumstances => ({
  parties: who.map((each) => `${each} administrator` as const),
})

const rotated: Step = ['P-02', rotation('P-02', 'another'), twice('P-02')]
const second: Step = ['P-01', grant('P-03', ['administrator'])]
const two: Step = ['P-01', quorum(2), administrators('P-01', 'P-03')]
const frozen: Step = ['P-01', freeze]

const refusals: readonly (readonly [
  code: string,
  details: object,
  refused: readonly Step[],
  taken: readonly Step[],
])[] = [
  [
    'rule.unknown-object',
    { kind: 'key' },
    [['P-02', { ...rotation('P-02', 'another'), old: '00000000' }, twice('P-02')]],
    [rotated],
  ],
  ['rule.number-taken', { kind: 'key' }, [['P-02', rotation('P-02', 'P-02'), twice('P-02')]], [rotated]],
  [
    'rule.no-authority',
    { reason: 'not-own-key' },
    [
      [
        'P-01',
        rotation('P-02', 'another'),
        { parties: ['P-01 administrator', 'P-02 performer', 'P-02 subject'] },
      ],
    ],
    [rotated],
  ],
  [
    'rule.no-authority',
    { person: 'P-02', reason: 'key-name' },
    [['P-02', { ...rotation('P-02', 'another'), key: keyOf('P-03', 'another') }, twice('P-02')]],
    [rotated],
  ],
  ['rule.unsigned', { reason: 'subject' }, [['P-02', rotation('P-02', 'another')]], [rotated]],
  [
    'rule.unknown-object',
    { kind: 'key' },
    [rotated, ['P-02', rotation('P-02', 'third'), twice('P-02')]],
    [rotated, ['P-02', rotation('P-02', 'third', 'another'), twice('P-02')]],
  ],
  [
    'rule.unknown-object',
    { kind: 'key' },
    [rotated, ['P-01', revocation('P-02')]],
    [rotated, ['P-01', compromised('P-02')]],
  ],
  [
    'rule.wrong-state',
    { state: 'compromised' },
    [
      ['P-01', compromised('P-02')],
      ['P-01', compromised('P-02')],
    ],
    [
      ['P-01', revocation('P-02')],
      ['P-01', compromised('P-02')],
    ],
  ],
  [
    'rule.wrong-state',
    { state: 'since' },
    [['P-01', { ...revocation('P-02'), since: stated(1, 'stated') }]],
    [['P-01', compromised('P-02', 1)]],
  ],
  ['rule.impossible-time', {}, [['P-01', compromised('P-02', 999)]], [['P-01', compromised('P-02', 2)]]],
  [
    'rule.no-authority',
    { reason: 'quorum' },
    [['P-02', compromised('P-03')]],
    [['P-01', compromised('P-03')]],
  ],
  ['rule.no-authority', { reason: 'quorum' }, [['P-02', grant('P-02', ['administrator'])]], [second]],
  ['rule.wrong-state', { state: 'role-held' }, [['P-01', grant('P-02', ['examiner'])]], [second]],
  [
    'rule.wrong-state',
    { state: 'role-not-held' },
    [['P-01', grant('P-02', [], ['expert'])]],
    [['P-01', grant('P-02', ['expert'], ['examiner'])]],
  ],
  ['rule.wrong-state', { state: 'no-role' }, [['P-01', grant('P-02', [], ['examiner'])]], [second]],
  ['rule.wrong-state', { state: 'roles' }, [['P-01', grant('P-02', [])]], [second]],
  ['rule.wrong-state', { state: 'roles' }, [['P-01', grant('P-02', ['expert'], ['expert'])]], [second]],
  [
    'rule.wrong-state',
    { state: 'few-administrators' },
    [['P-01', grant('P-01', ['expert'], ['administrator'])]],
    [second, ['P-01', grant('P-01', ['expert'], ['administrator'])]],
  ],
  ['rule.unknown-object', { kind: 'person' }, [['P-01', grant('P-09', ['expert'])]], [second]],
  ['rule.no-authority', { reason: 'quorum', quorum: 2 }, [second, ['P-01', quorum(2)]], [second, two]],
  [
    'rule.no-authority',
    { reason: 'quorum', quorum: 2 },
    [second, two, ['P-01', enrolment('P-05')]],
    [second, two, ['P-01', enrolment('P-05'), administrators('P-01', 'P-03')]],
  ],
  [
    'rule.no-authority',
    { reason: 'quorum', quorum: 2 },
    [second, two, ['P-01', enrolment('P-05'), { parties: ['P-01 administrator', 'P-01 witness'] }]],
    [second, two, ['P-01', enrolment('P-05'), administrators('P-01', 'P-03')]],
  ],
  [
    'rule.no-authority',
    { reason: 'quorum', quorum: 2 },
    [second, two, ['P-01', quorum(1)]],
    [second, two, ['P-01', quorum(1), administrators('P-03', 'P-01')]],
  ],
  ['rule.wrong-state', { state: 'quorum-same' }, [['P-01', quorum(1)]], [second, two]],
  ['rule.no-authority', { reason: 'quorum' }, [['P-02', logRotation]], [['P-01', logRotation]]],
  [
    'rule.number-taken',
    { kind: 'key' },
    [['P-01', { ...logRotation, logKey: logKey('log') }]],
    [['P-01', logRotation]],
  ],
  [
    'rule.no-authority',
    { reason: 'key-name' },
    [['P-01', { ...logRotation, logKey: keyOf('P-01', 'second log') }]],
    [['P-01', logRotation]],
  ],
  [
    'rule.number-taken',
    { kind: 'key' },
    [
      ['P-01', logRotation],
      ['P-01', { ...logRotation, logKey: logKey('log') }],
    ],
    [
      ['P-01', logRotation],
      ['P-01', { ...logRotation, logKey: logKey('third log') }],
    ],
  ],
  ['rule.no-authority', { reason: 'quorum' }, [['P-02', freeze]], [frozen]],
  ['rule.frozen', { entry: 8 }, [frozen, ['P-02', add('E-2')]], [['P-02', add('E-2')], frozen]],
  ['rule.frozen', { entry: 8 }, [frozen, frozen], [frozen]],
]

describe('a refusal', () => {
  test.each(refusals)('%s %j (%#), and the near act is taken', (code, details, refused, taken) => {
    const wanted = expect.objectContaining({ code, details: expect.objectContaining(details) })
    const before = sealedRecord()
    play(before, refused.slice(0, -1))
    const state = structuredClone(before.custody)
    expect(() => play(before, refused.slice(-1))).toThrow(wanted)
    expect(before.custody).toEqual(state)
    expect(() => play(sealedRecord(), taken)).not.toThrow()
  })
})

describe('a rotated key', () => {
  test('hands over at the next entry: the old one signs none, the new one all, and the person stays', async () => {
    const record = newRecord()
    await record.signs('P-02', add('E-1'))
    await signsAs(record, rotation('P-02', 'another'), ['P-02', 'another'])
    await expect(record.signs('P-02', add('E-2'))).rejects.toMatchObject({ code: 'rule.unsigned' })
    await record.signs('P-02', add('E-2'), {}, { 'P-02': 'another' })
    expect(record.custody.persons[personCode.parse('P-02')]?.roles).toEqual(['examiner'])
  })

  test.each([
    ['the new key alone', ['another', 'another']],
    ['the old key alone', ['P-02', 'P-02']],
    ['the keys in each other’s place', ['another', 'P-02']],
    ['a stranger for the old key', ['P-03', 'another']],
  ])('is not taken from %s', async (_, owners) => {
    await expect(signsAs(newRecord(), rotation('P-02', 'another'), owners)).rejects.toThrow(CustodiaError)
  })

  test('is the one that is named, when a person has two', async () => {
    const record = newRecord()
    const another = { kind: 'key.enrol', key: keyOf('P-02', 'another'), person: 'P-02' }
    record.does('P-01', another, bothSign('P-02'))
    const body = rotation('P-02', 'third', 'another')
    await expect(signsAs(record, body, ['P-02', 'third'])).rejects.toMatchObject({ code: 'rule.unsigned' })
    await signsAs(record, body, ['another', 'third'])
    await record.signs('P-02', add('E-1'))
    await record.signs('P-02', add('E-2'), {}, { 'P-02': 'third' })
    await expect(record.signs('P-02', add('E-3'), {}, { 'P-02': 'another' })).rejects.toThrow()
  })

  test('shows as one hand when the new key is somebody else’s', () => {
    const record = newRecord()
    expect(record.does('P-02', rotation('P-02', 'P-03'), twice('P-02'))).toContain('SIG-SAME-KEY')
  })
})

test('an administrator gives themself a second key: the old one and the new one sign', async () => {
  const record = newRecord()
  const body = { kind: 'key.enrol', key: keyOf('P-01', 'another'), person: 'P-01' }
  const parties: Circumstances = { parties: ['P-01 administrator', 'P-01 subject'] }
  await expect(signsAs(record, body, ['P-01', 'P-01'], parties)).rejects.toThrow()
  await signsAs(record, body, ['P-01', 'another'], parties)
  await record.signs('P-01', enrolment('P-05'), as('P-01', 'administrator'), { 'P-01': 'another' })
})

describe('a revocation', () => {
  const state = (record: FollowedRecord) =>
    record.custody.persons[personCode.parse('P-02')]?.keys.map(({ from, until, revocation: said }) => ({
      from,
      until,
      ...said,
    }))

  test('ends a key at its own entry, and says why and since when', () => {
    const record = newRecord()
    record.does('P-01', compromised('P-02', 3))
    expect(state(record)).toEqual([
      { from: 3, until: 7, entry: 6, reason: 'compromised', since: '2026-03-12T08:03:00.000Z' },
    ])
    expect(keysAt(record.custody, personCode.parse('P-02'), 6)).toHaveLength(1)
    expect(keysAt(record.custody, personCode.parse('P-02'), 7)).toHaveLength(0)
  })

  test('of a key that ended before does not lengthen its life', () => {
    const record = newRecord()
    record.does('P-01', revocation('P-02'))
    record.does('P-01', add('E-1'))
    record.does('P-01', compromised('P-02'))
    expect(state(record)).toEqual([{ from: 3, until: 7, entry: 8, reason: 'compromised' }])
  })
})

describe('the key of the log', () => {
  test('changes with the entry that says so: the checkpoint over it is the new one’s', () => {
    const record = newRecord()
    record.does('P-01', logRotation)
    record.does('P-01', add('E-1'))
    record.does('P-01', { ...logRotation, logKey: logKey('third log') })
    const names = [1, 6, 7, 8, 9, 99].map((size) => logKeyAt(record.custody, size))
    expect(names).toEqual(['log', 'log', 'second log', 'second log', 'third log', 'third log'].map(logKey))
  })

  test('authorises no act', async () => {
    await expect(
      signsAs(newRecord(), enrolment('P-05'), ['log'], as('P-01', 'administrator')),
    ).rejects.toMatchObject({ code: 'rule.unsigned' })
  })

  test.each([
    ['the new one twice', ['second log', 'second log']],
    ['the old one twice', ['log', 'log']],
    ['the new one first', ['second log', 'log']],
  ])('is not replaced when %s signs', async (_, lines) => {
    const record = newRecord()
    const act = actAt(record.custody.size, 'P-01', logRotation, as('P-01', 'administrator'))
    await expect(signsAct(record, act, ['P-01'], lines)).rejects.toThrow()
    await signsAct(record, act, ['P-01'], ['log', 'second log'])
  })
})

test('every administrator signs the beginning, and as many as must sign later', () => {
  const administer = (person: string) => ({ identity: closed(), key: keyOf(person), person })
  const body = (count: number) => ({
    ...genesisBody,
    administrators: [administer('P-01'), administer('P-02')],
    policy: { quorum: count },
  })
  const beginning = (count: number, parties: Circumstances) => () =>
    begin({ seq: 0, leaf: leafAt(0), logTime: instantOf(0), act: actAt(0, 'P-01', body(count), parties) })
  expect(beginning(2, as('P-01', 'administrator'))).toThrow(
    expect.objectContaining({ code: 'rule.unsigned', details: { person: 'P-02', reason: 'administrator' } }),
  )
  expect(beginning(3, administrators('P-01', 'P-02'))).toThrow(
    expect.objectContaining({ code: 'rule.no-authority' }),
  )
  expect(beginning(2, administrators('P-01', 'P-02'))().quorum).toBe(2)
})

/** Follows an act whose lines are made, one after another, by these keys. */
async function signsAs(
  record: FollowedRecord,
  body: object,
  owners: readonly string[],
  circumstances: Circumstances = twice('P-02'),
): Promise<void> {
  const by = circumstances.parties?.[0]
  const act = actAt(record.custody.size, String(by).split(' ')[0] ?? '', body, circumstances)
  await signsAct(record, act, owners)
}

async function signsAct(
  record: FollowedRecord,
  act: Act,
  owners: readonly string[],
  logOwners: readonly string[] = [],
): Promise<void> {
  const keyed = act.parties.filter(({ signature }) => signature.kind === 'key')
  const signers = [
    ...logOwners.map((owner) => ({ name: origin, signer: signerOf(owner) })),
    ...keyed.map(({ who }, at) => ({
      name: personKeyName(origin, who),
      signer: signerOf(owners[at] ?? who),
    })),
  ]
  const seq = record.custody.size
  requireSignatures(record.custody, await signAct(act, signers), seq)
  follow(record.custody, { seq, leaf: leafAt(seq), logTime: instantOf(start + seq * 60_000), act })
}
