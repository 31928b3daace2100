import type { AuditProgress } from './audit/audit.js'
import type { AuditResult } from './audit/result.js'
import type { BatchFormat } from './case/apply.js'
import type { DemonstrationStep } from './case/demo.js'
import type { Desk } from './case/desk.js'
import type { Redaction } from './case/disclose.js'
import type { Enacted } from './case/enact.js'
import type { NewExhibit } from './case/exhibits.js'
import type { IngestProgress, IngestRequest } from './case/ingest.js'
import type { NewCase } from './case/init.js'
import type { OpenCase } from './case/open.js'
import type { NewPerson } from './case/people.js'
import type { ReportRequest } from './case/report.js'
import type { SignatureAnswer, SignatureRequest } from './case/requests.js'
import type { Answer, Handover } from './case/transfers.js'
import type { VerifyRequest } from './case/verify.js'
import type { ActOf, SealCondition } from './model/act.js'
import type { Instant } from './model/instant.js'
import type { ExhibitNumber, PersonCode } from './model/names.js'
import type { Language } from './wording/template.js'

// The front door: what the command line and other programs may use. Everything heavy is loaded when it is called, so that
// `--help` costs nothing.

export type { AuditProgress } from './audit/audit.js'
export type { Finding } from './audit/finding.js'
export type { AuditResult, AuditScope } from './audit/result.js'
export type { Desk, Preview } from './case/desk.js'
export type { Examination } from './case/doctor.js'
export type { Enacted } from './case/enact.js'
export type { Match } from './case/find.js'
export type { Ingested, IngestProgress } from './case/ingest.js'
export type { Item, ItemDetail } from './case/items.js'
export type { KeyInHome } from './case/keys.js'
export type { SignatureAnswer, SignatureRequest } from './case/requests.js'
export type { CaseStatus, ExhibitView, LogLine, OfferView, PersonView } from './case/status.js'
export type { Handover, SigningManner } from './case/transfers.js'
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
export { exhibitCategories, roles, sealConditions } from './model/act.js'
export { type Instant, instantOf } from './model/instant.js'
export { instantOfLocal, isZone } from './model/local-time.js'
export {
  type ExhibitNumber,
  isExhibitNumber,
  isLeafHash,
  isPersonCode,
  type LeafHash,
  type PersonCode,
} from './model/names.js'
export { languageOf } from './wording/language.js'
export { type Speaker, speakerFor } from './wording/speak.js'
export type { Language } from './wording/template.js'

/** Which case, and with what home. */
export interface CaseAt {
  readonly folder: string
  readonly home: string
}

async function within<Result>(at: CaseAt, work: (open: OpenCase) => Promise<Result>): Promise<Result> {
  const [{ openCase }, { homeAt }] = await Promise.all([import('./case/open.js'), import('./case/home.js')])
  const open = await openCase(at.folder, homeAt(at.home))
  try {
    return await work(open)
  } finally {
    open.close()
  }
}

async function* streaming<Each>(
  at: CaseAt,
  rows: (open: OpenCase) => AsyncIterable<Each>,
): AsyncGenerator<Each> {
  const [{ openCase }, { homeAt }] = await Promise.all([import('./case/open.js'), import('./case/home.js')])
  const open = await openCase(at.folder, homeAt(at.home))
  try {
    yield* rows(open)
  } finally {
    open.close()
  }
}

/** What this program calls itself in every act. */
export { software } from './software.js'

async function home(path: string) {
  const { homeAt } = await import('./case/home.js')
  return homeAt(path)
}

/** The case at a folder or above it. */
export async function findCase(from: string): Promise<string | undefined> {
  const { findCaseFolder } = await import('./case/open.js')
  return findCaseFolder(from)
}

export async function initCase(at: CaseAt, desk: Desk, request: NewCase) {
  const { initCase } = await import('./case/init.js')
  return initCase(at.folder, await home(at.home), desk, request)
}

export async function createKey(homePath: string, passphrase: Uint8Array, created: Instant) {
  const { createKeyFile } = await import('./signing/key-file.js')
  return createKeyFile((await home(homePath)).keys, passphrase, created)
}

export async function listKeys(homePath: string) {
  const { keysIn } = await import('./case/keys.js')
  return keysIn(await home(homePath))
}

export async function keyNamed(homePath: string, fingerprint: string | undefined) {
  const { keyNamed } = await import('./case/keys.js')
  return keyNamed(await home(homePath), fingerprint)
}

/** Persons of a case whose key is in this home: who can act here. */
export async function actorsIn(at: CaseAt): Promise<readonly PersonCode[]> {
  return within(at, async (open) => {
    const { actorsIn } = await import('./case/keys.js')
    return actorsIn(open.home, await open.live.current())
  })
}

export async function zoneOf(at: CaseAt): Promise<string> {
  return within(at, async (open) => open.genesis.zone)
}

export async function enrolPerson(at: CaseAt, desk: Desk, request: NewPerson): Promise<Enacted> {
  const { enrolPerson } = await import('./case/people.js')
  return within(at, (open) => enrolPerson(open, desk, request))
}

export async function enrolKey(
  at: CaseAt,
  desk: Desk,
  person: PersonCode,
  fingerprint: string,
): Promise<Enacted> {
  const { enrolKey } = await import('./case/people.js')
  return within(at, (open) => enrolKey(open, desk, person, fingerprint))
}

export async function requestKeyEnrolment(at: CaseAt, desk: Desk, person: PersonCode, publicKey: Uint8Array) {
  const { requestKeyEnrolment } = await import('./case/people.js')
  return within(at, (open) => requestKeyEnrolment(open, desk, person, publicKey))
}

export async function revokeKey(
  at: CaseAt,
  desk: Desk,
  person: PersonCode,
  reason: ActOf<'key.revoke'>['reason'],
  fingerprint?: string,
): Promise<Enacted> {
  const { revokeKey } = await import('./case/people.js')
  return within(at, (open) => revokeKey(open, desk, person, reason, fingerprint))
}

export async function listPersons(at: CaseAt) {
  const { personsIn } = await import('./case/status.js')
  return within(at, personsIn)
}

export async function addExhibit(at: CaseAt, desk: Desk, request: NewExhibit): Promise<Enacted> {
  const { addExhibit } = await import('./case/exhibits.js')
  return within(at, (open) => addExhibit(open, desk, request))
}

export async function listExhibits(at: CaseAt) {
  const { exhibitsIn } = await import('./case/status.js')
  return within(at, exhibitsIn)
}

export async function showExhibit(at: CaseAt, number: string) {
  const { exhibitNamed } = await import('./case/status.js')
  return within(at, (open) => exhibitNamed(open, number))
}

export async function applySeal(
  at: CaseAt,
  desk: Desk,
  exhibit: ExhibitNumber,
  number: string,
): Promise<Enacted> {
  const { applySeal } = await import('./case/exhibits.js')
  return within(at, (open) => applySeal(open, desk, exhibit, number))
}

export async function sealImpossible(
  at: CaseAt,
  desk: Desk,
  exhibit: ExhibitNumber,
  reason: string,
): Promise<Enacted> {
  const { sealImpossible } = await import('./case/exhibits.js')
  return within(at, (open) => sealImpossible(open, desk, exhibit, reason))
}

export async function checkSeal(
  at: CaseAt,
  desk: Desk,
  exhibit: ExhibitNumber,
  condition: SealCondition,
  observed: string | undefined,
): Promise<Enacted> {
  const { checkSeal } = await import('./case/exhibits.js')
  return within(at, (open) => checkSeal(open, desk, exhibit, condition, observed))
}

export async function breakSeal(
  at: CaseAt,
  desk: Desk,
  exhibit: ExhibitNumber,
  reason: string,
  number: string | undefined,
): Promise<Enacted> {
  const { breakSeal } = await import('./case/exhibits.js')
  return within(at, (open) => breakSeal(open, desk, exhibit, reason, number))
}

export async function transferNow(at: CaseAt, desk: Desk, handover: Handover): Promise<Enacted> {
  const { transferNow } = await import('./case/transfers.js')
  return within(at, (open) => transferNow(open, desk, handover))
}

export async function requestTransfer(at: CaseAt, desk: Desk, handover: Handover): Promise<SignatureRequest> {
  const { requestTransfer } = await import('./case/transfers.js')
  return within(at, (open) => requestTransfer(open, desk, handover))
}

export async function offerTransfer(
  at: CaseAt,
  desk: Desk,
  handover: Omit<Handover, 'receiver'>,
): Promise<Enacted> {
  const { offerTransfer } = await import('./case/transfers.js')
  return within(at, (open) => offerTransfer(open, desk, handover))
}

export async function answerTransfer(
  at: CaseAt,
  desk: Desk,
  answer: Answer,
  offer: string,
  reason: string | undefined,
): Promise<Enacted> {
  const { answerTransfer } = await import('./case/transfers.js')
  return within(at, (open) => answerTransfer(open, desk, answer, offer, reason))
}

export async function requestAnswer(
  at: CaseAt,
  desk: Desk,
  answer: Answer,
  offer: string,
  reason: string | undefined,
): Promise<SignatureRequest> {
  const { requestAnswer } = await import('./case/transfers.js')
  return within(at, (open) => requestAnswer(open, desk, answer, offer, reason))
}

export async function listOffers(at: CaseAt) {
  const { offersIn } = await import('./case/status.js')
  return within(at, offersIn)
}

/** On the signer's own device; needs no case. */
export async function answerRequest(homePath: string, desk: Desk, path: string): Promise<SignatureAnswer> {
  const { answerRequest, readRequest } = await import('./case/requests.js')
  return answerRequest(await home(homePath), desk, readRequest(path))
}

export async function completeRequest(at: CaseAt, desk: Desk, path: string): Promise<Enacted> {
  const { completeRequest, readAnswer } = await import('./case/requests.js')
  return within(at, (open) => completeRequest(open, desk, readAnswer(path)))
}

/** The exact text of a request or answer file. */
export async function requestText(file: SignatureRequest | SignatureAnswer): Promise<string> {
  const { requestText } = await import('./case/requests.js')
  return requestText(file)
}

export async function ingest(at: CaseAt, desk: Desk, request: IngestRequest, progress: IngestProgress) {
  const { ingest } = await import('./case/ingest.js')
  return within(at, (open) => ingest(open, desk, request, progress))
}

export async function* listItems(
  at: CaseAt,
  wanted: { acquisition?: string; exhibit?: string; unread: boolean },
) {
  const { listItems } = await import('./case/items.js')
  yield* streaming(at, (open) => listItems(open, wanted))
}

export async function showItem(at: CaseAt, name: string) {
  const { showItem } = await import('./case/items.js')
  return within(at, (open) => showItem(open, name))
}

export async function verifyItem(at: CaseAt, name: string) {
  const { verifyItem } = await import('./case/items.js')
  return within(at, (open) => verifyItem(open, name))
}

export async function* find(at: CaseAt, wanted: string) {
  const { find } = await import('./case/find.js')
  yield* streaming(at, (open) => find(open, wanted))
}

export async function* readLog(at: CaseAt) {
  const { logOf } = await import('./case/status.js')
  yield* streaming(at, logOf)
}

export async function custodyHistory(at: CaseAt, exhibit: string, until?: Instant) {
  const { historyOf } = await import('./case/status.js')
  return within(at, (open) => historyOf(open, exhibit, until))
}

export async function status(at: CaseAt) {
  const { statusOf } = await import('./case/status.js')
  return within(at, statusOf)
}

export async function verify(
  request: VerifyRequest,
  homePath: string,
  progress?: AuditProgress,
): Promise<AuditResult> {
  const { verify } = await import('./case/verify.js')
  return verify(request, await home(homePath), progress)
}

export async function attestVerification(at: CaseAt, desk: Desk, result: AuditResult): Promise<Enacted> {
  const { attestVerification } = await import('./case/attest.js')
  return within(at, (open) => attestVerification(open, desk, result))
}

export async function doctor(at: CaseAt) {
  const { examineHouse } = await import('./case/doctor.js')
  return within(at, examineHouse)
}

export async function rebuild(at: CaseAt) {
  const { rebuildProjections } = await import('./case/doctor.js')
  return rebuildProjections(at.folder, await home(at.home))
}

export async function applyBatch(
  at: CaseAt,
  desk: Desk,
  path: string,
  format: BatchFormat,
): Promise<Enacted> {
  const { applyBatch, readBatch } = await import('./case/apply.js')
  const rows = readBatch(path, format)
  return within(at, (open) => applyBatch(open, desk, rows))
}

export async function unlock(
  at: CaseAt | undefined,
  homePath: string,
  desk: Desk,
  milliseconds: number,
  fingerprint?: string,
) {
  const [{ unlock }, { keyNamed, keyOf }] = await Promise.all([
    import('./case/unlock.js'),
    import('./case/keys.js'),
  ])
  const own = await home(homePath)
  const key =
    at === undefined || fingerprint !== undefined
      ? keyNamed(own, fingerprint)
      : await within(at, async (open) => keyOf(own, await open.live.current(), desk.by))
  return unlock(own, desk, milliseconds, key)
}

export async function lock(homePath: string): Promise<boolean> {
  const { stopAgent } = await import('./signing/agent-client.js')
  return stopAgent(homePath)
}

export async function writeReport(at: CaseAt, request: ReportRequest) {
  const { writeReport } = await import('./case/report.js')
  return within(at, (open) => writeReport(open, request))
}

export async function disclose(at: CaseAt, folder: string, redaction: Redaction) {
  const { disclose } = await import('./case/disclose.js')
  return within(at, (open) => disclose(open, folder, redaction))
}

/** A whole fictitious case on synthetic samples, verified. */
export async function demonstrate(
  folder: string,
  lang: Language,
  onStep: (step: DemonstrationStep, details: Readonly<Record<string, string>>) => void,
) {
  const { demonstrate } = await import('./case/demo.js')
  return demonstrate(folder, lang, onStep)
}
