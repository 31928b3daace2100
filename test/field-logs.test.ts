import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { statusOfError } from '../cli/exit-status.js'
import { disclose } from '../src/case/disclose.js'
import { type Draft, type Enacted, enact } from '../src/case/enact.js'
import { exhibitDraft, sealDraft } from '../src/case/exhibits.js'
import { type FieldJoined, joinField } from '../src/case/field-join.js'
import { type FieldOpened, openField } from '../src/case/field-open.js'
import { homeAt } from '../src/case/home.js'
import { ingest } from '../src/case/ingest.js'
import { freezeLog, revokeKey } from '../src/case/key-life.js'
import { type OpenCase, openCase } from '../src/case/open.js'
import { exhibitsIn, historyOf, statusOf } from '../src/case/status.js'
import { handoverDraft } from '../src/case/transfers.js'
import { verify } from '../src/case/verify.js'
import { CustodiaError, type Desk } from '../src/index.js'
import { entryLeaf } from '../src/ledger/entry.js'
import { blobIdOf } from '../src/model/digest.js'
import { exhibitNumber } from '../src/model/field.js'
import { type Instant, instantOf } from '../src/model/instant.js'
import type { PersonCode } from '../src/model/names.js'
import { personKeyName, signAct } from '../src/signing/signed-act.js'
import { openFilesystemVault } from '../src/vault/filesystem.js'
import { putRows, takeRows } from './support/case-surgery.js'
import { actIn, forgeries, rechained } from './support/forger.js'
import { checkStandalone, folderAt } from './support/standalone.js'
import {
  administrator,
  type BuiltCase,
  buildCase,
  type CaseCopy,
  deskOf,
  examiner,
  expert,
} from './support/tamper-case.js'
import { expectContradicted, verified } from './support/tamper-outcome.js'

let built: BuiltCase
let places = 0

beforeAll(async () => {
  built = await buildCase()
})
afterAll(() => built.dispose())

function newPlace(): string {
  places += 1
  return join(built.root, `field-${places}`)
}

async function inside<Result>(
  { folder, home }: Pick<CaseCopy, 'folder' | 'home'>,
  work: (open: OpenCase) => Promise<Result>,
): Promise<Result> {
  const open = await openCase(folder, home)
  try {
    return await work(open)
  } finally {
    open.close()
  }
}

const admin = deskOf(administrator)

function opening(main: CaseCopy, from: number, to: number, desk: Desk = admin): Promise<FieldOpened> {
  return inside(main, (open) => openField(open, desk, { folder: newPlace(), exhibits: { from, to } }))
}

function joining(main: CaseCopy, folder: string, desk: Desk = admin): Promise<FieldJoined> {
  return inside(main, (open) => joinField(open, desk, folder))
}

type Acting = (open: OpenCase, by: PersonCode) => Promise<Enacted>

const take =
  (number?: string, parent?: string): Acting =>
  (open, by) =>
    enact(
      open,
      deskOf(by),
      (drafting): Draft[] => [
        exhibitDraft(drafting, {
          ...(number === undefined ? {} : { exhibit: exhibitNumber.parse(number) }),
          ...(parent === undefined ? {} : { parent: exhibitNumber.parse(parent) }),
          category: 'phone',
          quantity: 1,
          description: 'a phone on a table',
        }),
      ],
      new Map(built.signers),
    )

const seal =
  (number: string): Acting =>
  (open, by) =>
    enact(open, deskOf(by), (drafting) => [sealDraft(drafting, exhibitNumber.parse(number), '0001')])

const hand =
  (number: string, to: PersonCode): Acting =>
  (open, by) =>
    enact(
      open,
      deskOf(by),
      (drafting) => [
        handoverDraft(
          drafting,
          by,
          {
            exhibits: [exhibitNumber.parse(number)],
            from: by,
            to,
            purpose: 'to the laboratory',
            giver: { kind: 'key' },
            receiver: { kind: 'key' },
          },
          new Map(),
        ),
      ],
      new Map(built.signers),
    )

/** One phone is taken, perhaps read, sealed, and handed to the expert. */
async function search(
  { folder }: Pick<FieldOpened, 'folder'>,
  main: CaseCopy,
  number: string,
  isRead = false,
) {
  await inside({ folder, home: main.home }, async (open) => {
    await take(number)(open, examiner)
    if (isRead) await acquire(open, number)
    await seal(number)(open, examiner)
    await hand(number, expert)(open, examiner)
  })
}

/** A photograph is read from it into the field log's own vault. */
async function acquire(open: OpenCase, number: string): Promise<void> {
  const source = newPlace()
  mkdirSync(source)
  writeFileSync(join(source, 'river.txt'), 'stands for a photograph of a river\n')
  const exhibit = exhibitNumber.parse(number)
  const request = { sources: [source], exhibit, copy: true, metadata: false }
  await ingest(open, deskOf(examiner), request, { onRead: nothing, onExamined: nothing, onIngested: nothing })
}

const nothing = () => undefined

/** An entry of a log changed in its file, with its leaf hash, by somebody who has no key. */
function altered(path: string, seq: number): void {
  const rows = takeRows(path)
  const entries = rows.entries.map((row) => {
    if (row.seq !== seq) return row
    const body = Buffer.from(Buffer.from(row.body).toString().replace('"quantity":1', '"quantity":2'))
    return { seq, leaf: Buffer.from(entryLeaf(body), 'base64'), body }
  })
  putRows(path, { ...rows, entries })
}

/** Status of the refusal, its code, and what it names. */
async function refusal(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  if (!(error instanceof CustodiaError)) throw error
  return { status: statusOfError(error), code: error.code, ...error.details }
}

const stateOf = (main: Pick<CaseCopy, 'folder' | 'home'>) =>
  inside(main, async (open) => structuredClone(await open.live.current()))

describe('opening a field log', () => {
  test('makes a case that verifies by itself, in which the persons of the main log can act', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    await search(field, main, 'E-200')
    const found = await verified({ ...main, folder: field.folder })
    expect(found).toMatchObject({ status: 0, named: [] })
    const shown = await inside(main, statusOf)
    expect(shown.fieldLogs).toEqual([
      {
        log: field.origin,
        exhibits: '200-299',
        opened: shown.size - 1,
        entries: 0,
        newest: undefined,
        closed: false,
      },
    ])
  })

  test('gives out a range once, and none that holds what is on record', async () => {
    const main = built.copy()
    await opening(main, 200, 299)
    expect(await refusal(opening(main, 250, 400))).toMatchObject({
      ...{ status: 20, code: 'rule.given-out', name: '250-400', from: 200, to: 299 },
    })
    expect(await refusal(opening(main, 2, 9))).toMatchObject({ code: 'rule.number-taken', name: 'E-2' })
  })

  test('leaves nothing behind when it is refused or only tried', async () => {
    const main = built.copy()
    const tried = await opening(main, 200, 299, { ...admin, dryRun: true })
    expect(tried).toMatchObject({ genesis: undefined, enacted: { dryRun: true } })
    expect(existsSync(tried.folder)).toBe(false)
    expect(await refusal(opening(main, 200, 299, deskOf(examiner)))).toMatchObject({
      code: 'rule.no-authority',
      reason: 'quorum',
    })
    expect((await stateOf(main)).fields).toBeUndefined()
    expect(existsSync(join(built.root, `field-${places}`))).toBe(false)
  })

  test('keeps numbers apart: each log refuses those of the other, and draws from its own', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    const there = { folder: field.folder, home: main.home }
    const outside = { status: 20, code: 'rule.outside-range', from: 200, to: 299 }
    expect(await refusal(inside(there, (open) => take('E-3')(open, examiner)))).toMatchObject(outside)
    expect(await refusal(inside(main, (open) => take('E-200')(open, examiner)))).toMatchObject({
      ...{ status: 20, code: 'rule.given-out', name: 'E-200', log: field.origin },
    })
    await inside(there, async (open) => {
      await take()(open, examiner)
      await acquire(open, 'E-200')
      await seal('E-200')(open, examiner)
    })
    const { exhibits, seals, acquisitions } = await stateOf(there)
    expect([exhibits, seals, acquisitions].map(Object.keys)).toEqual([['E-200'], ['S-20000'], ['A-20000']])
    await inside(main, (open) => take()(open, examiner))
    expect(Object.keys((await stateOf(main)).exhibits)).toEqual(['E-1', 'E-2', 'E-3'])
  })

  test('can put the log key into another home, which alone can record there', async () => {
    const main = built.copy()
    const home = homeAt(newPlace())
    cpSync(main.home.keys, home.keys, { recursive: true })
    const folder = newPlace()
    const request = { folder, exhibits: { from: 300, to: 399 }, home }
    await inside(main, (open) => openField(open, admin, request))
    const here = await refusal(inside({ folder, home: main.home }, (open) => take()(open, examiner)))
    expect(here).toMatchObject({ code: 'ledger.no-anchor' })
    await inside({ folder, home }, (open) => take()(open, examiner))
    expect(await joining(main, folder)).toMatchObject({ entries: 2, added: 2 })
    const [exhibit] = (await inside(main, (open) => exhibitsIn(open))).filter(
      ({ number }) => number === 'E-300',
    )
    expect(exhibit?.description).toBe('a phone on a table')
  })
})

describe('joining', () => {
  test('brings entries and evidence of two field logs in, so that each history stands in the main log', async () => {
    const main = built.copy()
    const [one, other] = [await opening(main, 200, 299), await opening(main, 300, 399)]
    await search(one, main, 'E-200', true)
    await search(other, main, 'E-300')
    const unjoined = await verify(asked(main), main.home)
    expect(unjoined.notChecked).toContainEqual({ what: 'field-logs', why: 'not-here', count: 2 })
    expect(await joining(main, one.folder)).toMatchObject({ entries: 5, added: 5, blobs: 2 })
    expect(await joining(main, other.folder)).toMatchObject({ entries: 4, added: 4, blobs: 0 })
    const history = await inside(main, (open) => historyOf(open, 'E-200'))
    expect(history.map(({ act, field }) => [act.kind, act.by, field])).toEqual([
      ['exhibit.add', examiner, { log: one.origin, entry: 1 }],
      ['acquisition.record', examiner, { log: one.origin, entry: 2 }],
      ['seal.apply', examiner, { log: one.origin, entry: 3 }],
      ['transfer.now', examiner, { log: one.origin, entry: 4 }],
    ])
    const result = await verify(asked(main), main.home)
    expect(result).toMatchObject({ verdict: 'confirmed', checked: { items: 4, blobs: 4 } })
    expect(result.notChecked.map(({ what }) => what)).not.toContain('field-logs')
    expect(result.breaks.filter(({ exhibit }) => exhibit === 'E-200').map(({ code }) => code)).toEqual([
      'SIG-SAME-HOST',
    ])
  })

  test('is idempotent, and brings what came later', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    await search(field, main, 'E-200')
    await joining(main, field.folder)
    const before = await stateOf(main)
    expect(await joining(main, field.folder)).toMatchObject({ entries: 4, added: 0, blobs: 0 })
    expect(await stateOf(main)).toEqual(before)
    await search(field, main, 'E-201')
    expect(await joining(main, field.folder)).toMatchObject({ entries: 7, added: 3 })
    expect(await verified(main)).toMatchObject({ status: 0 })
    const [log] = (await inside(main, statusOf)).fieldLogs ?? []
    expect(log).toMatchObject({ log: field.origin, entries: 7, closed: false })
  })

  test('gives the numbers back when the field log was closed', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    await search(field, main, 'E-200')
    await joining(main, field.folder)
    const part = (open: OpenCase) => take(undefined, 'E-200')(open, expert)
    expect(await refusal(inside(main, part))).toMatchObject({ code: 'rule.given-out' })
    await inside({ folder: field.folder, home: main.home }, (open) =>
      freezeLog(open, admin, 'the search is over'),
    )
    await joining(main, field.folder)
    await inside(main, part)
    expect(await verified(main)).toMatchObject({ status: 0 })
  })

  test('refuses another branch of a field log, and an older copy', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    await search(field, main, 'E-200')
    const copy = newPlace()
    cpSync(field.folder, copy, { recursive: true })
    const home = homeAt(newPlace())
    cpSync(main.home.path, home.path, { recursive: true })
    await search(field, main, 'E-201')
    await joining(main, field.folder)
    expect(await refusal(joining(main, copy))).toMatchObject({
      ...{ status: 30, code: 'ledger.field-refused', reason: 'shorter', found: 4, size: 7 },
    })
    for (const number of ['E-202', 'E-203']) await search({ folder: copy }, { ...main, home }, number)
    const before = await stateOf(main)
    expect(await refusal(joining(main, copy))).toMatchObject({
      ...{ status: 30, code: 'ledger.field-refused', reason: 'forked', size: 5 },
    })
    expect(await stateOf(main)).toEqual(before)
    expect(await verified(main)).toMatchObject({ status: 0 })
  })

  test('refuses by name what contradicts itself, and logs that were not opened here', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    await search(field, main, 'E-200')
    altered(join(field.folder, 'case.db'), 1)
    const before = await stateOf(main)
    expect(await refusal(joining(main, field.folder))).toMatchObject({
      ...{ status: 30, code: 'ledger.field-refused', log: field.origin },
    })
    expect(await stateOf(main)).toEqual(before)
    expect(await refusal(joining(main, built.copy().folder))).toMatchObject({
      ...{ status: 21, code: 'rule.unknown-object', kind: 'field-log' },
    })
  })

  test('refuses a log whose evidence is not there or not the evidence', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    await search(field, main, 'E-200', true)
    const river = createHash('sha256').update('stands for a photograph of a river\n').digest('hex')
    const blob = openFilesystemVault(join(field.folder, 'vault')).pathOf(blobIdOf(river))
    chmodSync(blob, 0o600)
    writeFileSync(blob, 'stands for a photograph of a bridge\n')
    expect(await refusal(joining(main, field.folder))).toMatchObject({ code: 'vault.mismatch' })
    rmSync(blob)
    expect(await refusal(joining(main, field.folder))).toMatchObject({ code: 'vault.absent' })
    expect((await inside(main, statusOf)).fieldLogs).toMatchObject([{ entries: 0 }])
  })
})

describe('a main log with joined entries', () => {
  test('is contradicted when an entry that was brought in is altered, by whoever joined it and has the log key', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    await search(field, main, 'E-200')
    await joining(main, field.folder)
    const rows = takeRows(main.ledger)
    const joiner = built.signers.get(administrator)
    if (!joiner) throw new Error('no signer')
    let alteredAt = -1
    const forged = await Promise.all(
      forgeries(rows).map(async (each, seq) => {
        const act = actIn(each)
        if (act.kind !== 'field.entry') return each
        const inner = Buffer.from(act.entry, 'base64').toString()
        if (!inner.includes('"quantity":1')) return each
        alteredAt = seq
        const entry = Buffer.from(inner.replace('"quantity":1', '"quantity":2')).toString('base64')
        const name = personKeyName(built.origin, administrator)
        return { ...each, note: (await signAct({ ...act, entry }, [{ name, signer: joiner }])).note }
      }),
    )
    const sizes = rows.checkpoints.map(({ size }) => size)
    const log = { origin: built.origin, signer: built.logSigner }
    putRows(main.ledger, await rechained(forged, sizes, log))
    expectContradicted(await verified(main), `act.signature-invalid entry ${alteredAt}`)
  })

  test('is disclosed whole, and the disclosure follows both logs', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    await search(field, main, 'E-200', true)
    await joining(main, field.folder)
    const folder = newPlace()
    const { documents } = await inside(main, (open) => disclose(open, folder, 'none'))
    expect(documents).toBe(2)
    expect(
      await verified({ ...main, folder }, { scope: { bytes: 'none', requireCoverage: false } }),
    ).toMatchObject({
      ...{ status: 0, named: [] },
    })
  })

  test('disputes what a compromised key signed in a field log', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    await search(field, main, 'E-200')
    await joining(main, field.folder)
    await inside(main, (open) => revokeKey(open, admin, { person: examiner, reason: 'compromised' }))
    const { custody, findings } = await verify(asked(main), main.home)
    const known = custody?.fields?.[field.origin]?.record?.persons[examiner]?.keys[0]?.keyId ?? ''
    const disputed = findings.find(({ subject }) => subject === `key ${examiner} ${known}`)
    expect(disputed).toMatchObject({ code: 'key.disputed', details: { acts: 3 } })
  })

  test('is more than the program in a disclosure follows, which says so', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    await search(field, main, 'E-200')
    await joining(main, field.folder)
    const folder = newPlace()
    await inside(main, (open) => disclose(open, folder, 'none'))
    const result = await checkStandalone({ folder: await folderAt(folder), genesis: built.genesis })
    expect(result.verdict).toBe('unchecked')
    expect(result.findings.filter(({ verdict }) => verdict === 'contradicted')).toEqual([])
    expect(result.findings.map(({ code }) => code)).toContain('act.unsupported')
  })

  test('shows its exhibits as they stood at a time', async () => {
    const main = built.copy()
    const field = await opening(main, 200, 299)
    const before = instantOf(Date.now())
    await search(field, main, 'E-200')
    await joining(main, field.folder)
    const numbers = async (until: Instant) =>
      (await inside(main, (open) => exhibitsIn(open, until))).map(({ number }) => number)
    expect(await numbers(before)).toEqual(['E-1', 'E-2'])
    expect(await numbers(instantOf(Date.now()))).toEqual(['E-1', 'E-2', 'E-200'])
  })
})

function asked({ folder }: CaseCopy) {
  const scope = { bytes: 'all', requireCoverage: false } as const
  return { folder, knownCheckpoints: [], receipts: [], scope }
}
