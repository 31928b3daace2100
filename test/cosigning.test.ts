import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  askCosignature,
  fetchCosignature,
  listCheckpoints,
  newestCheckpoint,
  takeCosignature,
} from '../src/case/cosigning.js'
import { disclose } from '../src/case/disclose.js'
import { type Home, homeAt } from '../src/case/home.js'
import { type OpenCase, openCase } from '../src/case/open.js'
import {
  createWitness,
  serveWitnessOf,
  signWitnessRequest,
  watchLog,
  witnessFacts,
} from '../src/case/witness.js'
import { parseSignedNote } from '../src/encoding/signed-note.js'
import { instantOf } from '../src/model/instant.js'
import type { WitnessServer } from '../src/witness/server.js'
import { behindTriggers } from './support/case-surgery.js'
import { type BuiltCase, buildCase, type CaseCopy, handOver } from './support/tamper-case.js'
import { expectContradicted, expectUnchecked, verified } from './support/tamper-outcome.js'

// A lab and a witness, each with a home of its own, by network and by files.

const passphrase = async () => Buffer.from('a long passphrase of the witness')
let built: BuiltCase
let made = 0
const servers: WitnessServer[] = []

beforeAll(async () => {
  built = await buildCase()
})
afterAll(() => built.dispose())
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

function place(name: string): string {
  made += 1
  return join(built.root, `${name}-${made}`)
}

/** A witness that watches the log of the case under the key of its genesis. */
async function newWitness(name = 'witness.example/w1'): Promise<{ home: Home; key: string }> {
  const home = homeAt(place('witness-home'))
  const { key } = await createWitness(home, name, await passphrase(), instantOf(Date.now()))
  await inCase(built, async (open) => watchLog(home, open.genesis.logKey))
  return { home, key }
}

async function served(home: Home): Promise<string> {
  const server = await serveWitnessOf(home, passphrase, {
    address: '127.0.0.1',
    port: 0,
    onAnswer: (_status, error) => {
      if (error) throw error
    },
  })
  servers.push(server)
  return `http://127.0.0.1:${server.port}/`
}

function policyFile(...keys: readonly string[]): string {
  const path = place('policy')
  const names = keys.map((_, at) => `W${at + 1}`)
  const lines = keys.map((key, at) => `witness ${names[at]} ${key}`)
  writeFileSync(path, [...lines, `group all all ${names.join(' ')}`, 'quorum all', ''].join('\n'))
  return path
}

async function inCase<Result>(
  { folder, home }: Pick<CaseCopy, 'folder' | 'home'>,
  work: (open: OpenCase) => Promise<Result>,
): Promise<Result> {
  const open = await openCase(folder, home)
  try {
    return await work(open)
  } finally {
    open.close()
  }
}

const headOf = (copy: CaseCopy) => inCase(copy, async (open) => (await open.ledger.head()).size)

describe('over the network', () => {
  test('a witness cosigns the log as it grows, and verify says up to where', async () => {
    const copy = built.copy()
    const { home, key } = await newWitness()
    const [server, policy] = [await served(home), policyFile(key)]
    const first = await headOf(copy)
    const kept = await inCase(copy, (open) => fetchCosignature(open, server, policy))
    expect(kept).toMatchObject({ size: first, witnesses: [{ witness: 'W1' }], added: true })
    const required = { policy, scope: { bytes: 'none', requireCoverage: true } } as const
    expect(await verified(copy, required)).toMatchObject({ status: 0, named: [] })
    await inCase(copy, (open) => handOver(open, built.signers))
    const grown = await verified(copy, required)
    expectUnchecked(grown, 'coverage.absent log')
    expect(grown.status).toBe(31)
    expect(grown.printed).toContain(`nobody outside vouches for entry ${first}.`)
    expect(grown.printed).toContain(`del asiento ${first} no responde nadie ajeno`)
    await inCase(copy, (open) => fetchCosignature(open, server, policy))
    expect(await verified(copy, required)).toMatchObject({ status: 0 })
    expect(witnessFacts(home).logs).toMatchObject([{ origin: built.origin, size: first + 1 }])
  })

  test('two witnesses, and a quorum that asks for both', async () => {
    const copy = built.copy()
    const [one, two] = [await newWitness('w1.example/a'), await newWitness('w2.example/b')]
    const policy = policyFile(one.key, two.key)
    const required = { policy, scope: { bytes: 'none', requireCoverage: true } } as const
    const [first, second] = [await served(one.home), await served(two.home)]
    await inCase(copy, (open) => fetchCosignature(open, first, policy))
    expectUnchecked(await verified(copy, required), 'coverage.absent log')
    await inCase(copy, (open) => fetchCosignature(open, second, policy))
    expect(await verified(copy, required)).toMatchObject({ status: 0 })
    const handed = await inCase(copy, newestCheckpoint)
    expect(handed.cosigners.toSorted()).toEqual(['w1.example/a', 'w2.example/b'])
    const [listed] = await inCase(copy, listCheckpoints)
    expect(listed).toMatchObject({ head: true, size: handed.size, timestamps: 0 })
    expect(listed?.cosignatures.length).toBe(2)
  })

  test('a second copy of the case gets nothing from a witness that has seen the first', async () => {
    const [left, right] = [built.copy(), built.copy()]
    const { home, key } = await newWitness()
    const [server, policy] = [await served(home), policyFile(key)]
    for (const copy of [left, right]) await inCase(copy, (open) => handOver(open, built.signers))
    await inCase(left, (open) => fetchCosignature(open, server, policy))
    const same = inCase(right, (open) => fetchCosignature(open, server, policy))
    await expect(same).rejects.toMatchObject({
      code: 'ledger.rolled-back',
      details: { reason: 'witness' },
    })
    await inCase(left, (open) => handOver(open, built.signers))
    await inCase(left, (open) => fetchCosignature(open, server, policy))
    const shorter = inCase(right, (open) => fetchCosignature(open, server, policy))
    await expect(shorter).rejects.toMatchObject({
      code: 'ledger.rolled-back',
      details: { reason: 'shorter' },
    })
  })

  test('a disclosure carries what witnesses gave, and is covered by it', async () => {
    const copy = built.copy()
    const { home, key } = await newWitness()
    const [server, policy] = [await served(home), policyFile(key)]
    await inCase(copy, (open) => fetchCosignature(open, server, policy))
    const first = await headOf(copy)
    await inCase(copy, (open) => handOver(open, built.signers))
    await inCase(copy, (open) => fetchCosignature(open, server, policy))
    const folder = place('disclosure')
    await inCase(copy, (open) => disclose(open, folder, 'none'))
    const checkpoint = parseSignedNote(readFileSync(join(folder, 'checkpoint')))
    expect(checkpoint.signatures.map(({ name }) => name)).toEqual([built.origin, 'witness.example/w1'])
    expect(
      parseSignedNote(readFileSync(join(folder, 'cover', `${first}.checkpoint`))).signatures.length,
    ).toBe(2)
    const scope = { bytes: 'none', requireCoverage: true } as const
    expect(await verified({ ...copy, folder }, { policy, scope })).toMatchObject({ status: 0, named: [] })
  })

  test('no policy, no witness that it names, no log that the witness watches', async () => {
    const copy = built.copy()
    const [known, other] = [await newWitness(), await newWitness('w9.example/z')]
    const server = await served(known.home)
    const withoutPolicy = inCase(copy, (open) => fetchCosignature(open, server))
    await expect(withoutPolicy).rejects.toMatchObject({ code: 'usage.missing' })
    const untrusted = inCase(copy, (open) => fetchCosignature(open, server, policyFile(other.key)))
    await expect(untrusted).rejects.toMatchObject({ code: 'key.untrusted' })
    const stranger = homeAt(place('witness-home'))
    const { key } = await createWitness(stranger, 'w3.example/c', await passphrase(), instantOf(Date.now()))
    const blind = await served(stranger)
    const unwatched = inCase(copy, (open) => fetchCosignature(open, blind, policyFile(key)))
    await expect(unwatched).rejects.toMatchObject({
      code: 'key.untrusted',
      details: { reason: 'unknown log' },
    })
    expect(await inCase(copy, async (open) => [...(await listCheckpoints(open))])).toMatchObject([
      { cosignatures: [] },
    ])
  })

  test('the policy of the home serves when none is named', async () => {
    const copy = built.copy()
    const { home, key } = await newWitness()
    writeFileSync(join(copy.home.path, 'trust', 'policy'), readFileSync(policyFile(key)))
    const server = await served(home)
    await inCase(copy, (open) => fetchCosignature(open, server))
    const scope = { bytes: 'none', requireCoverage: true } as const
    expect(await verified(copy, { scope })).toMatchObject({ status: 0 })
  })
})

describe('by files', () => {
  async function carried(copy: CaseCopy, old?: number) {
    const path = place('request')
    const { bytes } = await inCase(copy, (open) => askCosignature(open, old))
    writeFileSync(path, bytes)
    return { path, bytes }
  }

  test('a request goes to the witness and its answer comes back', async () => {
    const copy = built.copy()
    const { home, key } = await newWitness()
    const policy = policyFile(key)
    const { path, bytes } = await carried(copy)
    const signed = await signWitnessRequest(home, passphrase, path)
    expect(signed).toMatchObject({ origin: built.origin, size: await headOf(copy) })
    // The log has grown meanwhile: the answer is kept with the checkpoint it is about.
    await inCase(copy, (open) => handOver(open, built.signers))
    const take = () => inCase(copy, (open) => takeCosignature(open, bytes, signed.lines, policy))
    expect(await take()).toMatchObject({ size: signed.size, added: true })
    expect(await take()).toMatchObject({ added: false })
    expect(await verified(copy, { policy })).toMatchObject({ status: 0 })
    // From then on a request starts from what is known to be cosigned.
    const next = await carried(copy)
    expect(Buffer.from(next.bytes).toString().split('\n')[0]).toBe(`old ${signed.size}`)
    expect(await signWitnessRequest(home, passphrase, next.path)).toMatchObject({ size: signed.size + 1 })
  })

  test('from another size than it has cosigned, it says from which', async () => {
    const copy = built.copy()
    const { home } = await newWitness()
    await signWitnessRequest(home, passphrase, (await carried(copy)).path)
    await inCase(copy, (open) => handOver(open, built.signers))
    await expect(signWitnessRequest(home, passphrase, (await carried(copy, 3)).path)).rejects.toMatchObject({
      code: 'ledger.conflict',
      details: { reason: 'witness', cosigned: await headOf(built) },
    })
  })

  test('of another history, it cosigns nothing', async () => {
    const [left, right] = [built.copy(), built.copy()]
    const { home } = await newWitness()
    for (const copy of [left, right]) await inCase(copy, (open) => handOver(open, built.signers))
    const size = await headOf(left)
    await signWitnessRequest(home, passphrase, (await carried(left)).path)
    const other = signWitnessRequest(home, passphrase, (await carried(right, size)).path)
    await expect(other).rejects.toMatchObject({ code: 'ledger.rolled-back' })
    expect(witnessFacts(home).logs).toMatchObject([{ size }])
  })

  test('an answer that was altered, or answers another request, is not kept', async () => {
    const copy = built.copy()
    const { home, key } = await newWitness()
    const policy = policyFile(key)
    const { path, bytes } = await carried(copy)
    const { lines } = await signWitnessRequest(home, passphrase, path)
    const take = (request: Uint8Array, answer: Uint8Array) =>
      inCase(copy, (open) => takeCosignature(open, request, answer, policy))
    const [name, encoded = ''] = Buffer.from(lines)
      .toString()
      .split(/ (?=\S+\n$)/)
    const line = Buffer.from(encoded, 'base64')
    line[line.length - 1] = (line.at(-1) ?? 0) ^ 1
    const altered = Buffer.from(`${name} ${line.toString('base64')}\n`)
    await expect(take(bytes, altered)).rejects.toMatchObject({
      code: 'source.refused',
      details: { reason: 'signature' },
    })
    const elsewhere = built.copy()
    await inCase(elsewhere, (open) => handOver(open, built.signers))
    const strange = (await carried(elsewhere)).bytes
    await expect(take(strange, lines)).rejects.toMatchObject({ details: { reason: 'other-log' } })
    await expect(take(bytes, Buffer.from('nothing\n'))).rejects.toMatchObject({ code: 'source.malformed' })
    expect(await take(bytes, lines)).toMatchObject({ added: true })
  })
})

describe('a witness', () => {
  test('is made once, and not without a name', async () => {
    const { home } = await newWitness()
    const again = createWitness(home, 'w.example', await passphrase(), instantOf(Date.now()))
    await expect(again).rejects.toMatchObject({ code: 'key.exists' })
    const nameless = createWitness(homeAt(place('home')), 'a name', await passphrase(), instantOf(Date.now()))
    await expect(nameless).rejects.toMatchObject({ code: 'usage.argument' })
    const nobody = homeAt(place('home'))
    mkdirSync(nobody.path)
    expect(() => witnessFacts(nobody)).toThrow(expect.objectContaining({ code: 'key.absent' }))
    const wrong = serveWitnessOf(home, async () => Buffer.from('wrong'), {
      address: '127.0.0.1',
      port: 0,
      onAnswer: () => undefined,
    })
    await expect(wrong).rejects.toMatchObject({ code: 'key.passphrase' })
  })
})

describe('somebody with the database and every key', () => {
  test('cannot make a witness vouch for what it has not seen', async () => {
    const copy = built.copy()
    const { home, key } = await newWitness()
    const [server, policy] = [await served(home), policyFile(key)]
    await inCase(copy, (open) => fetchCosignature(open, server, policy))
    await inCase(copy, (open) => handOver(open, built.signers))
    const size = await headOf(copy)
    // The cosignature moved to the newest checkpoint.
    behindTriggers(copy.ledger, (raw) => raw.prepare('update cover set size = ?').run(size))
    expectContradicted(await verified(copy, { policy }), `cover.mismatch checkpoint ${size}`)
    // Or taken away: nothing contradicts, and the cover is gone with it.
    behindTriggers(copy.ledger, (raw) => raw.exec('delete from cover'))
    const scope = { bytes: 'none', requireCoverage: true } as const
    const without = await verified(copy, { policy, scope })
    expectUnchecked(without, 'coverage.absent log')
    expect(without.printed).toContain('Nobody outside the lab vouches for the log.')
  })
})
