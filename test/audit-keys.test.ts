import { describe, expect, test } from 'vitest'
import type { AuditResult } from '../src/audit/result.js'
import { add, as, revocation, stated } from './support/act-bodies.js'
import { bothSign, type Circumstances, closed, enrolment, keyOf } from './support/acts.js'
import { logVerifierOf } from './support/key-moves.js'
import { type KeyRecord, keyRecord } from './support/key-record.js'

// What an audit says of keys: which acts are disputed after a compromise, which key of the log signs which checkpoint, and what
// stands after the end.

const idOf = (verifierKey: string) => verifierKey.split('+')[1] ?? ''
const administrator = as('P-01', 'administrator')
const twice: Circumstances = { parties: ['P-02 performer', 'P-02 subject'] }
const compromised = (owner: string, since?: number) => ({
  ...revocation('P-02'),
  key: idOf(keyOf('P-02', owner)),
  reason: 'compromised',
  ...(since === undefined ? {} : { since: stated(since, 'stated') }),
})
const rotation = (to: string, old = 'P-02') => ({
  kind: 'key.rotate',
  key: keyOf('P-02', to),
  old: idOf(keyOf('P-02', old)),
  person: 'P-02',
})

/** Entries 1 and 2: P-02 and their key. Then one exhibit an entry, all signed by P-02. */
async function withExhibits(count: number): Promise<KeyRecord> {
  const record = await keyRecord()
  await record.takes('P-01', enrolment('P-02'))
  await record.takes('P-01', { kind: 'key.enrol', key: keyOf('P-02'), person: 'P-02' }, bothSign('P-02'))
  for (let at = 1; at <= count; at += 1) await record.takes('P-02', add(`E-${at}`))
  return record
}

const about = ({ findings }: AuditResult, code: string) =>
  findings.filter((each) => each.code === code).map(({ verdict, details }) => ({ verdict, ...details }))
const disputes = (result: AuditResult) => about(result, 'key.disputed')
const faults = ({ findings }: AuditResult) =>
  findings
    .filter(({ verdict }) => verdict === 'contradicted')
    .map(({ code, details }) => ({ code, ...details }))

describe('after a compromise', () => {
  test('without outside cover every act of the key from then on is disputed, and the older ones are said to rest on the clock', async () => {
    const record = await withExhibits(5)
    await record.takes('P-01', compromised('P-02', 5), administrator)
    const result = await record.audited()
    expect(disputes(result)).toEqual([
      expect.objectContaining({
        verdict: 'unchecked',
        acts: 3,
        from: 5,
        to: 7,
        entries: '5–7',
        open: 3,
        revoked: 8,
      }),
    ])
    expect(result.verdict).toBe('unchecked')
    expect(faults(result)).toEqual([])
  })

  test('what was covered before it stays good; cover that came later changes nothing', async () => {
    const record = await withExhibits(3)
    // The log's clock ran an hour ahead of the witness's: the witness says when.
    await record.cosigned(1)
    await record.takes('P-02', add('E-4'))
    await record.cosigned(60)
    await record.takes('P-01', compromised('P-02', 3), administrator)
    expect(disputes(await record.audited())).toEqual([
      expect.objectContaining({ acts: 1, from: 6, to: 6, covered: 6 }),
    ])
    const [undefinedPolicy] = disputes(
      await record.audited({ policy: { logs: [], witnesses: [], quorum: { kind: 'none' } } }),
    )
    expect(undefinedPolicy).toMatchObject({ acts: 4, from: 3, to: 6 })
    expect(undefinedPolicy).not.toHaveProperty('covered')
  })

  test('a time that nobody can say puts all of the key’s acts in dispute, covered or not', async () => {
    const record = await withExhibits(3)
    await record.cosigned(6)
    await record.takes('P-01', compromised('P-02'), administrator)
    expect(disputes(await record.audited())).toEqual([expect.objectContaining({ acts: 4, from: 2, to: 5 })])
  })

  test('a compromise after the last act disputes none, and the record is confirmed', async () => {
    const record = await withExhibits(2)
    await record.takes('P-01', compromised('P-02', 5), administrator)
    const result = await record.audited()
    expect(disputes(result)).toEqual([])
    expect(about(result, 'key.undisputed')).toMatchObject([{ verdict: 'confirmed', revoked: 5, open: 3 }])
    expect(result.verdict).toBe('confirmed')
  })

  test('other reasons dispute nothing', async () => {
    const record = await withExhibits(2)
    await record.takes('P-01', revocation('P-02'), administrator)
    const result = await record.audited()
    expect([...disputes(result), ...about(result, 'key.undisputed')]).toEqual([])
  })

  test('only the acts of that key are disputed, not those of another key of the same person', async () => {
    const record = await withExhibits(1)
    const another = { kind: 'key.enrol', key: keyOf('P-02', 'another'), person: 'P-02' }
    await record.takes('P-01', another, bothSign('P-02'), { owners: ['P-01', 'another'] })
    await record.takes('P-02', add('E-2'), {}, { owners: ['another'] })
    await record.takes('P-02', add('E-3'))
    await record.takes('P-01', compromised('P-02', 3), administrator)
    expect(disputes(await record.audited())).toEqual([
      expect.objectContaining({ acts: 2, entries: '3, 6', key: idOf(keyOf('P-02')) }),
    ])
  })

  test('a key that a disputed rotation brought in is as doubtful; one rotated in before the compromise is not', async () => {
    const record = await withExhibits(1)
    await record.takes('P-02', rotation('second'), twice, { owners: ['P-02', 'second'] })
    await record.takes('P-02', add('E-2'), {}, { owners: ['second'] })
    await record.takes('P-01', compromised('P-02', 4), administrator)
    expect(disputes(await record.audited())).toEqual([
      expect.objectContaining({ key: idOf(keyOf('P-02')), entries: '4', revoked: 6 }),
      expect.objectContaining({ key: idOf(keyOf('P-02', 'second')), entries: '4–5', brought: 4 }),
    ])

    const early = await withExhibits(1)
    await early.takes('P-02', rotation('second'), twice, { owners: ['P-02', 'second'] })
    await early.takes('P-02', add('E-2'), {}, { owners: ['second'] })
    await early.takes('P-01', compromised('P-02', 5), administrator)
    expect(disputes(await early.audited())).toEqual([])
  })

  test('a key that a stolen administrator’s key enrolled is as doubtful', async () => {
    const record = await withExhibits(1)
    await record.takes('P-02', add('E-2'))
    const own = { kind: 'key.revoke', key: idOf(keyOf('P-01')), person: 'P-01', reason: 'compromised' }
    await record.takes('P-01', { ...own, since: stated(2, 'stated') }, administrator)
    expect(disputes(await record.audited())).toEqual([
      expect.objectContaining({ person: 'P-01', entries: '2, 5' }),
      expect.objectContaining({ person: 'P-02', entries: '2–4', brought: 2 }),
    ])
  })
})

describe('a replaced log key', () => {
  const logRotation = { kind: 'log.rotate', logKey: logVerifierOf('second log') }
  const bothLogs = { logOwners: ['log', 'second log'], checkpointBy: 'second log' }

  test('signs no checkpoint over the entry that replaced it, nor any later one', async () => {
    const record = await withExhibits(1)
    await record.takes('P-01', logRotation, administrator, bothLogs)
    await record.takes('P-02', add('E-2'), {}, { checkpointBy: 'second log' })
    const result = await record.audited()
    expect(faults(result)).toEqual([])
    expect(result.verdict).toBe('confirmed')
    const notes = await record.checkpoints()
    const kept = notes.map((bytes, at) => ({ name: `kept ${at}`, bytes }))
    expect(faults(await record.audited({ checkpoints: kept }))).toEqual([])
  })

  test.each([
    ['the replaced key goes on', ['log', 'log'], [5, 6]],
    ['the replaced key comes back', ['second log', 'log'], [6]],
    ['the new key is there too early', ['second log', 'second log'], []],
  ])('%s', async (_, [first = '', second = ''], sizes) => {
    const record = await withExhibits(1)
    await record.takes('P-01', logRotation, administrator, { ...bothLogs, checkpointBy: first })
    await record.takes('P-02', add('E-2'), {}, { checkpointBy: second })
    const found = faults(await record.audited()).filter(({ code }) => code === 'checkpoint.signature-invalid')
    expect(found).toEqual(sizes.map((size) => ({ code: 'checkpoint.signature-invalid', size })))
  })

  test('before its entry the new key vouches for nothing', async () => {
    const record = await keyRecord()
    await record.takes('P-01', enrolment('P-02'), {}, { checkpointBy: 'second log' })
    await record.takes('P-01', logRotation, administrator, bothLogs)
    expect(faults(await record.audited())).toContainEqual({ code: 'checkpoint.signature-invalid', size: 2 })
  })

  test('is not replaced without its own signature', async () => {
    const record = await withExhibits(1)
    await record.takes('P-01', logRotation, administrator, {
      ...bothLogs,
      logOwners: ['third log', 'second log'],
    })
    expect(faults(await record.audited())).toContainEqual(
      expect.objectContaining({ code: 'act.signature-invalid', entry: 4, person: 'log' }),
    )
  })
})

describe('a frozen log', () => {
  const freeze = { kind: 'log.freeze', reason: closed() }

  test('ends confirmed', async () => {
    const record = await withExhibits(1)
    await record.takes('P-01', freeze, administrator)
    expect((await record.audited()).verdict).toBe('confirmed')
  })

  test('is contradicted by whatever follows', async () => {
    const record = await withExhibits(1)
    await record.takes('P-01', freeze, administrator)
    await record.takes('P-02', add('E-2'))
    const result = await record.audited()
    expect(result.verdict).toBe('contradicted')
    expect(faults(result)).toContainEqual(
      expect.objectContaining({ code: 'act.refused', error: 'rule.frozen', entry: 4 }),
    )
  })
})
