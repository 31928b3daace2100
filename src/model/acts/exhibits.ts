import { z } from 'zod'
import { envelope } from '../envelope.js'
import {
  anyExhibits,
  commitment,
  count,
  documentReference,
  exhibitList,
  exhibitNumber,
  identifier,
  inventoryNumber,
  personCode,
  statedTime,
  waiversOf,
} from '../field.js'
import { destructionFields, exhibitCategories, exhibitConditions, takingFields } from '../vocabulary.js'

// Things under custody: taking them, telling them apart, counting them, and how they leave.

const quantity = z.int().min(1).max(1_000_000)

export const exhibitAdd = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.add'),
  category: z.enum(exhibitCategories),
  /** In what state it was found. */
  condition: z.enum(exhibitConditions).optional(),
  description: commitment,
  exhibit: exhibitNumber,
  found: z
    .strictObject({
      at: statedTime.optional(),
      finder: personCode.optional(),
      occasion: commitment.optional(),
      place: commitment.optional(),
      possessor: personCode.optional(),
    })
    .optional(),
  identifiers: z.array(identifier).min(1).max(20).optional(),
  parent: exhibitNumber.optional(),
  quantity,
  waived: waiversOf(takingFields).optional(),
})

/** Parts that were inside are taken out: from now on each has a custody of its own. */
export const exhibitSplit = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.split'),
  exhibit: exhibitNumber,
  parts: exhibitList,
})

/** One more number or name by which others know it. */
export const exhibitLabel = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.label'),
  exhibit: exhibitNumber,
  label: identifier,
})

/** A serial number or the like, read on the thing or in it, held against the one on record. */
export const identityCheck = z.strictObject({
  ...envelope,
  kind: z.literal('identity.check'),
  exhibit: exhibitNumber,
  observed: identifier,
  same: z.boolean(),
})

/** How many things an exhibit turned out to be. */
export const quantityCount = z.strictObject({
  ...envelope,
  kind: z.literal('quantity.count'),
  counted: count,
  exhibit: exhibitNumber,
})

/** A list of what was seized: as many units as its own text states, and the exhibits under which they stand here. */
export const inventoryRecord = z.strictObject({
  ...envelope,
  kind: z.literal('inventory.record'),
  document: documentReference,
  exhibits: anyExhibits,
  inventory: inventoryNumber,
  place: commitment.optional(),
  rows: count,
  stated: count,
})

export const exhibitHold = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.hold'),
  exhibits: exhibitList,
  reason: commitment,
})

export const exhibitUnhold = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.unhold'),
  exhibits: exhibitList,
  reason: commitment,
})

/** Until when exhibits are kept, and on what ground. */
export const retentionSet = z.strictObject({
  ...envelope,
  kind: z.literal('retention.set'),
  basis: commitment,
  exhibits: exhibitList,
  until: statedTime,
})

export const exhibitMissing = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.missing'),
  exhibits: exhibitList,
  reason: commitment,
})

export const exhibitFound = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.found'),
  exhibits: exhibitList,
  reason: commitment,
})

/** To a court or its depository, which gives a receipt with a number. */
export const exhibitDeliver = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.deliver'),
  depository: commitment,
  exhibits: exhibitList,
  from: personCode,
  receipt: commitment,
  to: personCode,
})

export const exhibitRecover = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.recover'),
  document: commitment,
  exhibits: exhibitList,
  from: personCode,
  to: personCode,
})

/** Given back for good. */
export const exhibitRelease = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.release'),
  exhibits: exhibitList,
  from: personCode,
  reason: commitment,
  to: personCode,
})

/** What the diligence states of what is destroyed, each as a commitment, or why not. */
export const exhibitDestroy = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.destroy'),
  exhibits: exhibitList,
  method: commitment,
  stated: z.strictObject(
    Object.fromEntries(destructionFields.map((field) => [field, commitment.optional()])) as Record<
      (typeof destructionFields)[number],
      z.ZodOptional<typeof commitment>
    >,
  ),
  waived: waiversOf(destructionFields).optional(),
})
