import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OutsideCover } from '../src/audit/source.js'
import { caseAuditSource } from '../src/database/case-audit.js'
import { type CaseLedger, createCaseLedger, openCaseLedger } from '../src/database/case-ledger.js'
import { disclosureSource } from '../src/disclosure/read.js'
import { writeDisclosure } from '../src/disclosure/write.js'
import { formatSignedNote, parseSignedNote } from '../src/encoding/signed-note.js'
import { entryLeaf } from '../src/ledger/entry.js'
import { emptyFrontier, extend, type Frontier } from '../src/merkle/frontier.js'
import { leafHash } from '../src/merkle/hash.js'
import { cosign } from '../src/signing/cosignature.js'
import { seedSigner } from '../src/signing/signer.js'
import { behindTriggers, plainly } from './support/case-surgery.js'
import { smallRecord } from './support/small-record.js'

const small = await smallRecord()
const witness = { name: 'witness.example/w1', signer: seedSigner(Buffer.alloc(32, 7)) }
const stamp: OutsideCover = { kind: 'timestamp', size: 4, bytes: Buffer.from('stands for an answer') }
let root: string
let made = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'custodia-cover-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

function place(): string {
  made += 1
  return join(root, `${made}`)
}

/** The small record's log, kept as a case keeps it. */
async function kept(): Promise<CaseLedger> {
  const ledger = createCaseLedger(place())
  let frontier: Frontier = emptyFrontier
  for (const [at, bytes] of small.entries.entries()) {
    frontier = extend(frontier, leafHash(bytes))
    const now = frontier
    const checkpoint = small.checkpoints[at] ?? new Uint8Array()
    await ledger.append(async () => ({
      entries: [{ bytes, leaf: entryLeaf(bytes) }],
      frontier: now,
      checkpoint,
    }))
  }
  return ledger
}

async function cosigned(size: number, time: number): Promise<OutsideCover> {
  const { text, signatures } = parseSignedNote(small.checkpoints[size - 1] ?? new Uint8Array())
  const line = await cosign(text, witness, time)
  return { kind: 'cosignature', size, bytes: formatSignedNote({ text, signatures: [...signatures, line] }) }
}

async function all<Each>(many: AsyncIterable<Each>): Promise<readonly Each[]> {
  const each: Each[] = []
  for await (const one of many) each.push(one)
  return each
}

const plain = (cover: readonly OutsideCover[]) =>
  cover.map(({ kind, size, bytes }) => ({ kind, size, bytes: Buffer.from(bytes).toString('base64') }))

describe('what outsiders gave, in a case', () => {
  test('is kept once, in order, and survives the connection', async () => {
    const ledger = await kept()
    const given = [await cosigned(4, 1_790_000_000), stamp]
    expect(await ledger.addCover(given)).toBe(2)
    expect(await ledger.addCover([stamp, await cosigned(7, 1_790_000_001)])).toBe(1)
    ledger.close()
    const again = openCaseLedger(ledger.path)
    const found = await all(again.cover())
    expect(plain(found)).toEqual(plain([...given, await cosigned(7, 1_790_000_001)]))
    again.close()
  })

  test('is all kept or none, and only for a checkpoint that stands there', async () => {
    const ledger = await kept()
    const given = [stamp, { ...stamp, size: 8 }]
    await expect(ledger.addCover(given)).rejects.toMatchObject({ code: 'ledger.conflict' })
    expect(await all(ledger.cover())).toEqual([])
    ledger.close()
  })

  test.each([
    "update cover set bytes = x'00'",
    'delete from cover',
    "insert into cover (id, kind, size, bytes) values (5, 'timestamp', 4, x'00')",
    "insert or replace into cover (id, kind, size, bytes) values (0, 'timestamp', 4, x'00')",
    "insert into cover (id, kind, size, bytes) values (1, 'timestamp', 99, x'00')",
    'insert into cover (id, kind, size, bytes) select 1, kind, size, bytes from cover',
  ])('is append-only: %s', async (sql) => {
    const ledger = await kept()
    await ledger.addCover([stamp])
    ledger.close()
    plainly(ledger.path, (raw) => {
      expect(() => raw.exec(sql)).toThrow('append-only')
    })
  })

  test('of an altered table is named by the audit', async () => {
    const ledger = await kept()
    await ledger.addCover([stamp])
    ledger.close()
    behindTriggers(ledger.path, (raw) => raw.exec('update cover set id = 3'))
    const source = await caseAuditSource({
      ledgerPath: ledger.path,
      clear: undefined,
      document: async () => undefined,
    })
    const faults = await all(source.faults())
    expect(faults.map(({ code, subject }) => `${code} ${subject}`)).toEqual(['storage.row-mismatch cover 3'])
    source.close()
  })
})

describe('what outsiders gave, in a disclosure', () => {
  test('stands as lines under the checkpoints and as files of stamps, and is read back', async () => {
    const folder = place()
    const later = await cosigned(4, 1_790_000_500)
    const cover = [later, await cosigned(4, 1_790_000_000), await cosigned(7, 1_790_000_001), stamp]
    const written = await writeDisclosure(folder, { ...small.input, cover })
    expect(written.cover).toBe(2)
    const head = parseSignedNote(await readFile(join(folder, 'checkpoint')))
    expect(head.signatures.map(({ name }) => name)).toEqual([head.text.split('\n')[0], witness.name])
    const found = await all(disclosureSource(folder).cover())
    // Of two cosignatures by one key the earlier stays.
    expect(plain(found)).toEqual(
      plain([await cosigned(7, 1_790_000_001), await cosigned(4, 1_790_000_000), stamp]),
    )
    const complaints = (await all(disclosureSource(folder).faults())).filter(
      ({ verdict }) => verdict !== 'confirmed',
    )
    expect(complaints).toEqual([])
  })

  test('of more entries than are disclosed is refused', async () => {
    const given = { ...small.input, cover: [{ ...stamp, size: 8 }] }
    await expect(writeDisclosure(place(), given)).rejects.toMatchObject({ code: 'usage.argument' })
  })
})
