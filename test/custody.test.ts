import { describe, expect, test } from 'vitest'
import { allBreaks } from '../src/custody/breaks/all.js'
import { holderOf } from '../src/custody/state.js'
import { begin, follow } from '../src/custody/tracks.js'
import { type ExhibitNumber, exhibitNumber } from '../src/model/names.js'
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
  signedAct,
  signerOf,
} from './support/acts.js'
import { requireSignatures } from '../src/custody/authority.js'
import { instantOf } from '../src/model/instant.js'
import { formatVerifierKey } from '../src/signing/verifier-key.js'

const E1 = exhibitNumber.parse('E-1') as ExhibitNumber

const add = (exhibit: string, parent?: string) => ({
  kind: 'exhibit.add',
  category: 'phone',
  description: closed(),
  exhibit,
  quantity: 1,
  ...(parent === undefined ? {} : { parent }),
})
const seal = (number: string, exhibit = 'E-1') => ({ kind: 'seal.apply', exhibit, number: closed(), seal: number })
const opening = (number: string, exhibit = 'E-1') => ({ kind: 'seal.break', exhibit, reason: closed(), seal: number })
const check = (condition: string, same = true) => ({ kind: 'seal.check', condition, exhibit: 'E-1', same, seal: 'S-1' })
const impossible = (exhibit = 'E-1') => ({ kind: 'seal.impossible', exhibit, reason: closed() })
const now = (from: string, to: string, ...exhibits: string[]) => ({
  kind: 'transfer.now',
  exhibits: exhibits.length > 0 ? exhibits : ['E-1'],
  from,
  purpose: closed(),
  to,
})
const offer = (from: string, to: string, ...exhibits: string[]) => ({ ...now(from, to, ...exhibits), kind: 'transfer.offer' })
const both = (from: string, to: string): Circumstances => ({ parties: [`${from} giver`, `${to} receiver`] })
const as = (who: string, capacity: string): Circumstances => ({ parties: [`${who} ${capacity}`] })
const acquisition = (number: string, exhibit = 'E-1') => ({
  kind: 'acquisition.record',
  accessTimes: 'preserved',
  acquisition: number,
  bytes: 0,
  copied: true,
  exhibit,
  failed: 0,
  items: 0,
  manifest: { lines: 0, root: closed().c, sha256: '0'.repeat(64), size: 0 },
  source: closed(),
})

/** P-02 holds E-1, sealed with S-1. */
function sealedRecord(): FollowedRecord {
  const record = newRecord()
  record.does('P-02', add('E-1'))
  record.does('P-02', seal('S-1'))
  return record
}

/** The break, a history that shows it, and the same with the one thing other that makes it in order. */
const histories: readonly (readonly [string, (record: FollowedRecord) => readonly string[], (record: FollowedRecord) => readonly string[]])[] = [
  ['NOT-HOLDER', (r) => r.does('P-03', now('P-03', 'P-01'), both('P-03', 'P-01')), (r) => r.does('P-02', now('P-02', 'P-01'), both('P-02', 'P-01'))],
  ['NOT-HOLDER', (r) => r.does('P-03', seal('S-2')), (r) => r.does('P-02', seal('S-2'))],
  ['NOT-HOLDER', (r) => r.does('P-03', opening('S-1')), (r) => r.does('P-02', opening('S-1'))],
  ['NOT-HOLDER', (r) => r.does('P-03', add('E-1.1', 'E-1')), (r) => r.does('P-02', add('E-1.1', 'E-1'))],
  ['NOT-HOLDER', (r) => (r.does('P-02', opening('S-1')), r.does('P-03', acquisition('A-1'))), (r) => (r.does('P-02', opening('S-1')), r.does('P-02', acquisition('A-1')))],
  ['WRONG-RECEIVER', (r) => accepted(r, 'P-01'), (r) => accepted(r, 'P-03')],
  ['SEAL-MISMATCH', (r) => r.does('P-02', check('intact', false)), (r) => r.does('P-02', check('intact', true))],
  ['SEAL-BROKEN', (r) => r.does('P-02', check('damaged')), (r) => r.does('P-02', check('intact'))],
  ['SEAL-BROKEN', (r) => r.does('P-02', check('missing')), (r) => (r.does('P-02', opening('S-1')), r.does('P-02', check('missing')))],
  ['SEAL-MISSING', (r) => (r.does('P-02', add('E-2')), r.does('P-02', now('P-02', 'P-03', 'E-2'), both('P-02', 'P-03'))), (r) => (r.does('P-02', add('E-2')), r.does('P-02', impossible('E-2')), r.does('P-02', now('P-02', 'P-03', 'E-2'), both('P-02', 'P-03')))],
  ['SEAL-MISSING', (r) => (r.does('P-02', add('E-2')), r.does('P-02', offer('P-02', 'P-03', 'E-2'), as('P-02', 'giver'))), (r) => (r.does('P-02', add('E-2')), r.does('P-02', seal('S-2', 'E-2')), r.does('P-02', offer('P-02', 'P-03', 'E-2'), as('P-02', 'giver')))],
  ['OPENED-NOT-RESEALED', (r) => (r.does('P-02', opening('S-1')), r.does('P-02', now('P-02', 'P-03'), both('P-02', 'P-03'))), (r) => (r.does('P-02', opening('S-1')), r.does('P-02', seal('S-2')), r.does('P-02', now('P-02', 'P-03'), both('P-02', 'P-03')))],
  ['ACQ-WHILE-SEALED', (r) => r.does('P-02', acquisition('A-1')), (r) => (r.does('P-02', opening('S-1')), r.does('P-02', acquisition('A-1')))],
  ['ACQ-WHILE-SEALED', (r) => (r.does('P-02', seal('S-2')), r.does('P-02', opening('S-1')), r.does('P-02', acquisition('A-1'))), (r) => (r.does('P-02', seal('S-2')), r.does('P-02', opening('S-1')), r.does('P-02', opening('S-2')), r.does('P-02', acquisition('A-1')))],
  // A card inside a sealed telephone is read through the telephone's seal.
  ['ACQ-WHILE-SEALED', (r) => (r.does('P-02', add('E-1.1', 'E-1')), r.does('P-02', acquisition('A-1', 'E-1.1'))), (r) => (r.does('P-02', add('E-1.1', 'E-1')), r.does('P-02', opening('S-1')), r.does('P-02', acquisition('A-1', 'E-1.1')))],
  ['NO-GIVER-SIG', (r) => r.does('P-03', now('P-02', 'P-03'), { parties: [absent('P-02', 'giver'), 'P-03 receiver'] }), (r) => r.does('P-03', now('P-02', 'P-03'), { parties: [absent('P-02', 'giver', 'refused'), 'P-03 receiver'] })],
  ['NO-RECEIVER-SIG', (r) => r.does('P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', absent('P-04', 'receiver')] }), (r) => r.does('P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', paper('P-04', 'receiver', 'P-02')] })],
  ['SIG-SAME-KEY', (r) => r.does('P-01', { kind: 'key.enrol', key: keyOf('P-04', 'P-02'), person: 'P-04' }, bothSign('P-04')), (r) => r.does('P-01', { kind: 'key.enrol', key: keyOf('P-04'), person: 'P-04' }, bothSign('P-04'))],
  ['CLOCK-BACKWARD', (r) => r.does('P-02', check('intact'), { at: 2, logged: 20 }), (r) => r.does('P-02', check('intact'), { at: 15, logged: 20 })],
  ['CLOCK-FUTURE', (r) => r.does('P-02', check('intact'), { at: 26, logged: 20 }), (r) => r.does('P-02', check('intact'), { at: 25, logged: 20 })],
  ['LATE-ENTRY', (r) => r.does('P-02', check('intact'), { at: 30, logged: 31 + 24 * 60 }), (r) => r.does('P-02', check('intact'), { at: 31, logged: 31 + 24 * 60 })],
]

function accepted(record: FollowedRecord, by: string): readonly string[] {
  const leaf = leafAt(record.custody.size)
  record.does('P-02', offer('P-02', 'P-03'), as('P-02', 'giver'))
  return record.does(by, { kind: 'transfer.accept', offer: leaf }, as(by, 'receiver'))
}

function absent(who: string, capacity: string, kind = 'absent') {
  return { who, as: capacity, signature: { kind, reason: closed() } }
}

function paper(who: string, capacity: string, attestedBy: string) {
  return { who, as: capacity, signature: { kind: 'paper', attestedBy, scan: closed() } }
}

describe('a break', () => {
  test.each(histories)('%s shows in the history that has it (%#), and in the near one that has not it does not', (code, broken, sound) => {
    expect(broken(sealedRecord())).toEqual([code])
    expect(sound(sealedRecord())).toEqual([])
  })

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

/** Refusal, and the near act that is taken. */
const refusals: readonly (readonly [string, object, (record: FollowedRecord) => unknown, (record: FollowedRecord) => unknown])[] = [
  ['rule.unknown-object', { kind: 'exhibit', name: 'E-9' }, (r) => r.does('P-02', seal('S-2', 'E-9')), (r) => r.does('P-02', seal('S-2', 'E-1'))],
  ['rule.unknown-object', { kind: 'exhibit', name: 'E-9' }, (r) => r.does('P-02', add('E-9.1', 'E-9')), (r) => r.does('P-02', add('E-1.1', 'E-1'))],
  ['rule.unknown-object', { kind: 'person', name: 'P-09' }, (r) => r.does('P-02', offer('P-02', 'P-09'), as('P-02', 'giver')), (r) => r.does('P-02', offer('P-02', 'P-03'), as('P-02', 'giver'))],
  ['rule.unknown-object', { kind: 'person', name: 'P-09' }, (r) => r.does('P-02', now('P-02', 'P-09'), { parties: ['P-02 giver', absent('P-09', 'receiver')] }), (r) => r.does('P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', absent('P-04', 'receiver')] })],
  ['rule.unknown-object', { kind: 'seal', name: 'S-2' }, (r) => r.does('P-02', opening('S-2')), (r) => r.does('P-02', opening('S-1'))],
  ['rule.unknown-object', { kind: 'seal', name: 'S-1' }, (r) => (r.does('P-02', add('E-2')), r.does('P-02', opening('S-1', 'E-2'))), (r) => (r.does('P-02', add('E-2')), r.does('P-02', opening('S-1')))],
  ['rule.unknown-object', { kind: 'offer' }, (r) => r.does('P-03', { kind: 'transfer.accept', offer: leafAt(999) }, as('P-03', 'receiver')), (r) => accepted(r, 'P-03')],
  ['rule.unknown-object', { kind: 'acquisition', name: 'A-1' }, (r) => r.does('P-02', examination), (r) => (r.does('P-02', acquisition('A-1')), r.does('P-02', examination))],
  ['rule.unknown-object', { kind: 'key' }, (r) => r.does('P-01', { ...revocation('P-02'), key: '00000000' }), (r) => r.does('P-01', revocation('P-02'))],
  ['rule.number-taken', { kind: 'exhibit', name: 'E-1' }, (r) => r.does('P-02', add('E-1')), (r) => r.does('P-02', add('E-2'))],
  ['rule.number-taken', { kind: 'seal', name: 'S-1' }, (r) => (r.does('P-02', opening('S-1')), r.does('P-02', seal('S-1'))), (r) => (r.does('P-02', opening('S-1')), r.does('P-02', seal('S-2')))],
  ['rule.number-taken', { kind: 'person', name: 'P-02' }, (r) => r.does('P-01', enrolment('P-02')), (r) => r.does('P-01', enrolment('P-05'))],
  ['rule.number-taken', { kind: 'acquisition', name: 'A-1' }, (r) => (r.does('P-02', acquisition('A-1')), r.does('P-02', acquisition('A-1'))), (r) => (r.does('P-02', acquisition('A-1')), r.does('P-02', acquisition('A-2')))],
  ['rule.number-taken', { kind: 'key' }, (r) => r.does('P-01', { kind: 'key.enrol', key: keyOf('P-02'), person: 'P-02' }, bothSign('P-02')), (r) => r.does('P-01', { kind: 'key.enrol', key: keyOf('P-02', 'another'), person: 'P-02' }, bothSign('P-02'))],
  ['rule.no-authority', { person: 'P-02', reason: 'quorum' }, (r) => r.does('P-02', enrolment('P-05')), (r) => r.does('P-01', enrolment('P-05'), as('P-01', 'administrator'))],
  ['rule.no-authority', { person: 'P-04', reason: 'no-key' }, (r) => r.does('P-04', check('intact')), (r) => r.does('P-03', check('intact'))],
  ['rule.no-authority', { person: 'P-02', reason: 'no-key' }, (r) => (r.does('P-01', revocation('P-02')), r.does('P-02', check('intact'))), (r) => (r.does('P-01', revocation('P-03')), r.does('P-02', check('intact')))],
  ['rule.no-authority', { person: 'P-03', reason: 'key-name' }, (r) => r.does('P-01', { kind: 'key.enrol', key: keyOf('P-02', 'another'), person: 'P-03' }, bothSign('P-03')), (r) => r.does('P-01', { kind: 'key.enrol', key: keyOf('P-03', 'another'), person: 'P-03' }, bothSign('P-03'))],
  ['rule.no-authority', { person: 'P-01', reason: 'not-giver' }, (r) => withdrawn(r, 'P-01'), (r) => withdrawn(r, 'P-02')],
  ['rule.unsigned', { person: 'P-03', reason: 'receiver' }, (r) => r.does('P-02', now('P-02', 'P-03'), as('P-02', 'giver')), (r) => r.does('P-02', now('P-02', 'P-03'), both('P-02', 'P-03'))],
  ['rule.unsigned', { person: 'P-03', reason: 'subject' }, (r) => r.does('P-01', { kind: 'key.enrol', key: keyOf('P-03', 'another'), person: 'P-03' }), (r) => r.does('P-01', { kind: 'key.enrol', key: keyOf('P-03', 'another'), person: 'P-03' }, bothSign('P-03'))],
  ['rule.unsigned', { person: 'P-02', reason: 'performer' }, (r) => r.does('P-02', check('intact'), { parties: [paper('P-02', 'performer', 'P-03'), 'P-03 witness'] }), (r) => r.does('P-02', check('intact'), { parties: ['P-02 performer', 'P-03 witness'] })],
  ['rule.unsigned', { person: 'P-03', reason: 'attester' }, (r) => r.does('P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', paper('P-04', 'receiver', 'P-03')] }), (r) => r.does('P-02', now('P-02', 'P-04'), { parties: ['P-02 giver', paper('P-04', 'receiver', 'P-02')] })],
  ['rule.replayed', { entry: 1 }, (r) => r.does('P-02', check('intact'), { envelope: { nonce: r.acts[1]?.nonce ?? '' } }), (r) => r.does('P-02', check('intact'))],
  ['rule.wrong-log', {}, (r) => r.does('P-02', check('intact'), { envelope: { log: `lab.example/${'f'.repeat(32)}` } }), (r) => r.does('P-02', check('intact'))],
  ['rule.wrong-state', { reason: 'second-genesis' }, (r) => r.does('P-01', genesisBody, as('P-01', 'administrator')), (r) => r.does('P-01', enrolment('P-05'))],
  ['rule.wrong-state', { state: 'in-transit' }, (r) => (r.does('P-02', offer('P-02', 'P-03'), as('P-02', 'giver')), r.does('P-02', now('P-02', 'P-01'), both('P-02', 'P-01'))), (r) => (withdrawn(r, 'P-02'), r.does('P-02', now('P-02', 'P-01'), both('P-02', 'P-01')))],
  ['rule.wrong-state', { state: 'accepted' }, (r) => again(r, 'transfer.accept'), (r) => accepted(r, 'P-03')],
  ['rule.wrong-state', { state: 'to-self' }, (r) => r.does('P-02', offer('P-02', 'P-02'), as('P-02', 'giver')), (r) => r.does('P-02', offer('P-02', 'P-03'), as('P-02', 'giver'))],
  ['rule.wrong-state', { state: 'named-twice' }, (r) => r.does('P-02', now('P-02', 'P-03', 'E-1', 'E-1'), both('P-02', 'P-03')), (r) => r.does('P-02', now('P-02', 'P-03', 'E-1'), both('P-02', 'P-03'))],
  ['rule.wrong-state', { state: 'broken' }, (r) => (r.does('P-02', opening('S-1')), r.does('P-02', opening('S-1'))), (r) => r.does('P-02', opening('S-1'))],
  ['rule.wrong-state', { state: 'sealed' }, (r) => r.does('P-02', impossible()), (r) => (r.does('P-02', opening('S-1')), r.does('P-02', impossible()))],
  ['rule.late-without-reason', {}, (r) => r.does('P-02', check('intact'), { envelope: { at: stated(9, 'stated') } }), (r) => r.does('P-02', check('intact'), { envelope: { at: stated(9, 'stated'), late: late('system') } })],
  ['rule.late-without-reason', {}, (r) => r.does('P-02', check('intact'), { envelope: { late: late('system') } }), (r) => r.does('P-02', check('intact'))],
  ['rule.impossible-time', {}, (r) => r.does('P-02', check('intact'), { envelope: { at: stated(9, 'stated'), late: late('stated') } }), (r) => r.does('P-02', check('intact'), { envelope: { at: stated(9, 'stated'), late: late('system') } })],
  ['rule.impossible-time', { seen: 99 }, (r) => r.does('P-02', check('intact'), { envelope: { seen: { root: closed().c, size: 99 } } }), (r) => r.does('P-02', check('intact'), { envelope: { seen: { root: closed().c, size: 3 } } })],
]

const examination = {
  kind: 'examination.record',
  acquisition: 'A-1',
  failed: 0,
  findings: acquisition('A-1').manifest,
  isolation: { limited: true, networkless: true },
  methods: [],
}

function revocation(person: string) {
  return { kind: 'key.revoke', key: /\+([0-9a-f]{8})\+/.exec(keyOf(person))?.[1] ?? '', person, reason: 'lost' }
}

function withdrawn(record: FollowedRecord, by: string): void {
  const leaf = leafAt(record.custody.size)
  record.does('P-02', offer('P-02', 'P-03'), as('P-02', 'giver'))
  record.does(by, { kind: 'transfer.withdraw', offer: leaf, reason: closed() }, as(by, 'giver'))
}

function again(record: FollowedRecord, kind: string): void {
  const leaf = leafAt(record.custody.size)
  accepted(record, 'P-03')
  record.does('P-03', { kind, offer: leaf }, as('P-03', 'receiver'))
}

function stated(at: number, clock: string) {
  return { clock, time: instantOf(Date.UTC(2026, 2, 12, 8, at)), zone: 'Europe/Madrid' }
}

function late(clock: string) {
  return { reason: closed(), signed: stated(9, clock) }
}

describe('a refusal', () => {
  test.each(refusals)('%s %j (%#), and the near act is taken', (code, details, refused, taken) => {
    const record = sealedRecord()
    expect(() => refused(record)).toThrow(expect.objectContaining({ code, details: expect.objectContaining(details) }))
    expect(() => taken(sealedRecord())).not.toThrow()
  })

  test('changes nothing', () => {
    for (const [, , refused] of refusals) {
      const record = sealedRecord()
      const steps: string[] = []
      const watched = { ...record, does: (...given: Parameters<FollowedRecord['does']>) => {
        steps.push(JSON.stringify(record.custody))
        return record.does(...given)
      } }
      expect(() => refused(watched)).toThrow()
      expect(JSON.stringify(record.custody)).toBe(steps.at(-1))
    }
  })

  test('of a beginning that is none', () => {
    const at = (act: ReturnType<typeof actAt>) => () => begin({ seq: 0, leaf: leafAt(0), logTime: instantOf(0), act })
    expect(at(actAt(0, 'P-01', enrolment('P-02')))).toThrow(expect.objectContaining({ code: 'rule.wrong-state' }))
    const parties = as('P-01', 'administrator')
    expect(at(actAt(0, 'P-01', { ...genesisBody, policy: { quorum: 2 } }, parties))).toThrow(
      expect.objectContaining({ code: 'rule.no-authority' }),
    )
    expect(at(actAt(0, 'P-01', genesisBody, { parties: [paper('P-01', 'administrator', 'P-01')] }))).toThrow(
      expect.objectContaining({ code: 'rule.unsigned' }),
    )
  })
})
