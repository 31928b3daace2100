import { z } from 'zod'
import {
  acquisitionNumber,
  commitment,
  count,
  exhibitNumber,
  keyId,
  leafHash,
  linesReference,
  nonce,
  origin,
  personCode,
  sealNumber,
  statedTime,
  treeHead,
  verifierKeyText,
  zone,
} from './field.js'
import { party } from './party.js'
import { exhibitCategories, roles, sealConditions } from './vocabulary.js'

/** Version of the fold that decides whether an act may follow. Released versions stay for ever. */
export const currentRules = 1

/** What every act says, whatever it records. Specified in docs/formats/act.md. */
const envelope = {
  at: statedTime,
  by: personCode,
  despite: z
    .strictObject({
      codes: z
        .array(z.string().regex(/^[A-Z][A-Z0-9-]{2,40}$/))
        .min(1)
        .max(20),
      reason: commitment,
    })
    .optional(),
  late: z.strictObject({ reason: commitment, signed: statedTime }).optional(),
  log: origin,
  nonce,
  parties: z.array(party).min(1).max(20),
  rules: z.literal(currentRules),
  seen: treeHead,
  software: z.strictObject({ name: z.string().min(1).max(60), version: z.string().min(1).max(60) }),
}

const exhibits = z.array(exhibitNumber).min(1).max(500)

/** Entry 0. Names what all later trust rests on; its leaf hash is what a verifier is given from outside. */
export const genesis = z.strictObject({
  ...envelope,
  kind: z.literal('genesis'),
  administrators: z
    .array(z.strictObject({ identity: commitment, key: verifierKeyText, person: personCode }))
    .min(1)
    .max(20),
  case: z.strictObject({ court: commitment.optional(), number: commitment, unit: commitment.optional() }),
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

/** Everything a person can put on record. A closed union: an unknown kind or key is refused. */
export const act = z.discriminatedUnion('kind', [
  genesis,
  personEnrol,
  keyEnrol,
  keyRevoke,
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
])

export type Act = Readonly<z.infer<typeof act>>
export type ActKind = Act['kind']
export type ActOf<Kind extends ActKind> = Extract<Act, { kind: Kind }>

type EnvelopeKey = keyof typeof envelope
type WithoutEnvelope<Each> = Each extends Act ? Omit<Each, EnvelopeKey> : never
/** What an act says apart from its envelope. */
export type ActBody = WithoutEnvelope<Act>
