import { z } from 'zod'
import { envelope } from '../envelope.js'
import { count, keyId, leafHash, numberRange, origin, personCode } from '../field.js'
import { mostFieldPersons } from './log.js'

// Logs of places without a connection.

/**
 * A log of its own for a place without a connection: its entries come in later, its numbers are given out to it now, and the persons
 * named, with these keys of theirs, are known there from its entry 0 on.
 */
export const fieldOpen = z.strictObject({
  ...envelope,
  kind: z.literal('field.open'),
  exhibits: numberRange,
  field: origin,
  genesis: leafHash,
  persons: z
    .array(z.strictObject({ keys: z.array(keyId).max(20), person: personCode }))
    .min(1)
    .max(mostFieldPersons),
})

/** Longest entry of a field log: in base64 it fits into an entry of the log it belongs to, with an act around it. */
export const longestFieldEntry = 40_000

/** One entry of a field log, byte for byte, in base64. What it says counts here from now on. */
export const fieldEntry = z.strictObject({
  ...envelope,
  kind: z.literal('field.entry'),
  entry: z
    .string()
    .max(4 * Math.ceil(longestFieldEntry / 3))
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
  field: origin,
})

/** The checkpoint of a field log under which its entries stand here: its signed note, `size` entries. */
export const fieldJoin = z.strictObject({
  ...envelope,
  kind: z.literal('field.join'),
  checkpoint: z.string().min(1).max(4_000),
  field: origin,
  size: count,
})
