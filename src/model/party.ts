import { z } from 'zod'
import { commitment, personCode } from './field.js'

/** As what a person stands in an act. */
export const capacities = ['performer', 'giver', 'receiver', 'administrator', 'subject', 'witness'] as const
export type Capacity = (typeof capacities)[number]

/** Where the private key was: an encrypted file, our own unlocked agent, an ssh-agent, a PKCS#11 token. */
export const signerKinds = ['file', 'agent', 'ssh-agent', 'pkcs11'] as const
export type SignerKind = (typeof signerKinds)[number]

/**
 * How a party signed. Only `key` is cryptographic: the note then carries that person's signature line. `paper` is attested by an
 * enrolled person and names the scan; `refused` and `absent` say why there is nothing.
 * `host` is the random identifier of the home (`CUSTODIA_HOME`) in which the signature was made.
 */
export const partySignature = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('key'),
    host: z.string().regex(/^[0-9a-f]{16}$/),
    signer: z.enum(signerKinds),
  }),
  z.strictObject({ kind: z.literal('paper'), attestedBy: personCode, scan: commitment }),
  z.strictObject({ kind: z.literal('refused'), reason: commitment }),
  z.strictObject({ kind: z.literal('absent'), reason: commitment }),
])
export type PartySignature = Readonly<z.infer<typeof partySignature>>

export const party = z.strictObject({ as: z.enum(capacities), signature: partySignature, who: personCode })
export type Party = Readonly<z.infer<typeof party>>
