import { z } from 'zod'
import { envelope } from '../envelope.js'
import {
  commitment,
  count,
  documentReference,
  exhibitList,
  exhibitNumber,
  sealNumber,
  statedTime,
} from '../field.js'
import { attachmentClasses, correctable, earlierEvents, exhibitCategories } from '../vocabulary.js'

// What is said about other acts, about papers and photographs, and about the time before this record.

/** Anyone's word on anything, at any time. It may explain breaks; it never takes one away. */
export const observationRecord = z.strictObject({
  ...envelope,
  kind: z.literal('observation.record'),
  exhibits: exhibitList.optional(),
  explains: z
    .array(z.strictObject({ code: z.string().regex(/^[A-Z][A-Z0-9-]{2,40}$/), entry: count }))
    .min(1)
    .max(50)
    .optional(),
  text: commitment,
})

/** What an entry says wrongly, and what it should say. Both readings stay. */
export const entryCorrect = z.strictObject({
  ...envelope,
  kind: z.literal('entry.correct'),
  becomes: commitment,
  category: z.enum(exhibitCategories).optional(),
  entry: count,
  exhibit: exhibitNumber.optional(),
  field: z.enum(correctable),
  quantity: z.int().min(1).max(1_000_000).optional(),
  reason: commitment,
  seal: sealNumber.optional(),
  was: commitment,
})

/** An entry that should not have been made. It stays; what it did to the exhibits is undone. */
export const entryAnnul = z.strictObject({
  ...envelope,
  kind: z.literal('entry.annul'),
  entry: count,
  exhibits: exhibitList,
  reason: commitment,
})

/** A photograph or paper, declared by its signer to show no content of evidence. */
export const attachmentAdd = z.strictObject({
  ...envelope,
  kind: z.literal('attachment.add'),
  class: z.enum(attachmentClasses),
  declared: z.literal('no-evidence-content'),
  description: commitment,
  document: documentReference,
  exhibit: exhibitNumber.optional(),
  mediaType: z.string().max(100),
  seal: sealNumber.optional(),
})

/** What others say of the time before: nobody signed it here. A time without a zone stays text. */
export const historyImport = z.strictObject({
  ...envelope,
  kind: z.literal('history.import'),
  agency: commitment,
  channel: commitment,
  document: documentReference,
  events: z
    .array(
      z.strictObject({
        at: statedTime.optional(),
        on: z.enum(['paper', 'unsigned', 'signed-elsewhere']),
        text: commitment,
        what: z.enum(earlierEvents),
      }),
    )
    .min(1)
    .max(200),
  exhibit: exhibitNumber,
  limits: commitment.optional(),
})
