import { z } from 'zod'
import { envelope } from '../envelope.js'
import {
  anyExhibits,
  commitment,
  count,
  exhibitList,
  locationNumber,
  personCode,
  statedTime,
} from '../field.js'

// The store room. Whoever keeps it answers for what lies in it.

/** A place: a room, a shelf, a box. `away` says how long the way from another place takes at least. */
export const locationAdd = z.strictObject({
  ...envelope,
  kind: z.literal('location.add'),
  away: z
    .array(z.strictObject({ from: locationNumber, minutes: z.int().min(1).max(100_000) }))
    .min(1)
    .max(50)
    .optional(),
  location: locationNumber,
  name: commitment,
  within: locationNumber.optional(),
})

/** Into the store. `from` hands it over; absent where whoever keeps the store holds it already. */
export const storePut = z.strictObject({
  ...envelope,
  kind: z.literal('store.put'),
  exhibits: exhibitList,
  from: personCode.optional(),
  location: locationNumber,
  /** It comes back from having been taken out. */
  returned: z.boolean(),
})

/** Out of the store, into the hands of `to`, until `due`. */
export const storeTake = z.strictObject({
  ...envelope,
  kind: z.literal('store.take'),
  due: statedTime.optional(),
  exhibits: exhibitList,
  purpose: commitment,
  to: personCode,
})

export const storeMove = z.strictObject({
  ...envelope,
  kind: z.literal('store.move'),
  exhibits: exhibitList,
  location: locationNumber,
})

/** What was found by going through the store, or one place in it. `foreign`: codes of other cases; `unreadable`: of none. */
export const storeInventory = z.strictObject({
  ...envelope,
  kind: z.literal('store.inventory'),
  foreign: count,
  location: locationNumber.optional(),
  /** By the record they lie here, and were not found. */
  missing: anyExhibits,
  present: anyExhibits,
  /** Found here, though by the record they are elsewhere. */
  unexpected: anyExhibits,
  unreadable: count,
})
