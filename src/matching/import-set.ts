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
}

/**
 * Makes an index from a source of whatever format, which is told by its first bytes.
 * @throws what {@link openSource}, {@link kindOfSource}, the reader of the format and {@link buildSet} throw
 */
export async function importSet(path: string, to: string, how: SetImport): Promise<SetHeader> {
  const source = await openSource(path)
  try {
    const kind = kindOfSource(path, source.format, how.kind)
    const { stated, records } = await recordsOf(source, how)
    const { format, file } = source
    const of = { kind, format, path, records, file, ...(stated === undefined ? {} : { stated }) }
    return await buildSet(of, to, how.limits ?? buildLimits)
  } finally {
    await source.close()
  }
}

interface Records {
  readonly stated?: string
  readonly records: AsyncIterable<KnownRecord> | Iterable<KnownRecord>
}

async function recordsOf(source: OpenSource, { scheme, readNsrl }: SetImport): Promise<Records> {
  switch (source.format) {
    case 'vics': {
      const model = vicsModel(source)
      return { stated: model.context, records: vicsRecords(source, model) }
    }
    case 'list':
      return { records: listRecords(source, scheme) }
    case 'nsrl': {
      const reading = readNsrl(source.path)
      // SQLite reads the file its own way: its digest takes a pass of its own.
      for await (const _ of source.chunks());
      return reading
    }
  }
}
