import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Custody } from '../src/custody/state.js'
import { begin, follow } from '../src/custody/tracks.js'
import { encodeBase64 } from '../src/encoding/base64.js'
import { RuleError } from '../src/errors.js'
import { entryLeaf, formatEntry, noLeaf } from '../src/ledger/entry.js'
import { emptyFrontier, extend, frontierRoot } from '../src/merkle/frontier.js'
import { emptyRoot } from '../src/merkle/hash.js'
import type { Act } from '../src/model/act.js'
import { instantOf } from '../src/model/instant.js'
import type { LeafHash, PersonCode } from '../src/model/names.js'
import { personKeyName, signAct } from '../src/signing/signed-act.js'
import { formatVerifierKey } from '../src/signing/verifier-key.js'
import type { Move } from './reference/custody.js'
import {
  actAt,
  closed,
  type FollowedRecord,
  genesisBody,
  leafAt,
  newRecord,
  origin,
  signerOf,
  start,
} from './support/acts.js'
import { anyHistory, stepOf } from './support/moves.js'

// The same random histories, done in one log, and done in a field log that is then joined: what comes of exhibits is the same, and so
// are the breaks. Only the numbers of entries differ, and the leaf hashes by which offers are known.

const fieldOrigin = 'lab.example/ffffffffffffffffffffffffffffffff'
const exhibits = { from: 200, to: 299 }
const minute = 60_000

/** One act done, as each of the two logs has it. */
interface Done {
  readonly act: Act
  readonly leaf: LeafHash
  readonly bytes: Uint8Array
}

interface FieldRecord {
  readonly custody: Custody
  readonly done: readonly Done[]
  readonly opening: object
  /** Undefined when it is refused; else the codes of its breaks. */
  takes(by: string, body: object, circumstances: object): Promise<readonly string[] | undefined>
}

function keyIn(log: string, person: string): string {
  return formatVerifierKey(personKeyName(log, person as PersonCode), signerOf(person).publicKey)
}

/** Entry 0 of a field log of `main`, in which its persons are known. */
async function newField(main: Custody): Promise<FieldRecord> {
  const persons = Object.entries(main.persons).map(([person, { identity, keys, roles }]) => ({
    identity: { c: identity },
    keys: keys.map(() => ({ key: keyIn(fieldOrigin, person) })),
    person,
    roles,
  }))
  const done: Done[] = []
  let previous = noLeaf

  async function entryOf(act: Act): Promise<Done> {
    const signer = { name: personKeyName(fieldOrigin, 'P-01' as PersonCode), signer: signerOf('P-01') }
    const { note } = await signAct(act, [signer])
    const bytes = formatEntry({ seq: done.length, previous, logTime: timeAt(done.length), note })
    return { act, bytes, leaf: entryLeaf(bytes) }
  }
  function keep(entry: Done): void {
    done.push(entry)
    previous = entry.leaf
  }

  const body = {
    ...genesisBody,
    administrators: [{ identity: closed(), key: keyIn(fieldOrigin, 'P-01'), person: 'P-01' }],
    field: { exhibits, genesis: leafAt(0), of: origin, persons },
    logKey: formatVerifierKey(fieldOrigin, signerOf('field log').publicKey),
  }
  const genesis = await entryOf(inField(0, 'P-01', body, { parties: ['P-01 administrator'] }))
  keep(genesis)
  const custody = begin({ ...genesis, seq: 0, logTime: timeAt(0) })
  return {
    custody,
    done,
    opening: {
      kind: 'field.open',
      exhibits,
      field: fieldOrigin,
      genesis: genesis.leaf,
      persons: Object.entries(main.persons).map(([person, { keys }]) => ({
        keys: keys.map(({ keyId }) => keyId),
        person,
      })),
    },
    async takes(by, does, circumstances) {
      const seq = done.length
      const entry = await entryOf(inField(seq, by, does, circumstances))
      const breaks = unlessRefused(() => follow(custody, { ...entry, seq, logTime: timeAt(seq) }))
      if (breaks) keep(entry)
      return breaks?.map(({ code }) => code)
    },
  }
}

function timeAt(seq: number) {
  return instantOf(start + seq * minute)
}

function inField(seq: number, by: string, body: object, circumstances: object): Act {
  const nonce = encodeBase64(createHash('sha256').update(`field nonce ${seq}`).digest().subarray(0, 16))
  return actAt(seq, by, body, { ...circumstances, envelope: { log: fieldOrigin, nonce } })
}

function unlessRefused<Result>(step: () => Result): Result | undefined {
  try {
    return step()
  } catch (error) {
    if (error instanceof RuleError) return undefined
    throw error
  }
}

/** The exhibits of these histories, in the range: E-1 is E-201. */
function inRange<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replace(/"E-([12])/g, '"E-20$1')) as Value
}

/** Follows a field log into its main log; the codes of the breaks each of its entries shows there. */
function joined(main: FollowedRecord, { done, opening }: FieldRecord): readonly (readonly string[])[] {
  main.does('P-01', opening, { parties: ['P-01 administrator'] })
  return done.map(({ bytes }) => {
    const body = { kind: 'field.entry', entry: encodeBase64(bytes), field: fieldOrigin }
    return main.does('P-01', body)
  })
}

/** Everything the record says of exhibits, but for where it says so. */
function comparable(
  { exhibits: states, offers, seals, persons }: Custody,
  leaves: ReadonlyMap<string, string>,
) {
  const named = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value).replace(
        /"[A-Za-z0-9+/]{43}="/g,
        (leaf) => `"${leaves.get(leaf.slice(1, -1)) ?? ''}"`,
      ),
    )
  return {
    exhibits: Object.values(states).map(({ entries, description: _, ...state }) => ({
      ...named(state),
      entries: entries.length,
    })),
    offers: Object.values(offers).map(({ from, to, outcome, exhibits: moved }) => ({
      from,
      to,
      outcome,
      moved,
    })),
    seals: Object.keys(seals),
    persons: Object.keys(persons),
  }
}

async function bothWays(moves: readonly Move[]) {
  const [one, main] = [newRecord(), newRecord()]
  const field = await newField(main.custody)
  const [offersInOne, offersInField]: [LeafHash[], LeafHash[]] = [[], []]
  const [leavesInOne, leavesInField] = [new Map<string, string>(), new Map<string, string>()]
  const breaks: (readonly string[])[] = []
  for (const move of moves) {
    const leaf = leafAt(one.custody.size)
    const [by, body, circumstances = {}] = inRange(stepOf(move, offersInOne))
    const first = unlessRefused(() => one.does(by, body, { ...circumstances, ...timesOf(field) }))
    const [, sameBody] = inRange(stepOf(move, offersInField))
    const second = await field.takes(by, sameBody, circumstances)
    expect(second).toEqual(first)
    if (!first) continue
    breaks.push(first)
    if (move.kind !== 'offer') continue
    const there = field.done.at(-1)?.leaf ?? leaf
    leavesInOne.set(leaf, `offer ${offersInOne.length}`)
    leavesInField.set(there, `offer ${offersInOne.length}`)
    offersInOne.push(leaf)
    offersInField.push(there)
  }
  const shown = joined(main, field)
  return {
    one: { breaks, ...comparable(one.custody, leavesInOne) },
    joined: { breaks: shown.slice(1), ...comparable(main.custody, leavesInField) },
  }
}

/** In both logs an act is said to happen, and logged, at the same time. */
function timesOf({ done }: FieldRecord) {
  return { at: done.length, logged: done.length }
}

describe('a random history in a field log', () => {
  test('is, once joined, what it would have been in one log', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(20), async (moves) => {
        const { one, joined: there } = await bothWays(moves)
        expect(there).toEqual(one)
      }),
      { numRuns: 60 },
    )
  })

  test('is refused when an entry is left out, comes twice, or is another', async () => {
    const field = await newField(newRecord().custody)
    await field.takes('P-02', { kind: 'seal.impossible', exhibit: 'E-201', reason: closed() }, {})
    for (const number of ['E-201', 'E-202', 'E-203'])
      await field.takes('P-02', { ...added, exhibit: number }, {})
    const brings = (...order: readonly number[]) => {
      const main = newRecord()
      return () => joined(main, { ...field, done: order.flatMap((at) => field.done[at] ?? []) })
    }
    expect(brings(0, 1, 2, 3)).not.toThrow()
    for (const order of [[1], [0, 2], [0, 1, 1], [0, 1, 3], [0, 0]])
      expect(brings(...order)).toThrow(expect.objectContaining({ code: 'rule.field-mismatch' }))
  })

  test('stands here only under a checkpoint over exactly its entries', async () => {
    const main = newRecord()
    const field = await newField(main.custody)
    joined(main, field)
    const frontier = field.done.reduce(
      (grown, { leaf }) => extend(grown, Buffer.from(leaf, 'base64')),
      emptyFrontier,
    )
    const under = (size: number, root: Uint8Array) => () =>
      main.does('P-01', {
        kind: 'field.join',
        checkpoint: `${fieldOrigin}\n${size}\n${encodeBase64(root)}\n\n— ${fieldOrigin} AAAAAAAA\n`,
        field: fieldOrigin,
        size,
      })
    expect(under(2, frontierRoot(frontier))).toThrow(RuleError)
    expect(under(1, emptyRoot)).toThrow(RuleError)
    expect(under(1, frontierRoot(frontier))).not.toThrow()
  })
})

const added = { kind: 'exhibit.add', category: 'phone', description: closed(), quantity: 1 }
