import { beforeAll, describe, expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.js'
import type { FindingCode } from '../../src/audit/finding.js'
import type { AuditSource, OutsideCover, Trust } from '../../src/audit/source.js'
import { parseSignedNote } from '../../src/encoding/signed-note.js'
import { inclusionProof } from '../../src/merkle/tree.js'
import type { Act } from '../../src/model/act.js'
import { type Instant, instantOf } from '../../src/model/instant.js'
import type { LeafHash } from '../../src/model/names.js'
import { formatReceipt } from '../../src/signing/receipt.js'
import { parseAuthorities } from '../../src/timestamps/authority.js'
import { add, both, now } from '../support/act-bodies.js'
import { actAt, newRecord, origin, signedAct, signerOf, start } from '../support/acts.js'
import type { LogRows } from '../support/case-surgery.js'
import { edited, type Forgery, forgeries, rechained, resigned } from '../support/forger.js'
import { memorySource } from '../support/memory-source.js'
import { certified, pin, signerExtensions, stamped } from '../support/time-stamps.js'

// Fifty transfers, each signed by two. Outside the laboratory somebody keeps the checkpoints after 20 and 40 of them, and the
// parties keep the receipts of every tenth; an authority stamped both checkpoints. Each attack is made at every place, and what
// catches it is named: that, and no more.

type Guard =
  | 'chain'
  | 'signatures'
  | 'own checkpoint'
  | 'outside checkpoint'
  | 'receipt'
  | 'log time'
  | 'time stamp'

const guards: Partial<Record<FindingCode, Guard>> = {
  'entry.chain-broken': 'chain',
  'entry.out-of-sequence': 'chain',
  'act.signature-invalid': 'signatures',
  'act.seen-mismatch': 'signatures',
  'receipt.contradicts': 'receipt',
  'entry.clock-backward': 'log time',
  'timestamp.refused': 'time stamp',
  'timestamp.beyond-log': 'time stamp',
}

const transfers = 50
const persons = new Map(['P-01', 'P-02', 'P-03'].map((person) => [person, signerOf(person)]))
const log = { origin, signer: signerOf('log') }
const keys = { origin, log: log.signer, persons }

let honest: LogRows
let notes: readonly Forgery[]
let first: number
let trust: Trust
let stamps: readonly OutsideCover[]

const size = () => notes.length
const places = Array.from({ length: transfers }, (_, index) => index)
const entryOf = (place: number) => first + place
const outside = [20, 40]
const receipts = [0, 10, 20, 30, 40]
/** Who keeps something that speaks of the entry at this place. */
const outsiders = (place: number): readonly Guard[] =>
  sorted(
    ...(outside.some((covered) => covered > place) ? (['outside checkpoint', 'time stamp'] as const) : []),
    ...(receipts.some((kept) => kept >= place) ? (['receipt'] as const) : []),
  )
const sorted = (...found: readonly Guard[]) => [...new Set(found)].sort()

beforeAll(async () => {
  const record = newRecord()
  record.does('P-01', add('E-1'))
  record.does('P-01', now('P-01', 'P-02'), both('P-01', 'P-02'))
  first = record.acts.length
  for (const place of places) {
    const [from, to] = place % 2 === 0 ? ['P-02', 'P-03'] : ['P-03', 'P-02']
    record.does(from ?? '', now(from ?? '', to ?? ''), both(from ?? '', to ?? ''))
  }
  const unchained = await Promise.all(record.acts.map((act, seq) => madeAt(act, seq)))
  honest = await resigned(unchained, [unchained.length], keys, (act) => act)
  notes = forgeries(honest)
  trust = await keptOutside()
  stamps = trust.checkpoints.map(({ bytes }, index) => stampOf(bytes, outside[index] ?? 0))
})

/** An act whose signers say that they saw all before it; `resigned` fills in what that was. */
async function madeAt(
  act: Act,
  seq: number,
  logTime: Instant = instantOf(start + seq * 60_000),
): Promise<Forgery> {
  const { note } = await signedAct({ ...act, seen: { ...act.seen, size: seq } })
  return { note, logTime }
}

async function keptOutside(): Promise<Trust> {
  const leaves = honest.entries.map(({ leaf }) => leaf)
  const note = async (entries: number) =>
    (await rechained(notes.slice(0, entries), [entries], log)).checkpoints[0]?.note ?? new Uint8Array()
  const checkpoints = await Promise.all(
    outside.map(async (place) => ({ name: `after ${place}`, bytes: await note(entryOf(place)) })),
  )
  const proofs = await Promise.all(
    receipts.map(async (place) => {
      const index = entryOf(place)
      const proof = inclusionProof(leaves, index, index + 1)
      const bytes = formatReceipt({ index, proof, checkpoint: await note(index + 1) })
      return { name: `receipt of ${place}`, bytes }
    }),
  )
  const genesis = Buffer.from(leaves[0] ?? new Uint8Array()).toString('base64') as LeafHash
  const authorities = parseAuthorities(Buffer.from(pin(authority.certificate)))
  return { genesis, anchorExpected: false, authorities, checkpoints, receipts: proofs }
}

const authority = certified({ name: 'Root' })
const stamper = certified({ name: 'Stamper', issuer: authority, extensions: signerExtensions })

/** Stamped a minute after the last of the transfers it covers was recorded. */
function stampOf(checkpoint: Uint8Array, place: number): OutsideCover {
  const at = instantOf(start + entryOf(place) * 60_000).replace(/\.\d+|[-:T]/g, '')
  const message = Buffer.from(parseSignedNote(checkpoint).text)
  return {
    kind: 'timestamp',
    size: entryOf(place),
    bytes: stamped({ message, signer: stamper, issuer: 'Root', at }),
  }
}

/** Only the newest of its own checkpoints matters to what follows: a disclosure holds no other. */
function sourceOf({ entries, checkpoints }: LogRows): AuditSource {
  return memorySource({
    kind: 'disclosure',
    entries: () => entries.map(({ body }) => body),
    checkpoints: () => checkpoints.map(({ note }) => note),
    cover: () => stamps,
  })
}

async function caughtBy(forged: LogRows): Promise<readonly Guard[]> {
  const scope = { bytes: 'none', requireCoverage: false } as const
  const { breaks, findings, verdict } = await audit(sourceOf(forged), trust, scope, async () => undefined)
  const caught = findings.filter((each) => each.verdict === 'contradicted')
  expect(verdict).toBe(caught.length > 0 ? 'contradicted' : 'confirmed')
  // Where the histories part follows from what the others name; it catches nothing by itself.
  const guarding = caught.filter(({ code }) => code !== 'log.forked')
  const doubted = breaks.some(({ code }) => code.includes('STAMP')) ? (['time stamp'] as const) : []
  return sorted(...guarding.map(({ code, subject }) => guardOf(code, subject)), ...doubted)
}

function guardOf(code: FindingCode, subject: string): Guard {
  const own = code.startsWith('checkpoint.') ? ownOrOutside(subject) : undefined
  const guard = own ?? guards[code]
  if (guard === undefined) throw new Error(`no guard for ${code} ${subject}`)
  return guard
}

const ownOrOutside = (subject: string): Guard =>
  subject.includes('after ') ? 'outside checkpoint' : 'own checkpoint'

const purposed = (text: string) =>
  text.replace(/"purpose":\{"c":"./, (key) => `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)
const altered = (at: number) => notes.map((each, seq) => (seq === at ? edited(each, purposed) : each))
const meantOtherwise = (at: number) => (act: Act, seq: number) =>
  seq === at && act.kind === 'transfer.now'
    ? { ...act, purpose: { c: Buffer.alloc(32, 9).toString('base64') } }
    : act
const ownOnly = (rows: LogRows): LogRows => ({ ...rows, checkpoints: honest.checkpoints })

test('the honest log is confirmed', async () => {
  expect(await caughtBy(honest)).toEqual([])
})

describe.each(places)('at transfer %i', (place) => {
  const at = () => entryOf(place)
  const last = place === transfers - 1

  test('a row edited in the database', async () => {
    const [body, other] = [
      honest.entries[at()],
      (await rechained(altered(at()), [size()], log)).entries[at()],
    ]
    const entries = honest.entries.map((each) => (each === body && other ? other : each))
    expect(await caughtBy({ ...honest, entries })).toEqual(
      expect.arrayContaining([
        ...(last ? [] : ['chain']),
        'signatures',
        'own checkpoint',
        ...outsiders(place),
      ]),
    )
  })

  test('edited and chained again, without a key', async () => {
    const forged = ownOnly(await rechained(altered(at()), [size()], log))
    expect(await caughtBy(forged)).toEqual(sorted('signatures', 'own checkpoint', ...outsiders(place)))
  })

  test('the same with the log key', async () => {
    const forged = await rechained(altered(at()), [size()], log)
    expect(await caughtBy(forged)).toEqual(sorted('signatures', ...outsiders(place)))
  })

  test.each(['P-02', 'P-03'])('the same with the log key and the key of %s', async (thief) => {
    const own = new Map([[thief, signerOf(thief)]])
    const others = new Map(
      [...persons.keys()].filter((who) => who !== thief).map((who) => [who, signerOf(`forged ${who}`)]),
    )
    const forged = await resigned(
      notes,
      [size()],
      { ...keys, persons: new Map([...others, ...own]) },
      meantOtherwise(at()),
    )
    const mixed = forgeries(forged).map((each, seq) => (seq === at() ? each : (notes[seq] ?? each)))
    expect(await caughtBy(await rechained(mixed, [size()], log))).toEqual(
      sorted('signatures', ...outsiders(place)),
    )
  })

  test('the same with every key: only what others keep', async () => {
    const forged = await resigned(notes, [size()], keys, meantOtherwise(at()))
    expect(await caughtBy(forged)).toEqual(outsiders(place))
  })

  test('everything from here on cut off in the database', async () => {
    const entries = honest.entries.slice(0, at())
    expect(await caughtBy({ ...honest, entries })).toEqual(sorted('own checkpoint', ...outsiders(place)))
  })

  test('the same with the log key: only what others keep', async () => {
    const forged = await rechained(notes.slice(0, at()), [at()], log)
    expect(await caughtBy(forged)).toEqual(outsiders(place))
  })

  test('a back-dated act put at the end, with every key', async () => {
    const late = actAt(size(), 'P-02', now('P-02', 'P-03'), both('P-02', 'P-03'))
    const added = [...notes, await madeAt(late, size(), notes[at()]?.logTime)]
    const forged = await resigned(added, [added.length], keys, (act) => act)
    expect(await caughtBy(forged)).toEqual(last ? [] : ['log time'])
  })

  test('another history from here on, with every key', async () => {
    const forged = await resigned(notes, [size()], keys, (act, seq) =>
      meantOtherwise(Math.max(seq, at()))(act, seq),
    )
    expect(await caughtBy(forged)).toEqual(outsiders(place))
  })
})

test.each(places.slice(0, -1))('transfer %i exchanged with the next, with every key', async (place) => {
  const at = entryOf(place)
  const order = notes.map((_, seq) => (seq === at ? seq + 1 : seq === at + 1 ? seq - 1 : seq))
  const moved = order.map((seq) => notes[seq] ?? { note: new Uint8Array(), logTime: instantOf(start) })
  const forged = await resigned(moved, [size()], keys, (act, seq) => ({
    ...act,
    seen: { ...act.seen, size: seq },
  }))
  expect(await caughtBy(forged)).toEqual(sorted(...outsiders(place), 'log time'))
})

test.each(outside)('a back-dated act right after what was stamped at %i, with every key', async (place) => {
  const at = entryOf(place)
  const kept = notes.slice(0, at)
  const [from, to] = place % 2 === 0 ? ['P-02', 'P-03'] : ['P-03', 'P-02']
  const act = actAt(at, from ?? '', now(from ?? '', to ?? ''), both(from ?? '', to ?? ''))
  const forged = async (minutes: number) => {
    const added = await madeAt(act, at, instantOf(start + (at - minutes) * 60_000))
    return resigned([...kept, added], [at + 1], keys, (each) => each)
  }
  expect(await caughtBy(await forged(10))).toEqual(sorted(...outsiders(place), 'log time', 'time stamp'))
  expect(await caughtBy(await forged(-10))).toEqual(outsiders(place))
})
