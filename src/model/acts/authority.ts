import { z } from 'zod'
import { envelope } from '../envelope.js'
import {
  anyExhibits,
  authorizationNumber,
  commitment,
  documentReference,
  exhibitList,
  factsNumber,
  personCode,
  proceedingNumber,
  statedTime,
} from '../field.js'
import {
  authorizationEvents,
  authorizationTypes,
  consentConflicts,
  consentLawyers,
  exhibitCategories,
  powers,
  regimes,
} from '../vocabulary.js'

// By what right things are done, and before which courts they count.

const persons = z.array(personCode).max(200)

/** Whoever hands something over of their own will: who agreed, who agreed for them, and until when it has to be back. */
const consent = z.strictObject({
  by: personCode,
  /** Whether whoever agreed for another has an interest of their own in the matter. */
  conflict: z.enum(consentConflicts),
  guardian: personCode.optional(),
  lawyer: z.enum(consentLawyers),
  returnBy: statedTime.optional(),
})

export const authorizationAdd = z.strictObject({
  ...envelope,
  kind: z.literal('authorization.add'),
  authorization: authorizationNumber,
  conditions: commitment.optional(),
  consent: consent.optional(),
  document: documentReference.optional(),
  from: statedTime,
  issuer: commitment,
  number: commitment,
  powers: z.array(z.enum(powers)).min(1).max(powers.length),
  /** What it covers; everything in the case where nothing is said. */
  scope: z
    .strictObject({
      categories: z.array(z.enum(exhibitCategories)).min(1).max(exhibitCategories.length).optional(),
      exhibits: exhibitList.optional(),
      text: commitment.optional(),
    })
    .optional(),
  type: z.enum(authorizationTypes),
  until: statedTime.optional(),
})

/** What became of it: the judge was told, confirmed or revoked it; it was withdrawn, ran out, or was extended. */
export const authorizationNote = z.strictObject({
  ...envelope,
  kind: z.literal('authorization.note'),
  authorization: authorizationNumber,
  document: documentReference.optional(),
  event: z.enum(authorizationEvents),
  reason: commitment.optional(),
  until: statedTime.optional(),
})

const before = { court: commitment, number: commitment }

/** A case before a court. Exhibits and persons may belong to several. */
export const proceedingAdd = z.strictObject({
  ...envelope,
  kind: z.literal('proceeding.add'),
  ...before,
  exhibits: anyExhibits,
  persons,
  proceeding: proceedingNumber,
  regime: z.enum(regimes),
})

/** More of what it is about. */
export const proceedingInclude = z.strictObject({
  ...envelope,
  kind: z.literal('proceeding.include'),
  exhibits: anyExhibits,
  persons,
  proceeding: proceedingNumber,
})

/** To another court, under another number. */
export const proceedingTransfer = z.strictObject({
  ...envelope,
  kind: z.literal('proceeding.transfer'),
  ...before,
  proceeding: proceedingNumber,
  reason: commitment,
})

/** A part of it becomes one of its own; what it takes along stays in the one it came from unless `moved`. */
export const proceedingSever = z.strictObject({
  ...envelope,
  kind: z.literal('proceeding.sever'),
  ...before,
  exhibits: anyExhibits,
  into: proceedingNumber,
  moved: z.boolean(),
  persons,
  proceeding: proceedingNumber,
  reason: commitment,
  regime: z.enum(regimes),
})

/** It goes on as a part of another. */
export const proceedingJoin = z.strictObject({
  ...envelope,
  kind: z.literal('proceeding.join'),
  into: proceedingNumber,
  proceeding: proceedingNumber,
  reason: commitment,
})

/** What is said to have been done, between which two moments, by or to whom: ages count at that time. */
export const factsRecord = z.strictObject({
  ...envelope,
  kind: z.literal('facts.record'),
  description: commitment,
  facts: factsNumber,
  from: statedTime,
  offence: z
    .string()
    .regex(/^[a-z]{2}(\.[a-z0-9-]{1,40}){1,4}$/)
    .optional(),
  persons: z.array(personCode).min(1).max(200),
  proceeding: proceedingNumber.optional(),
  to: statedTime,
})
