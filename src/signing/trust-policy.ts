import { displayBytes } from '../encoding/safe-display.js'
import { decodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { type CosignerKey, parseCosignerKey } from './cosignature.js'
import { parseVerifierKey, type VerifierKey } from './verifier-key.js'

// C2SP tlog-policy: whose word makes a checkpoint good. It comes from whoever verifies, never from what is verified.

export interface PolicyLog {
  readonly key: VerifierKey
  readonly url: string | undefined
}

export interface PolicyWitness {
  /** What the policy calls it; has no meaning outside. */
  readonly name: string
  readonly key: CosignerKey
  readonly url: string | undefined
}

/** A group is reached by `threshold` of its members. */
export type Quorum =
  | { readonly kind: 'none' }
  | { readonly kind: 'witness'; readonly name: string }
  | {
      readonly kind: 'group'
      readonly name: string
      readonly threshold: number
      readonly members: readonly Quorum[]
    }

export interface TrustPolicy {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  readonly quorum: Quorum
}

const longestPolicy = 1024 * 1024
/** Of logs, witnesses and groups together. */
const mostLines = 10_000

/** Whether these witnesses of the policy, by the policy's own names, are enough. */
export function isReached(quorum: Quorum, witnesses: ReadonlySet<string>): boolean {
  switch (quorum.kind) {
    case 'none':
      return true
    case 'witness':
      return witnesses.has(quorum.name)
    case 'group':
      return quorum.members.filter((each) => isReached(each, witnesses)).length >= quorum.threshold
  }
}

/**
 * Reads a policy file.
 * @throws SourceError `source.malformed` for what tlog-policy does not allow; KeyError `key.malformed`, `key.weak` for its keys
 */
export function parseTrustPolicy(bytes: Uint8Array): TrustPolicy {
  if (bytes.length > longestPolicy) throw malformed('too long')
  if (!bytes.every(isAllowed)) throw malformed('control character')
  // Octets are opaque: each becomes one character, so that only equal bytes are equal names.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (text !== '' && !text.endsWith('\n')) throw malformed('last line not ended')
  const reading = newReading()
  for (const line of text.split('\n')) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    if (words.length > 0 && !words[0]?.startsWith('#')) takeLine(reading, words)
  }
  const { logs, witnesses, quorum } = reading
  if (!quorum) throw malformed('no quorum')
  return { logs, witnesses, quorum }
}

interface Reading {
  readonly logs: PolicyLog[]
  readonly witnesses: PolicyWitness[]
  readonly defined: Map<string, Quorum>
  /** Names that are members of a group already: each may count in one way only. */
  readonly members: Set<string>
  readonly keys: Set<string>
  quorum: Quorum | undefined
  lines: number
}

function newReading(): Reading {
  return {
    logs: [],
    witnesses: [],
    defined: new Map(),
    members: new Set(),
    keys: new Set(),
    quorum: undefined,
    lines: 0,
  }
}

function takeLine(reading: Reading, [word, ...rest]: readonly string[]): void {
  reading.lines += 1
  if (reading.lines > mostLines) throw malformed('too many lines')
  const take = takers.get(word ?? '')
  if (!take) throw malformed(`line ${shown(word ?? '')}`)
  take(reading, rest)
}

const takers: ReadonlyMap<string, (reading: Reading, words: readonly string[]) => void> = new Map([
  ['log', takeLog],
  ['witness', takeWitness],
  ['group', takeGroup],
  ['quorum', takeQuorum],
])

function takeLog(reading: Reading, words: readonly string[]): void {
  const [text, url] = words
  if (text === undefined || words.length > 2) throw malformed('log')
  const key = parseVerifierKey(keyText(text))
  requireNewKey(reading, 'log', key.publicKey)
  reading.logs.push({ key, url: url === undefined ? undefined : shown(url) })
}

function takeWitness(reading: Reading, words: readonly string[]): void {
  const [name, text, url] = words
  if (name === undefined || text === undefined || words.length > 3) throw malformed('witness')
  const key = parseCosignerKey(keyText(text))
  requireNewKey(reading, 'witness', key.publicKey)
  define(reading, name, { kind: 'witness', name: shown(name) })
  reading.witnesses.push({ name: shown(name), key, url: url === undefined ? undefined : shown(url) })
}

function takeGroup(reading: Reading, [name, count, ...names]: readonly string[]): void {
  if (name === undefined || count === undefined || names.length === 0) throw malformed('group')
  const members = names.map((each) => member(reading, each))
  define(reading, name, {
    kind: 'group',
    name: shown(name),
    threshold: thresholdOf(count, members.length),
    members,
  })
}

function member(reading: Reading, name: string): Quorum {
  const found = reading.defined.get(name)
  if (!found) throw malformed(`not defined before: ${shown(name)}`)
  if (reading.members.has(name)) throw malformed(`member twice: ${shown(name)}`)
  reading.members.add(name)
  return found
}

function thresholdOf(count: string, members: number): number {
  if (count === 'all') return members
  if (count === 'any') return 1
  const threshold = /^[1-9][0-9]{0,8}$/.test(count) ? Number(count) : 0
  if (threshold < 1 || threshold > members) throw malformed(`threshold ${shown(count)}`)
  return threshold
}

function takeQuorum(reading: Reading, words: readonly string[]): void {
  const [name] = words
  if (name === undefined || words.length > 1) throw malformed('quorum')
  if (reading.quorum) throw malformed('quorum twice')
  const quorum: Quorum | undefined = name === 'none' ? { kind: 'none' } : reading.defined.get(name)
  if (!quorum) throw malformed(`not defined before: ${shown(name)}`)
  reading.quorum = quorum
}

function define(reading: Reading, name: string, what: Quorum): void {
  if (name === 'none' || reading.defined.has(name)) throw malformed(`defined twice: ${shown(name)}`)
  reading.defined.set(name, what)
}

/** Two keys are the same when their bytes are, whatever their names. */
function requireNewKey({ keys }: Reading, kind: string, publicKey: Uint8Array): void {
  const name = `${kind} ${Buffer.from(publicKey).toString('hex')}`
  if (keys.has(name)) throw malformed(`${kind} twice`)
  keys.add(name)
}

/** A key's name may be any UTF-8. */
function keyText(octets: string): string {
  return decodeUtf8(Buffer.from(octets, 'latin1'))
}

function shown(octets: string): string {
  return displayBytes(Buffer.from(octets, 'latin1'))
}

function isAllowed(byte: number): boolean {
  return byte === 0x09 || byte === 0x0a || (byte >= 0x20 && byte !== 0x7f)
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'trust policy', reason })
}
