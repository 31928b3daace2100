import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enact } from '../../src/case/enact.js'
import { exhibitDraft } from '../../src/case/exhibits.js'
import { openCase } from '../../src/case/open.js'
import { formatSignedNote, parseSignedNote } from '../../src/encoding/signed-note.js'
import type { Act } from '../../src/model/act.js'
import { instantOf } from '../../src/model/instant.js'
import { seedSigner } from '../../src/signing/signer.js'
import { type LogRows, putRows, takeRows } from '../support/case-surgery.js'
import { actIn, edited, type Forgery, forgeries, rechained, resigned } from '../support/forger.js'
import { type BuiltCase, buildCase, type CaseCopy, examiner } from '../support/tamper-case.js'
import { expectContradicted, expectUnchecked, opened, verified } from '../support/tamper-outcome.js'

// The log key signs checkpoints and authorises no act: whoever has it can make numbers, chain and roots fit, and nothing else.

let built: BuiltCase
let rows: LogRows
let notes: readonly Forgery[]
let sizes: readonly number[]
let log: { origin: string; signer: BuiltCase['logSigner'] }
let keys: Parameters<typeof resigned>[2]

beforeAll(async () => {
  built = await buildCase()
  rows = takeRows(built.copy().ledger)
  notes = forgeries(rows)
  sizes = rows.checkpoints.map(({ size }) => size)
  log = { origin: built.origin, signer: built.logSigner }
  keys = { origin: built.origin, log: built.logSigner, persons: built.signers }
})
afterAll(() => built.dispose())

function holding(forged: LogRows, copy: CaseCopy = built.copy()): CaseCopy {
  putRows(copy.ledger, forged)
  return copy
}

/** What a home keeps besides keys and pin: the attacker got at it as well. */
function withoutMemory(copy: CaseCopy): CaseCopy {
  for (const name of ['anchors.db', 'anchors.db-wal', 'anchors.db-shm', 'receipts'])
    rmSync(join(copy.home.path, name), { recursive: true, force: true })
  return copy
}

const seqOf = (kind: Act['kind']) => notes.findIndex((each) => actIn(each).kind === kind)
const last = () => notes.length - 1

test('a log chained and signed again without a change is the same log, byte for byte', async () => {
  expect(await rechained(notes, sizes, log)).toEqual(rows)
  expect(await resigned(notes, sizes, keys, (act) => act)).toEqual(rows)
})

describe('the log key', () => {
  test('cannot change what a person signed, in any entry', async () => {
    for (let seq = 0; seq < notes.length; seq += 1) {
      const changed = notes.map((each, at) =>
        at === seq
          ? edited(each, (text) =>
              text.replace(/"lock":"./, (key) => (key.endsWith('0') ? '"lock":"1' : '"lock":"0')),
            )
          : each,
      )
      const copy = withoutMemory(holding(await rechained(changed, sizes, log)))
      expectContradicted(await verified(copy), `act.signature-invalid entry ${seq}`)
    }
  })

  test.each([
    ['an exhibit into another', 'exhibit.add', '"category":"phone"', '"category":"drive"'],
    ['the receiver into the giver', 'transfer.now', '"to":"P-03"', '"to":"P-02"'],
    ['the number of files', 'acquisition.record', '"items":3', '"items":2'],
    ['a role', 'person.enrol', '"roles":["examiner"]', '"roles":["administrator"]'],
  ] as const)('cannot turn %s', async (_, kind, from, to) => {
    const seq = seqOf(kind)
    const changed = notes.map((each, at) =>
      at === seq ? edited(each, (text) => text.replace(from, to)) : each,
    )
    const copy = withoutMemory(holding(await rechained(changed, sizes, log)))
    expectContradicted(await verified(copy), `act.signature-invalid entry ${seq}`)
  })

  test('cannot add to it, not even what a terminal would obey', async () => {
    const evil = '"\u009b31m\u202e\u2028 ":1,"software"'
    const changed = notes.map((each, at) =>
      at === 5 ? edited(each, (text) => text.replace('"software"', evil)) : each,
    )
    const copy = withoutMemory(holding(await rechained(changed, sizes, log)))
    expectContradicted(await verified(copy), 'act.malformed entry 5')
  })

  test('cannot exchange the keys of two persons', async () => {
    const text = (seq: number) => parseSignedNote(notes[seq]?.note ?? new Uint8Array()).text
    const [first = 0, second = 0] = notes.flatMap((each, at) =>
      actIn(each).kind === 'key.enrol' ? [at] : [],
    )
    const key = (seq: number) => /"key":"[^"]*\/P-0.(\+[^"]*)"/.exec(text(seq))?.[1] ?? ''
    const swap = (each: Forgery, from: string, to: string) => edited(each, (act) => act.replace(from, to))
    const changed = notes
      .with(first, swap(notes[first] as Forgery, key(first), key(second)))
      .with(second, swap(notes[second] as Forgery, key(second), key(first)))
    const copy = withoutMemory(holding(await rechained(changed, sizes, log)))
    expectContradicted(await verified(copy), `entry ${first}`)
  })

  test('cannot leave out, repeat or move an act that a later one has seen', async () => {
    for (const changed of [
      notes.toSpliced(5, 1),
      notes.toSpliced(5, 0, ...notes.slice(4, 5)),
      notes.toSpliced(5, 2, ...notes.slice(5, 7).reverse()),
    ]) {
      const copy = withoutMemory(holding(await rechained(changed, sizes, log)))
      expectContradicted(await verified(copy), 'act.seen-mismatch', /^act\.|^checkpoint\./)
    }
  })

  test.each([
    ['a line more, by someone else', (lines: Lines) => [...lines, ...lineOf(notes[3])]],
    ['a line less', (lines: Lines) => lines.slice(1)],
    ['its lines exchanged', (lines: Lines) => lines.toReversed()],
    ['the signature of another act', () => [...lineOf(notes[4]), ...lineOf(notes[5])]],
  ])('gives an act %s', async (_, change) => {
    const at = last()
    const { text, signatures } = parseSignedNote(notes[at]?.note ?? new Uint8Array())
    expect(signatures).toHaveLength(2)
    const note = formatSignedNote({ text, signatures: change(signatures) })
    const forged = await rechained(notes.with(at, { ...(notes[at] as Forgery), note }), sizes, log)
    expectContradicted(await verified(withoutMemory(holding(forged))), `act.signature-invalid entry ${at}`)
  })

  test('adds an act under a person’s name with a key of its own', async () => {
    const act: Act = { ...actIn(notes[6] as Forgery), nonce: 'AAAAAAAAAAAAAAAAAAAAAA==' }
    const thief = new Map([...built.signers].map(([person]) => [person, seedSigner(Buffer.alloc(32, 9))]))
    const [forged] = forgeries(
      await resigned(
        [...notes.slice(0, 6), { ...(notes[6] as Forgery) }],
        sizes,
        { ...keys, persons: thief },
        () => act,
      ),
    ).slice(-1)
    const added = await rechained([...notes, forged as Forgery], [...sizes, notes.length + 1], log)
    expectContradicted(
      await verified(withoutMemory(holding(added))),
      `act.signature-invalid entry ${notes.length}`,
    )
  })
})

type Lines = ReturnType<typeof parseSignedNote>['signatures']
const lineOf = (forgery: Forgery | undefined): Lines =>
  parseSignedNote(forgery?.note ?? new Uint8Array()).signatures.slice(0, 1)

describe('a tail cut off with the log key', () => {
  const cut = async () => rechained(notes.slice(0, -1), sizes.slice(0, -1), log)
  const known = async (copy: CaseCopy) => {
    const path = join(copy.folder, '..', 'known-checkpoint')
    writeFileSync(path, rows.checkpoints.at(-1)?.note ?? '')
    return verified(copy, { knownCheckpoints: [path] })
  }

  test('is caught by the anchor alone, before any command works', async () => {
    const copy = holding(await cut())
    rmSync(copy.home.receipts(built.origin), { recursive: true })
    const outcome = await verified(copy)
    expectContradicted(outcome, 'anchor.rolled-back anchor')
    expect(outcome.named).toHaveLength(1)
    expectContradicted(await opened(copy), 'ledger.rolled-back')
  })

  test('is caught by the receipts alone', async () => {
    const copy = holding(await cut())
    for (const name of readdirSync(copy.home.path).filter((each) => each.startsWith('anchors')))
      rmSync(join(copy.home.path, name))
    expectContradicted(
      await verified(copy),
      `receipt.contradicts ${String(last()).padStart(8, '0')}.tlog-proof`,
    )
  })

  test('is caught by a receipt or a checkpoint that somebody else kept', async () => {
    const copy = withoutMemory(holding(await cut()))
    const receipt = join(built.home.receipts(built.origin), `${String(last()).padStart(8, '0')}.tlog-proof`)
    expectContradicted(await verified(copy, { receipts: [receipt] }), `receipt.contradicts ${receipt}`)
    expectContradicted(await known(copy), /^checkpoint\.beyond-log .*known-checkpoint$/)
  })

  test('with every memory gone is unchecked, never confirmed: the pin holds and the absent anchor is named', async () => {
    const outcome = await verified(withoutMemory(holding(await cut())))
    expectUnchecked(outcome, 'anchor.absent anchor')
    expect(outcome.named).toHaveLength(1)
  })
})

describe('what is left to the log key, and who still tells', () => {
  // What no later act has seen is vouched for by checkpoints alone: the order inside the newest append, and its log time.
  const forgedTail = async (change: (tail: readonly Forgery[]) => readonly Forgery[]) => {
    const copy = built.copy()
    const open = await openCase(copy.folder, copy.home)
    await enact(
      open,
      built.desk(examiner),
      (drafting) =>
        ['first', 'second'].map((description) =>
          exhibitDraft(drafting, { category: 'document', quantity: 1, description }),
        ),
      new Map(built.signers),
    )
    open.close()
    const now = takeRows(copy.ledger)
    const all = forgeries(now)
    const tail = change(all.slice(notes.length))
    putRows(
      copy.ledger,
      await rechained(
        [...all.slice(0, notes.length), ...tail],
        now.checkpoints.map(({ size }) => size),
        log,
      ),
    )
    return copy
  }
  const later = (each: Forgery): Forgery => ({
    ...each,
    logTime: instantOf(Date.parse(each.logTime) + 3_600_000),
  })

  test.each([
    ['two acts of one append exchanged', (tail: readonly Forgery[]) => tail.toReversed()],
    ['another log time of the newest entries', (tail: readonly Forgery[]) => tail.map(later)],
  ])('%s: the anchor and the receipts tell; without them it is unchecked', async (_, change) => {
    const copy = await forgedTail(change)
    expectContradicted(
      await verified(copy),
      'anchor.forked anchor',
      `receipt.contradicts ${String(notes.length).padStart(8, '0')}`,
    )
    expectContradicted(await opened(copy), 'ledger.rolled-back')
    const outcome = await verified(withoutMemory(copy))
    expectUnchecked(outcome, 'anchor.absent anchor')
    expect(outcome.named).toHaveLength(1)
  })
})
