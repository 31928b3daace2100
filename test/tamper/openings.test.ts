import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examineHouse, rebuildProjections } from '../../src/case/doctor.js'
import { verify } from '../../src/case/verify.js'
import { flipped, inSchema, plainly } from '../support/case-surgery.js'
import { type BuiltCase, buildCase, type CaseCopy } from '../support/tamper-case.js'
import { expectContradicted, opened, verified } from '../support/tamper-outcome.js'

// clear.db holds what commitments stand for and can lose it, never falsify it. view.db holds projections: no verdict rests on it.

let built: BuiltCase
beforeAll(async () => {
  built = await buildCase()
})
afterAll(() => built.dispose())

interface Row {
  readonly commitment: string
  readonly nonce: Buffer
  readonly sealed: Buffer
}

const clearOf = ({ folder }: CaseCopy) => join(folder, 'clear.db')
const viewOf = ({ folder }: CaseCopy) => join(folder, 'view.db')

function firstRows(copy: CaseCopy): readonly [Row, Row] {
  const [one, two] = plainly(clearOf(copy), (raw) =>
    raw.prepare<[], Row>('select * from openings order by length(sealed), commitment limit 2').all(),
  )
  if (!one || !two) throw new Error('no openings')
  return [one, two]
}

describe('an opening', () => {
  test('every byte of its nonce and of what is sealed', async () => {
    const copy = built.copy()
    const [row] = firstRows(copy)
    for (const column of ['nonce', 'sealed'] as const) {
      for (let at = 0; at < row[column].length; at += 1) {
        plainly(clearOf(copy), (raw) =>
          raw
            .prepare(`update openings set ${column} = ? where commitment = ?`)
            .run(flipped(row[column], at), row.commitment),
        )
        const outcome = await verified(copy, { scope: { bytes: 'none', requireCoverage: false } })
        expectContradicted(outcome, `opening.mismatch opening ${row.commitment}`)
        expect(outcome.named).toHaveLength(1)
      }
      plainly(clearOf(copy), (raw) =>
        raw
          .prepare(`update openings set ${column} = ? where commitment = ?`)
          .run(row[column], row.commitment),
      )
    }
    expect(await verified(copy)).toMatchObject({ status: 0, named: [] })
  })

  test.each([
    ['of an empty nonce', "nonce = x''"],
    ['of a nonce that is too long', 'nonce = zeroblob(5000)'],
    ['of nothing sealed', "sealed = x''"],
    ['of less than a tag', 'sealed = zeroblob(4)'],
    ['of zeros', 'sealed = zeroblob(200)'],
    ['of a megabyte', 'sealed = zeroblob(1000000)'],
    ['under another commitment', "commitment = 'x' || substr(commitment, 2)"],
    ['under a name that a terminal would obey', "commitment = char(27) || '[31m' || char(155) || char(8238)"],
    [
      'sealed for another commitment',
      'sealed = (select sealed from openings where commitment <> o.commitment), nonce = (select nonce from openings where commitment <> o.commitment)',
    ],
  ])('%s is named, and so is every other', async (_, assignment) => {
    const copy = built.copy()
    const [one, two] = firstRows(copy)
    plainly(clearOf(copy), (raw) => {
      raw.prepare(`update openings as o set ${assignment} where commitment = ?`).run(one.commitment)
      raw.prepare("update openings set sealed = x'00' where commitment = ?").run(two.commitment)
    })
    const outcome = await verified(copy)
    expectContradicted(outcome, `opening.mismatch opening ${two.commitment}`)
    expect(outcome.named).toHaveLength(2)
  })

  test('that is missing changes no verdict, and the audit says that something was not opened', async () => {
    const request = {
      folder: '',
      knownCheckpoints: [],
      receipts: [],
      scope: { bytes: 'all', requireCoverage: false },
    } as const
    const copy = built.copy()
    const left = async () =>
      (await verify({ ...request, folder: copy.folder }, copy.home)).notChecked.filter(
        ({ what }) => what === 'openings',
      )
    expect(await left()).toEqual([])
    plainly(clearOf(copy), (raw) =>
      raw.exec('delete from openings where rowid in (select rowid from openings limit 2)'),
    )
    expect(await left()).toEqual([{ what: 'openings', why: 'not-here', count: 2 }])
    expect(await verified(copy)).toMatchObject({ status: 0 })
    rmSync(clearOf(copy))
    expect(await left()).toEqual([{ what: 'openings', why: 'not-here', count: expect.any(Number) }])
  })
})

describe('clear.db', () => {
  test.each<[string, (path: string) => void]>([
    [
      'of random bytes',
      (path) => writeFileSync(path, Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * 7919) % 251))),
    ],
    ['of nothing', (path) => writeFileSync(path, '')],
    ['cut in half', (path) => truncateSync(path, 4096 + 100)],
    ['that is another database', (path) => copyFileSync(path.replace('clear.db', 'case.db'), path)],
    ['without its table', (path) => plainly(path, (raw) => raw.exec('drop table openings'))],
    [
      'with a view in its place',
      (path) =>
        plainly(path, (raw) =>
          raw.exec('alter table openings rename to o; create view openings as select * from o'),
        ),
    ],
    [
      'that swallows what is put in',
      (path) =>
        plainly(path, (raw) =>
          raw.exec('create trigger quiet before insert on openings begin select raise(ignore); end'),
        ),
    ],
  ])('%s is named, and no command goes on', async (_, change) => {
    const copy = built.copy()
    plainly(clearOf(copy), () => undefined)
    plainly(copy.ledger, () => undefined)
    change(clearOf(copy))
    expectContradicted(await verified(copy), 'storage.corrupt clear.db')
    expectContradicted(await opened(copy), /^ledger\.(corrupt|schema-altered)$/)
  })

  test('whose schema hides a statement behind STRICT is named all the same', async () => {
    const copy = built.copy()
    inSchema(
      clearOf(copy),
      "update sqlite_schema set sql = replace(sql, ' STRICT', '') where name = 'openings'",
    )
    expectContradicted(await verified(copy), 'storage.corrupt clear.db')
  })
})

describe('view.db', () => {
  test.each<[string, (path: string) => void]>([
    [
      'altered',
      (path) =>
        plainly(path, (raw) =>
          raw.exec("update items set sha256 = 'x', exhibit = 'E-9'; update custody_state set custody = '{}'"),
        ),
    ],
    ['emptied', (path) => writeFileSync(path, '')],
    [
      'of random bytes',
      (path) =>
        writeFileSync(
          path,
          readFileSync(path).map((byte, at) => byte ^ at),
        ),
    ],
    ['gone', (path) => rmSync(path)],
  ])('%s leaves the verdict as it was', async (_, change) => {
    const copy = built.copy()
    change(viewOf(copy))
    expect(await verified(copy)).toMatchObject({ status: 0, named: [] })
  })

  test('altered is what doctor finds', async () => {
    const copy = built.copy()
    const faults: string[] = []
    const look = (): Promise<unknown> =>
      opened(copy, async (open) => {
        faults.splice(
          0,
          faults.length,
          ...(await examineHouse(open)).filter(({ ok }) => !ok).map(({ what }) => what),
        )
      })
    await rebuildProjections(copy.folder, copy.home)
    await look()
    expect(faults).toEqual([])
    plainly(viewOf(copy), (raw) => raw.exec("update items set sha256 = replace(sha256, '0', '1')"))
    await look()
    expect(faults).toEqual(['projection-items'])
    plainly(viewOf(copy), (raw) =>
      raw.exec(
        `update custody_state set custody = replace(custody, '"category":"phone"', '"category":"drive"')`,
      ),
    )
    await look()
    expect(faults).toEqual(['projection-custody', 'projection-items'])
  })

  test('that is no JSON stops a command with its name, and rebuilding it heals', async () => {
    const copy = built.copy()
    await rebuildProjections(copy.folder, copy.home)
    plainly(viewOf(copy), (raw) => raw.exec("update custody_state set custody = '{'"))
    expectContradicted(await opened(copy), 'ledger.corrupt')
    await rebuildProjections(copy.folder, copy.home)
    expect(await opened(copy)).toMatchObject({ status: 0 })
  })
})
