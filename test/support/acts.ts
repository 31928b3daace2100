import { createHash } from 'node:crypto'
import { requireSignatures } from '../../src/custody/authority.js'
import type { Break } from '../../src/custody/breaks/rule.js'
import type { Custody } from '../../src/custody/state.js'
import { begin, follow } from '../../src/custody/tracks.js'
import { encodeBase64 } from '../../src/encoding/base64.js'
import type { Json } from '../../src/encoding/canonical-json.js'
import { commit } from '../../src/encoding/commitment.js'
import { type Act, act as actForm } from '../../src/model/act.js'
import { instantOf } from '../../src/model/instant.js'
import type { LeafHash, PersonCode } from '../../src/model/names.js'
import { personKeyName, type SignedAct, signAct } from '../../src/signing/signed-act.js'
import { type Signer, seedSigner } from '../../src/signing/signer.js'
import { formatVerifierKey } from '../../src/signing/verifier-key.js'

// Acts with as little around them as they need. Keys, nonces and times follow from names and counters.

export const origin = 'lab.example/0123456789abcdef0123456789abcdef'
export const start = Date.UTC(2026, 2, 12, 8, 0, 0)
const minute = 60_000

export function signerOf(name: string): Signer {
  return seedSigner(digest(`seed of ${name}`))
}

export function keyOf(person: string, owner = person): string {
  return formatVerifierKey(personKeyName(origin, person as PersonCode), signerOf(owner).publicKey)
}

/** A commitment to whatever; nobody opens it here. */
export function closed(value: Json = 'whatever'): { c: string } {
  return { c: commit(value, Buffer.alloc(32, 1)).c }
}

export function leafAt(seq: number): LeafHash {
  return encodeBase64(digest(`leaf ${seq}`)) as LeafHash
}

/** A party by who and as what; with a key unless said otherwise. */
export type PartyText = `${string} ${string}` | { who: string; as: string; signature: Json }

export interface Circumstances {
  readonly parties?: readonly PartyText[]
  /** Minutes after the start at which it is said to have happened, and at which the log says it was recorded. */
  readonly at?: number
  readonly logged?: number
  /** Fields of the envelope put in the place of the usual ones. */
  readonly envelope?: Readonly<Record<string, Json>>
}

const someDigest = '5'.repeat(64)

/** What synthetic acts say made them. */
export const madeBy = {
  lock: someDigest,
  name: 'custodia',
  node: { sha256: someDigest, version: '20.19.0' },
  openssl: { sha256: someDigest, version: '3.0.15' },
  package: someDigest,
  version: '0.1.0',
}

/** An act of this body at this place in the log. */
export function actAt(seq: number, by: string, body: object, circumstances: Circumstances = {}): Act {
  const { parties = [`${by} performer`], at = seq, envelope = {} } = circumstances
  return actForm.parse({
    at: { clock: 'system', time: instantOf(start + at * minute), zone: 'Europe/Madrid' },
    by,
    log: origin,
    nonce: encodeBase64(digest(`nonce ${seq}`).subarray(0, 16)),
    parties: parties.map(partyOf),
    rules: 1,
    seen: { root: encodeBase64(digest('')), size: 0 },
    software: madeBy,
    ...body,
    ...envelope,
  })
}

/** Each person signs in a home of their own. */
export function hostOf(person: string): string {
  return Buffer.from(digest(`home of ${person}`))
    .toString('hex')
    .slice(0, 16)
}

function partyOf(text: PartyText): unknown {
  if (typeof text !== 'string') return text
  const [who, as] = text.split(' ')
  return { who, as, signature: { kind: 'key', host: hostOf(who ?? ''), signer: 'file' } }
}

export const genesisBody = {
  kind: 'genesis',
  administrators: [{ identity: closed(), key: keyOf('P-01'), person: 'P-01' }],
  case: { number: closed() },
  lang: 'es',
  logKey: formatVerifierKey(origin, signerOf('log').publicKey),
  policy: { quorum: 1 },
  zone: 'Europe/Madrid',
}

export const enrolment = (person: string, role = 'examiner') => ({
  kind: 'person.enrol',
  identity: closed(),
  person,
  roles: [role],
})

export const bothSign = (person: string): Circumstances => ({
  parties: ['P-01 administrator', `${person} subject`],
})

/** The note of an act, signed by its own parties, or by others in their names. */
export async function signedAct(act: Act, owners: Readonly<Record<string, string>> = {}): Promise<SignedAct> {
  const persons = act.parties
    .filter(({ signature }) => signature.kind === 'key')
    .map(({ who }) => ({ name: personKeyName(origin, who), signer: signerOf(owners[who] ?? who) }))
  const log = { name: origin, signer: signerOf('log') }
  return signAct(act, act.kind === 'genesis' ? [log, ...persons] : persons)
}

/** A record that is followed act by act. */
export interface FollowedRecord {
  readonly custody: Custody
  readonly acts: readonly Act[]
  /** Follows an act and gives the codes of the breaks it shows; throws what the fold refuses. */
  does(by: string, body: object, circumstances?: Circumstances): readonly string[]
  found(by: string, body: object, circumstances?: Circumstances): readonly Break[]
  /** Follows the same after its signatures were checked. */
  signs(
    by: string,
    body: object,
    circumstances?: Circumstances,
    owners?: Readonly<Record<string, string>>,
  ): Promise<void>
}

/** Entry 0, three officers with their keys (P-01 administers), and P-04 without one. */
export function newRecord(): FollowedRecord {
  const acts: Act[] = [actAt(0, 'P-01', genesisBody, { parties: ['P-01 administrator'] })]
  const [genesis] = acts
  if (!genesis) throw new Error('no genesis')
  const custody = begin({ seq: 0, leaf: leafAt(0), logTime: instantOf(start), act: genesis })

  function next(by: string, body: object, circumstances: Circumstances): Act {
    return actAt(custody.size, by, body, circumstances)
  }
  function take(act: Act, { at = custody.size, logged = at }: Circumstances): readonly Break[] {
    const seq = custody.size
    const breaks = follow(custody, {
      seq,
      leaf: leafAt(seq),
      logTime: instantOf(start + logged * minute),
      act,
    })
    acts.push(act)
    return breaks
  }
  const record: FollowedRecord = {
    custody,
    acts,
    does: (by, body, circumstances = {}) =>
      take(next(by, body, circumstances), circumstances).map(({ code }) => code),
    found: (by, body, circumstances = {}) => take(next(by, body, circumstances), circumstances),
    async signs(by, body, circumstances = {}, owners = {}) {
      const act = next(by, body, circumstances)
      requireSignatures(custody, await signedAct(act, owners), custody.size)
      take(act, circumstances)
    },
  }
  for (const person of ['P-02', 'P-03']) {
    record.does('P-01', enrolment(person))
    record.does('P-01', { kind: 'key.enrol', key: keyOf(person), person }, bothSign(person))
  }
  record.does('P-01', enrolment('P-04', 'courier'))
  return record
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
