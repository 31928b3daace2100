import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { readNsrl } from '../../src/database/nsrl.js'
import { importSet, type SetImport } from '../../src/matching/import-set.js'
import { type OpenSource, openSource } from '../../src/matching/known-source.js'
import type { SetHeader } from '../../src/matching/set-header.js'
import type { KnownDigests } from '../../src/model/known-set.js'

/** A folder of a test's own. */
export function ownFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'custodia-sets-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Digests of a file that holds this text. */
export function digestsOf(text: string): Required<KnownDigests> {
  const digest = (algorithm: string) => createHash(algorithm).update(text).digest('hex')
  return { sha256: digest('sha256'), sha1: digest('sha1'), md5: digest('md5') }
}

export async function imported(
  folder: string,
  content: string | Uint8Array,
  how: Omit<SetImport, 'readNsrl'> = {},
): Promise<{ readonly path: string; readonly header: SetHeader }> {
  const source = join(mkdtempSync(join(folder, 'source-')), 'source')
  writeFileSync(source, content)
  return importedFile(folder, source, how)
}

export async function importedFile(
  folder: string,
  source: string,
  how: Omit<SetImport, 'readNsrl'> = {},
): Promise<{ readonly path: string; readonly header: SetHeader }> {
  const path = join(mkdtempSync(join(folder, 'set-')), 'set')
  return { path, header: await importSet(source, path, { ...how, readNsrl }) }
}

/** Writes a file, opens it as a source and closes it again. */
export async function withSource<Result>(
  folder: string,
  content: string | Uint8Array,
  work: (source: OpenSource) => Promise<Result>,
): Promise<Result> {
  const path = join(mkdtempSync(join(folder, 'source-')), 'source')
  writeFileSync(path, content)
  const source = await openSource(path)
  try {
    return await work(source)
  } finally {
    await source.close()
  }
}

export const mediaContext = 'http://example.invalid/ProjectVic/DataModels/2.0.xml/US/$metadata#Media'

/** A flat VICS 2.0 hash set with these media. */
export function vicsSet(media: readonly object[], context = mediaContext): string {
  return JSON.stringify({ '@odata.context': context, value: media })
}

/** As `schema.sql` of the minimal releases of RDS 3 has it. */
const minimalSchema = `
  create table FILE (sha256 varchar not null, sha1 varchar not null, md5 varchar not null, crc32 varchar not null,
    file_name varchar not null, file_size integer not null, package_id integer not null,
    constraint PK_FILE__FILE primary key (sha256, sha1, md5, crc32, file_name, file_size, package_id));
  create table PKG (package_id integer not null, name varchar not null, version varchar not null,
    operating_system_id integer not null, manufacturer_id integer not null, language varchar not null,
    application_type varchar not null,
    constraint PK_PGK__PKG_ID primary key (package_id, operating_system_id, manufacturer_id, language, application_type));
  create table VERSION (version varchar unique not null, build_set varchar not null,
    build_date timestamp default current_timestamp not null, release_date timestamp not null,
    description varchar not null, constraint PK_VERSION__VERSION primary key (version));
  create view DISTINCT_HASH as select distinct sha256, sha1, md5, crc32 from FILE;`

/** Full releases keep digests in METADATA, and FILE is a view of it. */
const fullSchema = `
  create table METADATA (metadata_id integer, object_id integer, file_name varchar, bytes integer, crc32 varchar,
    md5 varchar not null, sha1 varchar not null, sha256 varchar not null);
  create view FILE as select sha256, sha1, md5, crc32, file_name, bytes as file_size, object_id as package_id from METADATA;`

export function nsrlDatabase(
  path: string,
  release: 'minimal' | 'full',
  files: readonly Required<KnownDigests>[],
): void {
  const database = new Database(path)
  database.exec(release === 'minimal' ? minimalSchema : fullSchema)
  const upper = (text: string) => text.toUpperCase()
  files.forEach(({ sha256, sha1, md5 }, at) => {
    const digests = [upper(sha256), upper(sha1), upper(md5)]
    if (release === 'minimal') {
      const put = database.prepare('insert into FILE values (?, ?, ?, ?, ?, 1, ?)')
      // One file of several packages stands there several times.
      for (const packageId of [1, 2]) put.run(...digests, '00000000', `file${at}.dll`, packageId)
    } else
      database
        .prepare('insert into METADATA (sha256, sha1, md5, metadata_id) values (?, ?, ?, ?)')
        .run(...digests, at)
  })
  if (release === 'minimal')
    database
      .prepare('insert into VERSION (version, build_set, release_date, description) values (?, ?, ?, ?)')
      .run('2026.03.1', 'modern_minimal', '2026-03-01', 'synthetic')
  database.close()
}
