import { randomBytes } from 'node:crypto'
import { encodeBase64 } from '../encoding/base64.js'
import type { Json } from '../encoding/canonical-json.js'
import { commit, type Opening } from '../encoding/commitment.js'
import { UsageError } from '../errors.js'
import { append } from '../ledger/append.js'
import { emptyRoot } from '../merkle/hash.js'
import { type Act, act as actForm, currentRules } from '../model/act.js'
import type { CommittedField } from '../model/field.js'
import { isZone } from '../model/local-time.js'
import { isOrigin, type LeafHash, type Origin } from '../model/names.js'
import { type NamedSigner, newNonce, personKeyName, signAct } from '../signing/signed-act.js'
import type { Signer } from '../signing/signer.js'
import { formatVerifierKey } from '../signing/verifier-key.js'
import type { Desk } from './desk.js'
import { keepReceipt } from './enact.js'
import type { Home } from './home.js'
import { keyNamed, unlocked } from './keys.js'
import { liveCustody } from './live.js'
import { createCaseStores } from './open.js'
import { toolchain } from './toolchain.js'

export interface NewCase {
  /** Number of the procedure as the court writes it. */
  readonly number: string
  /** The lab's name, e.g. `lab.example`; a random part is added unless it is already there. */
  readonly origin: string
  readonly court?: string
  readonly unit?: string
  readonly zone: string
  readonly lang: 'es' | 'en'
  /** Name of the administrator who opens the case. */
  readonly name?: string
  /** Fingerprint of the administrator's key; needed when the home holds several. */
  readonly key?: string
}

export interface Initialised {
  readonly folder: string
  readonly origin: Origin
  readonly genesis: LeafHash
  readonly administrator: string
}

/**
 * Opens a case: makes its stores, its log key and its data key, records entry 0 signed by the log key and the administrator, and
 * pins entry 0's leaf hash in this home.
 * @throws LedgerError `ledger.exists`; UsageError `usage.argument`
 */
export async function initCase(
  folder: string,
  home: Home,
  desk: Desk,
  request: NewCase,
): Promise<Initialised> {
  const origin = originFrom(request.origin)
  if (!isZone(request.zone))
    throw new UsageError('usage.argument', { what: '--zone', text: request.zone, reason: 'zone' })
  const administrator = await unlocked(home, keyNamed(home, request.key), desk.by, desk)
  home.hostId()
  const dataKey = home.newDataKey(origin)
  const logSigner = home.newLogKey(origin)
  const openings: Opening[] = []
  const act = genesisAct({ origin, home, desk, request, administrator, logSigner }, openings)
  const signers = [{ name: personKeyName(origin, desk.by), signer: administrator }]
  const genesis = await beginRecord(folder, home, {
    act,
    dataKey,
    logSigner,
    signers,
    openings,
    now: desk.now,
  })
  return { folder, origin, genesis, administrator: desk.by }
}

/** All that entry 0 is made from. */
export interface Beginning {
  readonly act: Act
  readonly dataKey: Uint8Array
  readonly logSigner: Signer
  /** Those of the parties, in their order. */
  readonly signers: readonly NamedSigner[]
  readonly openings: readonly Opening[]
  readonly now: Desk['now']
}

/**
 * Makes the stores of a log and records its entry 0, signed by the log's key and its parties; pins it in this home.
 * @returns its leaf hash
 * @throws LedgerError `ledger.exists`
 */
export async function beginRecord(
  folder: string,
  home: Home,
  { act, dataKey, logSigner, signers, openings, now }: Beginning,
): Promise<LeafHash> {
  const origin = act.log
  const stores = createCaseStores(folder, dataKey)
  const signed = await signAct(act, [{ name: origin, signer: logSigner }, ...signers])
  stores.clear.put(openings)
  const live = liveCustody(stores.ledger, stores.view)
  const appended = await append(
    stores.ledger,
    [signed.note],
    { origin, signer: logSigner },
    now,
    async (pending) => {
      await live.follow(pending)
      // Pinned before it is on record: there is never a case whose own home could be shown another in its place.
      for (const { leaf } of pending) home.pin(origin, leaf)
    },
  )
  const genesis = appended.recorded[0]?.leaf
  if (genesis === undefined) throw new UsageError('usage.unknown', { what: 'genesis' })
  const anchors = home.anchors()
  anchors.advance(origin, { size: appended.size, note: appended.checkpoint })
  for (const each of appended.recorded) keepReceipt({ home, origin }, each)
  await live.save()
  for (const store of [stores.ledger, stores.clear, stores.view, anchors]) store.close()
  return genesis
}

/** @throws UsageError `usage.argument` */
export function originFrom(text: string): Origin {
  const name = text.includes('/') ? text : `${text}/${randomBytes(16).toString('hex')}`
  if (!isOrigin(name)) throw new UsageError('usage.argument', { what: '--origin', text, reason: 'origin' })
  return name
}

interface Parts {
  readonly origin: Origin
  readonly home: Home
  readonly desk: Desk
  readonly request: NewCase
  readonly administrator: Signer
  readonly logSigner: Signer
}

function genesisAct(
  { origin, home, desk, request, administrator, logSigner }: Parts,
  openings: Opening[],
): Act {
  const closed = (value: Json): CommittedField => {
    const opening = commit(value)
    openings.push(opening)
    return { c: opening.c }
  }
  const { number, court, unit, lang, zone, name } = request
  return actForm.parse({
    kind: 'genesis',
    administrators: [
      {
        identity: closed({ name: name ?? '' }),
        key: formatVerifierKey(personKeyName(origin, desk.by), administrator.publicKey),
        person: desk.by,
      },
    ],
    at: { clock: 'system', time: desk.now(), zone },
    by: desk.by,
    case: {
      ...(court === undefined ? {} : { court: closed({ text: court }) }),
      number: closed({ text: number }),
      ...(unit === undefined ? {} : { unit: closed({ text: unit }) }),
    },
    lang,
    log: origin,
    logKey: formatVerifierKey(origin, logSigner.publicKey),
    nonce: newNonce(),
    parties: [
      {
        as: 'administrator',
        signature: { kind: 'key', host: home.hostId(), signer: administrator.kind },
        who: desk.by,
      },
    ],
    policy: { quorum: 1 },
    rules: currentRules,
    seen: { root: encodeBase64(emptyRoot), size: 0 },
    software: toolchain(),
    zone,
  })
}
