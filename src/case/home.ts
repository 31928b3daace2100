import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AnchorStore, openAnchorStore } from '../database/anchor-store.js'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { KeyError, SourceError } from '../errors.js'
import { isLeafHash, type LeafHash } from '../model/names.js'
import { fingerprintOf } from '../signing/public-key.js'
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
  /** The trust policy of this home (C2SP tlog-policy), if it has one. */
  policy(): Uint8Array | undefined
  /** Entry 0 of a log that is known here without its case, byte for byte: it names the log's key, and the pin proves it. */
  genesis(origin: string): Uint8Array | undefined
  keepGenesis(origin: string, entry: Uint8Array): void
  dataKey(origin: string): Uint8Array | undefined
  newDataKey(origin: string): Uint8Array
  /** Keeps the data key of a log that another home opened. */
  keepDataKey(origin: string, key: Uint8Array): void
  /** The key of a log with that public part; without one, the key it began with. */
  logKey(origin: string, publicKey?: Uint8Array): Signer | undefined
  newLogKey(origin: string): Signer
  /** Makes a key that may take the place of the log's key. */
  nextLogKey(origin: string): Signer
  receipts(origin: string): string
  /** Requests for time stamps, by whose nonces their answers are known. */
  timestampRequests(origin: string): string
  /** Folder of the answers that were given here, each named by the SHA-256 of the text it signs. */
  signed(origin: string): string
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
    policy: () => readIfThere(under('trust', 'policy')),
    genesis: (origin) => readIfThere(under('genesis', origin)),
    keepGenesis: (origin, entry) => {
      // What was there first is what the pin proves.
      writeWhole(under('genesis', origin), entry, 'keep')
    },
    dataKey: (origin) => readSecret(under('data-keys', origin)),
    newDataKey: (origin) => newSecret(under('data-keys', origin)),
    keepDataKey: (origin, key) => writeSecret(under('data-keys', origin), key),
    logKey: (origin, publicKey) => {
      const next = publicKey && readSecret(under('log-keys', `${origin}.${fingerprintOf(publicKey)}`))
      const seed = next ?? readSecret(under('log-keys', origin))
      const signer = seed && seedSigner(seed)
      const other = signer && publicKey && Buffer.compare(signer.publicKey, publicKey) !== 0
      return other ? undefined : signer
    },
    newLogKey: (origin) => seedSigner(newSecret(under('log-keys', origin))),
    nextLogKey: (origin) => {
      const seed = randomBytes(32)
      const signer = seedSigner(seed)
      writeSecret(under('log-keys', `${origin}.${fingerprintOf(signer.publicKey)}`), seed)
      return signer
    },
    receipts: (origin) => under('receipts', origin),
    timestampRequests: (origin) => under('timestamp-requests', origin),
    signed: (origin) => under('signed', origin),
    anchors: () => openAnchorStore(under('anchors.db')),
  }
}

const secretLine = 'custodia-secret/v1\n'

function newSecret(path: string): Uint8Array {
  const secret = randomBytes(32)
  writeSecret(path, secret)
  return secret
}

function writeSecret(path: string, secret: Uint8Array): void {
  writeOnce(path, `${secretLine}${encodeBase64(secret)}\n`)
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
  return readBytes(path).toString('utf8')
}

/** Bytes of a file of a home; undefined when there is none. @throws what {@link unreadable} makes of a failure */
export function readIfThere(path: string): Uint8Array | undefined {
  return existsSync(path) ? readBytes(path) : undefined
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw unreadable(path, cause)
  }
}
