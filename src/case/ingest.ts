import { resolve } from 'node:path'
import type { AcquireProgress } from '../acquire/acquire.js'
import type { Custody } from '../custody/state.js'
import { encodeBase64 } from '../encoding/base64.js'
import type { AcquisitionNumber, ExhibitNumber, PersonCode } from '../model/names.js'
import type { Signer } from '../signing/signer.js'
import type { Desk } from './desk.js'
import { type Draft, type Drafting, type Enacted, enact, prepare } from './enact.js'
import { nextNumber } from './exhibits.js'
import { type Examined, type ExamineProgress, examineFiles } from './extract.js'
import { projectItems } from './items.js'
import { signerOf } from './keys.js'
import type { OpenCase } from './open.js'
import { preview } from './preview.js'
import { emptyReading, Journal, type Reading, type ReadRequest, readSources } from './reading.js'
import { recordedBefore, requireVault } from './resumption.js'

export interface IngestRequest extends ReadRequest {
  readonly metadata: boolean
}

export interface IngestProgress extends ExamineProgress {
  onRead(progress: AcquireProgress): void
  /**
   * The one moment to tell what came of it. A run that dies before it returns from here is taken up when it is repeated; one
   * that dies after it reads the same sources anew, as a second acquisition.
   */
  onIngested(result: Ingested): void
}

export interface Ingested {
  readonly acquisition: AcquisitionNumber | undefined
  readonly exhibit: ExhibitNumber
  readonly entry: number | undefined
  readonly manifest: string
  readonly items: number
  readonly bytes: number
  /** New in the vault by this acquisition. */
  readonly blobs: number
  /** Files whose bytes were there already. */
  readonly duplicates: number
  readonly failed: readonly { readonly path: string; readonly code: string; readonly reason: string }[]
  readonly metadataFailed: number
  readonly enacted: Enacted
}

/**
 * Reads sources into the vault in one pass and records it as one act, however many files: the manifest is a blob, named by
 * digest, count, bytes and Merkle root. What its files say of themselves is recorded beside it. A run that was interrupted is
 * taken up where it stopped when it is repeated.
 */
export async function ingest(
  open: OpenCase,
  desk: Desk,
  request: IngestRequest,
  progress: IngestProgress,
): Promise<Ingested> {
  const quiet = { ...desk, show: () => undefined }
  const trial = await prepare(open, quiet, (drafting) => [acquisitionDraft(drafting, request, emptyReading)])
  const breaks = preview(quiet, trial.custody, trial.acts, trial.openings)
  if (desk.dryRun) {
    desk.show({ acts: trial.acts, texts: [], said: request.sources, breaks, holders: [] })
    const tried = untouched(request, { recorded: [], acts: trial.acts, breaks, dryRun: true })
    progress.onIngested(tried)
    return tried
  }
  const signers = await signersFor(open, desk)
  await requireVault(open)
  const journal = new Journal(open, request)
  const reading = await readSources(open, request, journal, progress.onRead)
  const result =
    (await repeated(open, request, journal, reading)) ??
    (await recorded(open, desk, request, journal, reading, signers, progress))
  await projectItems(open)
  progress.onIngested(result)
  journal.forget()
  return result
}

/** What an interrupted run had recorded, if it had and this reading says the same. */
async function repeated(
  open: OpenCase,
  request: IngestRequest,
  journal: Journal,
  reading: Reading,
): Promise<Ingested | undefined> {
  const earlier = await recordedBefore(open, journal, reading)
  if (!earlier || request.metadata !== (earlier.metadataFailed !== undefined)) return undefined
  return {
    ...countsOf(request, reading),
    ...earlier,
    metadataFailed: earlier.metadataFailed ?? 0,
    enacted: nothingMore,
  }
}

async function recorded(
  open: OpenCase,
  desk: Desk,
  request: IngestRequest,
  journal: Journal,
  reading: Reading,
  signers: Map<PersonCode, Signer>,
  progress: IngestProgress,
): Promise<Ingested> {
  const examined = request.metadata ? await examineFiles(open, reading.files, progress) : undefined
  journal.intend(reading.manifest.sha256)
  const enacted = await enact(
    open,
    desk,
    (drafting) => {
      const drafts = [acquisitionDraft(drafting, request, reading)]
      if (examined) drafts.push(examinationDraft(drafting, examined))
      return drafts
    },
    signers,
  )
  const [record] = enacted.acts.filter((act) => act.kind === 'acquisition.record')
  const at = record === undefined ? -1 : enacted.acts.indexOf(record)
  return {
    ...countsOf(request, reading),
    acquisition: record?.acquisition,
    entry: enacted.recorded[at]?.seq,
    manifest: reading.manifest.sha256,
    metadataFailed: examined?.failed ?? 0,
    enacted,
  }
}

/** What repeating a run records that was interrupted just before its last word. */
const nothingMore: Enacted = { recorded: [], acts: [], breaks: [], dryRun: false }

function countsOf({ exhibit }: IngestRequest, { items, bytes, blobs, duplicates, failed }: Reading) {
  return { exhibit, items, bytes, blobs, duplicates, failed }
}

/** Asked for before the reading starts: a wrong passphrase after hours of hashing would be a poor joke. */
async function signersFor(open: OpenCase, desk: Desk): Promise<Map<PersonCode, Signer>> {
  const custody = await open.live.current()
  return new Map([[desk.by, await signerOf(open.home, custody, desk.by, desk)]])
}

/** A dry run tries the act out and reads nothing: what its manifest would say is known only after the whole pass. */
function untouched({ exhibit }: IngestRequest, enacted: Enacted): Ingested {
  return {
    acquisition: undefined,
    exhibit,
    entry: undefined,
    manifest: '',
    items: 0,
    bytes: 0,
    blobs: 0,
    duplicates: 0,
    failed: [],
    metadataFailed: 0,
    enacted,
  }
}

function acquisitionDraft({ custody, commit }: Drafting, request: IngestRequest, reading: Reading): Draft {
  const paths = request.sources.map((source) => ({ bytes: encodeBase64(Buffer.from(resolve(source))) }))
  return {
    body: {
      kind: 'acquisition.record',
      accessTimes: reading.accessTimes,
      acquisition: nextAcquisition(custody),
      bytes: reading.bytes,
      copied: request.copy,
      exhibit: request.exhibit,
      failed: reading.failed.length,
      items: reading.items,
      manifest: reading.manifest,
      source: commit({ paths }),
    },
  }
}

function examinationDraft({ custody }: Drafting, { findings, failed, methods, isolation }: Examined): Draft {
  const acquisition = nextAcquisition(custody)
  return {
    body: { kind: 'examination.record', acquisition, failed, findings, isolation, methods: [...methods] },
  }
}

function nextAcquisition(custody: Custody): AcquisitionNumber {
  return nextNumber({ custody, reserved: new Set() }, 'acquisition') as AcquisitionNumber
}
