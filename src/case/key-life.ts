import { verifierKey } from '../custody/authority.js'
import { type Custody, type KeyState, keysAt } from '../custody/state.js'
import { KeyError, RuleError } from '../errors.js'
import type { ActOf } from '../model/act.js'
import type { Instant } from '../model/instant.js'
import type { PersonCode } from '../model/names.js'
import type { Role } from '../model/vocabulary.js'
import { fingerprintOf, requireSoundPublicKey } from '../signing/public-key.js'
import { personKeyName } from '../signing/signed-act.js'
import { formatVerifierKey } from '../signing/verifier-key.js'
import type { Desk } from './desk.js'
import { administratorsAt, type Enacted, enact } from './enact.js'
import { keyNamed } from './keys.js'
import type { OpenCase } from './open.js'
import { keyDraft } from './people.js'

// What becomes of keys, roles and the log itself after the beginning. Where several administrators are needed, those of `desk.with`
// sign the same act.

/** Enrols a key of this home for somebody already on record. */
export async function enrolKey(
  open: OpenCase,
  desk: Desk,
  person: PersonCode,
  fingerprint: string,
): Promise<Enacted> {
  const key = keyNamed(open.home, fingerprint)
  return enact(open, desk, () => [
    { ...keyDraft(open, desk, person, key.publicKey), newKey: { person, key } },
  ])
}

/**
 * Puts a key of this home in the place of one that whoever acts signs with; both sign.
 * @param old fingerprint of the key to be replaced, or a clear beginning of it; needed when they have several
 */
export async function rotateKey(
  open: OpenCase,
  desk: Desk,
  fingerprint: string,
  old?: string,
): Promise<Enacted> {
  const key = keyNamed(open.home, fingerprint)
  requireSoundPublicKey(key.publicKey)
  const { by } = desk
  return enact(open, desk, ({ custody }) => [
    {
      body: {
        kind: 'key.rotate',
        key: formatVerifierKey(personKeyName(open.origin, by), key.publicKey),
        old: oneOf(keysAt(custody, by, custody.size), by, old).keyId,
        person: by,
      },
      parties: [
        { who: by, as: 'performer', signature: 'key' },
        { who: by, as: 'subject', signature: 'key' },
      ],
      newKey: { person: by, key },
    },
  ])
}

export interface KeyRevocation {
  readonly person: PersonCode
  readonly reason: ActOf<'key.revoke'>['reason']
  /** From when on a compromised key may have been in other hands. */
  readonly since?: Instant
  /** Fingerprint, or a clear beginning of it; needed when the person has several keys. */
  readonly key?: string
}

export async function revokeKey(open: OpenCase, desk: Desk, request: KeyRevocation): Promise<Enacted> {
  const { person, reason, since, key } = request
  return enact(open, desk, ({ custody }) => [
    {
      body: {
        kind: 'key.revoke',
        key: oneOf(revocable(custody, person, reason), person, key).keyId,
        person,
        reason,
        ...(since ? { since: { clock: 'stated', time: since, zone: open.genesis.zone } } : {}),
      },
      parties: administratorsAt(desk),
    },
  ])
}

/** That it was compromised can be said of a key that counts no longer. */
function revocable(custody: Custody, person: PersonCode, reason: string): readonly KeyState[] {
  const counting = keysAt(custody, person, custody.size)
  if (reason !== 'compromised') return counting
  const ended = custody.persons[person]?.keys.filter(({ until }) => until !== undefined) ?? []
  return counting.length > 0
    ? [...counting, ...ended]
    : ended.filter(({ revocation }) => revocation?.reason !== 'compromised')
}

/** The key a fingerprint names; without one, the only key that counts, else the only one there is. */
function oneOf(keys: readonly KeyState[], person: PersonCode, fingerprint: string | undefined): KeyState {
  const counting = keys.filter(({ until }) => until === undefined)
  const among = fingerprint === undefined && counting.length > 0 ? counting : keys
  const named = (key: KeyState) => fingerprintOf(verifierKey(key.key).publicKey)
  const [only, ...others] = among.filter(
    (key) => fingerprint === undefined || named(key).startsWith(fingerprint),
  )
  if (!only) throw new RuleError('rule.unknown-object', { kind: 'key', name: fingerprint ?? person })
  if (others.length > 0)
    throw new KeyError('key.ambiguous', {
      keys: [only, ...others].map(named).join(', '),
      person,
      reason: 'person',
    })
  return only
}

export interface RoleChange {
  readonly person: PersonCode
  readonly granted: readonly Role[]
  readonly withdrawn: readonly Role[]
}

export async function changeRoles(
  open: OpenCase,
  desk: Desk,
  { person, granted, withdrawn }: RoleChange,
): Promise<Enacted> {
  return enact(open, desk, () => [
    {
      body: { kind: 'person.grant', granted: [...granted], person, withdrawn: [...withdrawn] },
      parties: administratorsAt(desk),
    },
  ])
}

/** How many administrators must sign from now on. As many must sign this act, and no fewer than before it. */
export async function changeQuorum(open: OpenCase, desk: Desk, quorum: number): Promise<Enacted> {
  return enact(open, desk, () => [
    { body: { kind: 'quorum.change', quorum }, parties: administratorsAt(desk) },
  ])
}

/** Puts a new key in the place of the log's own. The new one is made in this home, before anything is recorded. */
export async function rotateLogKey(open: OpenCase, desk: Desk): Promise<Enacted> {
  const { publicKey } = open.home.nextLogKey(open.origin)
  const logKey = formatVerifierKey(open.origin, publicKey)
  return enact(open, desk, () => [{ body: { kind: 'log.rotate', logKey }, parties: administratorsAt(desk) }])
}

/** Closes the record: nothing may follow. */
export async function freezeLog(open: OpenCase, desk: Desk, reason: string): Promise<Enacted> {
  return enact(open, desk, ({ commit }) => [
    {
      body: { kind: 'log.freeze', reason: commit({ text: reason }) },
      parties: administratorsAt(desk),
    },
  ])
}
