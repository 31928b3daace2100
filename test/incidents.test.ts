import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BackupProgress, backUp } from '../src/case/backup.js'
import { examineHouse } from '../src/case/doctor.js'
import { enact } from '../src/case/enact.js'
import { exhibitDraft } from '../src/case/exhibits.js'
import { homeAt } from '../src/case/home.js'
import { type ClockStatement, recordClock, recordRestore } from '../src/case/incidents.js'
import { type OpenCase, openCase } from '../src/case/open.js'
import { restoreCase } from '../src/case/restore.js'
import { type LogLine, logOf, statusOf } from '../src/case/status.js'
import { verify } from '../src/case/verify.js'
import { lostBranchOf } from '../src/custody/incidents.js'
import { exhibitNumber } from '../src/model/field.js'
import { instantOf, millisecondsOf } from '../src/model/instant.js'
import type { ExhibitNumber } from '../src/model/names.js'
import { as } from './support/act-bodies.js'
import { closed, newRecord, start } from './support/acts.js'
import { flipped, putRows, takeRows } from './support/case-surgery.js'
import {
  administrator,
  type BuiltCase,
  buildCase,
  type CaseCopy,
  copyCase,
  deskOf,
  examiner,
  handOver,
} from './support/tamper-case.js'
import { expectContradicted, expectUnchecked, opened, verified } from './support/tamper-outcome.js'

const quiet: BackupProgress = {
  copied: () => undefined,
  entries: () => undefined,
  evidence: () => undefined,
  hashed: () => undefined,
}
const day = 24 * 60 * 60_000
const reason = 'the disk failed'

let built: BuiltCase
let places = 0

beforeAll(async () => {
  built = await buildCase()
})
afterAll(() => built.dispose())

function newPlace(): string {
  places += 1
  return join(built.root, `place-${places}`)
}

async function inCase<Result>(
  { folder, home }: CaseCopy,
  work: (open: OpenCase) => Promise<Result>,
  forWhat: 'work' | 'explanation' = 'work',
): Promise<Result> {
  const open = await openCase(folder, home, forWhat)
  try {
    return await work(open)
  } finally {
    open.close()
  }
}

const handOvers = (copy: CaseCopy, count: number) =>
  inCase(copy, async (open) => {
    for (let left = count; left > 0; left -= 1) await handOver(open, built.signers)
  })

const explained = (copy: CaseCopy, by = administrator, more = {}) =>
  inCase(copy, (open) => recordRestore(open, { ...deskOf(by), ...more }, reason), 'explanation')

function at(folder: string, home = built.home): CaseCopy {
  return { folder, home, ledger: join(folder, 'case.db') }
}

/** The case as it was when `lost` entries more were recorded, put back into a new folder. */
async function restored(copy: CaseCopy, lost: number): Promise<CaseCopy> {
  const [place, folder] = [newPlace(), newPlace()]
  await inCase(copy, (open) => backUp(open, place, true, () => instantOf(Date.now()), quiet))
  await handOvers(copy, lost)
  await restoreCase(copy.home, place, folder, quiet)
  return at(folder, copy.home)
}

const size = (copy: CaseCopy) => inCase(copy, async (open) => (await open.ledger.head()).size)

describe('incident.restore', () => {
  test('lets a restored case go on, once administrators have said what was lost', async () => {
    const back = await restored(built.copy(), 2)
    expectContradicted(await opened(back), 'ledger.rolled-back')
    const { recorded, acts } = await explained(back)
    const [act] = acts
    const [entry] = recorded
    if (act?.kind !== 'incident.restore' || !entry) throw new Error('no incident')
    expect(act.from).toEqual(act.seen)
    expect(act.from.size).toBe(entry.seq)
    expect(act.lost.size).toBe(act.from.size + 2)
    await handOvers(back, 1)
    expect(await size(back)).toBe(entry.seq + 2)
  })

  test('says for ever after that entries were lost, and what of them could not be compared', async () => {
    const back = await restored(built.copy(), 2)
    await explained(back)
    await handOvers(back, 3)
    const outcome = await verified(back)
    const lost = /^receipt.lost-branch 0+\d+\.of-\d+\.tlog-proof$/
    expectUnchecked(outcome, /^checkpoint.lost-branch anchor \d+$/, lost)
    expect(outcome.named).toHaveLength(3)
    const scope = { bytes: 'none', requireCoverage: false } as const
    const result = await verify({ folder: back.folder, knownCheckpoints: [], receipts: [], scope }, back.home)
    expect(result.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['anchor.confirmed', 'receipt.confirmed', 'log.confirmed']),
    )
    expect(result.breaks).toContainEqual(expect.objectContaining({ code: 'LOG-RESTORED', severity: 'major' }))
    expect(result.notChecked).toContainEqual({ what: 'lost-entries', why: 'not-possible', count: 1 })
  })

  test('leaves the anchor it gave up, and the receipts under it, where the home shows them', async () => {
    const copy = built.copy()
    const back = await restored(copy, 2)
    const before = readdirSync(back.home.receipts(built.origin)).length
    const { recorded } = await explained(back)
    await handOvers(back, 3)
    const receipts = back.home.receipts(built.origin)
    expect(readdirSync(join(receipts, 'lost'))).toHaveLength(2)
    expect(readdirSync(receipts)).toHaveLength(before - 2 + 1 + 4)
    await inCase(back, async (open) => {
      const seen = (recorded[0]?.seq ?? 0) + 2
      expect(await statusOf(open)).toMatchObject({ lostHeads: [seen] })
      expect(await examineHouse(open)).toContainEqual(
        expect.objectContaining({
          what: 'lost-branch',
          ok: true,
          details: expect.objectContaining({ size: seen }),
        }),
      )
    })
    // The folder that was given up is now the one that contradicts.
    expectContradicted(await opened(at(copy.folder, copy.home)), 'ledger.rolled-back')
  })

  test('is the only act that such a log takes', async () => {
    const back = await restored(built.copy(), 1)
    const other = inCase(back, (open) => handOver(open, built.signers), 'explanation')
    await expect(other).rejects.toMatchObject({
      code: 'ledger.rolled-back',
      details: { reason: 'unexplained' },
    })
  })

  test('takes administrators, and a log that lacks something', async () => {
    const copy = built.copy()
    await expect(explained(copy)).rejects.toMatchObject({
      code: 'rule.wrong-state',
      details: { state: 'nothing-lost' },
    })
    const back = await restored(copy, 1)
    await expect(explained(back, examiner)).rejects.toMatchObject({
      code: 'rule.no-authority',
      details: { reason: 'quorum' },
    })
    expectContradicted(await opened(back), 'ledger.rolled-back')
  })

  test('writes nothing on a dry run', async () => {
    const back = await restored(built.copy(), 1)
    expect(await explained(back, administrator, { dryRun: true })).toMatchObject({
      dryRun: true,
      recorded: [],
    })
    expectContradicted(await opened(back), 'ledger.rolled-back')
  })

  test('is finished by the next command when the machine stopped before the anchor moved', async () => {
    const back = await restored(built.copy(), 2)
    const crashed = homeAt(join(built.root, newPlace().slice(-8), 'home'))
    cpSync(back.home.path, crashed.path, { recursive: true })
    await explained(back)
    const after = at(back.folder, crashed)
    expect(await opened(after)).toMatchObject({ status: 0 })
    expect(readdirSync(join(crashed.receipts(built.origin), 'lost'))).toHaveLength(2)
    await handOvers(after, 1)
  })

  test('explains nothing in a log that is not sound', async () => {
    const back = await restored(built.copy(), 2)
    const crashed = homeAt(join(built.root, newPlace().slice(-8), 'home'))
    cpSync(back.home.path, crashed.path, { recursive: true })
    await explained(back)
    const rows = takeRows(back.ledger)
    const [row] = rows.entries.slice(3)
    if (!row) throw new Error('no such row')
    putRows(back.ledger, { ...rows, entries: rows.entries.with(3, { ...row, body: flipped(row.body, 400) }) })
    expectContradicted(await opened(at(back.folder, crashed)), 'ledger.rolled-back')
    expectContradicted(
      await opened(at(back.folder, crashed), () => explained(at(back.folder, crashed))),
      'ledger.rolled-back',
    )
  })

  test('speaks for other homes as far as the head it names, and no further', async () => {
    const copy = built.copy()
    const homes = [1, 2, 3].map(() => homeAt(join(built.root, newPlace().slice(-8), 'home')))
    const [place, folder] = [newPlace(), newPlace()]
    await inCase(copy, (open) => backUp(open, place, true, () => instantOf(Date.now()), quiet))
    const snapshot = (home: (typeof homes)[number] | undefined) =>
      home && cpSync(copy.home.path, home.path, { recursive: true })
    for (const home of homes) {
      await handOvers(copy, 1)
      snapshot(home)
    }
    const [less, named, more] = homes
    if (!less || !named || !more) throw new Error('no homes')
    await restoreCase(named, place, folder, quiet)
    await explained(at(folder, named))
    expectUnchecked(await verified(at(folder, less)), 'anchor.lost-branch anchor', /^receipt.lost-branch/)
    expect(await opened(at(folder, less))).toMatchObject({ status: 0 })
    expectContradicted(await verified(at(folder, more)), 'anchor.rolled-back anchor', /^receipt.contradicts/)
    expectContradicted(await opened(at(folder, more)), 'ledger.rolled-back')
  })
})

describe('two copies of one case', () => {
  test('are told apart by the home that saw them both', async () => {
    const copy = built.copy()
    const clone = at(newPlace(), copy.home)
    cpSync(copy.folder, clone.folder, { recursive: true })
    await handOvers(copy, 1)
    expectContradicted(await opened(clone), 'ledger.rolled-back')
    await expect(handOvers(clone, 1)).rejects.toMatchObject({ code: 'ledger.rolled-back' })
  })

  test('that were gone on with in two homes contradict each other in either', async () => {
    const one = built.copy()
    const other = copyCase(one, newPlace())
    await handOvers(one, 1)
    await handOvers(other, 2)
    expectContradicted(await opened(at(other.folder, one.home)), 'ledger.rolled-back')
    expectContradicted(
      await verified(at(other.folder, one.home)),
      'anchor.forked anchor',
      /receipt.contradicts/,
    )
    expectContradicted(await verified(at(one.folder, other.home)), 'anchor.rolled-back anchor')
  })

  test('are made one again by administrators who say which of them goes on', async () => {
    const one = built.copy()
    const other = copyCase(one, newPlace())
    await handOvers(one, 1)
    await handOvers(other, 2)
    const chosen = at(other.folder, one.home)
    await explained(chosen)
    await handOvers(chosen, 1)
    expectUnchecked(await verified(chosen), /^checkpoint.lost-branch anchor/, /^receipt.lost-branch/)
    expectContradicted(await opened(one), 'ledger.rolled-back')
  })
})

describe('a head that was lost', () => {
  const root = (letter: string) => letter.repeat(43).concat('=')
  const heads = fc.record({ root: fc.constantFrom(root('A'), root('B')), size: fc.nat(12) })

  test('is the one that is named, or lies between it and the head that was gone on from', () => {
    fc.assert(
      fc.property(heads, heads, heads, (from, lost, head) => {
        const { custody } = newRecord()
        custody.lostBranches = [{ entry: from.size, from, lost: { ...lost, checkpoint: '' } }]
        const isNamed = head.size === lost.size && head.root === lost.root
        const isBetween = head.size > from.size && head.size < lost.size
        expect(lostBranchOf(custody, head) !== undefined).toBe(isNamed || isBetween)
      }),
    )
  })
})

describe('the fold', () => {
  const head = (seq: number) => ({ root: closed(seq).c, size: seq })
  const restore = (seq: number, lost: { root: string; size: number }) => ({
    kind: 'incident.restore',
    from: head(seq),
    lost: { ...lost, checkpoint: '0'.repeat(64) },
    reason: closed(),
  })
  const seen = (seq: number) => ({ ...as('P-01', 'administrator'), envelope: { seen: head(seq) } })

  test('takes an incident right behind the head it goes on from, and nowhere else', () => {
    const record = newRecord()
    const { size: here } = record.custody
    expect(() => record.does('P-01', restore(here - 1, head(here + 3)), seen(here - 1))).toThrow(
      'not-on-head',
    )
    expect(() => record.does('P-01', restore(here, head(here + 3)))).toThrow('not-on-head')
    expect(() => record.does('P-01', restore(here, head(here)), seen(here))).toThrow('not-lost')
    expect(record.does('P-01', restore(here, head(here + 3)), seen(here))).toEqual(['LOG-RESTORED'])
    expect(record.custody.lostBranches).toHaveLength(1)
  })

  test('takes it from administrators alone', () => {
    const record = newRecord()
    const { size: here } = record.custody
    const circumstances = { ...as('P-02', 'administrator'), envelope: { seen: head(here) } }
    expect(() => record.does('P-02', restore(here, head(here + 3)), circumstances)).toThrow('quorum')
  })

  test('takes a clock incident that states the times at which it was signed', () => {
    const record = newRecord()
    const here = record.custody.size
    const newest = record.custody.lastLogTime
    const machine = instantOf(start + here * 60_000)
    const clock = { kind: 'incident.clock', machine, newest, reason: closed() }
    const by = as('P-01', 'administrator')
    expect(() => record.does('P-01', { ...clock, newest: machine }, by)).toThrow('clock')
    expect(() => record.does('P-01', { ...clock, machine: newest }, by)).toThrow('clock')
    expect(() => record.does('P-02', clock, as('P-02', 'administrator'))).toThrow('quorum')
    expect(record.does('P-01', clock, by)).toEqual(['CLOCK-WRONG'])
  })
})

describe('a clock that was wrong', () => {
  let next = 10
  const take = (copy: CaseCopy, milliseconds: number) =>
    inCase(copy, (open) => {
      next += 1
      const exhibit = exhibitNumber.parse(`E-${next}`) as ExhibitNumber
      const desk = { ...deskOf(examiner), now: () => instantOf(milliseconds) }
      const request = { exhibit, category: 'drive', quantity: 1, description: 'a drive' } as const
      return enact(open, desk, (drafting) => [exhibitDraft(drafting, request)], new Map(built.signers))
    })
  const say = (copy: CaseCopy, milliseconds: number, statement: ClockStatement = { reason: 'a day ahead' }) =>
    inCase(copy, (open) =>
      recordClock(open, { ...deskOf(administrator), now: () => instantOf(milliseconds) }, statement),
    )
  const linesOf = (copy: CaseCopy) =>
    inCase(copy, async (open) => {
      const lines: LogLine[] = []
      for await (const line of logOf(open)) lines.push(line)
      return lines
    })

  test('stops the log, until administrators say so; log time stands still and then goes on', async () => {
    const copy = built.copy()
    const now = Date.now()
    await take(copy, now + day)
    await expect(take(copy, now)).rejects.toMatchObject({ code: 'ledger.clock-backward' })
    await say(copy, now + 1000, { reason: 'a day ahead', correction: { offset: 0, source: 'ntp' } })
    await take(copy, now + 2000)
    await take(copy, now + day + 5000)
    await take(copy, now + day + 6000)
    await expect(take(copy, now + 3000)).rejects.toMatchObject({ code: 'ledger.clock-backward' })
    const lines = (await linesOf(copy)).slice(-5)
    const ahead = instantOf(now + day)
    expect(lines.map(({ logTime }) => logTime)).toEqual([
      ahead,
      ahead,
      ahead,
      instantOf(now + day + 5000),
      instantOf(now + day + 6000),
    ])
    expect(lines.map(({ act }) => act.at.time).slice(1, 3)).toEqual([
      instantOf(now + 1000),
      instantOf(now + 2000),
    ])
    expect(lines.flatMap(({ breaks }) => breaks.map(({ code }) => code))).toEqual(['CLOCK-WRONG'])
    expect(await verified(copy)).toMatchObject({ status: 0, named: [] })
  })

  test('may be put on record although the log goes on', async () => {
    const copy = built.copy()
    const later = Date.now() + 1000
    const { acts } = await say(copy, later, {
      reason: 'slow',
      correction: { offset: 90_000, source: 'time-stamp' },
    })
    expect(acts[0]).toMatchObject({
      correction: { offset: 90_000, source: 'time-stamp' },
      machine: instantOf(later),
    })
    expect((await linesOf(copy)).at(-1)).toMatchObject({ logTime: instantOf(later) })
    expect(await verified(copy)).toMatchObject({ status: 0 })
  })

  test('that jumps forward is no fault of the record', async () => {
    const copy = built.copy()
    const { breaks } = await take(copy, Date.now() + 30 * day)
    expect(breaks).toEqual([])
    expect(await verified(copy)).toMatchObject({ status: 0 })
  })

  test('never lets log time go back, however it is read', async () => {
    const readings = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(readings, async (hours) => {
        const copy = built.copy()
        const now = Date.now()
        for (const hour of hours) {
          const clock = now + hour * 60 * 60_000
          const newest = millisecondsOf((await linesOf(copy)).at(-1)?.logTime ?? instantOf(0))
          const taken = await take(copy, clock).then(
            () => true,
            (error: { code: string }) => {
              expect(error.code).toBe('ledger.clock-backward')
              return false
            },
          )
          if (!taken) {
            expect(clock).toBeLessThan(newest)
            await say(copy, clock)
            await take(copy, clock)
          }
        }
        const times = (await linesOf(copy)).map(({ logTime }) => logTime)
        expect(times).toEqual(times.toSorted())
        expect(await verified(copy)).toMatchObject({ status: 0, named: [] })
      }),
      { numRuns: 6 },
    )
  })
})

test('a home without a lost branch says nothing of one', async () => {
  const copy = built.copy()
  await inCase(copy, async (open) => {
    expect(await statusOf(open)).not.toHaveProperty('lostHeads')
    expect((await examineHouse(open)).map(({ what }) => what)).not.toContain('lost-branch')
  })
  expect(existsSync(join(copy.home.receipts(built.origin), 'lost'))).toBe(false)
})
