import { availableParallelism } from 'node:os'
import { blobIdOf } from '../model/digest.js'
import type { Vault } from '../vault/vault.js'
import type { Acquired, AcquiredFile, Unread } from './acquired.js'
import { Crew } from './crew.js'
import { nameMatches } from './file-extension.js'
import type { FileRead } from './file-reader.js'
import { fileTimes, stateOf } from './file-state.js'
import { type Journal, openJournal } from './journal.js'
import type { OpenSource } from './safe-open.js'
import { type FoundFile, walk } from './walk.js'

export type { Acquired, AcquiredFile } from './acquired.js'

export interface AcquireProgress {
  /** Files and whatever else was met, done with. */
  readonly files: number
  readonly bytes: number
}

export interface AcquireOptions {
  /** Undefined: nothing is copied. */
  readonly vault: Vault | undefined
  /** Reading threads; by default as many as the machine runs at once, at most 8. */
  readonly threads?: number
  /** Where to keep what is done, so that an interrupted run can be resumed. The caller removes it once the results are recorded. */
  readonly journal?: string
  /** Files and folders that are not entered: the case that is being written. The vault's own folder never is. */
  readonly exclude?: readonly string[]
  readonly onProgress?: (progress: AcquireProgress) => void
}

/** Results held back because one before them is not ready. */
const windowSize = 8192
const threadsAtMost = 8

/**
 * Reads everything under `source` once: digests, media type, copy into the vault. Results come in the order of `walk`. The
 * bytes of a result and their name in the vault are on the medium before it is yielded, as far as fsync(2) can be trusted.
 * What cannot or must not be read is yielded with code and reason; only what concerns the source itself, the vault or this
 * machine is thrown. After a crash, or when the caller stops early, call again with the same journal: files that are
 * unchanged and stored are taken over, everything else is read; no blob is lost or stored twice.
 */
export async function* acquire(
  source: string,
  options: AcquireOptions,
): AsyncGenerator<Acquired, void, undefined> {
  await options.vault?.sweep()
  const acquisition = new Acquisition(options)
  try {
    for (const found of walk(source, { exclude: exclusionsOf(options) })) {
      yield* acquisition.ready()
      await acquisition.begin(found)
    }
    yield* acquisition.rest()
  } finally {
    await acquisition.close()
  }
}

/** A result that is there, or will be. */
class Slot {
  readonly done: Promise<void>
  result: Acquired | undefined
  failure: { readonly error: unknown } | undefined

  constructor(work: Promise<Acquired>) {
    this.done = work.then(
      (result) => {
        this.result = result
      },
      (error: unknown) => {
        this.failure = { error }
      },
    )
  }
}

class Acquisition {
  readonly #options: AcquireOptions
  readonly #journal: Journal | undefined
  readonly #crew: Crew
  readonly #slots: Slot[] = []
  #files = 0
  #bytes = 0

  constructor(options: AcquireOptions) {
    this.#options = options
    this.#journal = options.journal === undefined ? undefined : openJournal(options.journal)
    this.#crew = new Crew({
      vault: options.vault,
      threads: Math.max(1, options.threads ?? Math.min(threadsAtMost, availableParallelism())),
      onBytes: (bytes) => this.#count(0, bytes),
    })
  }

  /** Waits until there is room; fulfilled once what was found is in someone's hands. */
  async begin(found: FoundFile | Unread): Promise<void> {
    const known = found.kind === 'file' ? await this.#takeOver(found) : found
    if (known === undefined) await this.#crew.room()
    if (known) this.#slots.push(new Slot(Promise.resolve(known)))
    else if (found.kind === 'file') this.#slots.push(new Slot(this.#read(found)))
  }

  /** The results at the head that are there; waits for the first of them only when too many are held back. */
  async *ready(): AsyncGenerator<Acquired, void, undefined> {
    for (let head = this.#slots[0]; head; head = this.#slots[0]) {
      if (this.#slots.length >= windowSize) await head.done
      if (head.failure) throw head.failure.error
      if (!head.result) return
      this.#slots.shift()
      this.#count(1, 0)
      yield head.result
    }
  }

  async *rest(): AsyncGenerator<Acquired, void, undefined> {
    for (let head = this.#slots[0]; head; head = this.#slots[0]) {
      await head.done
      yield* this.ready()
    }
  }

  async close(): Promise<void> {
    await this.#crew.close()
    this.#journal?.close()
  }

  /** Opens the file at once: the walk goes on afterwards. */
  async #read(found: FoundFile): Promise<Acquired> {
    const opened = found.open()
    if (opened.kind === 'refused') return { ...opened, kind: 'unread', what: 'file', path: found.path }
    const { descriptor, stats: before } = opened
    const outcome = await this.#crew.read({ descriptor, before: stateOf(before) })
    if (outcome.kind === 'refused') return { ...outcome, kind: 'unread', what: 'file', path: found.path }
    const file = describe(found, opened, outcome)
    this.#journal?.add(file, before)
    return file
  }

  /** Undefined when the file has to be read. */
  async #takeOver({ path, stats }: FoundFile): Promise<AcquiredFile | undefined> {
    const { vault } = this.#options
    const known = this.#journal?.find(path, stats)
    if (!known) return undefined
    if (vault && !(await isStored(vault, known))) return undefined
    this.#count(0, known.size)
    const copied = known.stored === 'in-place' ? 'present' : known.stored
    return { ...known, stored: vault ? copied : 'in-place', resumed: true }
  }

  #count(files: number, bytes: number): void {
    this.#files += files
    this.#bytes += bytes
    this.#options.onProgress?.({ files: this.#files, bytes: this.#bytes })
  }
}

function describe(
  found: FoundFile,
  opened: OpenSource,
  { digests, mediaType, stored, sameAccessTime }: FileRead,
): AcquiredFile {
  const { path } = found
  const { stats } = opened
  const matches = nameMatches(path, mediaType)
  return {
    kind: 'file',
    path,
    size: Number(stats.size),
    digests,
    mediaType,
    ...(matches === undefined ? {} : { extensionMatches: matches }),
    times: fileTimes(stats),
    device: String(stats.dev),
    inode: String(stats.ino),
    links: Number(stats.nlink),
    accessTime: opened.keepsAccessTime && sameAccessTime ? 'preserved' : 'may-have-changed',
    stored,
  }
}

async function isStored(vault: Vault, { digests, size }: AcquiredFile): Promise<boolean> {
  const blob = blobIdOf(digests.sha256)
  return (await vault.has(blob)) && (await vault.size(blob)) === size
}

function exclusionsOf({ vault, exclude = [], journal }: AcquireOptions): string[] {
  const own = vault?.address.kind === 'filesystem' ? [vault.address.folder] : []
  return [...exclude, ...own, ...(journal === undefined ? [] : [journal])]
}
