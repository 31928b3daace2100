import { existsSync, readdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { verifierKey } from '../custody/authority.js'
import { known } from '../custody/change.js'
import { rangeName } from '../custody/number-ranges.js'
import { type Custody, keysAt } from '../custody/state.js'
import { encodeBase64 } from '../encoding/base64.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { UsageError } from '../errors.js'
import { noLeaf } from '../ledger/entry.js'
import { requireFieldLength } from '../ledger/field-entry.js'
import { emptyRoot } from '../merkle/hash.js'
import { type ActOf, act as actForm, currentRules } from '../model/act.js'
import type { NumberRange } from '../model/field.js'
import type { LeafHash, Origin, PersonCode } from '../model/names.js'
import { actText, newNonce, personKeyName } from '../signing/signed-act.js'
import type { Signer } from '../signing/signer.js'
import { formatVerifierKey } from '../signing/verifier-key.js'
import type { Desk } from './desk.js'
import { administratorsAt, type Draft, type Enacted, enact, requireClear } from './enact.js'
import type { Home } from './home.js'
import { beginRecord, originFrom } from './init.js'
import { signerOf } from './keys.js'
import type { OpenCase } from './open.js'
import type { Signers } from './signatures.js'
import { toolchain } from './toolchain.js'

export interface NewField {
  /** Where its case folder will be; nothing may stand there. */
  readonly folder: string
  readonly exhibits: NumberRange
  /** Who goes along: they are known there with their keys. Everybody on record, unless some are named. */
  readonly persons?: readonly PersonCode[]
  /** The home that will keep it, and alone has its log key; its data key stays here too. This one, unless another is named. */
  readonly home?: Home
}

export interface FieldOpened {
  readonly folder: string
  readonly origin: Origin
  /** Undefined on a dry run. */
  readonly genesis: LeafHash | undefined
  readonly exhibits: string
  readonly persons: readonly PersonCode[]
  readonly enacted: Enacted
}

/** What is agreed before anything is made. */
interface Plan extends Required<Omit<NewField, 'persons'>> {
  readonly origin: Origin
  /** How many administrators it takes, there as here. */
  readonly quorum: number
  readonly persons: NonNullable<ActOf<'genesis'>['field']>['persons']
}

/**
 * Opens a log of its own for a place without a connection: a case folder with its own origin, log key and data key, in which the
 * persons of this log are known; and puts on record here that these numbers are given out to it. When that is refused, the folder is
 * taken away again.
 * @throws RuleError `rule.given-out`, `rule.number-taken`; UsageError `usage.conflict` when something stands at the place
 */
export async function openField(open: OpenCase, desk: Desk, request: NewField): Promise<FieldOpened> {
  const folder = resolve(request.folder)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new UsageError('usage.conflict', { path: folder, reason: 'folder' })
  const { exhibits, home = open.home } = request
  const origin = originFrom(open.origin.split('/')[0] ?? '')
  const custody = await open.live.current()
  const persons = personsOf(custody, origin, [desk.by, ...(desk.with ?? [])], request.persons)
  const plan: Plan = { folder, exhibits, home, origin, persons, quorum: custody.quorum }
  const codes = persons.map(({ person }) => person)
  const told = { folder, origin, exhibits: rangeName(exhibits), persons: codes }
  const draft = (genesis: LeafHash) => () => [openingDraft(custody, desk, plan, genesis)]
  const show = desk.dryRun ? desk.show : () => undefined
  const enacted = await enact(open, { ...desk, dryRun: true, show }, draft(noLeaf))
  if (desk.dryRun) return { ...told, genesis: undefined, enacted }
  const signers: Signers = new Map()
  for (const { who } of administratorsAt(desk))
    signers.set(who, await signerOf(open.home, custody, who, desk))
  try {
    const genesis = await begin(open, desk, plan, signers)
    return { ...told, genesis, enacted: await enact(open, desk, draft(genesis), signers) }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** Persons with the keys that count now, under the names those keys have in the new log. */
function personsOf(
  custody: Custody,
  origin: Origin,
  signing: readonly PersonCode[],
  named: readonly PersonCode[] = Object.keys(custody.persons) as PersonCode[],
): Plan['persons'] {
  return [...new Set([...signing, ...named])].sort().map((person) => {
    const { identity, roles } = known(custody.persons, 'person', person)
    const keys = keysAt(custody, person, custody.size).map(({ key }) => ({
      key: formatVerifierKey(personKeyName(origin, person), verifierKey(key).publicKey),
    }))
    return { identity: { c: identity }, keys, person, roles: [...roles] }
  })
}

function openingDraft(custody: Custody, desk: Desk, plan: Plan, genesis: LeafHash): Draft {
  const { exhibits, origin, persons } = plan
  return {
    body: {
      kind: 'field.open',
      exhibits,
      field: origin,
      genesis,
      persons: persons.map(({ person }) => ({
        keys: keysAt(custody, person, custody.size).map(({ keyId }) => keyId),
        person,
      })),
    },
    parties: administratorsAt(desk),
  }
}

async function begin(open: OpenCase, desk: Desk, plan: Plan, signers: Signers): Promise<LeafHash> {
  const { folder, home, origin } = plan
  const logSigner = home.newLogKey(origin)
  const dataKey = home.newDataKey(origin)
  const act = genesisOf(open, desk, plan, signers, logSigner)
  requireFieldLength(encodeUtf8(actText(act)))
  const named = act.parties.flatMap(({ who }) => {
    const signer = signers.get(who)
    return signer ? [{ name: personKeyName(origin, who), signer }] : []
  })
  const clear = requireClear(open)
  const openings = commitmentsOf(act).flatMap((commitment) => clear.get(commitment) ?? [])
  const genesis = await beginRecord(folder, home, {
    act,
    dataKey,
    logSigner,
    signers: named,
    openings,
    now: desk.now,
  })
  if (home.path !== open.home.path) {
    open.home.keepDataKey(origin, dataKey)
    open.home.pin(origin, genesis)
  }
  return genesis
}

/** What is said of the case and of the persons is committed to as in this log: the same values, the same salts. */
function commitmentsOf({ case: { court, number, unit }, field }: ActOf<'genesis'>): readonly string[] {
  const persons = field?.persons ?? []
  return [court, number, unit, ...persons.map(({ identity }) => identity)].flatMap((each) => each?.c ?? [])
}

function genesisOf(
  open: OpenCase,
  desk: Desk,
  { exhibits, origin, persons, quorum }: Plan,
  signers: Signers,
  logSigner: Signer,
): ActOf<'genesis'> {
  const { genesis: main, home } = open
  const signing = administratorsAt(desk).flatMap(({ who }) => {
    const signer = signers.get(who)
    const identity = persons.find(({ person }) => person === who)?.identity
    return signer && identity ? [{ identity, signer, who }] : []
  })
  const act = actForm.parse({
    kind: 'genesis',
    administrators: signing.map(({ identity, signer, who }) => ({
      identity,
      key: formatVerifierKey(personKeyName(origin, who), signer.publicKey),
      person: who,
    })),
    at: { clock: 'system', time: desk.now(), zone: main.zone },
    by: desk.by,
    case: main.case,
    field: { exhibits, genesis: open.genesisLeaf, of: open.origin, persons },
    lang: main.lang,
    log: origin,
    logKey: formatVerifierKey(origin, logSigner.publicKey),
    nonce: newNonce(),
    parties: signing.map(({ signer, who }) => ({
      as: 'administrator',
      signature: { kind: 'key', host: home.hostId(), signer: signer.kind },
      who,
    })),
    policy: { quorum },
    rules: currentRules,
    seen: { root: encodeBase64(emptyRoot), size: 0 },
    software: toolchain(),
    zone: main.zone,
  })
  if (act.kind !== 'genesis') throw new UsageError('usage.unknown', { what: 'genesis' })
  return act
}
