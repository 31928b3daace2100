import { z } from 'zod'
import { envelope } from './envelope.js'
import {
  acquisitionNumber,
  commitment,
  count,
  exhibitNumber,
  instant,
  keyId,
  leafHash,
  linesReference,
  numberRange,
  origin,
  personCode,
  rootHash,
  sealNumber,
  sha256Hex,
  statedTime,
  treeHead,
  verifierKeyText,
  zone,
} from './field.js'
import { clockReferences, exhibitCategories, roles, sealConditions } from './vocabulary.js'

export { currentRules } from './envelope.js'

const exhibits = z.array(exhibitNumber).min(1).max(500)

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

const personEnrol = z.strictObject({
  ...envelope,
  kind: z.literal('person.enrol'),
  identity: commitment,
  person: personCode,
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
})

const keyEnrol = z.strictObject({
  ...envelope,
  kind: z.literal('key.enrol'),
  key: verifierKeyText,
  person: personCode,
})

const keyRevoke = z.strictObject({
  ...envelope,
  kind: z.literal('key.revoke'),
  key: keyId,
  person: personCode,
  reason: z.enum(['lost', 'compromised', 'retired', 'superseded']),
  since: statedTime.optional(),
})

/** The key it replaces and the new one both sign; the person stays who they are. `old` is the key id of the key it replaces. */
const keyRotate = z.strictObject({
  ...envelope,
  kind: z.literal('key.rotate'),
  key: verifierKeyText,
  old: keyId,
  person: personCode,
})

const personGrant = z.strictObject({
  ...envelope,
  kind: z.literal('person.grant'),
  granted: z.array(z.enum(roles)).max(roles.length),
  person: personCode,
  withdrawn: z.array(z.enum(roles)).max(roles.length),
})

/** How many administrators it takes from the next entry on. */
const quorumChange = z.strictObject({
  ...envelope,
  kind: z.literal('quorum.change'),
  quorum: z.int().min(1).max(20),
})

/** Signed by the log's key, by the one that takes its place, and by administrators. */
const logRotate = z.strictObject({ ...envelope, kind: z.literal('log.rotate'), logKey: verifierKeyText })

/** The last entry: nothing may follow it. */
const logFreeze = z.strictObject({ ...envelope, kind: z.literal('log.freeze'), reason: commitment })

const anchorAdopt = z.strictObject({
  ...envelope,
  kind: z.literal('anchor.adopt'),
  head: treeHead,
  reason: commitment,
})

const exhibitAdd = z.strictObject({
  ...envelope,
  kind: z.literal('exhibit.add'),
  category: z.enum(exhibitCategories),
  description: commitment,
  exhibit: exhibitNumber,
  found: z
    .strictObject({
      at: statedTime.optional(),
      place: commitment.optional(),
      possessor: personCode.optional(),
    })
    .optional(),
  identifiers: commitment.optional(),
  parent: exhibitNumber.optional(),
  quantity: z.int().min(1).max(1_000_000),
})

const sealApply = z.strictObject({
  ...envelope,
  kind: z.literal('seal.apply'),
  exhibit: exhibitNumber,
  number: commitment,
  seal: sealNumber,
})

/** Why an exhibit could not be sealed: a reason stands where a number would. */
const sealImpossible = z.strictObject({
  ...envelope,
  kind: z.literal('seal.impossible'),
  exhibit: exhibitNumber,
  reason: commitment,
})

/** `same` says whether the number read on the seal is the one applied; both numbers are commitments. */
const sealCheck = z.strictObject({
  ...envelope,
  kind: z.literal('seal.check'),
  condition: z.enum(sealConditions),
  exhibit: exhibitNumber,
  observed: commitment.optional(),
  same: z.boolean(),
  seal: sealNumber,
})

const sealBreak = z.strictObject({
  ...envelope,
  kind: z.literal('seal.break'),
  exhibit: exhibitNumber,
  reason: commitment,
  seal: sealNumber,
})

/** Both present: giver and receiver sign the same bytes. */
const transferNow = z.strictObject({
  ...envelope,
  kind: z.literal('transfer.now'),
  exhibits,
  from: personCode,
  purpose: commitment,
  to: personCode,
})

/** Custody stays with the giver until the receiver's `transfer.accept` names this act's leaf hash. */
const transferOffer = z.strictObject({
  ...envelope,
  kind: z.literal('transfer.offer'),
  exhibits,
  from: personCode,
  purpose: commitment,
  to: personCode,
})

const transferAccept = z.strictObject({ ...envelope, kind: z.literal('transfer.accept'), offer: leafHash })
const transferDecline = z.strictObject({
  ...envelope,
  kind: z.literal('transfer.decline'),
  offer: leafHash,
  reason: commitment,
})
const transferWithdraw = z.strictObject({
  ...envelope,
  kind: z.literal('transfer.withdraw'),
  offer: leafHash,
  reason: commitment,
})

/** One reading of an exhibit, however many files: they stand in the manifest, named by digest and Merkle root. */
const acquisitionRecord = z.strictObject({
  ...envelope,
  kind: z.literal('acquisition.record'),
  accessTimes: z.enum(['preserved', 'may-have-changed']),
  acquisition: acquisitionNumber,
  bytes: count,
  copied: z.boolean(),
  exhibit: exhibitNumber,
  failed: count,
  items: count,
  manifest: linesReference,
  source: commitment,
})

/** What extractors and detectors said of an acquisition's blobs; the lines are in the findings blob. */
const examinationRecord = z.strictObject({
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

const verificationRecorded = z.strictObject({
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
const disclosureRecord = z.strictObject({
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
const incidentRestore = z.strictObject({
  ...envelope,
  kind: z.literal('incident.restore'),
  from: treeHead,
  lost: z.strictObject({ checkpoint: sha256Hex, root: rootHash, size: count }),
  reason: commitment,
})

/** As far as a clock may be off and still be a clock. */
const longestOffset = 10 ** 13

/**
 * A clock was wrong. `newest` is the log time of the entry before, `machine` what the signer's machine showed; `offset`, in
 * milliseconds, is to be added to the machine's clock to have the right time, by whoever said so.
 */
const incidentClock = z.strictObject({
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
const selftestRecorded = z.strictObject({
  ...envelope,
  kind: z.literal('selftest.recorded'),
  failed: count,
  passed: count,
  result: commitment,
  unavailable: count,
})

/**
 * A log of its own for a place without a connection: its entries come in later, its numbers are given out to it now, and the persons
 * named, with these keys of theirs, are known there from its entry 0 on.
 */
const fieldOpen = z.strictObject({
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
const fieldEntry = z.strictObject({
  ...envelope,
  kind: z.literal('field.entry'),
  entry: z
    .string()
    .max(4 * Math.ceil(longestFieldEntry / 3))
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
  field: origin,
})

/** The checkpoint of a field log under which its entries stand here: its signed note, `size` entries. */
const fieldJoin = z.strictObject({
  ...envelope,
  kind: z.literal('field.join'),
  checkpoint: z.string().min(1).max(4_000),
  field: origin,
  size: count,
})

/** Everything a person can put on record. A closed union: an unknown kind or key is refused. */
export const act = z.discriminatedUnion('kind', [
  genesis,
  personEnrol,
  keyEnrol,
  keyRevoke,
  keyRotate,
  personGrant,
  quorumChange,
  logRotate,
  logFreeze,
  anchorAdopt,
  exhibitAdd,
  sealApply,
  sealImpossible,
  sealCheck,
  sealBreak,
  transferNow,
  transferOffer,
  transferAccept,
  transferDecline,
  transferWithdraw,
  acquisitionRecord,
  examinationRecord,
  verificationRecorded,
  incidentRestore,
  incidentClock,
  selftestRecorded,
  disclosureRecord,
  fieldOpen,
  fieldEntry,
  fieldJoin,
])

export type Act = Readonly<z.infer<typeof act>>
export type ActKind = Act['kind']
export type ActOf<Kind extends ActKind> = Extract<Act, { kind: Kind }>

type EnvelopeKey = keyof typeof envelope
type WithoutEnvelope<Each> = Each extends Act ? Omit<Each, EnvelopeKey> : never
/** What an act says apart from its envelope. */
export type ActBody = WithoutEnvelope<Act>
