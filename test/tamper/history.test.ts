import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { behindTriggers, flipped, type LogRows, putRows, takeRows } from '../support/case-surgery.js'
import { forgeries, rechained } from '../support/forger.js'
import { administrator, type BuiltCase, buildCase, type CaseCopy } from '../support/tamper-case.js'
import { expectContradicted, opened, verified } from '../support/tamper-outcome.js'

// Rows taken out, put in, exchanged and repeated, by somebody who has the file and no key. Triggers stand again afterwards.

let built: BuiltCase
let rows: LogRows
let size: number
let copy: CaseCopy

beforeAll(async () => {
  built = await buildCase()
  copy = built.copy()
  rows = takeRows(copy.ledger)
  size = rows.entries.length
})
afterAll(() => built.dispose())

/** The case with these rows in the place of its own. */
function withRows(changed: Partial<LogRows>): CaseCopy {
  putRows(copy.ledger, { ...rows, ...changed })
  return copy
}

const renumbered = (entries: LogRows['entries']) => entries.map((each, seq) => ({ ...each, seq }))

test('rows put back as they were are confirmed: the surgery itself leaves no trace', async () => {
  expect(await verified(withRows({}))).toMatchObject({ status: 0, named: [] })
})

describe('entries', () => {
  test.each([1, 2, 3])('a tail of %i is missing', async (count) => {
    const outcome = await verified(withRows({ entries: rows.entries.slice(0, size - count) }))
    expectContradicted(outcome, 'checkpoint.beyond-log', 'anchor.rolled-back', 'receipt.contradicts')
    expectContradicted(await opened(copy), 'ledger.malformed')
  })

  test('a tail is missing, and the checkpoints over it too', async () => {
    const entries = rows.entries.slice(0, size - 1)
    const checkpoints = rows.checkpoints.filter((each) => each.size < size)
    const outcome = await verified(withRows({ entries, checkpoints }))
    expectContradicted(outcome, 'anchor.rolled-back anchor', /receipt.contradicts 0{6}/)
    expectContradicted(await opened(copy), 'ledger.rolled-back')
  })

  test('every one may be the missing one, with a gap or renumbered', async () => {
    for (let at = 0; at < size; at += 1) {
      const entries = rows.entries.filter((_, seq) => seq !== at)
      const gap = at < size - 1 ? [`storage.row-mismatch row ${at + 1}`] : []
      expectContradicted(await verified(withRows({ entries })), ...gap, /^checkpoint/)
      const chain =
        at < size - 1 ? [`entry.out-of-sequence entry ${at}`, `entry.chain-broken entry ${at}`] : []
      expectContradicted(await verified(withRows({ entries: renumbered(entries) })), ...chain, /^checkpoint/)
    }
  })

  test('two neighbours change places', async () => {
    for (let at = 0; at + 1 < size; at += 1) {
      const entries = [...rows.entries]
      entries.splice(at, 2, ...entries.slice(at, at + 2).reverse())
      const outcome = await verified(withRows({ entries: renumbered(entries) }))
      const numbers = [at, at + 1].map((seq) => `entry.out-of-sequence entry ${seq}`)
      expectContradicted(outcome, ...numbers, `entry.chain-broken entry ${at + 1}`, /^checkpoint/)
    }
  })

  test('two change places and keep each other’s number column', async () => {
    const entries = rows.entries.map((each, seq) => ({
      ...each,
      body: rows.entries[[0, 2, 1][seq] ?? seq]?.body ?? each.body,
    }))
    expectContradicted(
      await verified(withRows({ entries })),
      'storage.row-mismatch row 1',
      'entry.out-of-sequence entry 1',
    )
  })

  test('one stands twice', async () => {
    // The column `leaf` is unique, so the second of the two has to carry a false one.
    for (const at of [0, 3, size - 1]) {
      const twin = rows.entries[at]
      if (!twin) throw new Error('no such row')
      const entries = renumbered([...rows.entries, { ...twin, leaf: Buffer.alloc(32, at) }])
      const outcome = await verified(withRows({ entries }))
      expectContradicted(
        outcome,
        `storage.row-mismatch row ${size}`,
        `entry.out-of-sequence entry ${size}`,
        'act.refused',
      )
    }
  })

  test('one is replaced by another that is just as sound', async () => {
    const entries = rows.entries.map((each, seq) =>
      seq === 4 ? { ...each, body: rows.entries[5]?.body ?? each.body } : each,
    )
    expectContradicted(
      await verified(withRows({ entries })),
      'storage.row-mismatch row 4',
      'entry.out-of-sequence entry 4',
    )
  })

  test('one is added at the end, with and without a checkpoint', async () => {
    const last = rows.entries.at(-1)
    const newest = rows.checkpoints.at(-1)
    if (!last || !newest) throw new Error('an empty log')
    const entries = [...rows.entries, { seq: size, leaf: Buffer.alloc(32, 7), body: flipped(last.body, 30) }]
    expectContradicted(
      await verified(withRows({ entries })),
      `entry.out-of-sequence entry ${size}`,
      'checkpoint.absent',
    )
    expectContradicted(await opened(copy), 'ledger.malformed')
    const checkpoints = [...rows.checkpoints, { ...newest, size: size + 1 }]
    const outcome = await verified(withRows({ entries, checkpoints }))
    expectContradicted(
      outcome,
      `storage.row-mismatch checkpoint ${size + 1}`,
      `checkpoint.absent size ${size + 1}`,
    )
    expectContradicted(await opened(copy), 'ledger.malformed')
  })

  test('all of them are gone', async () => {
    const outcome = await verified(withRows({ entries: [], checkpoints: [] }))
    expectContradicted(outcome, 'log.empty log')
    expectContradicted(await opened(copy), 'ledger.malformed')
  })
})

describe('checkpoints', () => {
  test('every one may be missing', async () => {
    for (const { size: gone } of rows.checkpoints) {
      const checkpoints = rows.checkpoints.filter((each) => each.size !== gone)
      const code = gone === size ? 'checkpoint.absent' : 'checkpoint.missing'
      expectContradicted(await verified(withRows({ checkpoints })), `${code} size ${gone}`)
    }
  })

  test('two change places', async () => {
    const [first, second, ...rest] = rows.checkpoints
    if (!first || !second) throw new Error('too few checkpoints')
    const checkpoints = [{ ...second, size: first.size }, { ...first, size: second.size }, ...rest]
    const outcome = await verified(withRows({ checkpoints }))
    expectContradicted(
      outcome,
      `storage.row-mismatch checkpoint ${first.size}`,
      `storage.row-mismatch checkpoint ${second.size}`,
    )
  })

  test('an older one stands in the place of the newest', async () => {
    const [first] = rows.checkpoints
    const newest = rows.checkpoints.at(-1)
    if (!first || !newest) throw new Error('too few checkpoints')
    const checkpoints = [...rows.checkpoints.slice(0, -1), { ...newest, note: first.note }]
    expectContradicted(
      await verified(withRows({ checkpoints })),
      `storage.row-mismatch checkpoint ${size}`,
      `checkpoint.absent size ${size}`,
    )
    expectContradicted(await opened(copy), /ledger.(malformed|rolled-back)/)
  })

  test('one of another log, soundly signed by that log’s key', async () => {
    const signer = built.signers.get(administrator)
    if (!signer) throw new Error('no key')
    const other = await rechained(forgeries(rows), [size], {
      origin: `other.example/${'a'.repeat(32)}`,
      signer,
    })
    const checkpoints = [...rows.checkpoints.slice(0, -1), ...other.checkpoints]
    expectContradicted(
      await verified(withRows({ checkpoints })),
      'checkpoint.signature-invalid',
      `checkpoint.absent size ${size}`,
    )
    expectContradicted(await opened(copy), /ledger.(malformed|rolled-back)/)
  })
})

test('a byte of entry 0, wherever it is, stops every command', async () => {
  const [first] = rows.entries
  if (!first) throw new Error('an empty log')
  for (let at = 0; at < first.body.length; at += 9) {
    const body = flipped(first.body, at)
    const entries = rows.entries.with(0, { ...first, body })
    withRows({ entries })
    expectContradicted(await opened(copy), /^ledger\.(malformed|rolled-back)$/)
  }
})

describe('columns beside the bytes', () => {
  test('every byte of a leaf hash', async () => {
    const row = rows.entries[5]
    if (!row) throw new Error('no such row')
    for (let at = 0; at < 32; at += 1) {
      withRows({})
      behindTriggers(copy.ledger, (raw) => {
        raw.prepare('update entries set leaf = ? where seq = 5').run(flipped(row.leaf, at))
      })
      const outcome = await verified(copy)
      expectContradicted(outcome, 'storage.row-mismatch row 5')
      expect(outcome.named).toHaveLength(1)
    }
  })

  test('the leaf hash that the next entry would be chained to', async () => {
    behindTriggers(withRows({}).ledger, (raw) => {
      raw.prepare('update entries set leaf = zeroblob(32) where seq = ?').run(size - 1)
    })
    expectContradicted(await verified(copy), `storage.row-mismatch row ${size - 1}`)
    expectContradicted(await opened(copy), 'ledger.malformed')
  })

  test('every byte of a frontier, and one that is too short or too long', async () => {
    const newest = rows.checkpoints.at(-1)
    if (!newest) throw new Error('no checkpoint')
    const changed = Array.from({ length: newest.frontier.length }, (_, at) => flipped(newest.frontier, at))
    changed.push(Buffer.alloc(0), Buffer.alloc(31), Buffer.concat([newest.frontier, Buffer.alloc(32)]))
    for (const frontier of changed) {
      const checkpoints = [...rows.checkpoints.slice(0, -1), { ...newest, frontier }]
      const outcome = await verified(withRows({ checkpoints }))
      expectContradicted(outcome, `storage.row-mismatch checkpoint ${size}`)
      expect(outcome.named).toHaveLength(1)
    }
    expectContradicted(await opened(copy), 'ledger.malformed')
  })
})
