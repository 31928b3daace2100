import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.js'
import { auditBlobs } from '../../src/audit/evidence.js'
import { auditReceipts, headsOf } from '../../src/audit/heads.js'
import { auditRecord } from '../../src/audit/record.js'
import type { AuditResult } from '../../src/audit/result.js'
import type { AuditSource, Trust } from '../../src/audit/source.js'
import { blobIdOf } from '../../src/model/digest.js'
import { isLeafHash } from '../../src/model/names.js'
import { openFilesystemVault } from '../../src/vault/filesystem.js'
import { behindTriggers, flipped, takeRows } from '../support/case-surgery.js'
import { actIn, forgeries } from '../support/forger.js'
import { memorySource } from '../support/memory-source.js'
import { type BuiltCase, buildCase } from '../support/tamper-case.js'
import { expectContradicted, verified } from '../support/tamper-outcome.js'

// Every byte counts: of entries, checkpoints, manifests, findings, evidence and receipts. The rows beside them, the anchor and the
// receipts are left out here, so that the bytes speak for themselves.

let built: BuiltCase
let whole: Kept
let trust: Trust

interface Kept {
  readonly entries: readonly Uint8Array[]
  readonly checkpoints: readonly Uint8Array[]
  readonly documents: ReadonlyMap<string, Uint8Array>
}

beforeAll(async () => {
  built = await buildCase(true)
  const { entries, checkpoints } = takeRows(built.copy().ledger)
  const vault = openFilesystemVault(join(built.folder, 'vault'))
  const documents = new Map<string, Uint8Array>()
  for (const forgery of forgeries({ entries, checkpoints })) {
    const act = actIn(forgery)
    const named = 'manifest' in act ? act.manifest : 'findings' in act ? act.findings : undefined
    if (named) documents.set(named.sha256, readFileSync(vault.pathOf(blobIdOf(named.sha256))))
  }
  whole = {
    entries: entries.map(({ body }) => body),
    checkpoints: checkpoints.map(({ note }) => note),
    documents,
  }
  if (!isLeafHash(built.genesis)) throw new Error('no genesis')
  trust = { genesis: built.genesis, anchorExpected: false, checkpoints: [], receipts: [] }
})
afterAll(() => built.dispose())

function sourceOf({ entries, checkpoints, documents }: Kept): AuditSource {
  return memorySource({
    entries: () => entries,
    checkpoints: () => checkpoints,
    async document(sha256) {
      const bytes = documents.get(sha256)
      return bytes && once(bytes)
    },
  })
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function audited(changed: Partial<Kept>): Promise<AuditResult> {
  const scope = { bytes: 'none', requireCoverage: false } as const
  return audit(sourceOf({ ...whole, ...changed }), trust, scope, async () => undefined)
}

/** A different bit for each position; over a few bytes all eight have their turn. */
const maskAt = (at: number) => 1 << ((at * 5) % 8)

async function expectEveryByteNamed(
  bytes: Uint8Array,
  change: (altered: Uint8Array) => Partial<Kept>,
  subject: RegExp,
): Promise<void> {
  for (let at = 0; at < bytes.length; at += 1) {
    const { verdict, findings } = await audited(change(flipped(bytes, at, maskAt(at))))
    const named = findings.filter((each) => each.verdict === 'contradicted').map((each) => each.subject)
    expect([at, verdict, named]).toEqual([
      at,
      'contradicted',
      expect.arrayContaining([expect.stringMatching(subject)]),
    ])
  }
}

const replaced = <Each>(list: readonly Each[], at: number, value: Each) => list.with(at, value)

test('the bytes as they were are confirmed', async () => {
  expect((await audited({})).verdict).toBe('confirmed')
})

describe('every byte', () => {
  // Entry 0, an enrolment with two signatures, a seal, and the last: nothing after it leans on it but the checkpoint.
  test.each([0, 2, 7, 10])('of entry %i', async (seq) => {
    const bytes = whole.entries[seq]
    if (!bytes) throw new Error('no such entry')
    const change = (altered: Uint8Array) => ({ entries: replaced(whole.entries, seq, altered) })
    await expectEveryByteNamed(
      bytes,
      change,
      seq === 0 ? /^genesis$/ : new RegExp(`^(entry (${seq}|${seq + 1})|checkpoint \\d+)$`),
    )
  })

  test('of the first, one in the middle and the newest checkpoint', async () => {
    for (const at of [0, 3, whole.checkpoints.length - 1]) {
      const bytes = whole.checkpoints[at]
      if (!bytes) throw new Error('no such checkpoint')
      const change = (altered: Uint8Array) => ({ checkpoints: replaced(whole.checkpoints, at, altered) })
      await expectEveryByteNamed(bytes, change, new RegExp(`^checkpoint ${at}$`))
    }
  })

  test('of a manifest and of the findings beside it', async () => {
    expect(whole.documents.size).toBe(2)
    for (const [sha256, bytes] of whole.documents) {
      const change = (altered: Uint8Array) => ({
        documents: new Map([...whole.documents, [sha256, altered]]),
      })
      await expectEveryByteNamed(bytes, change, /^(manifest|findings) A-1$/)
    }
  })

  test('of evidence', async () => {
    for (const name of ['valley.txt', 'dawn.gif']) {
      const bytes = readFileSync(join(built.seized, name))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const wanted = {
        sha256,
        size: bytes.length,
        copied: true,
        path: undefined,
        sources: undefined,
        items: ['A-1/1'],
      }
      for (let at = 0; at < bytes.length; at += 1) {
        const { findings, blobs } = await auditBlobs([wanted], async () =>
          once(flipped(bytes, at, maskAt(at))),
        )
        expect([blobs, findings.map(({ code, subject }) => `${code} ${subject}`)]).toEqual([
          0,
          [`blob.mismatch blob sha256:${sha256}`],
        ])
      }
    }
  })

  test('of a receipt that a signer kept', async () => {
    const heads = headsOf(await auditRecord(sourceOf(whole)))
    const bytes = readFileSync(join(built.home.receipts(built.origin), '00000003.tlog-proof'))
    expect((await auditReceipts(heads, [{ name: 'kept', bytes }])).map(({ code }) => code)).toEqual([
      'receipt.confirmed',
    ])
    for (let at = 0; at < bytes.length; at += 1) {
      const findings = await auditReceipts(heads, [{ name: 'kept', bytes: flipped(bytes, at, maskAt(at)) }])
      expect([at, findings.map(({ code }) => code)]).toEqual([
        at,
        [expect.stringMatching(/^receipt\.(malformed|contradicts)$/)],
      ])
    }
  })
})

describe('a byte missing, added or moved', () => {
  test('at any place of an entry', async () => {
    const bytes = whole.entries[7] ?? new Uint8Array()
    for (let at = 0; at < bytes.length; at += 3) {
      const head = bytes.subarray(0, at)
      for (const altered of [
        Buffer.concat([head, bytes.subarray(at + 1)]),
        Buffer.concat([head, Buffer.from(' '), bytes.subarray(at)]),
        Buffer.concat([head, Buffer.from('\n'), bytes.subarray(at)]),
        head,
      ]) {
        const { verdict } = await audited({ entries: replaced(whole.entries, 7, altered) })
        expect([at, verdict]).toEqual([at, 'contradicted'])
      }
    }
  })
})

test('in case.db itself, with rows, triggers and schema in order', async () => {
  const copy = built.copy()
  const { entries, checkpoints } = takeRows(copy.ledger)
  for (const { seq, body } of entries) {
    const at = (seq * 211) % body.length
    behindTriggers(copy.ledger, (raw) =>
      raw.prepare('update entries set body = ? where seq = ?').run(flipped(body, at), seq),
    )
    expectContradicted(
      await verified(copy),
      `storage.row-mismatch row ${seq}`,
      /^(entry|act|checkpoint|trust)\./,
    )
    behindTriggers(copy.ledger, (raw) =>
      raw.prepare('update entries set body = ? where seq = ?').run(body, seq),
    )
  }
  for (const { size, note } of checkpoints) {
    const at = (size * 31) % note.length
    behindTriggers(copy.ledger, (raw) =>
      raw.prepare('update checkpoints set note = ? where size = ?').run(flipped(note, at), size),
    )
    expectContradicted(await verified(copy), /^checkpoint\./)
    behindTriggers(copy.ledger, (raw) =>
      raw.prepare('update checkpoints set note = ? where size = ?').run(note, size),
    )
  }
  expect(await verified(copy)).toMatchObject({ status: 0, named: [] })
})
