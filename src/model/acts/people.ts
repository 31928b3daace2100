import { z } from 'zod'
import { envelope } from '../envelope.js'
import { commitment, keyId, personCode, statedTime, verifierKeyText } from '../field.js'
import { roles } from '../vocabulary.js'

// Who may act, and with which keys.

export const personEnrol = z.strictObject({
  ...envelope,
  kind: z.literal('person.enrol'),
  identity: commitment,
  person: personCode,
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
})

export const keyEnrol = z.strictObject({
  ...envelope,
  kind: z.literal('key.enrol'),
  key: verifierKeyText,
  person: personCode,
})

export const keyRevoke = z.strictObject({
  ...envelope,
  kind: z.literal('key.revoke'),
  key: keyId,
  person: personCode,
  reason: z.enum(['lost', 'compromised', 'retired', 'superseded']),
  since: statedTime.optional(),
})

/** The key it replaces and the new one both sign; the person stays who they are. `old` is the key id of the key it replaces. */
export const keyRotate = z.strictObject({
  ...envelope,
  kind: z.literal('key.rotate'),
  key: verifierKeyText,
  old: keyId,
  person: personCode,
})

export const personGrant = z.strictObject({
  ...envelope,
  kind: z.literal('person.grant'),
  granted: z.array(z.enum(roles)).max(roles.length),
  person: personCode,
  withdrawn: z.array(z.enum(roles)).max(roles.length),
})
