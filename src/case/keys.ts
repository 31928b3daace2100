import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { verifierKey } from '../custody/authority.js'
import { type Custody, keysAt } from '../custody/state.js'
import { decodeBase64 } from '../encoding/base64.js'
import { KeyError, RuleError } from '../errors.js'
import type { Instant } from '../model/instant.js'
import type { PersonCode } from '../model/names.js'
import { agentSigner } from '../signing/agent-client.js'
import { openKeyFile, readKeyFile } from '../signing/key-file.js'
import { type KeyHolder, readKeyReference, writeKeyReference } from '../signing/key-reference.js'
import { type TokenKey, tokenPublicKey, tokenSigner } from '../signing/pkcs11.js'
import { fingerprintOf } from '../signing/public-key.js'
import type { Signer } from '../signing/signer.js'
import { sshAgentKeys, sshAgentSigner } from '../signing/ssh-agent.js'
import type { Desk } from './desk.js'
import type { Home } from './home.js'

export interface KeyInHome {
  readonly fingerprint: string
  readonly path: string
  readonly publicKey: Uint8Array
  readonly created: string
  /** Where the private key is: in the file itself, or with somebody whom the file names. */
  readonly held: { readonly kind: 'file' } | KeyHolder
}

/** Every key of a home, by fingerprint: key files, and references to keys that lie elsewhere. */
export function keysIn(home: Home): readonly KeyInHome[] {
  if (!existsSync(home.keys)) return []
  const names = readdirSync(home.keys).filter((name) => /\.(key|ref)$/.test(name))
  return names.sort().map((name) => {
    const path = join(home.keys, name)
    const { publicKey, created, held } = readKey(path)
    const bytes = decodeBase64(publicKey)
    return { fingerprint: fingerprintOf(bytes), path, publicKey: bytes, created, held }
  })
}

function readKey(path: string) {
  if (path.endsWith('.key')) return { ...readKeyFile(path), held: { kind: 'file' } as const }
  const { holder, ...reference } = readKeyReference(path)
  return { ...reference, held: holder }
}

/** Makes a key that lies elsewhere known to this home. */
export async function referTo(
  home: Home,
  named: KeyElsewhere,
  created: Instant,
): Promise<Pick<KeyInHome, 'fingerprint' | 'path' | 'publicKey'>> {
  const publicKey = named.kind === 'pkcs11' ? await tokenPublicKey(named) : await agentPublicKey(named)
  const { kind } = named
  const held: KeyHolder =
    kind === 'pkcs11' ? { kind, module: named.module, token: named.token, id: named.id } : { kind }
  return { ...writeKeyReference(home.keys, publicKey, held, created), publicKey }
}

/** A key of an ssh-agent by its fingerprint, ours or that of `ssh-add -l`, or a beginning of it; or of a token. */
export type KeyElsewhere =
  | { readonly kind: 'ssh-agent'; readonly socket: string; readonly fingerprint: string }
  | ({ readonly kind: 'pkcs11' } & TokenKey)

async function agentPublicKey({ socket, fingerprint }: KeyElsewhere & { kind: 'ssh-agent' }) {
  const keys = await sshAgentKeys(socket)
  const [only, another] = keys.filter((key) =>
    [key.fingerprint, key.sshFingerprint].some((each) => each.startsWith(fingerprint)),
  )
  if (!only) throw new KeyError('key.absent', { key: fingerprint, path: socket, reason: 'ssh-agent' })
  if (another)
    throw new KeyError('key.ambiguous', {
      key: fingerprint,
      keys: keys.map((key) => key.sshFingerprint).join(' '),
    })
  return only.publicKey
}

/** The key a fingerprint (or a clear beginning of one) means; without one, the only key there is. */
export function keyNamed(home: Home, fingerprint: string | undefined): KeyInHome {
  const keys = keysIn(home)
  const matching =
    fingerprint === undefined ? keys : keys.filter((key) => key.fingerprint.startsWith(fingerprint))
  const [only, another] = matching
  if (!only) throw new KeyError('key.absent', { key: fingerprint ?? '', home: home.path })
  if (another)
    throw new KeyError('key.ambiguous', {
      key: fingerprint ?? '',
      keys: matching.map((key) => key.fingerprint).join(' '),
    })
  return only
}

/**
 * A person's signer: the key in this home that is enrolled for them, in the unlock agent if it is there, else opened with its
 * passphrase.
 * @param keyId of the one key that is meant, when the person may have several
 * @throws KeyError `key.absent`, `key.passphrase`; RuleError `rule.unknown-object`
 */
export async function signerOf(
  home: Home,
  custody: Custody,
  person: PersonCode,
  desk: Pick<Desk, 'passphrase' | 'sshAgent'>,
  keyId?: string,
): Promise<Signer> {
  if (!custody.persons[person]) throw new RuleError('rule.unknown-object', { kind: 'person', name: person })
  const enrolled = keysAt(custody, person, custody.size)
    .filter((key) => keyId === undefined || key.keyId === keyId)
    .map((key) => fingerprintOf(verifierKey(key.key).publicKey))
  if (enrolled.length === 0) throw new RuleError('rule.no-authority', { person, reason: 'no-key' })
  const key = keysIn(home).find((each) => enrolled.includes(each.fingerprint))
  if (!key) {
    const inAgent = await firstInAgent(home, enrolled)
    if (inAgent) return inAgent
    throw new KeyError('key.absent', {
      person,
      key: enrolled.join(' '),
      home: home.path,
      reason: 'elsewhere',
    })
  }
  return unlocked(home, key, person, desk)
}

/** A key of this home, ready to sign. */
export async function unlocked(
  home: Home,
  key: KeyInHome,
  person: PersonCode,
  desk: Pick<Desk, 'passphrase' | 'sshAgent'>,
): Promise<Signer> {
  if (key.held.kind === 'ssh-agent') return sshSigner(key, desk.sshAgent ?? '')
  if (key.held.kind === 'pkcs11')
    return tokenSigner(key.held, key.publicKey, await desk.passphrase(person, key.fingerprint))
  const held = await agentSigner(home.path, key.fingerprint)
  return held ?? openKeyFile(key.path, await desk.passphrase(person, key.fingerprint))
}

async function sshSigner({ fingerprint }: KeyInHome, socket: string): Promise<Signer> {
  const signer = await sshAgentSigner(socket, fingerprint)
  if (!signer) throw new KeyError('key.absent', { key: fingerprint, path: socket, reason: 'ssh-agent' })
  return signer
}

/** The key of this home that one of these verifier keys names. */
export function keyAmong(home: Home, verifierKeys: readonly string[]): KeyInHome | undefined {
  const fingerprints = verifierKeys.map((text) => fingerprintOf(verifierKey(text).publicKey))
  return keysIn(home).find((key) => fingerprints.includes(key.fingerprint))
}

/** Where a key of this home would sign now: an act names it before it is signed. */
export async function signerKindOf(home: Home, key: KeyInHome): Promise<Signer['kind']> {
  if (key.held.kind !== 'file') return key.held.kind
  return (await agentSigner(home.path, key.fingerprint)) ? 'agent' : 'file'
}

async function firstInAgent(home: Home, fingerprints: readonly string[]): Promise<Signer | undefined> {
  for (const fingerprint of fingerprints) {
    const signer = await agentSigner(home.path, fingerprint)
    if (signer) return signer
  }
  return undefined
}

/** Persons of a case whose key is in this home: who can act here. */
export function actorsIn(home: Home, custody: Custody): readonly PersonCode[] {
  const here = new Set(keysIn(home).map((key) => key.fingerprint))
  return (Object.keys(custody.persons) as PersonCode[]).filter((person) =>
    keysAt(custody, person, custody.size).some((key) =>
      here.has(fingerprintOf(verifierKey(key.key).publicKey)),
    ),
  )
}

/** The key of this home that is enrolled for a person. */
export function keyOf(home: Home, custody: Custody, person: PersonCode): KeyInHome {
  const key = keyAmong(
    home,
    keysAt(custody, person, custody.size).map((each) => each.key),
  )
  if (!key) throw new KeyError('key.absent', { person, key: '', home: home.path })
  return key
}
