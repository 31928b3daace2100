import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../src/case/verify.js'
import { flipInFile, plainly, takeRows } from '../support/case-surgery.js'
import { type BuiltCase, buildCase, type CaseCopy } from '../support/tamper-case.js'
import { expectContradicted, opened, verified } from '../support/tamper-outcome.js'

// case.db as a file: replaced, cut, scribbled over, with strange company. Whatever is done to it ends in a verdict or a named refusal.

let built: BuiltCase
beforeAll(async () => {
  built = await buildCase()
  // All of the log in the one file.
  plainly(built.ledger, () => undefined)
})
afterAll(() => built.dispose())

const sizeOf = (copy: CaseCopy) => statSync(copy.ledger).size

describe('case.db', () => {
  test.each<[string, (copy: CaseCopy) => void]>([
    ['a folder', (copy) => mkdirSync(copy.ledger)],
    ['a pipe nobody writes to', (copy) => expect(spawnSync('mkfifo', [copy.ledger]).status).toBe(0)],
    ['empty', (copy) => writeFileSync(copy.ledger, '')],
    ['a text', (copy) => writeFileSync(copy.ledger, 'SQLite format 3\u0000 and no more')],
    ['random bytes', (copy) => writeFileSync(copy.ledger, randomBytes(20_000))],
    ['an empty database', (copy) => new Database(copy.ledger).exec('create table t (c)').close()],
    ['clear.db', (copy) => copyFileSync(join(copy.folder, 'clear.db'), copy.ledger)],
    ['a link to a device', (copy) => symlinkSync('/dev/zero', copy.ledger)],
  ])('that is %s contradicts, and no command works', async (_, make) => {
    const copy = built.copy()
    rmSync(copy.ledger)
    make(copy)
    expectContradicted(await verified(copy), /^storage\.(corrupt case\.db|schema-altered table entries)$/)
    expectContradicted(await opened(copy), /^ledger\.(corrupt|schema-altered)$/)
  })

  test('that cannot be read confirms nothing, and is not said to be new to this home', async () => {
    const copy = built.copy()
    writeFileSync(copy.ledger, randomBytes(20_000))
    const scope = { bytes: 'all', requireCoverage: false } as const
    const request = { folder: copy.folder, knownCheckpoints: [], receipts: [], scope }
    const { findings, verdict } = await verify(request, copy.home)
    expect(verdict).toBe('contradicted')
    expect(findings.filter((each) => each.verdict === 'confirmed')).toEqual([])
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['trust.not-compared', 'anchor.not-compared', 'log.empty']),
    )
    expect(findings.map(({ code }) => code)).not.toContain('anchor.absent')
  })

  test('that is gone, or a link to nowhere, is no case', async () => {
    const copy = built.copy()
    rmSync(copy.ledger)
    expect(await verified(copy)).toMatchObject({ status: 10, named: ['ledger.absent'] })
    symlinkSync('nowhere', copy.ledger)
    expect(await verified(copy)).toMatchObject({ status: 10, named: ['ledger.absent'] })
    expect(await opened(copy)).toMatchObject({ status: 10, named: ['ledger.absent'] })
  })

  test('of another case is not the one that was pinned here', async () => {
    const other = await buildCase()
    try {
      plainly(other.ledger, () => undefined)
      const copy = built.copy()
      copyFileSync(other.ledger, copy.ledger)
      // Nothing is known here of that log: nothing confirms it, and the openings are not its own.
      expect(await verified(copy)).toMatchObject({ status: 31 })
      expect(await verified({ ...copy, home: other.home })).toMatchObject({ status: 30 })
    } finally {
      other.dispose()
    }
  })

  test('cut off at any page, and in the middle of one', async () => {
    const copy = built.copy()
    const whole = readFileSync(copy.ledger)
    for (let length = 50; length < whole.length; length += 1777) {
      writeFileSync(copy.ledger, whole)
      truncateSync(copy.ledger, length)
      expectContradicted(await verified(copy), 'storage.')
    }
  })

  test('with any byte of its header, or a byte anywhere, changed: refused, contradicted, or the same log', async () => {
    const copy = built.copy()
    const whole = readFileSync(copy.ledger)
    const rows = takeRows(copy.ledger)
    const places = [
      ...Array.from({ length: 116 }, (_, at) => at),
      ...Array.from({ length: 60 }, (_, at) => (at * 7919 * 13) % whole.length),
    ]
    for (const [turn, at] of places.entries()) {
      for (const suffix of ['-wal', '-shm']) rmSync(`${copy.ledger}${suffix}`, { force: true })
      writeFileSync(copy.ledger, whole)
      flipInFile(copy.ledger, at, 1 << (turn % 8))
      const outcome = await verified(copy)
      expect([at, outcome.status, outcome.named]).not.toEqual([at, 1, expect.anything()])
      if (outcome.status === 0) expect([at, takeRows(copy.ledger)]).toEqual([at, rows])
      else expect([at, outcome.status]).toEqual([at, 30])
    }
  })

  test('that grew is the same log', async () => {
    const copy = built.copy()
    truncateSync(copy.ledger, sizeOf(copy) + 4096 * 3)
    const outcome = await verified(copy)
    expect([0, 30]).toContain(outcome.status)
  })
})

describe('what SQLite keeps beside it', () => {
  /** A case whose newest entries are still in the write-ahead log, as after a crash. */
  function withLog(): CaseCopy {
    const copy = built.copy()
    const folder = join(copy.folder, '..', 'crashed')
    mkdirSync(folder)
    const raw = new Database(copy.ledger)
    raw.pragma('journal_mode = wal')
    raw.pragma('wal_autocheckpoint = 0')
    raw.exec('create table scratch (c); drop table scratch')
    for (const suffix of ['', '-wal'])
      copyFileSync(`${copy.ledger}${suffix}`, join(folder, `case.db${suffix}`))
    raw.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy.ledger}${suffix}`, { force: true })
    for (const suffix of ['', '-wal']) renameSync(join(folder, `case.db${suffix}`), `${copy.ledger}${suffix}`)
    return copy
  }

  test('a write-ahead log that was left is taken up', async () => {
    const copy = withLog()
    expect(statSync(`${copy.ledger}-wal`).size).toBeGreaterThan(0)
    expect(await verified(copy)).toMatchObject({ status: 0, named: [] })
  })

  test('a write-ahead log with any byte changed is the log without it, or refused', async () => {
    const length = statSync(`${withLog().ledger}-wal`).size
    for (let at = 0; at < length; at += Math.ceil(length / 12)) {
      const copy = withLog()
      flipInFile(`${copy.ledger}-wal`, at)
      const outcome = await verified(copy)
      expect([0, 30]).toContain(outcome.status)
      if (outcome.status === 0) expect(takeRows(copy.ledger)).toEqual(takeRows(built.ledger))
    }
  })

  test('the newest entries deleted with the write-ahead log are missed', async () => {
    const copy = built.copy()
    const early = join(copy.folder, '..', 'early.db')
    copyFileSync(copy.ledger, early)
    const { openCase } = await import('../../src/case/open.js')
    const { handOver } = await import('../support/tamper-case.js')
    const open = await openCase(copy.folder, copy.home)
    await handOver(open, built.signers)
    open.close()
    expect(await verified(copy)).toMatchObject({ status: 0 })
    copyFileSync(early, copy.ledger)
    for (const suffix of ['-wal', '-shm']) rmSync(`${copy.ledger}${suffix}`, { force: true })
    expectContradicted(await verified(copy), 'anchor.rolled-back anchor', 'receipt.contradicts 0')
    expectContradicted(await opened(copy), 'ledger.rolled-back')
  })

  test.each(['-wal', '-shm', '-journal'])('a folder or a pipe called case.db%s is named', async (suffix) => {
    for (const make of [mkdirSync, (path: string) => spawnSync('mkfifo', [path])]) {
      const copy = built.copy()
      rmSync(`${copy.ledger}${suffix}`, { force: true })
      make(`${copy.ledger}${suffix}`)
      expectContradicted(await verified(copy), 'storage.corrupt case.db')
      expectContradicted(await opened(copy), 'ledger.corrupt')
    }
  })

  test.each(['-wal', '-shm', '-journal'])('random bytes called case.db%s change nothing', async (suffix) => {
    const copy = built.copy()
    writeFileSync(`${copy.ledger}${suffix}`, randomBytes(40_000))
    const outcome = await verified(copy)
    expect([0, 30]).toContain(outcome.status)
    if (outcome.status === 0) expect(takeRows(copy.ledger)).toEqual(takeRows(built.ledger))
  })

  test('a busy log is busy, not contradicted', async () => {
    const copy = built.copy()
    const raw = new Database(copy.ledger)
    raw.pragma('locking_mode = exclusive')
    raw.exec('begin exclusive')
    try {
      expect(await verified(copy)).toMatchObject({ status: 11, named: ['ledger.locked'] })
    } finally {
      raw.close()
    }
    expect(existsSync(copy.ledger)).toBe(true)
    expect(await verified(copy)).toMatchObject({ status: 0 })
  })
})
