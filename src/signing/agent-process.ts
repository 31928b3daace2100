import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { type BigIntStats, existsSync, linkSync, lstatSync, unlinkSync } from 'node:fs'
import { createServer, Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { SourceError } from '../errors.js'
import { type Instant, instantOf, millisecondsOf } from '../model/instant.js'
import {
  type AgentReply,
  type AgentRequest,
  encodeMessage,
  isActText,
  parseRequest,
  receive,
} from './agent-protocol.js'
import { fingerprintOf } from './public-key.js'
import { type Signer, seedSigner } from './signer.js'

// The process that holds unlocked keys. Its argument is the path of the socket; the first request comes from its starter
// through descriptor 3. It ends when no key is left, and when its socket has been taken away: it could not be locked then.

interface Held {
  readonly signer: Signer
  readonly until: Instant
  /** The same moment on the clock that nobody can set back. It stands still while the machine sleeps; `until` does not. */
  readonly deadline: number
}

const handover = { fd: 3, readable: true, writable: true, allowHalfOpen: true }
const patience = 5000
const longestPause = 1000

const path = process.argv[2] ?? ''
const held = new Map<string, Held>()
const server = createServer({ allowHalfOpen: true }, converse)
let listening: BigIntStats | undefined
let pause: NodeJS.Timeout | undefined

process.chdir('/')
process.umask(0o177)
// SIGUSR1 would open the debugger.
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGUSR1'] as const) process.on(signal, end)
forbidCoreDumps()
listen(() => converse(new Socket(handover)).once('close', watch))

/** 1 is read as "no core" even where cores go to a program, which 0 is not; a hard limit of 0 leaves only 0. core(5) */
function forbidCoreDumps(): void {
  const prlimit = ['/usr/bin/prlimit', '/bin/prlimit'].find((program) => existsSync(program))
  if (prlimit === undefined) return
  for (const bytes of [1, 0]) {
    const given = [`--pid=${process.pid}`, `--core=${bytes}`]
    if (spawnSync(prlimit, given, { env: {}, stdio: 'ignore' }).status === 0) return
  }
}

/**
 * Under a name of its own first, then linked into place, which fails where another agent listens. A closing server removes
 * the path it was given, and that must not be the socket of a successor.
 */
function listen(ready: () => void): void {
  const own = join(dirname(path), randomBytes(3).toString('hex'))
  const fail = () => giveUp('no socket')
  server.once('error', fail)
  server.listen(own, () => {
    server.off('error', fail)
    const reason = publish(own)
    if (reason === undefined) ready()
    else giveUp(reason)
  })
}

function publish(own: string): 'another agent' | 'no socket' | undefined {
  try {
    linkSync(own, path)
    unlinkSync(own)
    listening = lstatSync(path, { bigint: true })
    return undefined
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
      ? 'another agent'
      : 'no socket'
  }
}

function giveUp(reason: 'another agent' | 'no socket'): void {
  server.close()
  new Socket(handover).end(encodeMessage({ kind: 'refused', reason })).resume()
}

function converse(connection: Socket): Socket {
  receive(connection, patience).then(
    async (message) => {
      connection.end(encodeMessage(await answerTo(message)))
      message.fill(0)
    },
    // Whoever asked has gone or does not keep to the protocol: nobody is left to be told.
    () => connection.destroy(),
  )
  return connection
}

async function answerTo(message: Uint8Array): Promise<AgentReply> {
  forgetExpired()
  try {
    const { request, seeds } = parseRequest(message)
    return await answer(request, seeds)
  } catch (error) {
    if (error instanceof SourceError) return { kind: 'refused', reason: 'malformed' }
    throw error
  }
}

async function answer(request: AgentRequest, seeds: readonly Uint8Array[]): Promise<AgentReply> {
  switch (request.kind) {
    case 'list':
      return keys()
    case 'sign':
      return sign(request.fingerprint, decodeBase64(request.message))
    case 'add':
      return add(request.fingerprints, seeds, request.milliseconds)
    case 'stop':
      end()
      return { kind: 'stopped' }
  }
}

function keys(): AgentReply {
  const list = [...held].map(([fingerprint, { signer, until }]) => ({
    fingerprint,
    publicKey: encodeBase64(signer.publicKey),
    until,
  }))
  return { kind: 'keys', keys: list }
}

async function sign(fingerprint: string, message: Uint8Array): Promise<AgentReply> {
  const key = held.get(fingerprint)
  if (key === undefined) return { kind: 'refused', reason: 'unknown key' }
  if (!isActText(message)) return { kind: 'refused', reason: 'not an act' }
  return { kind: 'signature', signature: encodeBase64(await key.signer.sign(message)) }
}

/** All of them or none. What a key was given before, shorter or longer, no longer counts. */
function add(
  fingerprints: readonly string[],
  seeds: readonly Uint8Array[],
  milliseconds: number,
): AgentReply {
  if (listening === undefined) return { kind: 'refused', reason: 'ending' }
  const signers = seeds.map(takeSeed)
  if (signers.some(({ publicKey }, at) => fingerprintOf(publicKey) !== fingerprints[at]))
    return { kind: 'refused', reason: 'other seed' }
  const until = instantOf(Date.now() + milliseconds)
  const deadline = performance.now() + milliseconds
  for (const signer of signers) held.set(fingerprintOf(signer.publicKey), { signer, until, deadline })
  return keys()
}

/** The key lives on outside the JavaScript heap, where it is wiped when it is freed. */
function takeSeed(seed: Uint8Array): Signer {
  const { publicKey, kind, sign } = seedSigner(seed)
  seed.fill(0)
  return { publicKey, kind, sign }
}

function watch(): void {
  forgetExpired()
  if (held.size === 0 || !isReachable()) {
    end()
    return
  }
  const left = [...held.values()].map(({ deadline }) => deadline - performance.now())
  pause = setTimeout(watch, Math.min(longestPause, ...left))
}

function forgetExpired(): void {
  let forgotten = 0
  for (const [fingerprint, { until, deadline }] of held) {
    if (performance.now() < deadline && Date.now() < millisecondsOf(until)) continue
    held.delete(fingerprint)
    forgotten += 1
  }
  if (forgotten > 0) globalThis.gc?.()
}

function isReachable(): boolean {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  return found?.ino === listening?.ino && found?.dev === listening?.dev
}

function end(): void {
  held.clear()
  globalThis.gc?.()
  clearTimeout(pause)
  server.close()
  if (listening !== undefined && isReachable()) unlinkSync(path)
  listening = undefined
}
