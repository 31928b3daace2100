import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disclose } from '../src/case/disclose.js'
import { homeAt } from '../src/case/home.js'
import { receiptsIn } from '../src/case/kept-receipts.js'
import { verify } from '../src/case/verify.js'
import { cutReceipts, formatReceipt, parseReceipt } from '../src/signing/receipt.js'
import { type BusyCase, openBusyCase } from './support/busy-case.js'

// Receipts of a long append stand in one file of the home, one after another; everybody who reads receipts reads them there.

let busy: BusyCase
let root: string
let receipts: string
let first: number
const together = 40
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'custodia-receipts-'))
  busy = await openBusyCase()
  receipts = busy.open.home.receipts(busy.open.origin)
  first = (await busy.open.ledger.head()).size
  await busy.looks(together)
})
afterAll(() => {
  busy.close()
  rmSync(root, { recursive: true, force: true })
})

const numbered = (seq: number) => String(seq).padStart(8, '0')
const batchName = () => `${numbered(first)}-${numbered(first + together - 1)}.tlog-proofs`
const scope = { bytes: 'none', requireCoverage: false } as const

function verified(home = busy.open.home, given: readonly string[] = []) {
  return verify({ folder: busy.open.folder, knownCheckpoints: [], receipts: given, scope }, home)
}

async function confirmedReceipts(...asked: Parameters<typeof verified>) {
  const { findings } = await verified(...asked)
  return findings.find(({ code }) => code === 'receipt.confirmed')?.details['receipts']
}

test('an append of few acts keeps a file for each, one of many a file for all', () => {
  const names = readdirSync(receipts).sort()
  expect(names).toEqual([
    ...Array.from({ length: first }, (_, seq) => `${numbered(seq)}.tlog-proof`),
    batchName(),
  ])
  const kept = receiptsIn(join(receipts, batchName())).map((bytes) => parseReceipt(bytes).index)
  expect(kept).toEqual(Array.from({ length: together }, (_, at) => first + at))
})

describe('a file of many', () => {
  test('is held against the log with the others of the home', async () => {
    expect(await confirmedReceipts()).toBe(first + together)
  })

  test('binds the log where it is all that somebody kept', async () => {
    const stranger = homeAt(join(root, 'stranger'))
    expect(await confirmedReceipts(stranger, [join(receipts, batchName())])).toBe(together)
  })

  test('goes into a disclosure as a file for each entry', async () => {
    const folder = join(root, 'disclosure')
    const { receipts: given } = await disclose(busy.open, folder, 'none')
    expect(given).toBe(first + together)
    const entry = first + 7
    expect(parseReceipt(readFileSync(join(folder, 'receipts', `${entry}.tlog-proof`))).index).toBe(entry)
  })

  test('of which one is altered is contradicted, and that one named', async () => {
    const path = join(receipts, batchName())
    const whole = readFileSync(path)
    try {
      writeFileSync(path, whole.toString().replace(`\nindex ${first + 7}\n`, `\nindex ${first + 8}\n`))
      const { findings } = await verified()
      expect(
        findings
          .filter(({ code }) => code.startsWith('receipt.'))
          .map(({ code, subject }) => [code, subject]),
      ).toEqual([['receipt.contradicts', `${batchName()}:8`]])
      writeFileSync(path, whole.subarray(0, -20))
      const cut = await verified()
      expect(cut.findings.find(({ code }) => code === 'receipt.malformed')?.subject).toBe(
        `${batchName()}:${together}`,
      )
    } finally {
      writeFileSync(path, whole)
    }
  })
})

describe('cut', () => {
  const checkpoint = (origin: string) =>
    Buffer.from(`${origin}\n1\n${Buffer.alloc(32).toString('base64')}\n\n— ${origin} AAAAAAA=\n`)

  test('receipts come apart as they were put together', () => {
    const many = [3, 4, 5].map((index) =>
      formatReceipt({ index, proof: [], checkpoint: checkpoint('lab.example') }),
    )
    expect(cutReceipts(Buffer.concat(many)).map(String)).toEqual(many.map(String))
  })

  test('a log named as a first line is not where a receipt begins', () => {
    const one = formatReceipt({ index: 0, proof: [], checkpoint: checkpoint('c2sp.org/tlog-proof@v1') })
    expect(cutReceipts(one)).toHaveLength(1)
    expect(cutReceipts(Buffer.concat([one, one])).map(String)).toEqual([one, one].map(String))
  })

  test.each([
    ['nothing', ''],
    ['no receipt', 'c2sp.org/tlog-proof@v1\nc2sp.org/tlog-proof@v1\n'],
  ])('%s stays one piece', (_, text) => {
    expect(cutReceipts(Buffer.from(text)).map(String)).toEqual([text])
  })
})
