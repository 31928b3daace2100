import { verifierKey } from '../custody/authority.js'
import { keysAt } from '../custody/state.js'
import { RuleError } from '../errors.js'
import type { ActOf } from '../model/act.js'
import type { PersonCode } from '../model/names.js'
import type { Role } from '../model/vocabulary.js'
import { fingerprintOf, requireSoundPublicKey } from '../signing/public-key.js'
import { personKeyName } from '../signing/signed-act.js'
import { formatVerifierKey } from '../signing/verifier-key.js'
import type { Desk } from './desk.js'
import { type Draft, type Drafting, type DraftParty, type Enacted, enact } from './enact.js'
import { keyNamed } from './keys.js'
import type { OpenCase } from './open.js'
import { requestSignature, type SignatureRequest } from './requests.js'

export interface NewPerson {
  readonly person: PersonCode
  readonly roles: readonly Role[]
  /** Name and what identifies them; kept behind a commitment. */
  readonly name: string
  /** Fingerprint of a key in this home, which then signs its own enrolment. */
  readonly key?: string
}

/** Puts a person on record and, if they have a key in this home, enrols it in the same append. */
export async function enrolPerson(open: OpenCase, desk: Desk, request: NewPerson): Promise<Enacted> {
  const key = request.key === undefined ? undefined : keyNamed(open.home, request.key)
  return enact(open, desk, (drafting) => {
    const person = personDraft(drafting, request)
    return key
      ? [
          person,
          {
            ...keyDraft(open, desk.by, request.person, key.publicKey),
            newKey: { person: request.person, key },
          },
        ]
      : [person]
  })
}

/** A request that the person signs on a device of their own, to prove that they hold the key. */
export async function requestKeyEnrolment(
  open: OpenCase,
  desk: Desk,
  person: PersonCode,
  publicKey: Uint8Array,
): Promise<SignatureRequest> {
  return requestSignature(open, desk, person, () => keyDraft(open, desk.by, person, publicKey))
}

/** Enrols a key of this home for somebody already on record. */
export async function enrolKey(
  open: OpenCase,
  desk: Desk,
  person: PersonCode,
  fingerprint: string,
): Promise<Enacted> {
  const key = keyNamed(open.home, fingerprint)
  return enact(open, desk, () => [
    { ...keyDraft(open, desk.by, person, key.publicKey), newKey: { person, key } },
  ])
}

export async function revokeKey(
  open: OpenCase,
  desk: Desk,
  person: PersonCode,
  reason: ActOf<'key.revoke'>['reason'],
  fingerprint?: string,
): Promise<Enacted> {
  return enact(open, desk, ({ custody }) => {
    const keys = keysAt(custody, person, custody.size).filter(
      (key) =>
        fingerprint === undefined || fingerprintOf(verifierKey(key.key).publicKey).startsWith(fingerprint),
    )
    const [only, another] = keys
    if (!only || another)
      throw new RuleError('rule.unknown-object', { kind: 'key', name: fingerprint ?? person })
    return [
      {
        body: { kind: 'key.revoke', key: only.keyId, person, reason },
        parties: [{ who: desk.by, as: 'administrator', signature: 'key' }],
      },
    ]
  })
}

function personDraft({ commit }: Drafting, { person, roles, name }: NewPerson): Draft {
  return { body: { kind: 'person.enrol', identity: commit({ name }), person, roles: [...roles] } }
}

function keyDraft(open: OpenCase, by: PersonCode, person: PersonCode, publicKey: Uint8Array): Draft {
  requireSoundPublicKey(publicKey)
  const parties: DraftParty[] = [
    { who: by, as: 'administrator', signature: 'key' },
    { who: person, as: 'subject', signature: 'key' },
  ]
  const key = formatVerifierKey(personKeyName(open.origin, person), publicKey)
  return { body: { kind: 'key.enrol', key, person }, parties }
}
