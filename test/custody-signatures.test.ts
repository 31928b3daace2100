import { describe, expect, test } from 'vitest'
import { requireSignatures } from '../src/custody/authority.js'
import type { NoteSignature } from '../src/encoding/signed-note.js'
import { add, as, both, now, revocation, sealedRecord } from './support/act-bodies.js'
import { actAt, bothSign, enrolment, keyOf, newRecord, signedAct } from './support/acts.js'

describe('signatures', () => {
  const revoked = revocation('P-02')

  test('count from the entry after enrolment and up to the one that revokes, and not beyond', async () => {
    const record = newRecord()
    const another = { kind: 'key.enrol', key: keyOf('P-02', 'another'), person: 'P-02' }
    await record.signs('P-02', add('E-1'))
    await expect(record.signs('P-02', add('E-2'), {}, { 'P-02': 'another' })).rejects.toMatchObject({
      code: 'rule.unsigned',
    })
    await record.signs('P-01', another, bothSign('P-02'), { 'P-02': 'another' })
    await record.signs('P-02', add('E-2'), {}, { 'P-02': 'another' })
    await record.signs('P-02', add('E-3'))
    await record.signs('P-01', revoked, as('P-01', 'administrator'))
    await expect(record.signs('P-02', add('E-4'))).rejects.toMatchObject({
      code: 'rule.unsigned',
      details: { person: 'P-02', reason: 'signature' },
    })
    await record.signs('P-02', add('E-4'), {}, { 'P-02': 'another' })
  })

  test('a person may sign the very act that revokes their key', async () => {
    const record = newRecord()
    await record.signs('P-01', { ...revocation('P-01') }, as('P-01', 'administrator'))
    await expect(record.signs('P-01', enrolment('P-05'))).rejects.toMatchObject({ code: 'rule.no-authority' })
  })

  test('are those of the parties, all of them, in their order, and no other', async () => {
    const record = sealedRecord()
    const act = actAt(record.custody.size, 'P-02', now('P-02', 'P-03'), both('P-02', 'P-03'))
    const signed = await signedAct(act)
    const [first, second] = signed.signatures
    const [stranger] = (await signedAct(actAt(record.custody.size, 'P-01', enrolment('P-05')))).signatures
    if (!first || !second || !stranger) throw new Error('not signed')
    const check = (...signatures: NoteSignature[]) =>
      requireSignatures(record.custody, { ...signed, signatures }, record.custody.size)
    expect(check(first, second)).toBe(2)
    for (const lines of [
      [],
      [first],
      [second],
      [first, first],
      [second, first],
      [first, second, stranger],
      [first, stranger],
    ])
      expect(() => check(...lines)).toThrow(expect.objectContaining({ code: 'rule.unsigned' }))
  })

  test('of somebody else in the person’s name do not count', async () => {
    const record = newRecord()
    await expect(record.signs('P-02', add('E-1'), {}, { 'P-02': 'P-03' })).rejects.toMatchObject({
      code: 'rule.unsigned',
    })
    await expect(record.signs('P-04', add('E-1'))).rejects.toMatchObject({ code: 'rule.no-authority' })
  })
})
