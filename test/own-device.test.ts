import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homeAt } from '../src/case/home.js'
import {
  addExhibit,
  answerRequest,
  applySeal,
  type CaseAt,
  type Completed,
  completeRequest,
  createKey,
  type Desk,
  type Enacted,
  enrolPerson,
  initCase,
  instantOf,
  type LeafHash,
  listKeys,
  offerTransfer,
  type Preview,
  requestKeyEnrolment,
  requestText,
  takeReceipt,
  transferNow,
} from '../src/index.js'
import { parseReceipt } from '../src/signing/receipt.js'
import { deskFor, exhibitNamed, personNamed } from './support/crowded-case.js'

// P-03 signs on a device that has their key and never sees the case.

const passphrase = Buffer.from('several words that nobody guesses')
const root = await mkdtemp(join(tmpdir(), 'custodia-own-device-'))
const at: CaseAt = { folder: join(root, 'case'), home: join(root, 'home') }
const device = join(root, 'device')
const [p01, p03, e1] = [personNamed('P-01'), personNamed('P-03'), exhibitNamed('E-1')]
const byKey = { kind: 'key' } as const
let serial = 0

function desk(by = p01, shown: Preview[] = []): Desk {
  return { ...deskFor(by, passphrase), show: (preview) => shown.push(preview) }
}

const elsewhere = (by = p01): Desk => ({ ...desk(by), elsewhere: true })

async function fileOf(content: string | Uint8Array): Promise<string> {
  serial += 1
  const path = join(root, `file-${serial}`)
  await writeFile(path, content)
  return path
}

async function requestFile({ request }: Enacted): Promise<string> {
  if (!request) throw new Error('no request')
  return fileOf(await requestText(request))
}

async function signed(request: string, home = device, shown: Preview[] = []) {
  const answered = await answerRequest(home, desk(p03, shown), request)
  if (!answered) throw new Error('not signed')
  return answered
}

/** P-03 signs what was drafted, and the laboratory records it. */
async function throughDevice(drafted: Enacted, home = device): Promise<Completed> {
  const { answer } = await signed(await requestFile(drafted), home)
  return completeRequest(at, desk(), await fileOf(await requestText(answer)))
}

async function receiptFile({ handed }: Completed): Promise<string> {
  if (!handed) throw new Error('no receipt')
  return fileOf(handed.receipt)
}

const newExhibit = { category: 'phone', quantity: 1, description: 'a telephone' } as const

beforeAll(async () => {
  const { fingerprint } = await createKey(at.home, passphrase, instantOf(Date.now()))
  const request = { number: '1/2026', origin: 'lab.example', zone: 'Europe/Madrid', lang: 'es' } as const
  await initCase(at, desk(), { ...request, key: fingerprint })
  await enrolPerson(at, desk(), { person: p03, roles: ['expert'], name: 'Expert' })
  const { publicKey } = await createKey(device, passphrase, instantOf(Date.now()))
  await throughDevice(await requestKeyEnrolment(at, desk(), p03, publicKey))
  await throughDevice(await addExhibit(at, elsewhere(p03), newExhibit))
})

afterAll(() => rm(root, { recursive: true, force: true }))

describe('a device of one’s own', () => {
  test('pins the genesis with its first signature, says so before it, and not again', async () => {
    const fresh = join(root, 'fresh')
    await cp(join(device, 'keys'), join(fresh, 'keys'), { recursive: true })
    const file = await requestFile(await addExhibit(at, elsewhere(p03), newExhibit))
    const shown: Preview[] = []
    const first = await signed(file, fresh, shown)
    expect(first.pinned).toBe(true)
    expect(shown[0]?.newGenesis).toBe(first.genesis)
    const { log } = JSON.parse(first.answer.text.split('\n')[1] ?? '') as { log: string }
    expect(homeAt(fresh).trust(log)).toBe(first.genesis)
    expect(homeAt(at.home).trust(log)).toBe(first.genesis)
    const again: Preview[] = []
    expect((await signed(file, fresh, again)).pinned).toBe(false)
    expect(again[0]?.newGenesis).toBeUndefined()
  })

  test('pins nothing on a dry run, and refuses another log of the same name', async () => {
    const fresh = join(root, 'other-pin')
    await cp(join(device, 'keys'), join(fresh, 'keys'), { recursive: true })
    const drafted = await addExhibit(at, elsewhere(p03), newExhibit)
    const file = await requestFile(drafted)
    expect(await answerRequest(fresh, { ...desk(p03), dryRun: true }, file)).toBeUndefined()
    const log = drafted.acts[0]?.log ?? ''
    expect(homeAt(fresh).trust(log)).toBeUndefined()
    homeAt(fresh).pin(log, Buffer.alloc(32).toString('base64') as LeafHash)
    await expect(signed(file, fresh)).rejects.toMatchObject({
      code: 'ledger.rolled-back',
      details: { reason: 'genesis' },
    })
  })

  test('takes the receipt for what it signed, and its anchor moves as the log grows', async () => {
    const first = await takeReceipt(
      device,
      await receiptFile(await throughDevice(await addExhibit(at, elsewhere(p03), newExhibit))),
    )
    expect(first.anchor).toBe(first.size)
    expect(first.entry).toBe(first.size - 1)
    await addExhibit(at, desk(), newExhibit)
    const second = await takeReceipt(
      device,
      await receiptFile(await throughDevice(await applySeal(at, elsewhere(p03), e1, '17'))),
    )
    expect(second.entry).toBe(first.entry + 2)
    expect(second.anchor).toBe(second.size)
    expect(parseReceipt(await readFile(second.path)).index).toBe(second.entry)
  })

  test('refuses the receipt of an act it did not sign, and one that leads nowhere', async () => {
    const done = await throughDevice(await applySeal(at, elsewhere(p03), e1, '18'))
    const file = await receiptFile(done)
    await expect(takeReceipt(join(root, 'nobody'), file)).rejects.toMatchObject({
      code: 'rule.unsigned',
      details: { reason: 'elsewhere' },
    })
    const text = await readFile(file, 'utf8')
    const [, proof = ''] = /^index .*\n(.{44})$/m.exec(text) ?? []
    const bent = text.replace(proof, `${proof.startsWith('A') ? 'B' : 'A'}${proof.slice(1)}`)
    await expect(takeReceipt(device, await fileOf(bent))).rejects.toMatchObject({
      code: 'ledger.rolled-back',
      details: { reason: 'receipt-inclusion' },
    })
    const unsigned = text.replace(
      /[A-Za-z0-9+/]{8}==?\n$|[A-Za-z0-9+/]{4}=\n$/,
      (end) => `AAA${end.slice(3)}`,
    )
    expect(unsigned).not.toBe(text)
    await expect(takeReceipt(device, await fileOf(unsigned))).rejects.toMatchObject({
      details: { reason: 'receipt-signature' },
    })
    await takeReceipt(device, file)
  })

  test('stops when the log it is shown lacks what it has seen', async () => {
    const before = join(root, 'before')
    await cp(at.folder, before, { recursive: true })
    const homeBefore = join(root, 'home-before')
    await cp(at.home, homeBefore, { recursive: true })
    await takeReceipt(
      device,
      await receiptFile(await throughDevice(await applySeal(at, elsewhere(p03), e1, '19'))),
    )
    const restored: CaseAt = { folder: before, home: homeBefore }
    const { answer } = await signed(await requestFile(await applySeal(restored, elsewhere(p03), e1, '20')))
    const done = await completeRequest(restored, desk(), await fileOf(await requestText(answer)))
    await expect(takeReceipt(device, await receiptFile(done))).rejects.toMatchObject({
      code: 'ledger.rolled-back',
      details: { reason: 'shorter' },
    })
    for (let more = 0; more < 3; more += 1) await addExhibit(restored, desk(), newExhibit)
    const longer = await signed(await requestFile(await applySeal(restored, elsewhere(p03), e1, '21')))
    const forked = await completeRequest(restored, desk(), await fileOf(await requestText(longer.answer)))
    await expect(takeReceipt(device, await receiptFile(forked))).rejects.toMatchObject({
      code: 'ledger.rolled-back',
      details: { reason: 'other' },
    })
  })
})

describe('an act that one person signs', () => {
  test('is asked of whoever acts; one that two sign, of the other', async () => {
    const handover = { exhibits: [e1], purpose: 'Storage', giver: byKey }
    const drafted = [
      await offerTransfer(at, elsewhere(p03), { ...handover, from: p03, to: p01 }),
      await transferNow(at, elsewhere(p03), { ...handover, from: p03, to: p01, receiver: byKey }),
      await transferNow(at, elsewhere(p01), { ...handover, from: p03, to: p01, receiver: byKey }),
    ]
    expect(drafted.map(({ request }) => request?.signer)).toEqual(['P-03', 'P-01', 'P-03'])
    expect(drafted.flatMap(({ recorded }) => recorded)).toEqual([])
  })

  test('says that the key may be on another device', async () => {
    await expect(applySeal(at, desk(p03), e1, '21')).rejects.toMatchObject({
      code: 'key.absent',
      details: { reason: 'elsewhere', person: 'P-03' },
    })
  })

  test('passes custody to a receiver who refused, and says who will hold it', async () => {
    const shown: Preview[] = []
    const [exhibit] = (await addExhibit(at, desk(), newExhibit)).acts.flatMap((act) =>
      act.kind === 'exhibit.add' ? [act.exhibit] : [],
    )
    if (!exhibit) throw new Error('no exhibit')
    const receiver = { kind: 'refused', reason: 'Would not sign' } as const
    const handover = { exhibits: [exhibit], from: p01, to: p03, purpose: 'Return', giver: byKey, receiver }
    const { breaks } = await transferNow(at, desk(p01, shown), handover)
    expect(breaks.map(({ code }) => code)).toContain('RECEIVER-REFUSED')
    expect(shown[0]?.holders).toEqual([{ exhibit, holder: 'P-01', next: 'P-03' }])
  })
})

test('whoever may act adopts the log in a home of their own, which has not seen it', async () => {
  const home = join(root, 'own-home')
  await cp(at.home, home, { recursive: true })
  await rm(join(home, 'anchors.db'))
  for (const each of ['-wal', '-shm']) await rm(join(home, `anchors.db${each}`), { force: true })
  await rm(join(home, 'keys'), { recursive: true })
  await cp(join(device, 'keys'), join(home, 'keys'), { recursive: true })
  expect(await listKeys(home)).toHaveLength(1)
  const own = { folder: at.folder, home }
  await expect(addExhibit(own, desk(p03), newExhibit)).rejects.toMatchObject({ code: 'ledger.no-anchor' })
  const { acts } = await addExhibit(own, { ...desk(p03), adopt: 'My own machine' }, newExhibit)
  expect(acts.map(({ kind, by }) => `${kind} ${by}`)).toEqual(['anchor.adopt P-03', 'exhibit.add P-03'])
})
