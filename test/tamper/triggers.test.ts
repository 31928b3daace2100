import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainly, takeRows } from '../support/case-surgery.js'
import { type BuiltCase, buildCase } from '../support/tamper-case.js'
import { expectContradicted, verified } from '../support/tamper-outcome.js'

// While the triggers stand, no statement of SQL changes or removes what is recorded, whoever connects and with whatever settings.

let built: BuiltCase
beforeAll(async () => {
  built = await buildCase()
})
afterAll(() => built.dispose())

function expectRefused(sql: string, settings: readonly string[]): void {
  const before = takeRows(built.ledger)
  const raw = new Database(built.ledger)
  for (const setting of settings) raw.pragma(setting)
  try {
    expect(() => raw.exec(sql)).toThrow(/append-only|constraint|cannot store/)
  } finally {
    raw.close()
  }
  expect(takeRows(built.ledger)).toEqual(before)
}

const refused: readonly string[] = [
  'update entries set body = zeroblob(8) where seq = 3',
  'update entries set leaf = randomblob(32)',
  'update entries set seq = seq + 100 where seq = 3',
  'update entries set seq = -1 where seq = 3',
  'update or replace entries set seq = 4 where seq = 3',
  'update or replace entries set leaf = (select leaf from entries where seq = 4) where seq = 3',
  'update or ignore entries set body = zeroblob(8)',
  'update entries set body = body',
  'delete from entries',
  'delete from entries where seq = 3',
  'delete from entries where seq = (select max(seq) from entries)',
  'insert into entries values (3, randomblob(32), zeroblob(8))',
  'insert into entries values (1000, randomblob(32), zeroblob(8))',
  'insert into entries values (-1, randomblob(32), zeroblob(8))',
  'insert into entries values (9223372036854775807, randomblob(32), zeroblob(8))',
  'insert or replace into entries values (3, randomblob(32), zeroblob(8))',
  'replace into entries select seq, leaf, zeroblob(8) from entries where seq = 3',
  'insert or replace into entries select (select max(seq) + 1 from entries), leaf, zeroblob(8) from entries where seq = 3',
  'insert or ignore into entries select seq, randomblob(32), body from entries where seq = 3',
  'insert into entries values (3, randomblob(32), zeroblob(8)) on conflict (seq) do update set body = excluded.body',
  'insert into entries select 3, leaf, zeroblob(8) from entries where seq = 4 on conflict do update set body = excluded.body',
  'insert into entries select (select max(seq) + 1 from entries), leaf, zeroblob(8) from entries where seq = 4 on conflict (leaf) do update set body = excluded.body, seq = 3',
  'update checkpoints set note = zeroblob(8)',
  'update checkpoints set frontier = zeroblob(32) where size = (select max(size) from checkpoints)',
  'update or replace checkpoints set size = 1 where size = (select max(size) from checkpoints)',
  'delete from checkpoints',
  'delete from checkpoints where size = 1',
  'insert or replace into checkpoints select size, zeroblob(8), frontier from checkpoints where size = 1',
  'insert into checkpoints select max(size), zeroblob(8), zeroblob(0) from checkpoints where true on conflict (size) do update set note = excluded.note',
  'insert into checkpoints values (2, zeroblob(8), zeroblob(32))',
  'insert into checkpoints select max(size) + 1, zeroblob(8), zeroblob(32) from checkpoints',
  'insert into checkpoints values (-5, zeroblob(8), zeroblob(32))',
]

/** What is no entry's form cannot be added either, unless somebody turns the checks off; then it is an entry no checkpoint covers. */
const unfit: readonly string[] = [
  'insert into entries select (select max(seq) + 1 from entries), randomblob(31), zeroblob(8)',
  'insert into entries select (select max(seq) + 1 from entries), randomblob(32), zeroblob(60001)',
  "insert into entries select (select max(seq) + 1 from entries), randomblob(32), 'text'",
  'insert into entries select (select max(seq) + 1 from entries), randomblob(32), null',
]

test.each(unfit)('what cannot be a row is refused: %s', (sql) => {
  expectRefused(sql, [])
})

describe.each([
  ['no settings', []],
  ['recursive triggers off', ['recursive_triggers = off', 'foreign_keys = off']],
  ['checks off', ['ignore_check_constraints = on', 'recursive_triggers = off', 'defer_foreign_keys = on']],
] as const)('a plain connection with %s', (_, settings) => {
  test.each(refused)('is refused: %s', (sql) => {
    expectRefused(sql, settings)
  })
})

test('after all these attempts the case is confirmed', async () => {
  expect(await verified(built)).toMatchObject({ status: 0, named: [] })
})

test('a row added with the checks off is there to be seen', async () => {
  const copy = built.copy()
  plainly(copy.ledger, (raw) => {
    raw.pragma('ignore_check_constraints = on')
    raw.exec('insert into entries select (select max(seq) + 1 from entries), randomblob(31), zeroblob(60001)')
  })
  expectContradicted(
    await verified(copy),
    'storage.corrupt case.db',
    'storage.row-mismatch row',
    'entry.malformed',
  )
})
