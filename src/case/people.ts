import type { PersonCode } from '../model/names.js'
import type { Role } from '../model/vocabulary.js'
import { requireSoundPublicKey } from '../signing/public-key.js'
import { personKeyName } from '../signing/signed-act.js'
import { formatVerifierKey } from '../signing/verifier-key.js'
import type { Desk } from './desk.js'
import { administratorsAt, type Draft, type Drafting, type DraftParty, type Enacted, enact } from './enact.js'
import { keyNamed } from './keys.js'
import type { OpenCase } from './open.js'

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
    const person = personDraft(drafting, desk, request)
    const { person: who } = request
    return key
      ? [person, { ...keyDraft(open, desk, who, key.publicKey), newKey: { person: who, key } }]
      : [person]
  })
}

/** A request that the person, already on record, signs on a device of their own, to prove that they hold the key. */
export async function requestKeyEnrolment(
  open: OpenCase,
  desk: Desk,
  person: PersonCode,
  publicKey: Uint8Array,
): Promise<Enacted> {
  return enact(open, { ...desk, elsewhere: true }, () => [keyDraft(open, desk, person, publicKey)])
}

function personDraft({ commit }: Drafting, desk: Desk, { person, roles, name }: NewPerson): Draft {
  return {
    body: { kind: 'person.enrol', identity: commit({ name }), person, roles: [...roles] },
    parties: administratorsAt(desk),
  }
}

/** The key it is about signs too: proof that its owner holds it. */
export function keyDraft(open: OpenCase, desk: Desk, person: PersonCode, publicKey: Uint8Array): Draft {
  requireSoundPublicKey(publicKey)
  const parties: DraftParty[] = [...administratorsAt(desk), { who: person, as: 'subject', signature: 'key' }]
  const key = formatVerifierKey(personKeyName(open.origin, person), publicKey)
  return { body: { kind: 'key.enrol', key, person }, parties }
}
