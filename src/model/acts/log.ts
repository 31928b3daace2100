import { z } from 'zod'
import { envelope } from '../envelope.js'
import {
  commitment,
  count,
  instant,
  leafHash,
  numberRange,
  origin,
  personCode,
  rootHash,
  sha256Hex,
  treeHead,
  verifierKeyText,
  zone,
} from '../field.js'
import { clockReferences, roles } from '../vocabulary.js'

// What is said of the record itself: its beginning and end, its keys, what was checked of it and handed out.

/** As many persons as one entry 0 has room for. */
export const mostFieldPersons = 150

/** Entry 0. Names what all later trust rests on; its leaf hash is what a verifier is given from outside. */
export const genesis = z.strictObject({
  ...envelope,
  kind: z.literal('genesis'),
  administrators: z
    .array(z.strictObject({ identity: commitment, key: verifierKeyText, person: personCode }))
    .min(1)
    .max(20),
  case: z.strictObject({ court: commitment.optional(), number: commitment, unit: commitment.optional() }),
  /** A field log: which log it belongs to, which numbers it gives out, and the persons and keys that are known from there. */
  field: z
    .strictObject({
      exhibits: numberRange,
      genesis: leafHash,
      of: origin,
      persons: z
        .array(
          z.strictObject({
            identity: commitment,
            keys: z.array(z.strictObject({ key: verifierKeyText })).max(20),
            person: personCode,
            roles: z.array(z.enum(roles)).min(1).max(roles.length),
          }),
        )
        .min(1)
        .max(mostFieldPersons),
    })
    .optional(),
  lang: z.enum(['es', 'en']),
  logKey: verifierKeyText,
  policy: z.strictObject({ quorum: z.int().min(1).max(20) }),
  zone,
})

/** How many administrators it takes from the next entry on. */
export const quorumChange = z.strictObject({
  ...envelope,
  kind: z.literal('quorum.change'),
  quorum: z.int().min(1).max(20),
})

/** Signed by the log's key, by the one that takes its place, and by administrators. */
export const logRotate = z.strictObject({
  ...envelope,
  kind: z.literal('log.rotate'),
  logKey: verifierKeyText,
})

/** The last entry: nothing may follow it. */
export const logFreeze = z.strictObject({ ...envelope, kind: z.literal('log.freeze'), reason: commitment })

export const anchorAdopt = z.strictObject({
  ...envelope,
  kind: z.literal('anchor.adopt'),
  head: treeHead,
  reason: commitment,
})

export const verificationRecorded = z.strictObject({
  ...envelope,
  kind: z.literal('verification.recorded'),
  checked: z.strictObject({
    blobs: count,
    bytes: count,
    checkpoints: count,
    cosignatures: count,
    entries: count,
    items: count,
    manifests: count,
    signatures: count,
    timestamps: count,
  }),
  head: treeHead,
  result: commitment,
  verdict: z.enum(['confirmed', 'contradicted', 'unchecked']),
})

/** What a disclosure may hold opened: everything, everything but who the persons are, nothing. */
export const disclosureProfiles = ['none', 'persons', 'all'] as const

/**
 * A disclosure that is about to be written of all entries up to this one. `verifier` names the programs that are put into its
 * folder, so that whoever changes one contradicts the record.
 */
export const disclosureRecord = z.strictObject({
  ...envelope,
  kind: z.literal('disclosure.record'),
  profile: z.enum(disclosureProfiles),
  recipient: commitment.optional(),
  verifier: z.strictObject({ page: sha256Hex, program: sha256Hex }),
})

/**
 * Entries that this log had are gone, and it goes on without them: the one ground on which a home that had seen them writes again.
 * `from` is the head it goes on from, `lost` the newest head that was seen and the digest of its signed checkpoint.
 */
export const incidentRestore = z.strictObject({
  ...envelope,
  kind: z.literal('incident.restore'),
  from: treeHead,
  lost: z.strictObject({ checkpoint: sha256Hex, root: rootHash, size: count }),
  reason: commitment,
})

/** As far as a clock may be off and still be a clock. */
export const longestOffset = 10 ** 13

/**
 * A clock was wrong. `newest` is the log time of the entry before, `machine` what the signer's machine showed; `offset`, in
 * milliseconds, is to be added to the machine's clock to have the right time, by whoever said so.
 */
export const incidentClock = z.strictObject({
  ...envelope,
  kind: z.literal('incident.clock'),
  correction: z
    .strictObject({
      offset: z.int().min(-longestOffset).max(longestOffset),
      source: z.enum(clockReferences),
    })
    .optional(),
  machine: instant,
  newest: instant,
  reason: commitment,
})

/** Known answers on the machine of whoever signs: how many were right. `result` names them. */
export const selftestRecorded = z.strictObject({
  ...envelope,
  kind: z.literal('selftest.recorded'),
  failed: count,
  passed: count,
  result: commitment,
  unavailable: count,
})
