import { type ChildProcess, spawn } from 'node:child_process'
import { connect, Socket } from 'node:net'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { CustodiaError, EnvironmentError, KeyError, UsageError } from '../errors.js'
import type { Instant } from '../model/instant.js'
import {
  type AgentReply,
  type AgentRequest,
  encodeMessage,
  longestUnlock,
  parseReply,
  receive,
} from './agent-protocol.js'
import { agentSocket, makeAgentFolder, removeStale, requirePrivate } from './agent-socket.js'
import { fingerprintOf } from './public-key.js'
import type { Signer } from './signer.js'

export interface UnlockedKey {
  readonly fingerprint: string
  readonly publicKey: Uint8Array
  /** When the agent forgets it. */
  readonly until: Instant
}

export interface KeyToUnlock {
  readonly fingerprint: string
  readonly seed: Uint8Array
}

const patience = 10_000
const startPatience = 30_000
const attempts = 3

/** Replies after which another attempt will go better: someone else started an agent meanwhile, or this one's time is over. */
const passing = ['another agent', 'ending']

/** What a connection to an agent ends with that is not there, or is just ending. */
const nobody = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']

/**
 * Hands keys to the agent of this home, which is started if none is running, and says when it will forget them: a day ahead
 * at most. For a key that it holds already the new time replaces the old. The seeds go through a pipe or the agent's socket
 * to its memory and nowhere else; wiping the caller's copy is left to the caller.
 * @throws UsageError `usage.argument`; KeyError `key.absent` without keys, `key.malformed` for a seed of another key,
 * `key.agent` when others could reach the agent or it does not answer; EnvironmentError
 */
export async function startAgent(
  home: string,
  keys: readonly KeyToUnlock[],
  milliseconds: number,
): Promise<{ readonly until: Instant }> {
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 1 || milliseconds > longestUnlock)
    throw new UsageError('usage.argument', { what: 'milliseconds', milliseconds, maximum: longestUnlock })
  const [first] = keys
  if (first === undefined) throw new KeyError('key.absent', { reason: 'no key to unlock' })
  const path = await makeAgentFolder(home)
  const fingerprints = keys.map(({ fingerprint }) => fingerprint)
  const seeds = keys.map(({ seed }) => seed)
  const message = encodeMessage({ kind: 'add', fingerprints, milliseconds }, seeds)
  try {
    const reply = await handOver(path, message)
    const until = reply.find(({ fingerprint }) => fingerprint === first.fingerprint)?.until
    if (until === undefined) throw refusal(path, 'reply')
    return { until }
  } finally {
    message.fill(0)
  }
}

/**
 * Signs in the agent with a key that it holds; undefined when there is no agent or it does not hold that key. The signer
 * signs texts of acts alone and throws `key.agent` for any other, and once the agent has forgotten the key.
 * @throws KeyError `key.agent` when others could reach the agent or it does not answer
 */
export async function agentSigner(home: string, fingerprint: string): Promise<Signer | undefined> {
  const path = await agentSocket(home)
  const key = (await agentKeys(home)).find((each) => each.fingerprint === fingerprint)
  if (path === undefined || key === undefined) return undefined
  return {
    kind: 'agent',
    publicKey: key.publicKey,
    sign: (message) => signAt(path, fingerprint, message),
  }
}

/** The keys that the agent of this home holds: none when there is no agent. Throws `key.agent` as {@link agentSigner} does. */
export async function agentKeys(home: string): Promise<readonly UnlockedKey[]> {
  const path = await agentSocket(home)
  const reply = path === undefined ? undefined : await ask(path, { kind: 'list' })
  return path === undefined || reply === undefined ? [] : unlockedKeys(path, reply)
}

/** Ends the agent of this home, keys forgotten when this returns; false when there was none. Throws `key.agent`. */
export async function stopAgent(home: string): Promise<boolean> {
  const path = await agentSocket(home)
  const reply = path === undefined ? undefined : await ask(path, { kind: 'stop' })
  if (path === undefined || reply === undefined) return false
  if (reply.kind !== 'stopped') throw refusal(path, 'reply')
  return true
}

async function signAt(path: string, fingerprint: string, message: Uint8Array): Promise<Uint8Array> {
  const reply = await ask(path, { kind: 'sign', fingerprint, message: encodeBase64(message) })
  if (reply?.kind === 'signature') return decodeBase64(reply.signature)
  throw refusal(path, reply === undefined ? 'no agent' : reasonOf(reply))
}

async function handOver(path: string, message: Uint8Array): Promise<readonly UnlockedKey[]> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = (await tell(path, message)) ?? (await launch(path, message))
    const reason = reasonOf(reply)
    if (reason === 'other seed') throw new KeyError('key.malformed', { what: 'seed' })
    if (!passing.includes(reason) || attempt === attempts) return unlockedKeys(path, reply)
  }
}

async function ask(path: string, request: AgentRequest): Promise<AgentReply | undefined> {
  return tell(path, encodeMessage(request))
}

/** Undefined when nobody listens. */
async function tell(path: string, message: Uint8Array): Promise<AgentReply | undefined> {
  const socket = await requirePrivate(path)
  if (socket === undefined) return undefined
  const connection = connect(path)
  connection.end(message)
  try {
    const reply = await receive(connection, patience)
    return reply.length === 0 ? undefined : parseReply(reply)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    if (code === 'ECONNREFUSED') await removeStale(path, socket)
    if (nobody.includes(code)) return undefined
    throw new KeyError('key.agent', { path, reason: code }, { cause })
  } finally {
    connection.destroy()
  }
}

async function launch(path: string, message: Uint8Array): Promise<AgentReply> {
  const { spawned, connection } = await spawnAgent(path)
  connection.end(message)
  try {
    const reply = await receive(connection, startPatience)
    if (reply.length > 0) return parseReply(reply)
    throw refusal(path, 'not started')
  } catch (cause) {
    spawned.kill('SIGKILL')
    if (cause instanceof CustodiaError && cause.code === 'key.agent') throw cause
    throw new KeyError('key.agent', { path, reason: 'not started' }, { cause })
  } finally {
    connection.destroy()
  }
}

/** Its descriptor 3 is a pipe to us; with an empty environment, nothing we were told reaches it. */
function spawnAgent(path: string): Promise<{ spawned: ChildProcess; connection: Socket }> {
  const extension = extname(fileURLToPath(import.meta.url))
  const entry = fileURLToPath(new URL(`./agent-process${extension}`, import.meta.url))
  const spawned = spawn(process.execPath, [...loaderOptions(extension), '--expose-gc', entry, path], {
    detached: true,
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  spawned.unref()
  const connection = spawned.stdio[3]
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown) =>
      reject(new EnvironmentError('environment.io', { path: process.execPath, reason }, { cause }))
    spawned.once('error', (cause) => fail(cause.message, cause))
    spawned.once('spawn', () => {
      if (connection instanceof Socket) resolve({ spawned, connection })
      else fail('no pipe')
    })
  })
}

/** A TypeScript entry needs our loader. No other option is passed on: some open a debugger or write memory to files. */
function loaderOptions(extension: string): string[] {
  if (extension !== '.ts') return []
  return process.execArgv.filter(
    (option, at, all) => /^--import(=|$)/.test(option) || all[at - 1] === '--import',
  )
}

function unlockedKeys(path: string, reply: AgentReply): readonly UnlockedKey[] {
  if (reply.kind !== 'keys') throw refusal(path, reasonOf(reply))
  const keys = reply.keys.map((each) => ({ ...each, publicKey: decodeBase64(each.publicKey) }))
  if (keys.some(({ fingerprint, publicKey }) => fingerprintOf(publicKey) !== fingerprint))
    throw refusal(path, 'reply')
  return keys
}

function reasonOf(reply: AgentReply): string {
  return reply.kind === 'refused' ? reply.reason : 'reply'
}

function refusal(path: string, reason: string): KeyError {
  return new KeyError('key.agent', { path, reason })
}
