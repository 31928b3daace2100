import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type AcquireProgress, acquire } from '../acquire/acquire.js'
import type { Acquired, AcquiredFile, Unread } from '../acquire/acquired.js'
import { encodeBase64 } from '../encoding/base64.js'
import type { Json } from '../encoding/canonical-json.js'
import { commit, type Opening } from '../encoding/commitment.js'
import { displayBytes } from '../encoding/safe-display.js'
import { linesWriter } from '../manifest/lines.js'
import { blobIdOf } from '../model/digest.js'
import type { LinesReference } from '../model/field.js'
import type { FileLine, UnreadLine } from '../model/manifest-line.js'
import type { AcquisitionNumber, ExhibitNumber, PersonCode } from '../model/names.js'
import type { Signer } from '../signing/signer.js'
import type { FilesystemVault } from '../vault/filesystem.js'
import type { Desk } from './desk.js'
import { type Draft, type Drafting, type Enacted, enact, prepare, preview, requireClear } from './enact.js'
import { type Examined, type ExamineProgress, examineFiles, type StagedFile } from './extract.js'
import { projectItems } from './items.js'
import { signerOf } from './keys.js'
import type { OpenCase } from './open.js'

export interface IngestRequest {
  readonly sources: readonly string[]
  readonly exhibit: ExhibitNumber
  /** False records the files where they are, without copying them into the vault. */
  readonly copy: boolean
  readonly metadata: boolean
  readonly threads?: number
}

export interface IngestProgress extends ExamineProgress {
  onRead(progress: AcquireProgress): void
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
  preview(quiet, await open.live.current(), trial.acts)
  if (desk.dryRun) desk.show({ acts: trial.acts, texts: [], breaks: [], holders: [] })
  const signers = await signersFor(open, desk)
  const journal = new Journal(open, request)
  const reading = await readSources(open, request, journal, progress)
  const examined = request.metadata ? await examineFiles(open, reading.files, progress) : undefined
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
  journal.forget()
  if (!enacted.dryRun) await projectItems(open)
  const [record] = enacted.acts.filter((act) => act.kind === 'acquisition.record')
  const at = record === undefined ? -1 : enacted.acts.indexOf(record)
  return {
    acquisition: record?.acquisition,
    exhibit: request.exhibit,
    entry: enacted.recorded[at]?.seq,
    manifest: reading.manifest.sha256,
    items: reading.items,
    bytes: reading.bytes,
    blobs: reading.blobs,
    duplicates: reading.duplicates,
    failed: reading.failed,
    metadataFailed: examined?.failed ?? 0,
    enacted,
  }
}

/** Asked for before the reading starts: a wrong passphrase after hours of hashing would be a poor joke. */
async function signersFor(open: OpenCase, desk: Desk): Promise<Map<PersonCode, Signer>> {
  const custody = await open.live.current()
  return desk.dryRun ? new Map() : new Map([[desk.by, await signerOf(open.home, custody, desk.by, desk)]])
}

interface Reading {
  readonly manifest: LinesReference
  readonly items: number
  readonly bytes: number
  readonly blobs: number
  readonly duplicates: number
  readonly accessTimes: 'preserved' | 'may-have-changed'
  readonly failed: Ingested['failed']
  readonly files: readonly StagedFile[]
}

const emptyReading: Reading = {
  manifest: { lines: 0, root: encodeBase64(new Uint8Array(32)), sha256: '0'.repeat(64), size: 0 },
  items: 0,
  bytes: 0,
  blobs: 0,
  duplicates: 0,
  accessTimes: 'preserved',
  failed: [],
  files: [],
}

async function readSources(
  open: OpenCase,
  request: IngestRequest,
  journal: Journal,
  progress: IngestProgress,
): Promise<Reading> {
  const staging = await open.vault.stage()
  const lines = linesWriter((bytes) => staging.write(bytes))
  const openings = new OpeningBatch(open)
  const tally = new Tally(open.vault, request)
  try {
    for (const [index, source] of request.sources.entries()) {
      const options = {
        vault: request.copy ? open.vault : undefined,
        journal: journal.pathFor(index),
        exclude: [resolve(open.folder), resolve(open.home.path)],
        ...(request.threads === undefined ? {} : { threads: request.threads }),
        onProgress: (read: AcquireProgress) => progress.onRead(read),
      }
      for await (const acquired of acquire(source, options)) {
        const placed = inSource(acquired, source, request.sources.length > 1)
        tally.add(placed, source, acquired)
        await lines.add(lineOf(placed, openings))
      }
    }
    openings.flush()
    const manifest = await lines.finish()
    await staging.commit(blobIdOf(manifest.sha256))
    await open.vault.flush()
    return tally.reading(manifest)
  } finally {
    await staging.discard()
  }
}

/** With several sources each path starts with its source's own name. */
function inSource(acquired: Acquired, source: string, several: boolean): Acquired {
  if (!several) return acquired
  const path = Buffer.concat([Buffer.from(`${basename(resolve(source))}/`), acquired.path])
  return { ...acquired, path }
}

/** Commitments' openings, stored a thousand at a time and all before the act that names them. */
class OpeningBatch {
  readonly #open: OpenCase
  #waiting: Opening[] = []

  constructor(open: OpenCase) {
    this.#open = open
  }

  close(value: Json): { c: string } {
    const opening = commit(value)
    this.#waiting.push(opening)
    if (this.#waiting.length >= 1000) this.flush()
    return { c: opening.c }
  }

  flush(): void {
    if (this.#waiting.length > 0) requireClear(this.#open).put(this.#waiting)
    this.#waiting = []
  }
}

function lineOf(acquired: Acquired, openings: OpeningBatch): Json {
  const path = openings.close({ bytes: encodeBase64(acquired.path) })
  return (acquired.kind === 'file'
    ? fileLineOf(acquired, path)
    : unreadLineOf(acquired, path, openings)) as unknown as Json
}

function fileLineOf(file: AcquiredFile, path: { c: string }): FileLine {
  const { accessTime, digests, extensionMatches, links, mediaType, size, times } = file
  return {
    accessTime,
    digests,
    ...(extensionMatches === undefined ? {} : { extensionMatches }),
    kind: 'file',
    links,
    mediaType,
    path,
    size,
    times,
  }
}

function unreadLineOf(unread: Unread, path: { c: string }, openings: OpeningBatch): UnreadLine {
  const target = unread.what === 'link' ? { target: encodeBase64(unread.target) } : {}
  const reason = openings.close({ text: unread.reason, ...target })
  return { code: unread.code, kind: 'unread', path, reason, what: unread.what }
}

/** Adds up what an act says of its manifest. */
class Tally {
  readonly #vault: FilesystemVault
  readonly #copy: boolean
  readonly #seen = new Map<string, StagedFile>()
  readonly #failed: { path: string; code: string; reason: string }[] = []
  #items = 0
  #bytes = 0
  #blobs = 0
  #accessTimes: Reading['accessTimes'] = 'preserved'

  constructor(vault: FilesystemVault, { copy }: IngestRequest) {
    this.#vault = vault
    this.#copy = copy
  }

  add(placed: Acquired, source: string, { path }: Acquired): void {
    if (placed.kind === 'unread') {
      this.#failed.push({ path: displayBytes(placed.path), code: placed.code, reason: placed.reason })
      return
    }
    const { sha256 } = placed.digests
    this.#items += 1
    this.#bytes += placed.size
    if (placed.stored === 'new') this.#blobs += 1
    if (placed.accessTime === 'may-have-changed') this.#accessTimes = 'may-have-changed'
    if (this.#seen.has(sha256)) return
    const at = this.#copy
      ? this.#vault.pathOf(blobIdOf(sha256))
      : join(resolve(source), Buffer.from(path).toString())
    this.#seen.set(sha256, { sha256, mediaType: placed.mediaType, size: placed.size, path: at })
  }

  reading(manifest: LinesReference): Reading {
    return {
      manifest,
      items: this.#items,
      bytes: this.#bytes,
      blobs: this.#blobs,
      duplicates: this.#items - this.#seen.size,
      accessTimes: this.#accessTimes,
      failed: this.#failed,
      files: [...this.#seen.values()],
    }
  }
}

function acquisitionDraft({ custody, commit }: Drafting, request: IngestRequest, reading: Reading): Draft {
  const paths = request.sources.map((source) => ({ bytes: encodeBase64(Buffer.from(resolve(source))) }))
  return {
    body: {
      kind: 'acquisition.record',
      accessTimes: reading.accessTimes,
      acquisition: nextAcquisition(custody.acquisitions),
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
  const acquisition = nextAcquisition(custody.acquisitions)
  return {
    body: { kind: 'examination.record', acquisition, failed, findings, isolation, methods: [...methods] },
  }
}

function nextAcquisition(acquisitions: Readonly<Record<string, unknown>>): AcquisitionNumber {
  return `A-${Object.keys(acquisitions).length + 1}` as AcquisitionNumber
}

/** What an interrupted run had already read, one file a source; gone once the act is recorded. */
class Journal {
  readonly #folder: string
  readonly #name: string
  readonly #sources: number

  constructor(open: OpenCase, { sources, exhibit, copy }: IngestRequest) {
    this.#folder = join(open.folder, 'unfinished')
    this.#name = createHash('sha256')
      .update(JSON.stringify([exhibit, copy, sources.map((each) => resolve(each))]))
      .digest('hex')
    this.#sources = sources.length
  }

  pathFor(index: number): string {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    return join(this.#folder, `${this.#name}-${index}.jsonl`)
  }

  forget(): void {
    for (let index = 0; index < this.#sources; index += 1) rmSync(this.pathFor(index), { force: true })
  }
}
