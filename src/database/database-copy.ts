import { chmodSync, closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { LedgerError } from '../errors.js'
import { unwritable } from '../signing/whole-file.js'
import { openDatabase } from './connection.js'
import { translated } from './sqlite-errors.js'

/**
 * Copies a database as it stands at one moment, while others may be writing to it: one read transaction, one new file, on the disk
 * when this returns. A copy that was begun before is thrown away. Whether the copy is sound is for an audit to say.
 * @throws LedgerError `ledger.absent`, `ledger.corrupt`, `ledger.locked`; EnvironmentError
 */
export function copyDatabase(from: string, to: string): void {
  onDisk(to, () => {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${to}${suffix}`, { force: true })
  })
  const { raw } = openDatabase(from)
  try {
    translated(to, () => raw.prepare<[string]>('vacuum into ?').run(to))
  } catch (error) {
    // What is wrong with the content is wrong with what was copied.
    if (error instanceof LedgerError)
      translated(from, () => {
        throw error.cause
      })
    throw error
  } finally {
    raw.close()
  }
  onDisk(to, () => {
    chmodSync(to, 0o600)
    pushToDisk(to)
  })
}

function onDisk(path: string, step: () => void): void {
  try {
    step()
  } catch (cause) {
    throw unwritable(path, cause)
  }
}

/** SQLite does not synchronise what VACUUM INTO writes. */
function pushToDisk(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
