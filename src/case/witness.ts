import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createWitnessStore, openWitnessStore, type WitnessDatabase } from '../database/witness-store.js'
import { decodeBase64 } from '../encoding/base64.js'
import { encodeHex } from '../encoding/hex.js'
import { isKeyName } from '../encoding/signed-note.js'
import { KeyError, LedgerError, SourceError, UsageError } from '../errors.js'
import { type Instant, instantOf } from '../model/instant.js'
import { cosignerKeyOf, formatCosignerKey } from '../signing/cosignature.js'
import { createKeyFile, openKeyFile, readKeyFile } from '../signing/key-file.js'
import { fingerprintOf } from '../signing/public-key.js'
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '../signing/verifier-key.js'
import { unreadable, writeWhole } from '../signing/whole-file.js'
import { parseWitnessRequest } from '../witness/request.js'
import { type Listening, serveWitness, type WitnessServer } from '../witness/server.js'
import { answerWitnessRequest, type Witness, type WitnessAnswer } from '../witness/witness.js'
import type { Home } from './home.js'
import { readNamedFile } from './named-file.js'

// A witness is somebody outside the lab, with a home of their own: a key that does nothing else, the keys of the logs they watch,
// and what they have cosigned.

/** A log that a witness takes checkpoints of, and the newest it has cosigned. */
export interface WatchedLog {
  readonly origin: string
  readonly keys: readonly string[]
  readonly size: number
  readonly time: Instant | undefined
}

export interface WitnessFacts {
  readonly name: string
  /** C2SP vkey: what trust policies name it by. */
  readonly key: string
  readonly fingerprint: string
  readonly logs: readonly WatchedLog[]
}

/**
 * Makes the witness of a home: its key, sealed under the passphrase, and an empty memory.
 * @param name under which it cosigns, as a URL without its scheme
 * @throws UsageError `usage.argument`; KeyError `key.exists`, `key.passphrase`; EnvironmentError
 */
export async function createWitness(
  home: Home,
  name: string,
  passphrase: Uint8Array,
  created: Instant,
): Promise<WitnessFacts> {
  if (!isKeyName(name)) throw new UsageError('usage.argument', { text: name, reason: 'key-name' })
  const places = placesIn(home)
  if (existsSync(places.name)) throw new KeyError('key.exists', { path: places.name })
  await createKeyFile(places.keys, passphrase, created)
  createWitnessStore(places.store).close()
  // Last: a witness that has a name has the rest too.
  if (!writeWhole(places.name, `${name}\n`, 'keep')) throw new KeyError('key.exists', { path: places.name })
  return witnessFacts(home)
}

/** @throws KeyError `key.absent` where there is no witness */
export function witnessFacts(home: Home): WitnessFacts {
  const { name, publicKey } = witnessIn(home)
  const store = openWitnessStore(placesIn(home).store)
  try {
    return {
      name,
      key: formatCosignerKey(name, publicKey),
      fingerprint: fingerprintOf(publicKey),
      logs: watchedLogs(home, store),
    }
  } finally {
    store.close()
  }
}

/**
 * From now on the witness takes checkpoints under this key. A log has more than one after it has rotated its key.
 * @throws KeyError `key.malformed`, `key.weak`, `key.absent` where there is no witness
 */
export function watchLog(home: Home, verifierKey: string): WatchedLog {
  witnessIn(home)
  const key = parseVerifierKey(verifierKey.trim())
  const path = join(placesIn(home).logs, `${fingerprintOf(key.publicKey)}-${encodeHex(key.keyId)}.vkey`)
  writeWhole(path, `${formatVerifierKey(key.name, key.publicKey)}\n`, 'keep')
  const found = witnessFacts(home).logs.find(({ origin }) => origin === key.name)
  if (!found) throw new KeyError('key.absent', { key: key.name, home: home.path })
  return found
}

/** Answers over HTTP until it is closed. @throws KeyError; LedgerError `ledger.absent` when its memory is gone; EnvironmentError */
export async function serveWitnessOf(
  home: Home,
  passphrase: Passphrase,
  listening: Listening,
): Promise<WitnessServer> {
  const { witness, store } = await openWitness(home, passphrase)
  const server = await serveWitness(witness, listening)
  return {
    ...server,
    async close() {
      await server.close()
      store.close()
    },
  }
}

/** What a witness answered to a request that was carried to it. */
export interface WitnessSigned {
  readonly origin: string
  readonly size: number
  readonly lines: Uint8Array
}

/**
 * Cosigns the checkpoint of a request file.
 * @throws SourceError `source.malformed`; KeyError `key.untrusted` for an unknown log or signature; LedgerError `ledger.conflict` when
 *   another size is the newest it has cosigned, `ledger.rolled-back` when the checkpoint does not extend that, `ledger.clock-backward`
 */
export async function signWitnessRequest(
  home: Home,
  passphrase: Passphrase,
  path: string,
): Promise<WitnessSigned> {
  const bytes = readNamedFile(path)
  const { head, old } = parseWitnessRequest(bytes)
  const { witness, store } = await openWitness(home, passphrase)
  try {
    const answer = await answerWitnessRequest(witness, bytes)
    if (answer.status !== 200) throw refusalOf(answer, { origin: head.origin, size: head.size, old })
    return { origin: head.origin, size: answer.size, lines: answer.lines }
  } finally {
    store.close()
  }
}

function refusalOf(
  answer: Exclude<WitnessAnswer, { status: 200 }>,
  asked: { readonly origin: string; readonly size: number; readonly old: number },
): Error {
  if (answer.status === 409)
    return new LedgerError('ledger.conflict', { reason: 'witness', old: asked.old, cosigned: answer.size })
  switch (answer.status) {
    case 403:
    case 404:
      return new KeyError('key.untrusted', { reason: answer.reason, key: asked.origin })
    case 422:
      return new LedgerError('ledger.rolled-back', {
        reason: 'witness',
        origin: asked.origin,
        size: asked.size,
      })
    case 503:
      return new LedgerError('ledger.clock-backward', { reason: 'witness' })
    case 400:
      return new SourceError('source.malformed', { what: 'witness request', reason: answer.reason })
  }
}

/** Asked for once, before anything is answered. */
export type Passphrase = (fingerprint: string) => Promise<Uint8Array>

async function openWitness(
  home: Home,
  passphrase: Passphrase,
): Promise<{ witness: Witness; store: WitnessDatabase }> {
  const { name, path, publicKey } = witnessIn(home)
  const signer = await openKeyFile(path, await passphrase(fingerprintOf(publicKey)))
  const store = openWitnessStore(placesIn(home).store)
  return {
    store,
    witness: {
      signer: { name, signer },
      store,
      // Read each time: a log that is added meanwhile is known from then on.
      logKeys: (origin) => keysWatched(home).filter((key) => key.name === origin),
      now: () => Math.floor(Date.now() / 1000),
    },
  }
}

function placesIn({ path }: Home) {
  const under = (...names: string[]) => join(path, 'witness', ...names)
  return { name: under('name'), keys: under('keys'), logs: under('logs'), store: under('witness.db') }
}

function witnessIn(home: Home): { name: string; path: string; publicKey: Uint8Array } {
  const places = placesIn(home)
  if (!existsSync(places.name)) throw new KeyError('key.absent', { reason: 'witness', home: home.path })
  const name = readText(places.name).trim()
  const [file, another] = namesIn(places.keys, '.key')
  if (file === undefined || another !== undefined)
    throw new KeyError(file === undefined ? 'key.absent' : 'key.ambiguous', {
      key: name,
      keys: namesIn(places.keys, '.key').join(' '),
      home: home.path,
    })
  const path = join(places.keys, file)
  const publicKey = decodeBase64(readKeyFile(path).publicKey)
  cosignerKeyOf(name, publicKey)
  return { name, path, publicKey }
}

function watchedLogs(home: Home, store: WitnessDatabase): readonly WatchedLog[] {
  const keys = keysWatched(home)
  const cosigned = new Map(store.all().map((each) => [each.origin, each]))
  return [...new Set(keys.map(({ name }) => name))].map((origin) => {
    const latest = cosigned.get(origin)
    return {
      origin,
      keys: keys.filter(({ name }) => name === origin).map((key) => formatVerifierKey(origin, key.publicKey)),
      size: latest?.size ?? 0,
      time: latest && instantOf(latest.time * 1000),
    }
  })
}

function keysWatched(home: Home): readonly VerifierKey[] {
  const { logs } = placesIn(home)
  return namesIn(logs, '.vkey').map((name) => parseVerifierKey(readText(join(logs, name)).trim()))
}

function namesIn(folder: string, ending: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw unreadable(path, cause)
  }
}
