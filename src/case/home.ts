import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AnchorStore, openAnchorStore } from '../database/anchor-store.js'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { KeyError, SourceError } from '../errors.js'
import { isLeafHash, type LeafHash } from '../model/names.js'
import { type Signer, seedSigner } from '../signing/signer.js'
import { unreadable, writeWhole } from '../signing/whole-file.js'

/**
 * `CUSTODIA_HOME`: what one officer or one lab machine keeps outside every case. Keys, case data keys, log keys, pinned genesis
 * hashes, anchors and receipts. Everything in it is readable by its owner alone.
 */
export interface Home {
  readonly path: string
  /** Folder of encrypted key files. */
  readonly keys: string
  /** Random identifier of this home, 16 hex digits: which device signed, without its name. */
  hostId(): string
  trust(origin: string): LeafHash | undefined
  pin(origin: string, genesis: LeafHash): void
  dataKey(origin: string): Uint8Array | undefined
  newDataKey(origin: string): Uint8Array
  logKey(origin: string): Signer | undefined
  newLogKey(origin: string): Signer
  receipts(origin: string): string
  anchors(): AnchorStore
}

export function homeAt(path: string): Home {
  const under = (...names: string[]) => join(path, ...names)
  return {
    path,
    keys: under('keys'),
    hostId: () => readOr(under('host'), () => randomBytes(8).toString('hex')),
    trust: (origin) => readPin(under('trust', origin)),
    pin: (origin, genesis) => writeOnce(under('trust', origin), `${genesis}\n`),
    dataKey: (origin) => readSecret(under('data-keys', origin)),
    newDataKey: (origin) => newSecret(under('data-keys', origin)),
    logKey: (origin) => {
      const seed = readSecret(under('log-keys', origin))
      return seed && seedSigner(seed)
    },
    newLogKey: (origin) => seedSigner(newSecret(under('log-keys', origin))),
    receipts: (origin) => under('receipts', origin),
    anchors: () => openAnchorStore(under('anchors.db')),
  }
}

const secretLine = 'custodia-secret/v1\n'

function newSecret(path: string): Uint8Array {
  const secret = randomBytes(32)
  writeOnce(path, `${secretLine}${encodeBase64(secret)}\n`)
  return secret
}

function readSecret(path: string): Uint8Array | undefined {
  if (!existsSync(path)) return undefined
  const text = readText(path)
  if (!text.startsWith(secretLine)) throw new KeyError('key.malformed', { path, reason: 'first line' })
  const secret = decodeBase64(text.slice(secretLine.length).trimEnd())
  if (secret.length !== 32) throw new KeyError('key.malformed', { path, reason: 'length' })
  return secret
}

function readPin(path: string): LeafHash | undefined {
  if (!existsSync(path)) return undefined
  const text = readText(path).trim()
  if (!isLeafHash(text)) throw new SourceError('source.malformed', { what: 'pin', path })
  return text
}

function readOr(path: string, make: () => string): string {
  // Another process may be doing the same: what was there first stays.
  if (!existsSync(path)) writeWhole(path, `${make()}\n`, 'keep')
  return readText(path).trim()
}

/** Never over something that is there. */
function writeOnce(path: string, text: string): void {
  if (!writeWhole(path, text, 'keep')) throw new KeyError('key.exists', { path })
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw unreadable(path, cause)
  }
}
