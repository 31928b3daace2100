import { createHash } from 'node:crypto'
import type { Desk } from './desk.js'
import { readNamedFile } from './named-file.js'
import type { OpenCase } from './open.js'

/** What an act names a document by. */
export interface DocumentNamed {
  readonly sha256: string
  readonly size: number
}

/** Puts a paper that a person named into the vault. On a dry run it is only read. */
export async function storeDocument(open: OpenCase, desk: Desk, path: string): Promise<DocumentNamed> {
  const bytes = readNamedFile(path)
  if (!desk.dryRun) await open.vault.store(bytes)
  return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
}

/** The same where there may be none. */
export async function storedDocument(
  open: OpenCase,
  desk: Desk,
  path: string | undefined,
): Promise<{ readonly document?: DocumentNamed }> {
  return path === undefined ? {} : { document: await storeDocument(open, desk, path) }
}
