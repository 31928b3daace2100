import { hash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { KeyError } from '../errors.js'
import { encodeP256Signature, p256KeyOf } from './p256.js'
import { fingerprintOf } from './public-key.js'
import type { Signer } from './signer.js'
import { systemCode } from './whole-file.js'

// The agent protocol of OpenSSH (draft-miller-ssh-agent): a message is its length in four bytes, its type in one, and fields. The
// private key stays with the agent, or with the card or token behind it.

const requestIdentities = 11
const identitiesAnswer = 12
const signRequest = 13
const signResponse = 14

/** Longer than any list of keys. */
const longestReply = 1024 * 1024
/** In milliseconds. A key added with `ssh-add -c` asks its owner each time. */
const patience = 120_000

export interface AgentIdentity {
  readonly fingerprint: string
  /** As `ssh-add -l` prints it, `SHA256:…`. */
  readonly sshFingerprint: string
  readonly publicKey: Uint8Array
  /** What whoever added it called it; hostile. */
  readonly comment: string
}

interface Identity extends AgentIdentity {
  /** The key as the agent names it. */
  readonly blob: Uint8Array
}

/**
 * The keys of an ssh-agent that can sign here: ssh-ed25519 and ecdsa-sha2-nistp256; of others nothing is said.
 * @param path of its socket, `SSH_AUTH_SOCK`
 * @throws KeyError `key.ssh-agent` when nobody answers there as an agent does
 */
export async function sshAgentKeys(path: string): Promise<readonly AgentIdentity[]> {
  return (await identities(path)).map(({ blob: _, ...identity }) => identity)
}

/**
 * Signs with a key of an ssh-agent; undefined when it does not hold that key.
 * @throws KeyError `key.ssh-agent`; the signer does too, when the agent or its owner refuses
 */
export async function sshAgentSigner(path: string, fingerprint: string): Promise<Signer | undefined> {
  const found = (await identities(path)).find((each) => each.fingerprint === fingerprint)
  if (!found) return undefined
  return {
    kind: 'ssh-agent',
    publicKey: found.publicKey,
    async sign(message) {
      const flags = Buffer.alloc(4)
      const fields = [stringField(found.blob), stringField(message), flags]
      const reply = await ask(path, signRequest, Buffer.concat(fields), signResponse)
      return signatureIn(reader(path, reader(path, reply).string()))
    },
  }
}

async function identities(path: string): Promise<readonly Identity[]> {
  const reply = reader(path, await ask(path, requestIdentities, Buffer.alloc(0), identitiesAnswer))
  const found: Identity[] = []
  for (let left = reply.number(); left > 0; left -= 1) {
    const blob = reply.string()
    const comment = Buffer.from(reply.string()).toString('latin1')
    const publicKey = publicKeyIn(reader(path, blob))
    const sshFingerprint = `SHA256:${hash('sha256', blob, 'base64').replace(/=+$/, '')}`
    const fingerprint = publicKey && fingerprintOf(publicKey)
    if (fingerprint) found.push({ blob, comment, publicKey, fingerprint, sshFingerprint })
  }
  return found
}

/** RFC 8709 §4, RFC 5656 §3.1; undefined for other kinds of key. */
function publicKeyIn(blob: Reader): Uint8Array | undefined {
  const kind = blob.text()
  if (kind === 'ssh-ed25519') return blob.string()
  if (kind !== 'ecdsa-sha2-nistp256') return undefined
  blob.text()
  return p256KeyOf(blob.string())
}

function signatureIn(signature: Reader): Uint8Array {
  const kind = signature.text()
  const bytes = signature.string()
  if (kind === 'ssh-ed25519') return bytes
  if (kind !== 'ecdsa-sha2-nistp256') throw signature.refusal('signature')
  const numbers = signature.nested(bytes)
  return encodeP256Signature(numbers.string(), numbers.string())
}

interface Reader {
  number(): number
  string(): Uint8Array
  text(): string
  nested(bytes: Uint8Array): Reader
  refusal(reason: string): KeyError
}

/** Fields of RFC 4251 §5, one after another. */
function reader(path: string, bytes: Uint8Array): Reader {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const refusal = (reason: string) => new KeyError('key.ssh-agent', { path, reason })
  const number = () => {
    if (at + 4 > view.length) throw refusal('reply')
    at += 4
    return view.readUInt32BE(at - 4)
  }
  const string = () => {
    const length = number()
    if (at + length > view.length) throw refusal('reply')
    at += length
    return new Uint8Array(view.subarray(at - length, at))
  }
  return {
    number,
    string,
    text: () => Buffer.from(string()).toString('latin1'),
    nested: (inner) => reader(path, inner),
    refusal,
  }
}

function stringField(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** One request and the content of its reply, which must be of the expected type. */
async function ask(path: string, type: number, content: Uint8Array, expected: number): Promise<Uint8Array> {
  if (path === '') throw new KeyError('key.ssh-agent', { path, reason: 'SSH_AUTH_SOCK' })
  const connection = connect({ path })
  try {
    connection.write(stringField(Buffer.concat([Buffer.of(type), content])))
    const reply = await replyOf(path, connection)
    if (reply[0] !== expected) throw new KeyError('key.ssh-agent', { path, reason: 'refused' })
    return reply.subarray(1)
  } finally {
    connection.destroy()
  }
}

/** The first whole message. */
function replyOf(path: string, connection: Socket): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: Error) =>
      reject(new KeyError('key.ssh-agent', { path, reason }, { cause }))
    let received = Buffer.alloc(0)
    connection.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const length = received.length < 4 ? 0 : received.readUInt32BE()
      if (length > longestReply) fail('too long')
      else if (length > 0 && received.length >= 4 + length) resolve(received.subarray(4, 4 + length))
    })
    connection.once('error', (cause) => fail(systemCode(cause), cause))
    connection.once('close', () => fail('cut short'))
    connection.setTimeout(patience, () => fail('late'))
  })
}
