import { RuleError } from '../errors.js'
import type { ActOf } from '../model/act.js'
import type { PersonCode } from '../model/names.js'
import { keyIdOf, requireKeyName, verifierKey } from './authority.js'
import {
  type Change,
  change,
  known,
  requireFree,
  requireParty,
  taken,
  unknown,
  wrongState,
} from './change.js'
import { type Custody, type KeyState, keysAt, type PersonState } from './state.js'

// What acts about persons, their keys and roles, and about the log itself do to the record.

type KeyAct = ActOf<
  | 'person.enrol'
  | 'key.enrol'
  | 'key.revoke'
  | 'key.rotate'
  | 'person.grant'
  | 'quorum.change'
  | 'log.rotate'
  | 'log.freeze'
>

export function keyEffect(custody: Custody, act: KeyAct, seq: number): Change {
  switch (act.kind) {
    case 'person.enrol':
      return enrolPerson(custody, act)
    case 'key.enrol':
      return enrolKey(custody, act, seq)
    case 'key.revoke':
      return revokeKey(custody, act, seq)
    case 'key.rotate':
      return rotateKey(custody, act, seq)
    case 'person.grant':
      return grantRoles(custody, act)
    case 'quorum.change':
      return changeQuorum(custody, act)
    case 'log.rotate':
      return rotateLogKey(custody, act, seq)
    case 'log.freeze':
      return freezeLog(custody, seq)
  }
}

function enrolPerson(custody: Custody, act: ActOf<'person.enrol'>): Change {
  requireFree(custody.persons, 'person', act.person)
  return change([], () => {
    custody.persons[act.person] = { roles: act.roles, identity: act.identity.c, keys: [] }
  })
}

function enrolKey(custody: Custody, act: ActOf<'key.enrol'>, seq: number): Change {
  const person = known(custody.persons, 'person', act.person)
  requireParty(act, act.person, 'subject')
  const added = newKey(custody, person, act, seq)
  return change([], () => {
    custody.persons[act.person] = { ...person, keys: [...person.keys, added] }
  })
}

/** The old key's signature is proof enough of who asks; nobody else can ask. */
function rotateKey(custody: Custody, act: ActOf<'key.rotate'>, seq: number): Change {
  const person = known(custody.persons, 'person', act.person)
  if (act.by !== act.person)
    throw new RuleError('rule.no-authority', { person: act.by, reason: 'not-own-key' })
  requireParty(act, act.person, 'performer')
  requireParty(act, act.person, 'subject')
  if (!keysAt(custody, act.person, seq).some(({ keyId }) => keyId === act.old)) throw unknown('key', act.old)
  const added = newKey(custody, person, act, seq)
  return change([], () => {
    const keys = person.keys.map((key) => (key.keyId === act.old ? { ...key, until: seq + 1 } : key))
    custody.persons[act.person] = { ...person, keys: [...keys, added] }
  })
}

function newKey(
  custody: Custody,
  person: PersonState,
  act: ActOf<'key.enrol' | 'key.rotate'>,
  seq: number,
): KeyState {
  requireKeyName(custody.log, act.person, act.key)
  const keyId = keyIdOf(act.key)
  if (person.keys.some((key) => key.keyId === keyId)) throw taken('key', keyId)
  return { key: act.key, keyId, from: seq + 1 }
}

/**
 * A key is revoked while it counts. That it was compromised may come out later: then it can be said of a key that was rotated, or
 * revoked for another reason, too.
 */
function revokeKey(custody: Custody, act: ActOf<'key.revoke'>, seq: number): Change {
  const person = known(custody.persons, 'person', act.person)
  const { reason, since } = act
  const key = person.keys.find(({ keyId }) => keyId === act.key)
  const compromised = reason === 'compromised'
  if (!key || (key.until !== undefined && !compromised)) throw unknown('key', act.key)
  if (key.revocation?.reason === 'compromised') throw wrongState(act.kind, act.key, 'compromised')
  if (since && !compromised) throw wrongState(act.kind, act.key, 'since')
  if (since && since.time > act.at.time) throw new RuleError('rule.impossible-time', { at: since.time })
  const revocation = { entry: seq, reason, ...(since ? { since: since.time } : {}) }
  const until = Math.min(key.until ?? seq + 1, seq + 1)
  return change([], () => {
    const keys = person.keys.map((each) => (each === key ? { ...key, until, revocation } : each))
    custody.persons[act.person] = { ...person, keys }
  })
}

function grantRoles(custody: Custody, act: ActOf<'person.grant'>): Change {
  const person = known(custody.persons, 'person', act.person)
  const { granted, withdrawn } = act
  const named = [...granted, ...withdrawn]
  if (named.length === 0 || new Set(named).size !== named.length)
    throw wrongState(act.kind, act.person, 'roles')
  if (granted.some((role) => person.roles.includes(role))) throw wrongState(act.kind, act.person, 'role-held')
  if (withdrawn.some((role) => !person.roles.includes(role)))
    throw wrongState(act.kind, act.person, 'role-not-held')
  const roles = [...person.roles.filter((role) => !withdrawn.includes(role)), ...granted]
  if (roles.length === 0) throw wrongState(act.kind, act.person, 'no-role')
  const left = administratorsOf(custody).filter((each) => each !== act.person)
  if (withdrawn.includes('administrator') && left.length < custody.quorum)
    throw wrongState(act.kind, act.person, 'few-administrators')
  return change([], () => {
    custody.persons[act.person] = { ...person, roles }
  })
}

/** As many as are needed sign it, by the number before and by the new one: `requireQuorum`. */
function changeQuorum(custody: Custody, act: ActOf<'quorum.change'>): Change {
  if (act.quorum === custody.quorum) throw wrongState(act.kind, String(act.quorum), 'quorum-same')
  return change([], () => {
    custody.quorum = act.quorum
  })
}

/** The checkpoint over this very entry is the first that the new key signs. */
function rotateLogKey(custody: Custody, act: ActOf<'log.rotate'>, seq: number): Change {
  const key = verifierKey(act.logKey)
  if (key.name !== custody.log)
    throw new RuleError('rule.no-authority', { person: 'log', reason: 'key-name' })
  const former = custody.formerLogKeys ?? []
  if ([custody.logKey, ...former.map((each) => each.key)].includes(act.logKey))
    throw taken('key', keyIdOf(act.logKey))
  return change([], () => {
    custody.formerLogKeys = [...former, { key: custody.logKey, until: seq + 1 }]
    custody.logKey = act.logKey
  })
}

function freezeLog(custody: Custody, seq: number): Change {
  return change([], () => {
    custody.frozenAt = seq
  })
}

/** Administrators with a key that has not ended. */
function administratorsOf(custody: Custody): readonly PersonCode[] {
  return (Object.keys(custody.persons) as PersonCode[]).filter(
    (code) =>
      custody.persons[code]?.roles.includes('administrator') &&
      keysAt(custody, code, custody.size).length > 0,
  )
}
