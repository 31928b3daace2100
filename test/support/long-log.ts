import { createHash } from 'node:crypto'
import type { AuditSource } from '../../src/audit/source.js'
import { encodeBase64 } from '../../src/encoding/base64.js'
import { canonicalJson, type Json } from '../../src/encoding/canonical-json.js'
import { commit } from '../../src/encoding/commitment.js'
import { formatSignedNote, parseSignedNote } from '../../src/encoding/signed-note.js'
import { encodeUtf8 } from '../../src/encoding/utf8.js'
import { append } from '../../src/ledger/append.js'
import type { LedgerStore } from '../../src/ledger/store.js'
import { instantOf } from '../../src/model/instant.js'
import { parseCheckpoint } from '../../src/signing/checkpoint.js'
import { type Signer, seedSigner } from '../../src/signing/signer.js'
import { formatVerifierKey, verifierKeyOf } from '../../src/signing/verifier-key.js'
import { madeBy } from './acts.js'

// A log as long as one likes, the same every time, real signatures on every act: two officers, sealed exhibits whose seals are
// looked at, and every fourth act a hand-over that both sign. What is appended is formed here and not looked at again.

export const longOrigin = 'lab.example/ffeeddccbbaa99887766554433221100'
const start = Date.UTC(2026, 0, 5, 8, 0, 0)
const exhibits = 50

type Officer = 'P-01' | 'P-02'
interface Signed {
  readonly by: readonly Officer[]
  readonly as?: readonly string[]
  readonly byLog?: boolean
  readonly body: { readonly [key: string]: Json }
}

/**
 * @param entries how many the log is to have, the first few of which prepare the rest
 * @param batch acts under one checkpoint
 * @param handovers one exhibit of how many is handed over when its turn comes; the seals of the others are looked at
 */
export async function appendLongLog(
  store: LedgerStore,
  entries: number,
  batch: number,
  handovers = 4,
): Promise<void> {
  for (let done = (await store.head()).size; done < entries; ) {
    const count = Math.min(batch, entries - done)
    await append(
      store,
      await notesFrom(store, done, count, handovers),
      logKey(),
      () => longTime(done),
      async () => undefined,
    )
    done += count
  }
}

/** Signed notes of the acts from one number on, as they are said to have been made on the store's newest head. */
export async function notesFrom(
  store: Pick<LedgerStore, 'head'>,
  from: number,
  count: number,
  handovers = 4,
): Promise<Uint8Array[]> {
  const { checkpoint, size } = await store.head()
  const root = checkpoint ? parseCheckpoint(parseSignedNote(checkpoint).text).root : digest('')
  const seen = { root: encodeBase64(root), size }
  const notes: Uint8Array[] = []
  for (let seq = from; seq < from + count; seq += 1)
    notes.push(await noteOf(seq, actOf(seq, handovers), seen))
  return notes
}

export function logKey(): { readonly origin: string; readonly signer: Signer } {
  return { origin: longOrigin, signer: signerOf('log') }
}

/** The log alone, as an audit reads it: no openings, no documents, nobody's cover. */
export function sourceOver(store: Pick<LedgerStore, 'entries' | 'checkpoints'>): AuditSource {
  return {
    kind: 'case',
    faults: () => nothing(),
    entries: () => store.entries(0),
    checkpoints: () => store.checkpoints(),
    cover: () => nothing(),
    document: async () => undefined,
    opening: async () => undefined,
    openings: () => nothing(),
  }
}

/** Public key of a name in the log's notes. */
export function publicKeyNamed(name: string): Uint8Array {
  if (name === longOrigin) return signerOf('log').publicKey
  return signerOf(name.endsWith('P-01') ? 'P-01' : 'P-02').publicKey
}

async function* nothing(): AsyncGenerator<never> {
  yield* []
}

function actOf(seq: number, handovers: number): Signed {
  const number = (seq - preparation) % exhibits
  const turn = Math.floor((seq - preparation) / exhibits)
  if (seq < preparation) return preparing(seq)
  if (number % handovers !== handovers - 1) return check(number)
  const [from, to] = turn % 2 === 0 ? (['P-01', 'P-02'] as const) : (['P-02', 'P-01'] as const)
  return {
    by: [from, to],
    as: ['giver', 'receiver'],
    body: {
      kind: 'transfer.now',
      exhibits: [`E-${number + 1}`],
      from,
      purpose: closed(`purpose ${seq}`),
      to,
    },
  }
}

const preparation = 3 + 2 * exhibits

function preparing(seq: number): Signed {
  if (seq === 0) return genesis()
  if (seq === 1)
    return {
      by: ['P-01'],
      body: { kind: 'person.enrol', identity: closed('P-02'), person: 'P-02', roles: ['examiner'] },
    }
  if (seq === 2)
    return {
      by: ['P-01', 'P-02'],
      as: ['performer', 'subject'],
      body: { kind: 'key.enrol', key: keyOf('P-02'), person: 'P-02' },
    }
  const number = Math.floor((seq - 3) / 2) + 1
  const exhibit = `E-${number}`
  return seq % 2 === 1
    ? {
        by: ['P-01'],
        body: { kind: 'exhibit.add', category: 'phone', description: closed(exhibit), exhibit, quantity: 1 },
      }
    : {
        by: ['P-01'],
        body: { kind: 'seal.apply', exhibit, number: closed(`seal ${number}`), seal: `S-${number}` },
      }
}

function genesis(): Signed {
  const body = {
    kind: 'genesis',
    administrators: [{ identity: closed('P-01'), key: keyOf('P-01'), person: 'P-01' }],
    case: { number: closed('case') },
    lang: 'es',
    logKey: formatVerifierKey(longOrigin, signerOf('log').publicKey),
    policy: { quorum: 1 },
    zone: 'Europe/Madrid',
  }
  return { by: ['P-01'], byLog: true, body }
}

function check(number: number): Signed {
  const [exhibit, seal] = [`E-${number + 1}`, `S-${number + 1}`]
  return { by: ['P-01'], body: { kind: 'seal.check', condition: 'intact', exhibit, same: true, seal } }
}

async function noteOf(seq: number, { by, as = [], byLog, body }: Signed, seen: Json): Promise<Uint8Array> {
  const parties = by.map((who, at) => ({
    as: as[at] ?? 'performer',
    signature: { host: digest(who).toString('hex').slice(0, 16), kind: 'key', signer: 'file' },
    who,
  }))
  const act = {
    ...body,
    at: { clock: 'system', time: longTime(seq), zone: 'Europe/Madrid' },
    by: by[0] ?? 'P-01',
    log: longOrigin,
    nonce: encodeBase64(digest(`nonce ${seq}`).subarray(0, 16)),
    parties,
    rules: 1,
    seen,
    software: madeBy,
  }
  const text = `custodia-act/v1\n${canonicalJson(act)}\n`
  const names = [...(byLog ? ['log' as const] : []), ...by]
  const signatures = await Promise.all(
    names.map(async (who) => {
      const { name, keyId } = named(who)
      return { name, keyId, signature: await signerOf(who).sign(encodeUtf8(text)) }
    }),
  )
  return formatSignedNote({ text, signatures })
}

/** When an entry is said to have been recorded. */
export function longTime(seq: number) {
  return instantOf(start + seq * 1000)
}

const names = new Map<string, { readonly name: string; readonly keyId: Uint8Array }>()

function named(who: Officer | 'log') {
  const name = who === 'log' ? longOrigin : `${longOrigin}/${who}`
  const known = names.get(who) ?? verifierKeyOf(name, signerOf(who).publicKey)
  names.set(who, known)
  return known
}

function keyOf(who: Officer): string {
  return formatVerifierKey(`${longOrigin}/${who}`, signerOf(who).publicKey)
}

const signers = new Map<string, Signer>()

function signerOf(who: Officer | 'log'): Signer {
  const signer = signers.get(who) ?? seedSigner(digest(`seed of ${who}`))
  signers.set(who, signer)
  return signer
}

function closed(value: string): { readonly c: string } {
  return { c: commit(value, digest(`salt of ${value}`)).c }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
