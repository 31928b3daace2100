import { randomBytes } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { KeyError } from '../errors.js'
import { fingerprintOf } from './public-key.js'
import { formatKeyFile, type KeyFile, parseKeyFile, sealSeed, unsealSeed } from './sealed-key.js'
import { type Signer, seedBytes, seedSigner } from './signer.js'
import { systemCode, unreadable, writeWhole } from './whole-file.js'

/** Longer than any key file. */
const maxBytes = 4096

export interface CreatedKey {
  readonly fingerprint: string
  readonly publicKey: Uint8Array
  readonly path: string
}

/**
 * Makes a key and writes it, sealed, as `<fingerprint>.key` (mode 0600) into the folder (made with 0700 if absent). It is
 * on the disk when this returns. Throws `key.passphrase` for an empty passphrase, `environment.*`.
 */
export async function createKeyFile(
  folder: string,
  passphrase: Uint8Array,
  created: string,
): Promise<CreatedKey> {
  if (passphrase.length === 0) throw new KeyError('key.passphrase', { reason: 'empty' })
  const seed = randomBytes(seedBytes)
  const { publicKey } = seedSigner(seed)
  const fingerprint = fingerprintOf(publicKey)
  const path = join(folder, `${fingerprint}.key`)
  const text = formatKeyFile(await sealSeed(seed, passphrase, created))
  seed.fill(0)
  writeWhole(path, text, 'keep')
  return { fingerprint, publicKey, path }
}

/**
 * Reads a key file without opening it. Throws `key.absent`; `key.malformed` when it is no key file, or a folder or device
 * stands there; `source.unreadable`.
 */
export function readKeyFile(path: string): KeyFile {
  return parseKeyFile(readSmallFile(path))
}

/** Opens a key file with its passphrase; throws as `readKeyFile` does, and `key.passphrase` when it is the wrong one. */
export async function openKeyFile(path: string, passphrase: Uint8Array): Promise<Signer> {
  return seedSigner(await unsealSeed(readKeyFile(path), passphrase))
}

/** The whole of a file no longer than any key file. Throws as {@link readKeyFile} does for a file it cannot read. */
export function readSmallFile(path: string): Uint8Array {
  const descriptor = openForReading(path)
  try {
    const status = fstatSync(descriptor)
    if (!status.isFile())
      throw new KeyError('key.malformed', { path, reason: status.isDirectory() ? 'folder' : 'not a file' })
    if (status.size > maxBytes) throw new KeyError('key.malformed', { path, reason: 'too long' })
    const bytes = Buffer.alloc(maxBytes)
    return bytes.subarray(0, readSync(descriptor, bytes))
  } catch (cause) {
    throw cause instanceof KeyError ? cause : unreadable(path, cause)
  } finally {
    closeSync(descriptor)
  }
}

/** Without waiting: a named pipe would otherwise hold us until someone writes to it. */
function openForReading(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (cause) {
    const reason = systemCode(cause)
    if (reason === 'ENOENT' || reason === 'ENOTDIR') throw new KeyError('key.absent', { path }, { cause })
    throw unreadable(path, cause)
  }
}
