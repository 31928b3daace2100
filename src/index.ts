import type { AuditProgress } from './audit/audit.js'
import type { AuditResult } from './audit/result.js'
import type { Answered } from './case/answering.js'
import type { BatchFormat } from './case/apply.js'
import type { BackupProgress } from './case/backup.js'
import type { Comparison } from './case/compare.js'
import type { Completed } from './case/completion.js'
import type { OnDemonstrationStep } from './case/demo.js'
import type { Desk } from './case/desk.js'
import type { Enacted } from './case/enact.js'
import type { FieldOpened, NewField } from './case/field-open.js'
import type { ReceiptKept } from './case/handed-receipt.js'
import type { Home } from './case/home.js'
import type { NewCase } from './case/init.js'
import type { KeyElsewhere } from './case/keys.js'
import type { OpenCase } from './case/open.js'
import type { SignatureAnswer, SignatureRequest } from './case/request-file.js'
import type { VerifyRequest } from './case/verify.js'
import type { Passphrase } from './case/witness.js'
import type { Instant } from './model/instant.js'
import type { Listening } from './witness/server.js'
import type { Language } from './wording/language.js'

// The front door: what the command line and other programs may use. Everything heavy is loaded when it is called, so that
// `--help` costs nothing.

export type { AuditProgress } from './audit/audit.js'
export type { Finding } from './audit/finding.js'
export type { AuditResult, AuditScope } from './audit/result.js'
export type { BackedUp, BackupProgress } from './case/backup.js'
export type { Comparison } from './case/compare.js'
export type { Completed } from './case/completion.js'
export type { KeptCosignatures } from './case/cosigning.js'
export type { Desk, Preview } from './case/desk.js'
export type { Examination } from './case/doctor.js'
export type { Enacted } from './case/enact.js'
export type { FieldJoined } from './case/field-join.js'
export type { FieldOpened } from './case/field-open.js'
export type { Match } from './case/find.js'
export type { Ingested, IngestProgress } from './case/ingest.js'
export type { Item, ItemDetail, ItemVerification } from './case/items.js'
export type { KeyRevocation } from './case/key-life.js'
export type { KeyElsewhere, KeyInHome } from './case/keys.js'
export type { SignatureAnswer, SignatureRequest } from './case/request-file.js'
export type { Restored } from './case/restore.js'
export type { SelfTest } from './case/selftest.js'
export type { CaseStatus, ExhibitView, LogLine, OfferView, PersonView } from './case/status.js'
export type { Handover, SigningManner } from './case/transfers.js'
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
export { clockReferences, exhibitCategories, roles, sealConditions } from './model/vocabulary.js'
export { software } from './software.js'
export type { Language } from './wording/language.js'
export { languageOf } from './wording/language.js'
export { type Speaker, speakerFor } from './wording/speak.js'

/** Which case, and with what home. */
export interface CaseAt {
  readonly folder: string
  readonly home: string
}

type InCase<Args extends readonly unknown[], Result> = (open: OpenCase, ...args: Args) => Result

async function opened(at: CaseAt): Promise<OpenCase> {
  const [{ openCase }, { homeAt }] = await Promise.all([import('./case/open.js'), import('./case/home.js')])
  return openCase(at.folder, homeAt(at.home))
}

/** A use case as others call it: opens the case, does its work, closes it. */
function inCase<Args extends readonly unknown[], Result>(load: () => Promise<InCase<Args, Promise<Result>>>) {
  return async (at: CaseAt, ...args: Args): Promise<Result> => {
    const [work, open] = await Promise.all([load(), opened(at)])
    try {
      return await work(open, ...args)
    } finally {
      open.close()
    }
  }
}

/** The same for rows that stream: the case stays open until the last of them is taken. */
function streamed<Args extends readonly unknown[], Row>(
  load: () => Promise<InCase<Args, AsyncIterable<Row>>>,
) {
  return async function* (at: CaseAt, ...args: Args): AsyncGenerator<Row> {
    const [work, open] = await Promise.all([load(), opened(at)])
    try {
      yield* work(open, ...args)
    } finally {
      open.close()
    }
  }
}

async function homeOf(path: string): Promise<Home> {
  const { homeAt } = await import('./case/home.js')
  return homeAt(path)
}

/** The whole of a file that a person named; `-` is standard input. */
export async function readNamedFile(path: string): Promise<Uint8Array> {
  return (await import('./case/named-file.js')).readNamedFile(path)
}

/** Writes a file that is not there yet. */
export async function writeNamedFile(path: string, content: string | Uint8Array): Promise<void> {
  ;(await import('./case/named-file.js')).writeNamedFile(path, content)
}

/** The case at a folder or above it. */
export async function findCase(from: string): Promise<string | undefined> {
  return (await import('./case/open.js')).findCaseFolder(from)
}

export async function initCase(at: CaseAt, desk: Desk, request: NewCase) {
  return (await import('./case/init.js')).initCase(at.folder, await homeOf(at.home), desk, request)
}

export async function demonstrate(folder: string, lang: Language, onStep: OnDemonstrationStep) {
  return (await import('./case/demo.js')).demonstrate(folder, lang, onStep)
}

// Keys of a home; no case is needed.

export async function createKey(home: string, passphrase: Uint8Array, created: Instant) {
  const { createKeyFile } = await import('./signing/key-file.js')
  return createKeyFile((await homeOf(home)).keys, passphrase, created)
}

/** Makes a key that lies in an ssh-agent or on a token known to a home. */
export async function referToKey(home: string, key: KeyElsewhere, created: Instant) {
  return (await import('./case/keys.js')).referTo(await homeOf(home), key, created)
}

export async function listKeys(home: string) {
  return (await import('./case/keys.js')).keysIn(await homeOf(home))
}

export async function keyNamed(home: string, fingerprint: string | undefined) {
  return (await import('./case/keys.js')).keyNamed(await homeOf(home), fingerprint)
}

export async function unlock(
  at: CaseAt | undefined,
  home: string,
  desk: Desk,
  milliseconds: number,
  fingerprint?: string,
) {
  const { unlock } = await import('./case/unlock.js')
  const { keyNamed } = await import('./case/keys.js')
  const own = await homeOf(home)
  const enrolled = at !== undefined && fingerprint === undefined
  const key = enrolled ? await enrolledKey(at, desk.by) : keyNamed(own, fingerprint)
  return unlock(own, desk, milliseconds, key)
}

export async function lock(home: string): Promise<boolean> {
  return (await import('./signing/agent-client.js')).stopAgent(home)
}

/** On the signer's own device; nothing on a dry run. */
export async function answerRequest(home: string, desk: Desk, path: string): Promise<Answered | undefined> {
  const { answerRequest } = await import('./case/answering.js')
  const { readRequest } = await import('./case/request-file.js')
  return answerRequest(await homeOf(home), desk, readRequest(path))
}

/** On the signer's own device: checks a receipt that was handed back, and keeps it. */
export async function takeReceipt(home: string, path: string): Promise<ReceiptKept> {
  const { takeReceipt } = await import('./case/handed-receipt.js')
  return takeReceipt(await homeOf(home), await readNamedFile(path))
}

/** The exact text of a request or answer file. */
export async function requestText(file: SignatureRequest | SignatureAnswer): Promise<string> {
  return (await import('./case/request-file.js')).requestText(file)
}

// Persons, exhibits, seals, transfers: each records acts, or on a dry run says what it would record.

export const enrolPerson = inCase(async () => (await import('./case/people.js')).enrolPerson)
export const requestKeyEnrolment = inCase(async () => (await import('./case/people.js')).requestKeyEnrolment)
export const enrolKey = inCase(async () => (await import('./case/key-life.js')).enrolKey)
export const rotateKey = inCase(async () => (await import('./case/key-life.js')).rotateKey)
export const revokeKey = inCase(async () => (await import('./case/key-life.js')).revokeKey)
export const changeRoles = inCase(async () => (await import('./case/key-life.js')).changeRoles)
export const changeQuorum = inCase(async () => (await import('./case/key-life.js')).changeQuorum)
export const rotateLogKey = inCase(async () => (await import('./case/key-life.js')).rotateLogKey)
export const recordClock = inCase(async () => (await import('./case/incidents.js')).recordClock)
export const freezeLog = inCase(async () => (await import('./case/key-life.js')).freezeLog)
export const addExhibit = inCase(async () => (await import('./case/exhibits.js')).addExhibit)
export const applySeal = inCase(async () => (await import('./case/exhibits.js')).applySeal)
export const sealImpossible = inCase(async () => (await import('./case/exhibits.js')).sealImpossible)
export const checkSeal = inCase(async () => (await import('./case/exhibits.js')).checkSeal)
export const breakSeal = inCase(async () => (await import('./case/exhibits.js')).breakSeal)
export const transferNow = inCase(async () => (await import('./case/transfers.js')).transferNow)
export const offerTransfer = inCase(async () => (await import('./case/transfers.js')).offerTransfer)
export const answerTransfer = inCase(async () => (await import('./case/transfers.js')).answerTransfer)
export const ingest = inCase(async () => (await import('./case/ingest.js')).ingest)
export const attestVerification = inCase(async () => (await import('./case/attest.js')).attestVerification)

/** @param request its `home` is the folder of the home that takes it along */
export async function openField(
  at: CaseAt,
  desk: Desk,
  { home, ...request }: Omit<NewField, 'home'> & { readonly home?: string },
): Promise<FieldOpened> {
  const { openField } = await import('./case/field-open.js')
  const keeper = home === undefined ? {} : { home: await homeOf(home) }
  return inCase(async () => openField)(at, desk, { ...request, ...keeper })
}

export const joinField = inCase(async () => (await import('./case/field-join.js')).joinField)

/** Opens a case that does not hold what this home has seen of it, and records why. */
export async function recordRestore(at: CaseAt, desk: Desk, reason: string): Promise<Enacted> {
  const { recordRestore } = await import('./case/incidents.js')
  const { openCase } = await import('./case/open.js')
  const open = await openCase(at.folder, await homeOf(at.home), 'explanation')
  try {
    return await recordRestore(open, desk, reason)
  } finally {
    open.close()
  }
}

/** Adds what is missing to an answer that came back from the signer's own device, and records the act. */
export async function completeRequest(at: CaseAt, desk: Desk, path: string): Promise<Completed> {
  const { completeRequest } = await import('./case/completion.js')
  const { readAnswer } = await import('./case/request-file.js')
  const answer = readAnswer(path)
  return inCase(async () => completeRequest)(at, desk, answer)
}

/** @param path of a batch; `-` for standard input */
export async function applyBatch(
  at: CaseAt,
  desk: Desk,
  path: string,
  format: BatchFormat,
): Promise<Enacted> {
  const { applyBatch, readBatch } = await import('./case/apply.js')
  const rows = readBatch(path, format)
  return inCase(async () => applyBatch)(at, desk, rows)
}

// Reading the record.

export const status = inCase(async () => (await import('./case/status.js')).statusOf)
export const zoneOf = inCase(async () => (await import('./case/status.js')).zoneIn)
export const actorsIn = inCase(async () => (await import('./case/status.js')).actorsHere)
export const listPersons = inCase(async () => (await import('./case/status.js')).personsIn)
export const listExhibits = inCase(async () => (await import('./case/status.js')).exhibitsIn)
export const showExhibit = inCase(async () => (await import('./case/status.js')).exhibitNamed)
export const listOffers = inCase(async () => (await import('./case/status.js')).offersIn)
export const custodyHistory = inCase(async () => (await import('./case/status.js')).historyOf)
export const readLog = streamed(async () => (await import('./case/status.js')).logOf)
export const listItems = streamed(async () => (await import('./case/items.js')).listItems)
export const showItem = inCase(async () => (await import('./case/items.js')).showItem)
export const verifyItem = inCase(async () => (await import('./case/items.js')).verifyItem)
export const find = streamed(async () => (await import('./case/find.js')).find)
const enrolledKey = inCase(async () => (await import('./case/status.js')).keyHere)

// Checking it and handing it on.

export async function verify(
  request: VerifyRequest,
  home: string,
  progress?: AuditProgress,
): Promise<AuditResult> {
  return (await import('./case/verify.js')).verify(request, await homeOf(home), progress)
}

/** Holds two copies of a log against each other; no home is needed. */
export async function compareLogs(one: string, other: string): Promise<Comparison> {
  return (await import('./case/compare.js')).compareLogs(one, other)
}

// A witness: somebody outside the lab, with a home of their own.

export async function createWitness(home: string, name: string, passphrase: Uint8Array, created: Instant) {
  return (await import('./case/witness.js')).createWitness(await homeOf(home), name, passphrase, created)
}

export async function showWitness(home: string) {
  return (await import('./case/witness.js')).witnessFacts(await homeOf(home))
}

export async function watchLog(home: string, verifierKey: string) {
  return (await import('./case/witness.js')).watchLog(await homeOf(home), verifierKey)
}

export async function serveWitness(home: string, passphrase: Passphrase, listening: Listening) {
  return (await import('./case/witness.js')).serveWitnessOf(await homeOf(home), passphrase, listening)
}

export async function signWitnessRequest(home: string, passphrase: Passphrase, path: string) {
  return (await import('./case/witness.js')).signWitnessRequest(await homeOf(home), passphrase, path)
}

export const writeReport = inCase(async () => (await import('./case/report.js')).writeReport)
export const newestCheckpoint = inCase(async () => (await import('./case/cosigning.js')).newestCheckpoint)
export const listCheckpoints = inCase(async () => (await import('./case/cosigning.js')).listCheckpoints)
export const askCosignature = inCase(async () => (await import('./case/cosigning.js')).askCosignature)
export const takeCosignature = inCase(async () => (await import('./case/cosigning.js')).takeCosignature)
export const fetchCosignature = inCase(async () => (await import('./case/cosigning.js')).fetchCosignature)
export const askTimestamp = inCase(async () => (await import('./case/timestamp.js')).askTimestamp)
export const takeTimestamp = inCase(async () => (await import('./case/timestamp.js')).takeTimestamp)
export const fetchTimestamp = inCase(async () => (await import('./case/timestamp.js')).fetchTimestamp)
/** Known answers on this host; no case is needed. */
export async function selfTest() {
  return (await import('./case/selftest.js')).selfTest()
}

export const recordSelfTest = inCase(async () => (await import('./case/selftest.js')).recordSelfTest)
export const disclose = inCase(async () => (await import('./case/disclose.js')).disclose)
export const doctor = inCase(async () => (await import('./case/doctor.js')).examineHouse)

export const backUp = inCase(async () => (await import('./case/backup.js')).backUp)

export async function restoreCase(home: string, backup: string, folder: string, progress: BackupProgress) {
  return (await import('./case/restore.js')).restoreCase(await homeOf(home), backup, folder, progress)
}

/** Makes the projections anew from the log. */
export async function rebuild(at: CaseAt) {
  return (await import('./case/doctor.js')).rebuildProjections(at.folder, await homeOf(at.home))
}
