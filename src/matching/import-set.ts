import type { CategoryScheme, KnownRecord, SetKind } from '../model/known-set.js'
import { type BuildLimits, buildLimits, buildSet } from './build-set.js'
import { listRecords } from './digest-list.js'
import { kindOfSource, type OpenSource, openSource } from './known-source.js'
import type { SetHeader } from './set-header.js'
import { vicsModel } from './vics.js'
import { vicsRecords } from './vics-assessments.js'

/** How a set is imported. What cannot be read here is handed in: SQLite belongs to another room. */
export interface SetImport {
  /** What the caller takes the source for. VICS and NSRL need not be named, and cannot be named wrongly; a list must be. */
  readonly kind?: SetKind
  /** The scale that codes of a list belong to, where its rows do not say. */
  readonly scheme?: CategoryScheme
  readonly readNsrl: (path: string) => NsrlReading
  readonly limits?: BuildLimits
}

/** An NSRL database that was opened. */
export interface NsrlReading {
  /** The version it states. */
  readonly stated?: string
  readonly records: Iterable<KnownRecord>
  close(): void
}

/**
 * Makes an index from a source of whatever format, which is told by its first bytes.
 * @throws what {@link openSource}, {@link kindOfSource}, the reader of the format and {@link buildSet} throw
 */
export async function importSet(path: string, to: string, how: SetImport): Promise<SetHeader> {
  const source = await openSource(path)
  try {
    const kind = kindOfSource(path, source.format, how.kind)
    if (source.format === 'nsrl') return await importNsrl(source, to, how, kind)
    const { stated, records } = recordsOf(source, how)
    return await buildFrom(source, to, how, { kind, stated, records })
  } finally {
    await source.close()
  }
}

async function importNsrl(source: OpenSource, to: string, how: SetImport, kind: SetKind): Promise<SetHeader> {
  const { stated, records, close } = how.readNsrl(source.path)
  try {
    // SQLite reads the file its own way: its digest takes a pass of its own.
    await source.digest()
    return await buildFrom(source, to, how, { kind, stated, records })
  } finally {
    close()
  }
}

interface Records {
  readonly stated?: string | undefined
  readonly records: AsyncIterable<KnownRecord> | Iterable<KnownRecord>
}

function recordsOf(source: OpenSource, { scheme }: SetImport): Records {
  if (source.format === 'list') return { records: listRecords(source, scheme) }
  const model = vicsModel(source)
  return { stated: model.context, records: vicsRecords(source, model) }
}

async function buildFrom(
  { path, format, file }: OpenSource,
  to: string,
  how: SetImport,
  { kind, stated, records }: Records & { readonly kind: SetKind },
): Promise<SetHeader> {
  const source = { kind, format, path, records, file, ...(stated === undefined ? {} : { stated }) }
  return await buildSet(source, to, how.limits ?? buildLimits)
}
