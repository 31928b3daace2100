import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { behindTriggers, inSchema, plainly, putRows, takeRows } from '../support/case-surgery.js'
import { type BuiltCase, buildCase, type CaseCopy } from '../support/tamper-case.js'
import { expectContradicted, opened, verified } from '../support/tamper-outcome.js'

// Tables, triggers and indexes that are not as they were made, and values that such a schema let in.

let built: BuiltCase
beforeAll(async () => {
  built = await buildCase()
})
afterAll(() => built.dispose())

const triggers = [
  'entries_no_update',
  'entries_no_delete',
  'entries_contiguous',
  'checkpoints_no_update',
  'checkpoints_no_delete',
  'checkpoints_forward',
]

const statements: readonly (readonly [string, string])[] = [
  ...triggers.map((name) => [`drop trigger ${name}`, `trigger ${name}`] as const),
  [
    'drop trigger entries_no_update; create trigger entries_no_update before update on entries begin select 1; end',
    'trigger entries_no_update',
  ],
  [
    "drop trigger entries_no_delete; create trigger entries_no_delete before delete on entries when 0 begin select raise(abort, 'entries are append-only'); end",
    'trigger entries_no_delete',
  ],
  ['drop index entries_leaf_unique', 'index entries_leaf_unique'],
  [
    'drop index entries_leaf_unique; create index entries_leaf_unique on entries (leaf)',
    'index entries_leaf_unique',
  ],
  ['drop table entries', 'table entries'],
  ['drop table checkpoints', 'table checkpoints'],
  ['alter table entries rename to kept; create view entries as select * from kept', 'view entries'],
  [
    'alter table entries rename to kept; create view entries as with recursive n(i) as (select 1 union all select i + 1 from n) select i as seq, randomblob(32) as leaf, zeroblob(9) as body from n',
    'view entries',
  ],
  ['alter table checkpoints rename to kept; create table checkpoints as select * from kept', 'table kept'],
  [
    'alter table entries rename to kept; create table entries (seq integer primary key, leaf, body); insert into entries select * from kept; drop table kept',
    'table entries',
  ],
  ['alter table entries add column note text', 'table entries'],
  ['alter table entries add column twice integer generated always as (seq * 2) virtual', 'table entries'],
  ['alter table entries rename column body to text', 'table entries'],
  ['create table more (c)', 'table more'],
  ['create view more as select 1', 'view more'],
  ['create index more on entries (body)', 'index more'],
  ['create virtual table more using fts5(c)', 'table more'],
  ['create trigger more after insert on entries begin delete from checkpoints; end', 'trigger more'],
  // Names that a pattern for SQLite's own statistics would let through: its underscore stands for any character.
  [
    'create trigger sqliteXstat_more before insert on entries begin select raise(ignore); end',
    'trigger sqliteXstat_more',
  ],
  ['create table "sqlite-stat-more" (c)', 'table sqlite-stat-more'],
]

describe('the schema', () => {
  test.each(statements)('%s', async (sql, object) => {
    const copy = built.copy()
    plainly(copy.ledger, (raw) => raw.exec(sql))
    expectContradicted(await verified(copy), `storage.schema-altered ${object}`, 'log.empty')
    expectContradicted(await opened(copy), 'ledger.schema-altered')
  })

  test('statistics that a curious officer had SQLite gather are no tampering', async () => {
    const copy = built.copy()
    plainly(copy.ledger, (raw) => raw.exec('analyze'))
    expect(await verified(copy)).toMatchObject({ status: 0, named: [] })
    expect(await opened(copy)).toMatchObject({ status: 0 })
  })

  test.each<[string, string]>([
    ['STRICT taken off', "update sqlite_schema set sql = replace(sql, ' STRICT', '') where name = 'entries'"],
    [
      'a check taken out',
      "update sqlite_schema set sql = replace(sql, '60000', '99999999') where name = 'entries'",
    ],
    [
      'NOT NULL taken out',
      "update sqlite_schema set sql = replace(sql, '`note` blob NOT NULL', '`note` blob') where name = 'checkpoints'",
    ],
    [
      'a trigger under a reserved name',
      "insert into sqlite_schema values ('trigger', 'sqlite_stat_more', 'entries', 0, 'create trigger sqlite_stat_more before insert on entries begin select raise(ignore); end')",
    ],
    [
      'a name that a terminal would obey',
      "insert into sqlite_schema values ('table', 'x' || char(27) || '[2J' || char(155) || char(8238) || char(10), 'x', 0, 'create table x (c)')",
    ],
    [
      'a column renamed',
      "update sqlite_schema set sql = replace(sql, '`body` blob NOT NULL', '`leaf2` blob NOT NULL') where name = 'entries'",
    ],
    ['what is no SQL', "update sqlite_schema set sql = 'create table entries (' where name = 'entries'"],
    [
      'a table whose root is another’s',
      "update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'checkpoints' and type = 'table') where name = 'entries' and type = 'table'",
    ],
    [
      'a root page that does not exist',
      "update sqlite_schema set rootpage = 999999 where name = 'entries' and type = 'table'",
    ],
    [
      'tables with their roots exchanged',
      "update sqlite_schema set rootpage = (select max(rootpage) + min(rootpage) - sqlite_schema.rootpage from sqlite_schema as o where o.name in ('entries', 'checkpoints') and o.type = 'table') where name in ('entries', 'checkpoints') and type = 'table'",
    ],
    [
      'a view called entries before the table',
      "update sqlite_schema set type = 'view', sql = 'create view entries as select 1', rootpage = 0 where name = 'entries' and type = 'table'",
    ],
  ])('edited by hand: %s', async (_, sql) => {
    const copy = built.copy()
    inSchema(copy.ledger, sql)
    expectContradicted(await verified(copy), /^storage\./)
    expectContradicted(await opened(copy), /^ledger\.(schema-altered|corrupt|malformed)$/)
  })
})

describe('values that the schema would not have let in', () => {
  /** Takes STRICT, the checks and NOT NULL off a table, works, and puts its definition back to the letter. */
  function unchecked(copy: CaseCopy, table: 'entries' | 'checkpoints', sql: string): void {
    const made = plainly(copy.ledger, (raw) =>
      raw
        .prepare<[string], { sql: string }>("select sql from sqlite_schema where type = 'table' and name = ?")
        .get(table),
    )
    const loose =
      table === 'entries'
        ? 'create table entries (seq integer primary key, leaf, body)'
        : 'create table checkpoints (size integer primary key, note, frontier)'
    inSchema(copy.ledger, "update sqlite_schema set sql = ? where type = 'table' and name = ?", loose, table)
    behindTriggers(copy.ledger, (raw) => raw.exec(sql))
    inSchema(
      copy.ledger,
      "update sqlite_schema set sql = ? where type = 'table' and name = ?",
      made?.sql,
      table,
    )
  }

  test.each<['entries' | 'checkpoints', string]>([
    ['entries', 'update entries set body = null where seq = 3'],
    ['entries', 'update entries set body = cast(body as text) where seq = 3'],
    ['entries', 'update entries set body = 7 where seq = 3'],
    ['entries', 'update entries set body = 1e300 where seq = 3'],
    ['entries', 'update entries set leaf = null where seq = 3'],
    ['entries', "update entries set leaf = 'a text of thirty-two characters.' where seq = 3"],
    ['entries', 'update entries set leaf = 7 where seq = 3'],
    ['entries', 'update entries set body = zeroblob(70000000) where seq = 3'],
    ['entries', 'update entries set body = null, leaf = null'],
    ['entries', 'update entries set leaf = zeroblob(70000000) where seq = (select max(seq) from entries)'],
    ['entries', 'update entries set body = null where seq = (select max(seq) from entries)'],
    ['checkpoints', 'update checkpoints set note = null where size = 1'],
    ['checkpoints', 'update checkpoints set note = cast(note as text)'],
    ['checkpoints', 'update checkpoints set note = 7, frontier = 7'],
    [
      'checkpoints',
      'update checkpoints set frontier = null where size = (select max(size) from checkpoints)',
    ],
    ['checkpoints', 'update checkpoints set note = zeroblob(70000000) where size = 1'],
  ])('%s: %s', async (table, sql) => {
    const copy = built.copy()
    unchecked(copy, table, sql)
    expectContradicted(await verified(copy), /^storage\.(corrupt case\.db|row-mismatch)/)
    const outcome = await opened(copy, async () => undefined)
    expect([0, 30]).toContain(outcome.status)
  })

  test.each([
    ['the largest number there is', '9223372036854775807'],
    ['the least', '-9223372036854775808'],
    ['just too large to be told from its neighbour', '9007199254740993'],
    ['below nothing', '-1'],
  ])('a row numbered %s', async (_, number) => {
    for (const sql of [
      `update entries set seq = ${number} where seq = 4`,
      `insert into entries values (${number}, randomblob(32), zeroblob(10))`,
      `insert into checkpoints select ${number}, note, frontier from checkpoints limit 1`,
      `update checkpoints set size = ${number} where size = 1`,
    ]) {
      const copy = built.copy()
      const table = sql.includes('entries') ? 'entries' : 'checkpoints'
      unchecked(copy, table, sql)
      expectContradicted(await verified(copy), 'storage.row-mismatch')
      const outcome = await opened(copy)
      expect([0, 30]).toContain(outcome.status)
    }
  })

  test('hundreds of rows whose numbers cannot be told apart come to an end', async () => {
    const copy = built.copy()
    const many = 'with recursive n(i) as (select 0 union all select i + 1 from n where i < 1100)'
    unchecked(
      copy,
      'entries',
      `insert into entries ${many} select 4611686018427387904 + i, randomblob(32), zeroblob(10) from n`,
    )
    unchecked(
      copy,
      'checkpoints',
      `insert into checkpoints ${many} select 4611686018427387904 + i, zeroblob(10), zeroblob(0) from n`,
    )
    expectContradicted(await verified(copy), 'storage.row-mismatch', 'checkpoint.malformed')
    expectContradicted(await opened(copy), 'ledger.malformed')
  })

  test('an index that says otherwise than its table', async () => {
    const copy = built.copy()
    const rows = takeRows(copy.ledger)
    inSchema(
      copy.ledger,
      "update sqlite_schema set sql = 'CREATE INDEX `entries_leaf_unique` ON `entries` (`body`)' where name = 'entries_leaf_unique'",
    )
    putRows(copy.ledger, rows)
    inSchema(
      copy.ledger,
      "update sqlite_schema set sql = 'CREATE UNIQUE INDEX `entries_leaf_unique` ON `entries` (`leaf`)' where name = 'entries_leaf_unique'",
    )
    expectContradicted(await verified(copy), 'storage.corrupt case.db')
  })
})
