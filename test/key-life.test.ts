import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disclose } from '../src/case/disclose.js'
import { addExhibit } from '../src/case/exhibits.js'
import { homeAt } from '../src/case/home.js'
import {
  changeQuorum,
  changeRoles,
  enrolKey,
  freezeLog,
  revokeKey,
  rotateKey,
  rotateLogKey,
} from '../src/case/key-life.js'
import { openCase } from '../src/case/open.js'
import { verify } from '../src/case/verify.js'
import type { Desk } from '../src/index.js'
import { exhibitNumber } from '../src/model/field.js'
import { instantOf } from '../src/model/instant.js'
import { createKeyFile } from '../src/signing/key-file.js'
import { fingerprintOf } from '../src/signing/public-key.js'
import { administrator, type BuiltCase, buildCase, type CaseCopy, examiner } from './support/tamper-case.js'

// Keys, roles and the log itself in a case on the disk, as the console uses them.

let built: BuiltCase
const places: string[] = []

beforeAll(async () => {
  built = await buildCase()
})
afterAll(() => {
  built.dispose()
  for (const place of places) rmSync(place, { recursive: true, force: true })
})

async function within<Result>(
  copy: CaseCopy,
  work: (open: Awaited<ReturnType<typeof openCase>>) => Promise<Result>,
): Promise<Result> {
  const open = await openCase(copy.folder, copy.home)
  try {
    return await work(open)
  } finally {
    open.close()
  }
}

const passphrase = Buffer.from('a long passphrase for tests')
const newKey = async ({ home }: CaseCopy) =>
  (await createKeyFile(home.keys, passphrase, instantOf(Date.now()))).fingerprint

const phone = (number: string, by: Desk) => (open: Parameters<typeof addExhibit>[0]) =>
  addExhibit(open, by, {
    exhibit: exhibitNumber.parse(number),
    category: 'document',
    quantity: 1,
    description: 'a page',
  })

async function verdictOf({ folder, home }: CaseCopy) {
  const scope = { bytes: 'none', requireCoverage: false } as const
  const { verdict, findings } = await verify({ folder, scope, knownCheckpoints: [], receipts: [] }, home)
  return { verdict, bad: findings.filter((each) => each.verdict !== 'confirmed').map(({ code }) => code) }
}

describe('in a case', () => {
  test('a rotated key signs from then on, and the record is confirmed', async () => {
    const copy = built.copy()
    const fingerprint = await newKey(copy)
    await within(copy, async (open) => {
      const { recorded } = await rotateKey(open, built.desk(examiner), fingerprint)
      expect(recorded).toHaveLength(1)
      await phone('E-9', built.desk(examiner))(open)
    })
    expect(await verdictOf(copy)).toEqual({ verdict: 'confirmed', bad: [] })
  })

  test('two administrators sign what one alone cannot', async () => {
    const copy = built.copy()
    const alone = built.desk(administrator)
    const together = { ...alone, with: [examiner] }
    const fingerprint = await newKey(copy)
    await within(copy, async (open) => {
      await changeRoles(open, alone, { person: examiner, granted: ['administrator'], withdrawn: [] })
      await changeQuorum(open, together, 2)
      const refused = expect.objectContaining({ code: 'rule.no-authority' })
      await expect(enrolKey(open, alone, examiner, fingerprint)).rejects.toEqual(refused)
      await enrolKey(open, together, examiner, fingerprint)
      await expect(
        revokeKey(open, alone, { person: examiner, reason: 'lost', key: fingerprint }),
      ).rejects.toEqual(refused)
      await revokeKey(open, together, { person: examiner, reason: 'lost', key: fingerprint })
    })
    expect(await verdictOf(copy)).toEqual({ verdict: 'confirmed', bad: [] })
  })

  test('a key that was rotated can still be said to have been stolen, and its acts are disputed', async () => {
    const copy = built.copy()
    const fingerprint = await newKey(copy)
    await within(copy, async (open) => {
      await rotateKey(open, built.desk(examiner), fingerprint)
      const [old] = (await open.live.current()).persons[examiner]?.keys ?? []
      expect(old?.until).toBeDefined()
      const before = instantOf(Date.now() - 86_400_000)
      const key = fingerprintOf(built.signers.get(examiner)?.publicKey ?? new Uint8Array())
      await revokeKey(open, built.desk(administrator), {
        person: examiner,
        reason: 'compromised',
        since: before,
        key,
      })
    })
    const { verdict, bad } = await verdictOf(copy)
    expect(verdict).toBe('unchecked')
    expect(bad.filter((code) => code === 'key.disputed').length).toBeGreaterThan(0)
  })

  test('the log goes on under its new key, and a home that lost the last step catches up', async () => {
    const copy = built.copy()
    const spare = mkdtempSync(join(tmpdir(), 'custodia-anchors-'))
    places.push(spare)
    cpSync(join(copy.home.path, 'anchors.db'), join(spare, 'anchors.db'))
    await within(copy, async (open) => {
      await rotateLogKey(open, built.desk(administrator))
      await phone('E-9', built.desk(examiner))(open)
      expect((await open.live.current()).formerLogKeys).toHaveLength(1)
    })
    expect(await verdictOf(copy)).toEqual({ verdict: 'confirmed', bad: [] })
    cpSync(join(spare, 'anchors.db'), join(copy.home.path, 'anchors.db'))
    for (const end of ['-wal', '-shm']) rmSync(join(copy.home.path, `anchors.db${end}`), { force: true })
    await within(copy, phone('E-10', built.desk(examiner)))
    expect(await verdictOf(copy)).toEqual({ verdict: 'confirmed', bad: [] })
  })

  test('a disclosure holds both keys of the log, and receipts under either, and is confirmed', async () => {
    const copy = built.copy()
    const fingerprint = await newKey(copy)
    const place = mkdtempSync(join(tmpdir(), 'custodia-rotated-'))
    places.push(place)
    const folder = join(place, 'disclosure')
    await within(copy, async (open) => {
      await rotateLogKey(open, built.desk(administrator))
      await rotateKey(open, built.desk(examiner), fingerprint)
      await phone('E-9', built.desk(examiner))(open)
      const { receipts } = await disclose(open, folder, 'none')
      expect(receipts).toBeGreaterThan(3)
    })
    expect(readdirSync(join(folder, 'keys')).filter((name) => name.startsWith('log'))).toHaveLength(2)
    expect(readdirSync(join(folder, 'keys')).filter((name) => name.startsWith('P-02'))).toHaveLength(2)
    const { verdict, bad } = await verdictOf({ ...copy, folder })
    expect({ verdict, bad: bad.filter((code) => !code.startsWith('blob.')) }).toEqual({ verdict, bad: [] })
    expect(verdict).not.toBe('contradicted')
  })

  test('a home without the log’s new key records nothing', async () => {
    const copy = built.copy()
    await within(copy, (open) => rotateLogKey(open, built.desk(administrator)))
    const keys = join(copy.home.path, 'log-keys')
    rmSync(keys, { recursive: true })
    cpSync(join(built.home.path, 'log-keys'), keys, { recursive: true })
    const anew = { ...copy, home: homeAt(copy.home.path) }
    const size = () => within(anew, async (open) => (await open.ledger.head()).size)
    const before = await size()
    await expect(within(anew, phone('E-9', built.desk(examiner)))).rejects.toMatchObject({
      code: 'key.absent',
    })
    expect(await size()).toBe(before)
  })

  test('nothing follows a frozen log', async () => {
    const copy = built.copy()
    await within(copy, async (open) => {
      await freezeLog(open, built.desk(administrator), 'final judgment')
      await expect(phone('E-9', built.desk(examiner))(open)).rejects.toMatchObject({ code: 'rule.frozen' })
    })
    expect(await verdictOf(copy)).toEqual({ verdict: 'confirmed', bad: [] })
  })

  test('a dry run shows the act and records nothing', async () => {
    const copy = built.copy()
    const desk = { ...built.desk(administrator), dryRun: true }
    await within(copy, async (open) => {
      const { size } = await open.ledger.head()
      const { acts, dryRun } = await changeRoles(open, desk, {
        person: examiner,
        granted: ['expert'],
        withdrawn: [],
      })
      expect([acts[0]?.kind, dryRun, (await open.ledger.head()).size]).toEqual(['person.grant', true, size])
    })
  })
})
