import { z } from 'zod'
import { envelope } from '../envelope.js'
import {
  acquisitionNumber,
  commitment,
  count,
  exhibitNumber,
  hashSetNumber,
  linesReference,
  personCode,
  sha256Hex,
  statedTime,
  waiversOf,
} from '../field.js'
import {
  hashSetClasses,
  integrityResults,
  mediumStates,
  readingFields,
  readingMethods,
} from '../vocabulary.js'

// What was read of an exhibit, and what came of comparing it.

/** Under what conditions a source was read. */
const conditions = z.strictObject({
  /** Why reading alters the original; absent where it does not. */
  altersOriginal: commitment.optional(),
  ended: statedTime.optional(),
  medium: z.enum(mediumStates).optional(),
  method: z.enum(readingMethods),
  presence: z.array(personCode).min(1).max(20).optional(),
  started: statedTime.optional(),
  tool: commitment.optional(),
  waived: waiversOf(readingFields).optional(),
  writeBlocker: commitment.optional(),
})

/** What was left out on purpose: it never reaches the manifest. */
const selection = z.strictObject({ criteria: commitment, excluded: count, reason: commitment })

/** One reading of an exhibit, however many files: they stand in the manifest, named by digest and Merkle root. */
export const acquisitionRecord = z.strictObject({
  ...envelope,
  kind: z.literal('acquisition.record'),
  accessTimes: z.enum(['preserved', 'may-have-changed']),
  acquisition: acquisitionNumber,
  bytes: count,
  conditions: conditions.optional(),
  copied: z.boolean(),
  exhibit: exhibitNumber,
  failed: count,
  items: count,
  manifest: linesReference,
  selection: selection.optional(),
  source: commitment,
})

/** What extractors and detectors said of an acquisition's blobs; the lines are in the findings blob. */
export const examinationRecord = z.strictObject({
  ...envelope,
  kind: z.literal('examination.record'),
  acquisition: acquisitionNumber,
  failed: count,
  findings: linesReference,
  isolation: z.strictObject({ limited: z.boolean(), networkless: z.boolean() }),
  methods: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/), version: z.int().min(1) }))
    .max(200),
})

/** An original held against its image, piece by piece, or data against the digests on record for it. */
export const integrityCheck = z.strictObject({
  ...envelope,
  kind: z.literal('integrity.check'),
  acquisition: acquisitionNumber.optional(),
  /** Pieces of 1 MiB, or whole files where digests were compared. */
  chunks: count,
  differing: count,
  /** Which of them differ, in words. */
  details: commitment.optional(),
  exhibit: exhibitNumber,
  result: z.enum(integrityResults),
  source: commitment,
  unreadable: count,
})

/** A set of known files was taken in. The set itself is no part of the record: it may be as secret as what it lists. */
export const hashSetImport = z.strictObject({
  ...envelope,
  kind: z.literal('hashset.import'),
  class: z.enum(hashSetClasses),
  index: sha256Hex,
  members: count,
  name: commitment,
  sha256: sha256Hex,
  set: hashSetNumber,
})

/** Which items a set knows; the lines are in the matches blob. `weak`: by MD5 or SHA-1 alone. `conflicting`: digests disagree. */
export const hashSetMatch = z.strictObject({
  ...envelope,
  kind: z.literal('hashset.match'),
  acquisition: acquisitionNumber,
  conflicting: count,
  matched: count,
  matches: linesReference,
  set: hashSetNumber,
  weak: count,
})

/** What a person determined of items, one line each, in their own words and scheme. Never drawn from a detector. */
export const assessmentRecord = z.strictObject({
  ...envelope,
  kind: z.literal('assessment.record'),
  acquisition: acquisitionNumber,
  assessments: linesReference,
  reader: z.enum(['first', 'second']),
})
