import { z } from 'zod'
import { envelope } from '../envelope.js'
import { commitment, count, exhibitList, leafHash, personCode } from '../field.js'

// Passages of custody from person to person.

const passage = {
  carrier: commitment.optional(),
  /** How many units the receiver counted. */
  counted: count.optional(),
  exhibits: exhibitList,
  from: personCode,
  purpose: commitment,
  to: personCode,
}

/** Both present: giver and receiver sign the same bytes. */
export const transferNow = z.strictObject({ ...envelope, kind: z.literal('transfer.now'), ...passage })

const { counted, ...offered } = passage

/** Custody stays with the giver until the receiver's `transfer.accept` names this act's leaf hash. */
export const transferOffer = z.strictObject({ ...envelope, kind: z.literal('transfer.offer'), ...offered })

export const transferAccept = z.strictObject({
  ...envelope,
  kind: z.literal('transfer.accept'),
  counted,
  offer: leafHash,
})

export const transferDecline = z.strictObject({
  ...envelope,
  kind: z.literal('transfer.decline'),
  offer: leafHash,
  reason: commitment,
})

export const transferWithdraw = z.strictObject({
  ...envelope,
  kind: z.literal('transfer.withdraw'),
  offer: leafHash,
  reason: commitment,
})
