import { z } from 'zod'
import { envelope } from '../envelope.js'
import { commitment, exhibitNumber, sealNumber } from '../field.js'
import { sealConditions } from '../vocabulary.js'

// Numbered closures.

export const sealApply = z.strictObject({
  ...envelope,
  kind: z.literal('seal.apply'),
  exhibit: exhibitNumber,
  number: commitment,
  seal: sealNumber,
})

/** Why an exhibit could not be sealed: a reason stands where a number would. */
export const sealImpossible = z.strictObject({
  ...envelope,
  kind: z.literal('seal.impossible'),
  exhibit: exhibitNumber,
  reason: commitment,
})

/** `same` says whether the number read on the seal is the one applied; both numbers are commitments. */
export const sealCheck = z.strictObject({
  ...envelope,
  kind: z.literal('seal.check'),
  condition: z.enum(sealConditions),
  exhibit: exhibitNumber,
  observed: commitment.optional(),
  same: z.boolean(),
  seal: sealNumber,
})

export const sealBreak = z.strictObject({
  ...envelope,
  kind: z.literal('seal.break'),
  exhibit: exhibitNumber,
  reason: commitment,
  seal: sealNumber,
})
