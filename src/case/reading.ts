import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
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
import type { ExhibitNumber } from '../model/names.js'
import { writeWhole } from '../signing/whole-file.js'
import type { FilesystemVault } from '../vault/filesystem.js'
import { attempt, readFailure, writeFailure } from '../vault/storage-failure.js'
import { requireClear } from './enact.js'
import { isRead, type StagedFile } from './extract.js'
import type { OpenCase } from './open.js'

export interface ReadRequest {
  readonly sources: readonly string[]
  readonly exhibit: ExhibitNumber
  /** False records the files where they are, without copying them into the vault. */
  readonly copy: boolean
  readonly threads?: number
}

/** What one pass over the sources gave: everything an act says of its manifest, and where the files' bytes now are. */
export interface Reading {
  readonly manifest: LinesReference
  readonly items: number
  readonly bytes: number
  readonly blobs: number
  readonly duplicates: number
  readonly accessTimes: 'preserved' | 'may-have-changed'
  readonly failed: readonly { readonly path: string; readonly code: string; readonly reason: string }[]
  readonly files: readonly StagedFile[]
}

/** Stands in for a reading while an act is tried out before the reading starts. */
export const emptyReading: Reading = {
  manifest: { lines: 0, root: encodeBase64(new Uint8Array(32)), sha256: '0'.repeat(64), size: 0 },
  items: 0,
  bytes: 0,
  blobs: 0,
  duplicates: 0,
  accessTimes: 'preserved',
  failed: [],
  files: [],
}

/**
 * Reads every source once, in order, into the vault (unless in place) and into a manifest blob, which is on the medium when this
 * returns.
 */
export async function readSources(
  open: OpenCase,
  request: ReadRequest,
  journal: Journal,
  onRead: (progress: AcquireProgress) => void,
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
        onProgress: onRead,
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
  readonly #place: (sha256: string, source: string, path: Uint8Array) => string | Uint8Array
  readonly #seen = new Set<string>()
  readonly #files: StagedFile[] = []
  readonly #failed: { path: string; code: string; reason: string }[] = []
  #items = 0
  #bytes = 0
  #blobs = 0
  #accessTimes: Reading['accessTimes'] = 'preserved'

  constructor(vault: FilesystemVault, { copy }: ReadRequest) {
    this.#place = copy
      ? (sha256) => vault.pathOf(blobIdOf(sha256))
      : (_sha256, source, path) => pathIn(source, path)
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
    this.#seen.add(sha256)
    const { mediaType } = placed
    if (isRead(mediaType)) this.#files.push({ sha256, mediaType, path: this.#place(sha256, source, path) })
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
      files: this.#files,
    }
  }
}

/** Raw bytes, because a name need not be UTF-8. A source that is one file is named by its path alone. */
function pathIn(source: string, path: Uint8Array): Uint8Array {
  const root = resolve(source)
  const folder = statSync(root).isDirectory() ? root : dirname(root)
  return Buffer.concat([Buffer.from(`${folder}/`), path])
}

/** What an interrupted run had already read, one file a source; gone once the act is recorded. */
export class Journal {
  readonly #folder: string
  readonly #name: string
  readonly #sources: number

  constructor(open: OpenCase, { sources, exhibit, copy }: ReadRequest) {
    this.#folder = join(open.folder, 'unfinished')
    this.#name = createHash('sha256')
      .update(JSON.stringify([exhibit, copy, sources.map((each) => resolve(each))]))
      .digest('hex')
    this.#sources = sources.length
  }

  pathFor(index: number): string {
    attempt(this.#folder, writeFailure, () => mkdirSync(this.#folder, { recursive: true, mode: 0o700 }))
    return join(this.#folder, `${this.#name}-${index}.jsonl`)
  }

  /** Says which manifest is about to be recorded, so that a later run can tell whether it was. */
  intend(manifest: string): void {
    writeWhole(this.#intention(), manifest, 'replace')
  }

  intended(): string | undefined {
    const path = this.#intention()
    return attempt(path, readFailure, () => (existsSync(path) ? readFileSync(path, 'utf8') : undefined))
  }

  forget(): void {
    const paths: string[] = []
    for (let index = 0; index < this.#sources; index += 1) paths.push(this.pathFor(index))
    // Last: while anything is left, a run that is repeated has to find what was recorded.
    paths.push(this.#intention())
    for (const path of paths) attempt(path, writeFailure, () => rmSync(path, { force: true }))
  }

  #intention(): string {
    return join(this.#folder, `${this.#name}.manifest`)
  }
}
