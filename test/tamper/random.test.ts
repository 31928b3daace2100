import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.js'
import type { KeptNote } from '../../src/audit/source.js'
import type { Custody } from '../../src/custody/state.js'
import { begin, follow } from '../../src/custody/tracks.js'
import { encodeBase64 } from '../../src/encoding/base64.js'
import { RuleError } from '../../src/errors.js'
import { append } from '../../src/ledger/append.js'
import { entryLeaf } from '../../src/ledger/entry.js'
import type { LedgerStore } from '../../src/ledger/store.js'
import { frontierRoot } from '../../src/merkle/frontier.js'
import { instantOf } from '../../src/model/instant.js'
import type { LeafHash } from '../../src/model/names.js'
import type { Move } from '../reference/custody.js'
import { memoryLedger } from '../reference/memory-ledger.js'
import type { Step } from '../support/act-bodies.js'
import {
  actAt,
  bothSign,
  enrolment,
  genesisBody,
  keyOf,
  origin,
  signedAct,
  signerOf,
  start,
} from '../support/acts.js'
import { forgeries, rechained } from '../support/forger.js'
import { memorySource } from '../support/memory-source.js'
import { anyHistory, stepOf } from '../support/moves.js'

// Random histories, signed and appended one act at a time, and then their entries left out, repeated or put in another order.

interface Log {
  readonly entries: readonly Uint8Array[]
  readonly checkpoints: readonly Uint8Array[]
  readonly custody: Custody
}

const log = { origin, signer: signerOf('log') }

async function recorded(moves: readonly Move[]): Promise<Log> {
  const store = memoryLedger()
  const offers: LeafHash[] = []
  let custody: Custody | undefined
  const take = async ([by, body, circumstances]: Step): Promise<LeafHash | undefined> => {
    const { size, frontier } = await store.head()
    const seen = { root: encodeBase64(frontierRoot(frontier)), size }
    const act = actAt(size, by, body, { ...circumstances, envelope: { seen } })
    const now = () => instantOf(start + size * 60_000)
    const { note } = await signedAct(act)
    const appended = await append(store, [note], log, now, async ([pending]) => {
      if (!pending) return
      if (custody) follow(custody, { ...pending, act })
      else custody = begin({ ...pending, act })
    }).catch(refusedByRule)
    return appended?.recorded[0]?.leaf
  }
  await take(['P-01', genesisBody, { parties: ['P-01 administrator'] }])
  for (const person of ['P-02', 'P-03']) {
    await take(['P-01', enrolment(person)])
    await take(['P-01', { kind: 'key.enrol', key: keyOf(person), person }, bothSign(person)])
  }
  for (const move of moves) {
    const leaf = await take(stepOf(move, offers))
    if (leaf !== undefined && move.kind === 'offer') offers.push(leaf)
  }
  if (!custody) throw new Error('nothing was recorded')
  return { entries: await all(store.entries(0)), checkpoints: await all(store.checkpoints()), custody }
}

function refusedByRule(error: unknown): undefined {
  if (!(error instanceof RuleError)) throw error
}

async function all<Each>(
  many: ReturnType<LedgerStore['entries']> & AsyncIterable<Each>,
): Promise<readonly Each[]> {
  const each: Each[] = []
  for await (const one of many) each.push(one)
  return each
}

async function audited(
  entries: readonly Uint8Array[],
  stored: readonly Uint8Array[],
  checkpoints: readonly KeptNote[] = [],
) {
  const source = memorySource({ entries: () => entries, checkpoints: () => stored })
  // The pin is left out of it: whatever stands first is taken as entry 0.
  const [first] = entries
  const pin = first ? { genesis: entryLeaf(first) } : {}
  const trust = { ...pin, anchorExpected: false, checkpoints, receipts: [] }
  return audit(source, trust, { bytes: 'none', requireCoverage: false }, async () => undefined)
}

/** Nobody can sign one act twice, so nobody hands over to themselves here. */
const histories = anyHistory(8).map((moves) =>
  moves.filter((move) => !('to' in move && move.from === move.to)),
)

/** Another sequence made of the same numbers: some left out, some twice, some elsewhere. */
function disturbed(length: number): fc.Arbitrary<readonly number[]> {
  const order = Array.from({ length }, (_, at) => at)
  const shuffled = fc.shuffledSubarray(order, { minLength: length })
  const omitted = fc.subarray(order, { maxLength: length - 1 })
  const repeated = fc
    .tuple(fc.nat(length - 1), fc.nat(length))
    .map(([which, at]) => order.toSpliced(at, 0, which))
  return fc.oneof(shuffled, omitted, repeated).filter((each) => each.join() !== order.join())
}

describe('a random history', () => {
  test('is confirmed, and gives the custody that was followed live', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (moves) => {
        const { entries, checkpoints, custody } = await recorded(moves)
        const result = await audited(entries, checkpoints)
        expect(result.verdict).toBe('confirmed')
        expect(result.custody).toEqual(custody)
      }),
      { numRuns: 15 },
    )
  })

  test('is contradicted by every permutation, omission and repetition of its entries', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.infiniteStream(fc.nat()), async (moves, nats) => {
        const { entries, checkpoints } = await recorded(moves)
        for (const order of fc.sample(disturbed(entries.length), {
          numRuns: 12,
          seed: nats.next().value ?? 0,
        })) {
          const { verdict } = await audited(
            order.flatMap((at) => entries[at] ?? []),
            checkpoints,
          )
          expect([order, verdict]).toEqual([order, 'contradicted'])
        }
      }),
      { numRuns: 12 },
    )
  })

  test('chained and signed anew with the log key, is contradicted unless its tail alone is cut; a kept checkpoint shows that', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.infiniteStream(fc.nat()), async (moves, nats) => {
        const { entries, checkpoints } = await recorded(moves)
        const notes = forgeries({
          entries: entries.map((body, seq) => ({ seq, leaf: body, body })),
          checkpoints: [],
        })
        const kept = [{ name: 'kept', bytes: checkpoints.at(-1) ?? new Uint8Array() }]
        for (const order of fc.sample(disturbed(entries.length), {
          numRuns: 12,
          seed: nats.next().value ?? 0,
        })) {
          const sizes = order.map((_, at) => at + 1)
          const forged = await rechained(
            order.flatMap((at) => notes[at] ?? []),
            sizes,
            log,
          )
          const given = [
            forged.entries.map(({ body }) => body),
            forged.checkpoints.map(({ note }) => note),
          ] as const
          const isTailCut = order.length > 0 && order.every((each, at) => each === at)
          expect([order, (await audited(...given)).verdict]).toEqual([
            order,
            isTailCut ? 'confirmed' : 'contradicted',
          ])
          expect((await audited(...given, kept)).verdict).toBe('contradicted')
        }
      }),
      { numRuns: 8 },
    )
  })
})
