import { z } from 'zod'
import * as authority from './acts/authority.js'
import * as copies from './acts/copies.js'
import * as exhibits from './acts/exhibits.js'
import * as fieldLogs from './acts/field-logs.js'
import * as log from './acts/log.js'
import * as people from './acts/people.js'
import * as readings from './acts/readings.js'
import * as remarks from './acts/remarks.js'
import * as seals from './acts/seals.js'
import * as store from './acts/store.js'
import * as transfers from './acts/transfers.js'
import type { envelope } from './envelope.js'

export { longestFieldEntry } from './acts/field-logs.js'
export { disclosureProfiles } from './acts/log.js'
export { currentRules } from './envelope.js'

/** Everything a person can put on record. A closed union: an unknown kind or key is refused. */
export const act = z.discriminatedUnion('kind', [
  log.genesis,
  people.personEnrol,
  people.keyEnrol,
  people.keyRevoke,
  people.keyRotate,
  people.personGrant,
  log.quorumChange,
  log.logRotate,
  log.logFreeze,
  log.anchorAdopt,
  authority.authorizationAdd,
  authority.authorizationNote,
  authority.proceedingAdd,
  authority.proceedingInclude,
  authority.proceedingTransfer,
  authority.proceedingSever,
  authority.proceedingJoin,
  authority.factsRecord,
  exhibits.exhibitAdd,
  exhibits.exhibitSplit,
  exhibits.exhibitLabel,
  exhibits.identityCheck,
  exhibits.quantityCount,
  exhibits.inventoryRecord,
  exhibits.exhibitHold,
  exhibits.exhibitUnhold,
  exhibits.retentionSet,
  exhibits.exhibitMissing,
  exhibits.exhibitFound,
  exhibits.exhibitDeliver,
  exhibits.exhibitRecover,
  exhibits.exhibitRelease,
  exhibits.exhibitDestroy,
  seals.sealApply,
  seals.sealImpossible,
  seals.sealCheck,
  seals.sealBreak,
  transfers.transferNow,
  transfers.transferOffer,
  transfers.transferAccept,
  transfers.transferDecline,
  transfers.transferWithdraw,
  store.locationAdd,
  store.storePut,
  store.storeTake,
  store.storeMove,
  store.storeInventory,
  readings.acquisitionRecord,
  readings.examinationRecord,
  readings.integrityCheck,
  readings.hashSetImport,
  readings.hashSetMatch,
  readings.assessmentRecord,
  copies.copyDerive,
  copies.copyDelete,
  copies.accessRecord,
  copies.quarantineRecord,
  copies.quarantineLift,
  copies.purgeRecord,
  remarks.observationRecord,
  remarks.entryCorrect,
  remarks.entryAnnul,
  remarks.attachmentAdd,
  remarks.historyImport,
  log.verificationRecorded,
  log.incidentRestore,
  log.incidentClock,
  log.selftestRecorded,
  log.disclosureRecord,
  fieldLogs.fieldOpen,
  fieldLogs.fieldEntry,
  fieldLogs.fieldJoin,
])

export type Act = Readonly<z.infer<typeof act>>
export type ActKind = Act['kind']
export type ActOf<Kind extends ActKind> = Extract<Act, { kind: Kind }>

type EnvelopeKey = keyof typeof envelope
type WithoutEnvelope<Each> = Each extends Act ? Omit<Each, EnvelopeKey> : never
/** What an act says apart from its envelope. */
export type ActBody = WithoutEnvelope<Act>
