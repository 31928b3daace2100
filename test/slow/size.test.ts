import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditRecord } from '../../src/audit/record.js'
import { createCaseLedger } from '../../src/database/case-ledger.js'
import { formatSignedNote, parseSignedNote } from '../../src/encoding/signed-note.js'
import { append } from '../../src/ledger/append.js'
import { memoryLedger } from '../reference/memory-ledger.js'
import { behindTriggers, flipped } from '../support/case-surgery.js'
import { appendLongLog, logKey, longTime, notesFrom, sourceOver } from '../support/long-log.js'

// Records as long as a hostile party may make them, verified by a process with a small heap. By default short enough to wait for;
// `CUSTODIA_FULL=1` has a million entries in a database past SQLite's lock byte at 1 GiB, and ten million lines.

const full = process.env['CUSTODIA_FULL'] === '1'
const [entries, lines] = full ? [1_000_000, 10_000_000] : [12_000, 60_000]
const longest = full ? 4 * 3_600_000 : 280_000

/** What a verifier holds of every entry is a few hundred bytes; every act kept would be thousands. */
const heapMiB = { log: 128 + Math.ceil((entries * 300) / 2 ** 20), manifest: 128 }

const root = mkdtempSync(join(tmpdir(), 'custodia-size-'))
const ledgerPath = join(root, 'case.db')
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Outcome {
  readonly entries: number
  readonly signatures: number
  readonly found: readonly string[]
  readonly seconds: number
  readonly residentMiB: number
}

function verifiedBySmallProcess(job: 'log' | 'manifest', what: string): Outcome {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      `--max-old-space-size=${heapMiB[job]}`,
      '--import',
      here('../support/typescript.mjs'),
      here('../support/size-child.ts'),
      job,
      what,
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  expect(status, stderr).toBe(0)
  const outcome: Outcome = JSON.parse(stdout)
  const { seconds, residentMiB } = outcome
  console.log(
    `${job} of ${what}: ${seconds.toFixed(1)} s, ${residentMiB} MiB resident, heap ${heapMiB[job]} MiB`,
  )
  return outcome
}

describe(`a log of ${entries} entries`, () => {
  beforeAll(async () => {
    const ledger = createCaseLedger(ledgerPath)
    await appendLongLog(ledger, entries, 256)
    ledger.close()
    if (full) expect(statSync(ledgerPath).size).toBeGreaterThan(2 ** 30)
  }, longest)

  test('is confirmed by a process with a small heap', { timeout: longest }, () => {
    const outcome = verifiedBySmallProcess('log', ledgerPath)
    expect(outcome.entries).toBe(entries)
    expect(outcome.signatures).toBeGreaterThan(entries)
    expect(outcome.found).toEqual([
      expect.stringMatching(/^trust.self-stated/),
      'storage.confirmed case.db',
      'log.confirmed log',
      'checkpoint.confirmed checkpoints',
    ])
  })

  test('one altered byte in the middle of it is found and named', { timeout: longest }, () => {
    const middle = entries / 2
    behindTriggers(ledgerPath, (database) => {
      const row = database.prepare('select body from entries where seq = ?').get(middle) as { body: Buffer }
      const altered = flipped(row.body, Math.floor(row.body.length / 2))
      database.prepare('update entries set body = ? where seq = ?').run(altered, middle)
    })
    const { found } = verifiedBySmallProcess('log', ledgerPath)
    expect(found).toContain(`storage.row-mismatch row ${middle}`)
    expect(found).toContain(`entry.chain-broken entry ${middle + 1}`)
    expect(found.some((each) => each.startsWith('act.') && each.endsWith(` entry ${middle}`))).toBe(true)
  })
})

test(`a manifest of ${lines} lines is confirmed by a process with a small heap, and an altered line is found`, {
  timeout: longest,
}, () => {
  const { found } = verifiedBySmallProcess('manifest', String(lines))
  expect(found[0]).toBe('manifest.confirmed manifests')
  expect(found.slice(1)).toEqual(['manifest.mismatch manifest A-1'])
})

// Long enough for other threads to verify: the words must be those of a verifier that does one after the other.
test.each([150, 2_500, 4_999])(
  'entry %i with a signature by nobody is named, whoever verifies it',
  async (at) => {
    const store = memoryLedger()
    await appendLongLog(store, at, 64)
    const [note] = await notesFrom(store, at, 1)
    const { text, signatures } = parseSignedNote(note ?? new Uint8Array())
    const [first, ...others] = signatures
    if (!first) throw new Error('no signature')
    const forged = { ...first, signature: flipped(first.signature, 40) }
    const bytes = formatSignedNote({ text, signatures: [forged, ...others] })
    const now = () => longTime(at)
    await append(store, [bytes], logKey(), now, async () => undefined)
    await appendLongLog(store, 5_000, 64)
    const { findings, stoppedAt, trail } = await auditRecord(sourceOver(store), undefined, 'telling')
    expect(findings.map(({ code, subject }) => `${code} ${subject}`)).toContain(
      `act.signature-invalid entry ${at}`,
    )
    expect([stoppedAt, trail.length]).toEqual([at, at])
  },
)
