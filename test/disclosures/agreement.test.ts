import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditDisclosure, type Finding } from '../../src/auditor.js'
import { askReference, type ReferenceAnswer, referenceHere } from '../support/reference-checker.js'
import { checkStandalone, folderAt, type StandaloneFinding, textOfResult } from '../support/standalone.js'
import { record } from './forging.js'
import { type Asked, type Row, rows } from './rows.js'

// Every row is a disclosure that was made by code and what must be found in it. The auditor of this program, verify.mjs and a second
// checker in another language have to say the same.

let root: string
const other = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='

interface Made {
  readonly folder: string
  readonly genesis: string | undefined
  readonly evidence: string | undefined
}

const made = new Map<string, Made>()
const referenced = new Map<string, ReferenceAnswer>()

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'custodia-rows-'))
  for (const row of rows) made.set(row.name, await make(row))
  if (!referenceHere()) return
  const asked = rows.map((row) => ({ ...notes(row.asked), ...madeOf(row), name: row.name }))
  const answers = await askReference(join(root, 'asked'), asked)
  for (const [at, row] of rows.entries()) {
    const answer = answers[at]
    if (answer) referenced.set(row.name, answer)
  }
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function make(row: Row): Promise<Made> {
  const folder = join(root, row.name, 'disclosure')
  await mkdir(dirname(folder), { recursive: true })
  await row.make(folder)
  const { evidence, pin = 'right' } = row.asked ?? {}
  const place = evidence && join(root, row.name, 'evidence')
  for (const [path, bytes] of evidence ?? []) {
    await mkdir(dirname(join(root, row.name, 'evidence', path)), { recursive: true })
    await writeFile(join(root, row.name, 'evidence', path), bytes)
  }
  return { folder, genesis: { right: record.genesis, other, none: undefined }[pin], evidence: place }
}

function madeOf({ name }: Row): Made {
  const found = made.get(name)
  if (!found) throw new Error(`${name} was not made`)
  return found
}

function notes({ receipts = [], checkpoints = [], policy }: Asked = {}) {
  return { receipts, checkpoints, ...(policy === undefined ? {} : { policy }) }
}

/** What is not a confirmation, and what is, as `code subject`. */
const said = (findings: readonly { readonly code: string; readonly subject: string }[]) =>
  findings.map(({ code, subject }) => `${code} ${subject}`)

/** What the auditor has against each row; the others must have neither more nor less. */
const complaints = new Map<string, readonly string[]>()

function complaintsIn(findings: readonly StandaloneFinding[] | readonly Finding[]): readonly string[] {
  const found = findings.filter((each) => each.verdict !== 'confirmed' && !(each.code in repeated))
  return [...new Set(said(found))].filter((each) => !again.test(each)).sort()
}

/** What the auditor concludes from other findings, and the newest checkpoint looked at again for its cosignatures. */
const repeated = { 'log.forked': true, 'storage.corrupt': true }
const again = /^checkpoint\.(?!absent)\S+ checkpoint [1-9]|^checkpoint\.absent size 0$/

function expectFound(row: Row, verdict: string, found: readonly string[]): void {
  expect([row.name, verdict]).toEqual([row.name, row.verdict])
  for (const each of row.finds) expect(found).toContainEqual(expect.stringContaining(each))
}

describe.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
  test('the auditor', async () => {
    const { folder, genesis, evidence } = madeOf(row)
    const { receipts, checkpoints, policy } = notes(row.asked)
    const trust = policy === undefined ? {} : { policy: Buffer.from(policy) }
    const result = await auditDisclosure(folder, { genesis, evidence, receipts, checkpoints, ...trust })
    expectFound(row, result.verdict, said(result.findings))
    complaints.set(row.name, complaintsIn(result.findings))
  })

  test('verify.mjs', async () => {
    const { folder, genesis, evidence } = madeOf(row)
    const { receipts, checkpoints, policy } = notes(row.asked)
    const result = await checkStandalone({
      folder: await folderAt(folder),
      genesis,
      evidence: evidence === undefined ? undefined : await folderAt(evidence),
      receipts,
      checkpoints,
      policy: policy === undefined ? undefined : { name: 'policy', bytes: Buffer.from(policy) },
    })
    expectFound(row, result.verdict, said(result.findings))
    expect(complaintsIn(result.findings)).toEqual(complaints.get(row.name))
    for (const lang of ['es', 'en'] as const)
      expect(textOfResult(result, lang)).not.toMatch(/[^\P{Cc}\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
  })

  test.skipIf(!referenceHere())('the checker in Python', () => {
    const answer = referenced.get(row.name)
    expectFound(row, answer?.verdict ?? 'no answer', answer?.findings ?? [])
    expect([...new Set(answer?.complaints)].filter((each) => !again.test(each)).sort()).toEqual(
      complaints.get(row.name),
    )
  })
})

test('a name says whether the disclosure is to be confirmed', () => {
  for (const { name, verdict } of rows)
    expect([name, verdict === 'confirmed']).toEqual([name, !name.endsWith('_fail')])
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
})
