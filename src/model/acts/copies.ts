import { z } from 'zod'
import { envelope } from '../envelope.js'
import {
  acquisitionNumber,
  commitment,
  count,
  exhibitNumber,
  lineRanges,
  linesReference,
  sha256Hex,
  statedTime,
} from '../field.js'
import { accessKinds, quarantineGrounds } from '../vocabulary.js'

// Copies of data, who looked at it and why, and what was kept from sight or removed.

/** A working copy: an exhibit of its own, held by whoever makes it. `verified` is the entry that found its parent the same. */
export const copyDerive = z.strictObject({
  ...envelope,
  kind: z.literal('copy.derive'),
  acquisition: acquisitionNumber.optional(),
  description: commitment,
  encrypted: z.boolean(),
  exhibit: exhibitNumber,
  expires: statedTime.optional(),
  parent: exhibitNumber,
  purpose: commitment,
  sha256: sha256Hex.optional(),
  verified: count.optional(),
})

/** A copy is gone, and how that was made sure of. */
export const copyDelete = z.strictObject({
  ...envelope,
  kind: z.literal('copy.delete'),
  exhibit: exhibitNumber,
  method: commitment,
  proof: commitment,
})

/** Somebody looked at, exported or handed on data: a log that the law asks for, apart from that of custody (LO 7/2021 art. 33). */
export const accessRecord = z.strictObject({
  ...envelope,
  kind: z.literal('access.record'),
  acquisition: acquisitionNumber.optional(),
  exhibit: exhibitNumber,
  items: count,
  justification: commitment,
  minutes: count.optional(),
  recipient: commitment.optional(),
  what: z.enum(accessKinds),
})

/** Items that nobody may look at until somebody with authority says so. */
export const quarantineRecord = z.strictObject({
  ...envelope,
  kind: z.literal('quarantine.record'),
  acquisition: acquisitionNumber,
  ground: z.enum(quarantineGrounds),
  lines: lineRanges,
  reason: commitment,
})

export const quarantineLift = z.strictObject({
  ...envelope,
  kind: z.literal('quarantine.lift'),
  acquisition: acquisitionNumber,
  lines: lineRanges,
  reason: commitment,
})

/** Bytes removed by order of a court: which, from where, and which backups still hold them. What was recorded of them stays. */
export const purgeRecord = z.strictObject({
  ...envelope,
  kind: z.literal('purge.record'),
  backups: commitment,
  blobs: linesReference,
  bytes: count,
  reason: commitment,
})
