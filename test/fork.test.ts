import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newestCheckpoint } from '../src/case/cosigning.js'
import { disclose } from '../src/case/disclose.js'
import { openCase } from '../src/case/open.js'
import { compareLogs, speakerFor } from '../src/index.js'
import { behindTriggers } from './support/case-surgery.js'
import { type BuiltCase, buildCase, type CaseCopy, handOver } from './support/tamper-case.js'
import { expectContradicted, verified } from './support/tamper-outcome.js'

// Two copies of one case that both went on: what somebody holds of the one shows it in the other.

let built: BuiltCase
let left: CaseCopy
let right: CaseCopy
let common: number

beforeAll(async () => {
  built = await buildCase()
  left = built.copy()
  right = built.copy()
  common = await sizeOf(left)
  await goneOn(left, 2)
  await goneOn(right, 3)
})
afterAll(() => built.dispose())

async function sizeOf(copy: CaseCopy): Promise<number> {
  return inCase(copy, async (open) => (await open.ledger.head()).size)
}

async function inCase<Result>(
  { folder, home }: CaseCopy,
  work: (open: Awaited<ReturnType<typeof openCase>>) => Promise<Result>,
): Promise<Result> {
  const open = await openCase(folder, home)
  try {
    return await work(open)
  } finally {
    open.close()
  }
}

async function goneOn(copy: CaseCopy, times: number): Promise<void> {
  await inCase(copy, async (open) => {
    for (let time = 0; time < times; time += 1) await handOver(open, built.signers)
  })
}

let files = 0
/** The newest checkpoint of a case, as it is handed out. */
async function handed(copy: CaseCopy): Promise<string> {
  files += 1
  const path = join(built.root, `checkpoint-${files}.txt`)
  writeFileSync(path, (await inCase(copy, newestCheckpoint)).bytes)
  return path
}

function receiptsOf({ home }: CaseCopy): readonly string[] {
  const folder = home.receipts(built.origin)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tlog-proof'))
    .sort()
    .map((name) => join(folder, name))
}

describe('what others kept of the other history', () => {
  test('one checkpoint shows that there are two', async () => {
    const outcome = await verified(right, { knownCheckpoints: [await handed(left)] })
    expectContradicted(outcome, /^checkpoint.root-mismatch/, 'log.forked log')
    expect(outcome.status).toBe(30)
  })

  test('two checkpoints show up to where they agree', async () => {
    const known = [await handed(built), await handed(left)]
    const { printed } = await verified(right, { knownCheckpoints: known })
    const last = common + 1
    expect(printed).toContain(
      `at one of the entries 0 to ${last}; what was kept of ${common} entries agrees.`,
    )
    expect(printed).toContain(`los asientos 0 a ${last}; lo que se guardó con ${common} asientos coincide.`)
  })

  test('the receipts of its entries name the entry at which they part', async () => {
    const receipts = receiptsOf(left)
    expect(receipts.length).toBe(common + 2)
    const { printed } = await verified(right, { receipts: receipts.slice(common - 1, common + 1) })
    expect(printed).toContain(`the two part at entry ${common}.`)
  })

  test('a checkpoint of more entries than are here shows that some are missing', async () => {
    const outcome = await verified(built, { knownCheckpoints: [await handed(left)] })
    expectContradicted(outcome, /^checkpoint.beyond-log/)
    expect(outcome.named).not.toContain('log.forked log')
  })

  test('a checkpoint and receipts of the same history agree', async () => {
    const known = { knownCheckpoints: [await handed(left)], receipts: receiptsOf(left) }
    expect(await verified(left, known)).toMatchObject({ status: 0, named: [] })
  })
})

describe('two copies held against each other', () => {
  test('are the same', async () => {
    const same = built.copy()
    expect(await compareLogs(built.folder, same.folder)).toEqual({
      kind: 'identical',
      common,
      sizes: { one: common, other: common },
      differing: [],
      signed: { one: false, other: false },
    })
  })

  test('of which one goes on', async () => {
    const forward = await compareLogs(built.folder, left.folder)
    expect(forward).toMatchObject({ kind: 'extends-one', common, sizes: { one: common, other: common + 2 } })
    expect(forward.differing.map(({ entry, one, other }) => [entry, one, other?.kind])).toEqual([
      [common, undefined, 'transfer.now'],
      [common + 1, undefined, 'transfer.now'],
    ])
    expect(await compareLogs(left.folder, built.folder)).toMatchObject({ kind: 'extends-other' })
  })

  test('of which both went on', async () => {
    const compared = await compareLogs(left.folder, right.folder)
    expect(compared).toMatchObject({ kind: 'forked', common, signed: { one: true, other: true } })
    expect(compared.differing.map(({ entry }) => entry)).toEqual([common, common + 1, common + 2])
    expect(compared.differing[0]?.one?.leaf).not.toBe(compared.differing[0]?.other?.leaf)
  })

  test('a case and a disclosure of the other', async () => {
    const folder = join(built.root, 'disclosure-of-right')
    await inCase(right, (open) => disclose(open, folder, 'all'))
    expect(await compareLogs(left.folder, folder)).toMatchObject({
      kind: 'forked',
      common,
      signed: { one: true, other: true },
    })
    expect(await compareLogs(folder, right.folder)).toMatchObject({ kind: 'identical', common: common + 3 })
  })

  test('of different cases', async () => {
    const stranger = await buildCase()
    expect(await compareLogs(built.folder, stranger.folder)).toMatchObject({ kind: 'other-log', common: 0 })
    stranger.dispose()
  })

  test('of which one is altered behind its triggers, the altered entry is named', async () => {
    const altered = built.copy()
    behindTriggers(altered.ledger, (raw) =>
      raw.exec("update entries set body = cast(body || x'0a' as blob) where seq = 3"),
    )
    const compared = await compareLogs(built.folder, altered.folder)
    expect(compared).toMatchObject({ kind: 'forked', common: 3 })
  })

  test('are not compared when there is none, or no entry could be believed', async () => {
    const absent = join(built.root, 'absent')
    await expect(compareLogs(built.folder, absent)).rejects.toMatchObject({ code: 'ledger.absent' })
    const broken = join(built.root, 'broken')
    cpSync(built.folder, broken, { recursive: true })
    behindTriggers(join(broken, 'case.db'), (raw) => raw.exec('create table extra (a integer) strict'))
    await expect(compareLogs(built.folder, broken)).rejects.toMatchObject({ code: 'ledger.schema-altered' })
  })
})

test('every way two copies can stand has its sentence in both languages', () => {
  for (const lang of ['es', 'en'] as const)
    for (const kind of ['identical', 'extends-one', 'extends-other', 'forked', 'other-log'] as const)
      expect(speakerFor(lang).say(`cli.compare.${kind}`, { common: 3, more: 2 })).not.toContain('?')
})
