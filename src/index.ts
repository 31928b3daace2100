// The front door: what the command line and other programs may use. Everything heavy is loaded when it is called, so that
// `--help` costs nothing. What can be done stands in front/, by subject.

export type { AuditProgress } from './audit/audit.js'
export type { Finding } from './audit/finding.js'
export type { AuditResult, AuditScope } from './audit/result.js'
export type { AccessLog } from './case/access.js'
export type { AssessedItem, Assessment, Reader } from './case/assess.js'
export type { AuthorizationView, Timer } from './case/authorization-views.js'
export type { NewAuthorization } from './case/authorizations.js'
export type { BackedUp, BackupProgress } from './case/backup.js'
export type { Comparison } from './case/compare.js'
export type { Completed } from './case/completion.js'
export type { ReadingConditions } from './case/conditions.js'
export type { CopyView } from './case/copies.js'
export type { KeptCosignatures } from './case/cosigning.js'
export type { Desk, Preview } from './case/desk.js'
export type { Examination } from './case/doctor.js'
export type { Enacted } from './case/enact.js'
export type { NewExhibit, Waiver } from './case/exhibits.js'
export type { AgeAtFacts, FactsView } from './case/facts.js'
export type { FieldJoined } from './case/field-join.js'
export type { FieldOpened } from './case/field-open.js'
export type { Match } from './case/find.js'
export type { MatchedSet } from './case/hash-sets.js'
export type { Ingested, IngestProgress } from './case/ingest.js'
export type { Item, ItemDetail, ItemVerification } from './case/items.js'
export type { KeepingAct } from './case/keeping.js'
export type { KeyRevocation } from './case/key-life.js'
export type { KeyElsewhere, KeyInHome } from './case/keys.js'
export type { Leaving } from './case/leaving.js'
export type { Overview } from './case/overview.js'
export type { PrintedLabels } from './case/print-labels.js'
export type { ProceedingView } from './case/proceedings.js'
export type { Purged } from './case/purge.js'
export type { Rechecked } from './case/recheck.js'
export type { Reconciliation } from './case/reconcile.js'
export type { SignatureAnswer, SignatureRequest } from './case/request-file.js'
export type { Restored } from './case/restore.js'
export type { InventoryImported } from './case/seizure-inventory.js'
export type { SelfTest } from './case/selftest.js'
export type { CaseStatus, ExhibitView, LogLine, OfferView, PersonView } from './case/status.js'
export type { InventoryTaken } from './case/store-inventory.js'
export type { StoreRoom } from './case/store-places.js'
export type { Handover, Signing, SigningManner } from './case/transfers.js'
export type { VerifyRequest } from './case/verify.js'
export type { Break } from './custody/breaks/rule.js'
export { displayText } from './encoding/safe-display.js'
export {
  CustodiaError,
  EnvironmentError,
  KeyError,
  LedgerError,
  RuleError,
  SourceError,
  UsageError,
  VaultError,
} from './errors.js'
export * from './front/acts.js'
export * from './front/authority.js'
export * from './front/checking.js'
export * from './front/data.js'
export * from './front/holding.js'
export * from './front/inventories.js'
export * from './front/keys.js'
export type { CaseAt } from './front/opened.js'
export * from './front/record.js'
export * from './front/remarks.js'
export * from './front/start.js'
export * from './front/store.js'
export * from './front/witness.js'
export { type SheetName, sheets } from './labels/sheet.js'
export { type Instant, instantOf, type StatedTime } from './model/instant.js'
export { type LabelledThing, thingNamed } from './model/label.js'
export { instantOfLocal, isZone, statedLocal } from './model/local-time.js'
export {
  type AcquisitionNumber,
  type AuthorizationNumber,
  type ExhibitNumber,
  type FactsNumber,
  type HashSetNumber,
  isAcquisitionNumber,
  isAuthorizationNumber,
  isExhibitNumber,
  isFactsNumber,
  isHashSetNumber,
  isLeafHash,
  isLocationNumber,
  isPersonCode,
  isProceedingNumber,
  isSealNumber,
  type LeafHash,
  type LocationNumber,
  type PersonCode,
  type ProceedingNumber,
} from './model/names.js'
export * from './model/vocabulary.js'
export { software } from './software.js'
export type { Language } from './wording/language.js'
export { languageOf } from './wording/language.js'
export { type Speaker, speakerFor } from './wording/speak.js'
