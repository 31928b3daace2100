import { accessSync, constants, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { caseFiles } from './open.js'

/** Where a case's databases can be opened. */
export interface OpenablePlace {
  readonly folder: string
  dispose(): void
}

/**
 * SQLite writes beside a database in WAL mode even to read it. On a medium that cannot be written, such as a disc in the file of the
 * case, the databases are copied with their WAL and the copies are read.
 */
export function openablePlace(folder: string): OpenablePlace {
  if (isWritable(folder)) return { folder, dispose: () => undefined }
  const scratch = mkdtempSync(join(tmpdir(), 'custodia-read-'))
  for (const name of [caseFiles.ledger, caseFiles.clear]) {
    for (const suffix of ['', '-wal']) {
      const path = join(folder, `${name}${suffix}`)
      if (existsSync(path)) cpSync(path, join(scratch, `${name}${suffix}`))
    }
  }
  return { folder: scratch, dispose: () => rmSync(scratch, { recursive: true, force: true }) }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
