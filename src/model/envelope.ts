import { z } from 'zod'
import { commitment, nonce, origin, personCode, softwareField, statedTime, treeHead } from './field.js'
import { party } from './party.js'

/** Version of the fold that decides whether an act may follow. Released versions stay for ever. */
export const currentRules = 1

/** What every act says, whatever it records. Specified in docs/formats/act.md. */
export const envelope = {
  at: statedTime,
  by: personCode,
  despite: z
    .strictObject({
      codes: z
        .array(z.string().regex(/^[A-Z][A-Z0-9-]{2,40}$/))
        .min(1)
        .max(20),
      reason: commitment,
    })
    .optional(),
  late: z.strictObject({ reason: commitment, signed: statedTime }).optional(),
  log: origin,
  nonce,
  parties: z.array(party).min(1).max(20),
  rules: z.literal(currentRules),
  seen: treeHead,
  software: softwareField,
}
