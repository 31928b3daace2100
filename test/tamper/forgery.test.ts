import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCase } from '../../src/case/open.js'
import type { Act } from '../../src/model/act.js'
import { isLeafHash } from '../../src/model/names.js'
import { seedSigner } from '../../src/signing/signer.js'
import { type LogRows, putRows, takeRows } from '../support/case-surgery.js'
import { actIn, type Forgery, forgeries, rechained, resigned } from '../support/forger.js'
import { type BuiltCase, buildCase, type CaseCopy, copyCase, handOver } from '../support/tamper-case.js'
import { expectContradicted, expectUnchecked, opened, verified } from '../support/tamper-outcome.js'

// Attackers with keys. The log key signs checkpoints: whoever has it can make numbers, chain and roots fit. A person's key makes
// that person's acts. Against all keys at once stands only what was handed out before.

let built: BuiltCase
let rows: LogRows
let notes: readonly Forgery[]
let sizes: readonly number[]
let log: { origin: string; signer: BuiltCase['logSigner'] }
let keys: Parameters<typeof resigned>[2]

beforeAll(async () => {
  built = await buildCase()
  rows = takeRows(built.copy().ledger)
  notes = forgeries(rows)
  sizes = rows.checkpoints.map(({ size }) => size)
  log = { origin: built.origin, signer: built.logSigner }
  keys = { origin: built.origin, log: built.logSigner, persons: built.signers }
})
afterAll(() => built.dispose())

function holding(forged: LogRows, copy: CaseCopy = built.copy()): CaseCopy {
  putRows(copy.ledger, forged)
  return copy
}

/** What a home keeps besides keys and pin: the attacker got at it as well. */
function withoutMemory(copy: CaseCopy): CaseCopy {
  for (const name of ['anchors.db', 'anchors.db-wal', 'anchors.db-shm', 'receipts'])
    rmSync(join(copy.home.path, name), { recursive: true, force: true })
  return copy
}

const seqOf = (kind: Act['kind']) => notes.findIndex((each) => actIn(each).kind === kind)

test('a log chained and signed again without a change is the same log, byte for byte', async () => {
  expect(await rechained(notes, sizes, log)).toEqual(rows)
  expect(await resigned(notes, sizes, keys, (act) => act)).toEqual(rows)
})

describe('an old copy put back', () => {
  let old: CaseCopy
  let now: CaseCopy
  beforeAll(async () => {
    now = built.copy()
    old = copyCase(now, join(built.root, 'backup'))
    const open = await openCase(now.folder, now.home)
    await handOver(open, built.signers)
    open.close()
    expect(await verified(now)).toMatchObject({ status: 0, named: [] })
  })

  test('in the case’s place is rolled back, for verify and for every command', async () => {
    const restored = { ...old, home: now.home }
    expectContradicted(await verified(restored), 'anchor.rolled-back anchor', 'receipt.contradicts 0')
    expectContradicted(await opened(restored), 'ledger.rolled-back')
  })

  test('together with the home as it was then is what it was then: only what others keep tells', async () => {
    expect(await verified(old)).toMatchObject({ status: 0, named: [] })
    const receipt = join(
      now.home.receipts(built.origin),
      `${String(notes.length).padStart(8, '0')}.tlog-proof`,
    )
    expectContradicted(await verified(old, { receipts: [receipt] }), `receipt.contradicts ${receipt}`)
  })

  test('and gone on with becomes a fork, which the anchor names', async () => {
    const fork = copyCase(old, join(built.root, 'fork'))
    const open = await openCase(fork.folder, fork.home)
    await handOver(open, built.signers)
    await handOver(open, built.signers)
    open.close()
    expect(await verified(fork)).toMatchObject({ status: 0, named: [] })
    expectContradicted(
      await verified({ ...fork, home: now.home }),
      'anchor.forked anchor',
      'receipt.contradicts 0',
    )
    expectContradicted(await opened({ ...fork, home: now.home }), 'ledger.rolled-back')
  })
})

describe('every key', () => {
  const rewritten = (seq: number) =>
    resigned(notes, sizes, keys, (act, at) =>
      at === seq && act.kind === 'exhibit.add' ? { ...act, category: 'drive' } : act,
    )

  test('rewrites an act so that the case agrees with itself; the anchor and the receipts say otherwise', async () => {
    const seq = seqOf('exhibit.add')
    const forged = await rewritten(seq)
    const copy = holding(forged)
    const outcome = await verified(copy)
    expectContradicted(outcome, 'anchor.forked anchor', `receipt.contradicts ${String(seq).padStart(8, '0')}`)
    expect(outcome.named.filter((each) => !/^(anchor\.|receipt\.|log\.forked)/.test(each))).toEqual([])
    expectContradicted(await opened(copy), 'ledger.rolled-back')
  })

  test('is caught by one checkpoint kept elsewhere, and by nothing in the case', async () => {
    const copy = withoutMemory(holding(await rewritten(seqOf('exhibit.add'))))
    const path = join(copy.folder, '..', 'known')
    writeFileSync(path, rows.checkpoints.at(-1)?.note ?? '')
    expectContradicted(
      await verified(copy, { knownCheckpoints: [path] }),
      /^checkpoint\.root-mismatch .*known$/,
    )
    expectUnchecked(await verified(copy), 'anchor.absent anchor')
  })

  test('cannot rewrite the genesis where its leaf hash is pinned', async () => {
    const forged = await resigned(notes, sizes, keys, (act) =>
      act.kind === 'genesis' ? { ...act, lang: 'en' } : act,
    )
    const copy = withoutMemory(holding(forged))
    const outcome = await verified(copy)
    expectContradicted(outcome, 'trust.mismatch genesis')
    expectContradicted(await opened(copy), 'ledger.rolled-back')
    rmSync(join(copy.home.path, 'trust'), { recursive: true })
    expectUnchecked(await verified(copy), 'trust.self-stated genesis', 'anchor.absent anchor')
    if (!isLeafHash(built.genesis)) throw new Error('no genesis')
    expectContradicted(await verified(copy, { genesis: built.genesis }), 'trust.mismatch genesis')
  })
})

test('a head that the log never signed does not move the anchor, so that it cannot cover a forgery', async () => {
  const copy = built.copy()
  const open = await openCase(copy.folder, copy.home)
  await handOver(open, built.signers)
  open.close()
  const longer = takeRows(copy.ledger)
  const before = built.copy()
  const stranger = { ...log, signer: seedSigner(Buffer.alloc(32, 8)) }
  const unsigned = await rechained(forgeries(longer), [...sizes, longer.entries.length], stranger)
  putRows(before.ledger, { ...longer, checkpoints: [...rows.checkpoints, ...unsigned.checkpoints.slice(-1)] })
  expectContradicted(await opened(before), 'ledger.rolled-back')
  putRows(before.ledger, rows)
  expect(await verified(before)).toMatchObject({ status: 0, named: [] })
  // With the log key, but over other entries than were anchored: the old checkpoint row stands there as a disguise.
  const fork = await rechained(
    [...notes.slice(0, -1), ...forgeries(longer).slice(-1)].concat(notes.slice(-1)),
    [longer.entries.length],
    log,
  )
  putRows(before.ledger, { entries: fork.entries, checkpoints: [...rows.checkpoints, ...fork.checkpoints] })
  expectContradicted(await opened(before), 'ledger.rolled-back')
  putRows(before.ledger, rows)
  expect(await verified(before)).toMatchObject({ status: 0, named: [] })
})

test('receipts in the home: altered, exchanged, of another log', async () => {
  const copy = built.copy()
  const folder = copy.home.receipts(built.origin)
  const [first = '', second = ''] = readdirSync(folder).map((name) => join(folder, name))
  const text = readFileSync(first, 'utf8')
  for (const changed of [
    text.replace('index 0', 'index 1'),
    text.slice(0, -20),
    '',
    '\u001b[2J\u202e\u0000',
    'x'.repeat(3_000_000),
  ]) {
    writeFileSync(first, changed)
    expectContradicted(await verified(copy), /^receipt\.(malformed|contradicts) 0{8}/)
  }
  const hostile = join(folder, 'x\u001b[2J\u009b31m\u202e.tlog-proof')
  writeFileSync(hostile, 'no receipt')
  expectContradicted(await verified(copy), 'receipt.malformed x\\x1b[2J\\u009b31m\\u202e.tlog-proof')
  expectContradicted(await verified(copy, { receipts: [hostile] }), 'receipt.malformed')
  rmSync(hostile)
  mkdirSync(hostile)
  expect(await verified(copy)).toMatchObject({ named: ['source.not-regular'] })
  rmSync(hostile, { recursive: true })
  cpSync(second, first)
  expect(await verified(copy)).toMatchObject({ status: 0 })
})
