// Closed lists of the field's words, as they stand in acts.

export const roles = [
  'administrator',
  'examiner',
  'officer',
  'custodian',
  'expert',
  'court-clerk',
  'prosecutor',
  'judge',
  'lawyer',
  'courier',
  'party',
  'witness',
] as const
export type Role = (typeof roles)[number]

export const exhibitCategories = [
  'phone',
  'tablet',
  'computer',
  'drive',
  'memory-card',
  'usb-stick',
  'optical-disc',
  'container',
  'account',
  'online-capture',
  'document',
  'image',
  'working-copy',
  'other',
] as const
export type ExhibitCategory = (typeof exhibitCategories)[number]

export const sealConditions = ['intact', 'damaged', 'missing'] as const
export type SealCondition = (typeof sealConditions)[number]

/** What a clock was compared with, to say how far it is off. */
export const clockReferences = ['ntp', 'time-stamp', 'other'] as const
export type ClockReference = (typeof clockReferences)[number]

/** By what others know an exhibit: what its maker gave it, and the numbers of those through whose hands it passes. */
export const identifierKinds = [
  'serial',
  'imei',
  'iccid',
  'mac',
  'model',
  'label',
  'bag',
  'police',
  'lab',
  'court',
] as const
export type IdentifierKind = (typeof identifierKinds)[number]
/** Those of which no two exhibits of a case may have the same. */
export const uniqueIdentifiers: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'serial',
  'imei',
  'iccid',
  'mac',
  'bag',
])

export const exhibitConditions = ['on', 'off', 'locked', 'unlocked', 'damaged', 'not-applicable'] as const
export type ExhibitCondition = (typeof exhibitConditions)[number]

/** What has to be stated of an exhibit when it is taken (LECrim 334), or a reason why not. */
export const takingFields = [
  'place',
  'found-at',
  'possessor',
  'finder',
  'occasion',
  'condition',
  'identifier',
] as const
export type TakingField = (typeof takingFields)[number]

export const readingMethods = [
  'physical',
  'full-file-system',
  'logical',
  'files',
  'cloud-export',
  'screen-capture',
] as const
export type ReadingMethod = (typeof readingMethods)[number]

/** What has to be stated of a reading, or a reason why not. */
export const readingFields = ['write-blocker', 'presence', 'tool', 'alters-original'] as const
export type ReadingField = (typeof readingFields)[number]

/** How a medium turned out when it was read. */
export const mediumStates = ['whole', 'partial', 'unreadable', 'blank', 'encrypted'] as const
export type MediumState = (typeof mediumStates)[number]

export const authorizationTypes = [
  'search-order',
  'device-order',
  'consent',
  'urgency',
  'preservation-order',
  'voluntary-delivery',
  'legal-assistance',
  'court-order',
] as const
export type AuthorizationType = (typeof authorizationTypes)[number]

/** What an authorization allows. That a device may be seized does not say that it may be read. */
export const powers = ['seizure', 'access', 'copy', 'destruction', 'release'] as const
export type Power = (typeof powers)[number]

export const authorizationEvents = [
  'noticed',
  'confirmed',
  'revoked',
  'withdrawn',
  'expired',
  'extended',
] as const
export type AuthorizationEvent = (typeof authorizationEvents)[number]

/** Whether whoever agreed has an interest of their own in the matter, and whether a lawyer stood by. */
export const consentConflicts = ['none', 'stated', 'not-asked'] as const
export type ConsentConflict = (typeof consentConflicts)[number]
export const consentLawyers = ['present', 'absent', 'waived', 'not-detained'] as const
export type ConsentLawyer = (typeof consentLawyers)[number]

export const regimes = ['adult', 'juvenile', 'both'] as const
export type Regime = (typeof regimes)[number]

/** What the law wants on record of what is destroyed (LECrim 367 ter as seen in a secondary source), or a reason why not. */
export const destructionFields = [
  'nature',
  'quality',
  'quantity',
  'weight',
  'measure',
  'value',
  'samples',
  'hearing',
] as const
export type DestructionField = (typeof destructionFields)[number]

export const integrityResults = ['same', 'different', 'not-comparable'] as const
export type IntegrityResult = (typeof integrityResults)[number]

/** What may be corrected. Those that say what a thing is, how many, when and where need a second person. */
export const correctable = [
  'wording',
  'label',
  'colour',
  'document-number',
  'description',
  'identifier',
  'category',
  'quantity',
  'seal-number',
  'place',
  'time',
  'possessor',
  'holder',
  'digest',
] as const
export type Correctable = (typeof correctable)[number]
/** Slips of the pen, which their author may correct alone. */
export const clerical: ReadonlySet<Correctable> = new Set<Correctable>([
  'wording',
  'label',
  'colour',
  'document-number',
])

export const attachmentClasses = ['seal', 'package', 'place', 'document'] as const
export type AttachmentClass = (typeof attachmentClasses)[number]

export const accessKinds = ['view', 'export', 'disclose'] as const
export type AccessKind = (typeof accessKinds)[number]

export const quarantineGrounds = ['privileged', 'out-of-scope', 'other'] as const
export type QuarantineGround = (typeof quarantineGrounds)[number]

export const earlierEvents = [
  'seized',
  'received',
  'handed-over',
  'stored',
  'sealed',
  'opened',
  'copied',
  'other',
] as const
export type EarlierEvent = (typeof earlierEvents)[number]

export const hashSetClasses = ['known-good', 'known-relevant'] as const
export type HashSetClass = (typeof hashSetClasses)[number]

export const determinations = ['real', 'altered', 'generated', 'undetermined'] as const
export type Determination = (typeof determinations)[number]
