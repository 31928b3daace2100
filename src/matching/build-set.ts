import { createHash, hash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SourceError } from '../errors.js'
import {
  type Category,
  type KnownDigests,
  type KnownRecord,
  type SetAlgorithm,
  type SetKind,
  setAlgorithms,
} from '../model/known-set.js'
import { isWithoutDigest } from './digest-list.js'
import { type Run, runPieces, runWriter } from './entry-runs.js'
import { type EntrySorter, entrySorter } from './entry-sort.js'
import type { SourceFile, SourceFormat } from './known-source.js'
import { giveName, onDisk, requireFree } from './set-disk.js'
import {
  categoryField,
  type EntryClass,
  entryWidth,
  headerBytes,
  mostClasses,
  recordBytes,
  type SetHeader,
} from './set-header.js'

/** What a set is made from. `file` is asked after the last record. */
export interface SetSource<Kind extends SetKind> {
  readonly kind: Kind
  readonly format: SourceFormat
  readonly path: string
  readonly stated?: string
  readonly records: AsyncIterable<KnownRecord> | Iterable<KnownRecord>
  file(): Promise<SourceFile>
}

export interface BuildLimits {
  /** Entries of one algorithm that are kept in memory, in bytes; what goes beyond is sorted on disk beside the set. */
  readonly runBytes: number
}

export const buildLimits: BuildLimits = { runBytes: 64 * 1024 * 1024 }

/**
 * Writes the index of a set to `path`, mode 0600: whole or not at all, and never over a file that stands there.
 * @throws what the records throw; SourceError `source.malformed` for more categories than a set may have; UsageError
 * `usage.conflict` when `path` is taken; EnvironmentError
 */
export async function buildSet<Kind extends SetKind>(
  source: SetSource<Kind>,
  path: string,
  limits = buildLimits,
): Promise<SetHeader<Kind>> {
  const scratch = onDisk(path, () => {
    requireFree(path)
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    return mkdtempSync(`${path}.`)
  })
  try {
    const gathered = await gather(source, scratch, limits)
    const { sha256, size } = await source.file()
    return onDisk(path, () => {
      const sections = sectionRuns(gathered.sorters, scratch)
      const header: SetHeader<Kind> = {
        kind: source.kind,
        classes: gathered.classes,
        records: gathered.records,
        sections: sections.map(({ algorithm, entries }) => ({ algorithm, entries })),
        source: {
          format: source.format,
          sha256,
          size,
          ...(source.stated === undefined ? {} : { stated: source.stated }),
        },
      }
      writeSet(path, scratch, header, sections)
      return header
    })
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

type Sorters = ReadonlyMap<SetAlgorithm, EntrySorter>

interface Gathered {
  readonly sorters: Sorters
  readonly classes: EntryClass[]
  readonly records: SetHeader['records']
}

async function gather(
  { path, records }: Pick<SetSource<SetKind>, 'path' | 'records'>,
  scratch: string,
  { runBytes }: BuildLimits,
): Promise<Gathered> {
  const sorters = new Map<SetAlgorithm, EntrySorter>()
  const classes = classNumbers(path)
  const counts = { emptyFile: 0, read: 0, withoutDigest: 0 }
  const sorterFor = (algorithm: SetAlgorithm): EntrySorter => {
    const known = sorters.get(algorithm)
    if (known) return known
    const made = entrySorter({ width: entryWidth(algorithm), scratch, name: algorithm, runBytes })
    sorters.set(algorithm, made)
    return made
  }
  for await (const { digests, category } of records) {
    counts.read += 1
    if (isWithoutDigest(digests)) counts.withoutDigest += 1
    else if (isOfEmptyFile(digests)) counts.emptyFile += 1
    else {
      const tail = entryTail(digests, classes.numberOf(digests, category))
      onDisk(path, () => {
        for (const algorithm of setAlgorithms) {
          const digest = digests[algorithm]
          if (digest !== undefined) sorterFor(algorithm).add(Buffer.from(digest + tail, 'hex'))
        }
      })
    }
  }
  return { sorters, classes: classes.all, records: counts }
}

/** In a set by mistake, as they often are, these would match every empty file of every case. */
const emptyFile: Readonly<Record<SetAlgorithm, string>> = {
  sha256: hash('sha256', ''),
  sha1: hash('sha1', ''),
  md5: hash('md5', ''),
}

function isOfEmptyFile(digests: KnownDigests): boolean {
  return setAlgorithms.some((algorithm) => digests[algorithm] === emptyFile[algorithm])
}

/** Class and record in hex. The record's bytes are the same for the same digests and class, so that records stated twice become one. */
function entryTail(digests: KnownDigests, classNumber: string): string {
  const content = `${classNumber} ${digests.sha256 ?? ''} ${digests.sha1 ?? ''} ${digests.md5 ?? ''}`
  return classNumber + hash('sha256', content).slice(0, 2 * recordBytes)
}

interface ClassNumbers {
  readonly all: EntryClass[]
  /** In hex. */
  numberOf(digests: KnownDigests, category: Category | undefined): string
}

function classNumbers(path: string): ClassNumbers {
  const all: EntryClass[] = []
  const numbers = new Map<string, string>()
  return {
    all,
    numberOf(digests, category) {
      const algorithms = setAlgorithms.filter((algorithm) => digests[algorithm] !== undefined)
      const entryClass = { algorithms, ...(category === undefined ? {} : { category }) }
      const key = JSON.stringify([
        algorithms,
        category?.scheme,
        category?.schemeVersion,
        category?.code,
        category?.label,
      ])
      const known = numbers.get(key)
      if (known !== undefined) return known
      if (all.length === mostClasses || (category && !categoryField.safeParse(category).success))
        throw new SourceError('source.malformed', {
          what: 'hash-set',
          path,
          fault: all.length === mostClasses ? 'categories' : 'category',
        })
      const number = all.length.toString(16).padStart(4, '0')
      all.push(entryClass)
      numbers.set(key, number)
      return number
    },
  }
}

interface SectionRun {
  readonly algorithm: SetAlgorithm
  readonly entries: number
  readonly run: Run
}

function sectionRuns(sorters: Sorters, scratch: string): readonly SectionRun[] {
  return setAlgorithms.flatMap((algorithm) => {
    const sorter = sorters.get(algorithm)
    if (!sorter) return []
    const writer = runWriter(join(scratch, algorithm), entryWidth(algorithm))
    for (const piece of sorter.sorted()) writer.write(piece)
    const run = writer.finish()
    return [{ algorithm, entries: run.bytes / entryWidth(algorithm), run }]
  })
}

function writeSet(path: string, scratch: string, header: SetHeader, sections: readonly SectionRun[]): void {
  const whole = join(scratch, 'whole')
  const file = openSync(whole, 'wx', 0o600)
  try {
    const checksum = createHash('sha256')
    const write = (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    }
    const put = (bytes: Uint8Array) => {
      checksum.update(bytes)
      write(bytes)
    }
    put(headerBytes(header))
    for (const { run } of sections) for (const piece of runPieces(run)) put(piece)
    write(checksum.digest())
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  giveName(whole, path)
}
