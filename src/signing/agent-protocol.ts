import type { Socket } from 'node:net'
import { z } from 'zod'
import { canonicalJson, type Json, parseCanonicalJson } from '../encoding/canonical-json.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { instant } from '../model/field.js'
import { seedBytes } from './signer.js'

// One connection carries one request and its reply, each ended by closing that direction. A message is the length of its
// JSON in four bytes, big-endian, and the JSON in canonical form. After an `add` its seeds follow, 32 bytes each and raw:
// as text they would stay in immutable strings, which cannot be wiped.

/** In bytes. An act has at most 60,000, a third more in base64. */
const longestMessage = 128 * 1024
const lengthBytes = 4

/** No key stays unlocked for longer than a day, in milliseconds. */
export const longestUnlock = 24 * 60 * 60 * 1000

const fingerprint = z.string().regex(/^[0-9a-f]{32}$/)

const request = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('list') }),
  z.strictObject({ kind: z.literal('sign'), fingerprint, message: z.base64() }),
  z.strictObject({
    kind: z.literal('add'),
    fingerprints: z.array(fingerprint).min(1),
    milliseconds: z.int().min(1).max(longestUnlock),
  }),
  z.strictObject({ kind: z.literal('stop') }),
])
/** `message` is base64. */
export type AgentRequest = z.infer<typeof request>

const reply = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('keys'),
    keys: z.array(z.strictObject({ fingerprint, publicKey: z.base64(), until: instant })),
  }),
  z.strictObject({ kind: z.literal('signature'), signature: z.base64() }),
  z.strictObject({ kind: z.literal('stopped') }),
  z.strictObject({
    kind: z.literal('refused'),
    reason: z.enum([
      'malformed',
      'not an act',
      'unknown key',
      'other seed',
      'another agent',
      'ending',
      'no socket',
    ]),
  }),
])
export type AgentReply = z.infer<typeof reply>

const actHead = encodeUtf8('custodia-act/v1\n')

/** Whether a message is the text of an act: an agent signs nothing else, no checkpoint and no statement of another program. */
export function isActText(message: Uint8Array): boolean {
  return actHead.every((byte, at) => message[at] === byte)
}

/** Throws `source.malformed` when the message is longer than an agent reads. */
export function encodeMessage(value: Json, seeds: readonly Uint8Array[] = []): Uint8Array {
  const json = encodeUtf8(canonicalJson(value))
  const head = Buffer.alloc(lengthBytes)
  head.writeUInt32BE(json.length)
  const message = Buffer.concat([head, json, ...seeds])
  if (message.length > longestMessage) throw malformed('too long')
  return message
}

/** Throws `source.malformed`. The seeds are views of `message`. */
export function parseRequest(message: Uint8Array): { request: AgentRequest; seeds: readonly Uint8Array[] } {
  const { value, rest } = split(message)
  const parsed = request.safeParse(value)
  if (!parsed.success) throw malformed('request', parsed.error)
  const count = parsed.data.kind === 'add' ? parsed.data.fingerprints.length : 0
  if (rest.length !== count * seedBytes) throw malformed('seeds')
  const seeds = Array.from({ length: count }, (_, i) => rest.subarray(i * seedBytes, (i + 1) * seedBytes))
  return { request: parsed.data, seeds }
}

/** Throws `source.malformed`. */
export function parseReply(message: Uint8Array): AgentReply {
  const { value, rest } = split(message)
  const parsed = reply.safeParse(value)
  if (!parsed.success || rest.length > 0) throw malformed('reply', parsed.error)
  return parsed.data
}

/**
 * All that the other side sends until it closes its direction. Rejects with `source.malformed` when that is too long or not
 * there in time, and with the system's own error when the connection fails.
 */
export function receive(connection: Socket, milliseconds: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let length = 0
    connection.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk)
      length += chunk.length
      if (length > longestMessage) connection.destroy(malformed('too long'))
    })
    connection.once('end', () => {
      resolve(Buffer.concat(chunks))
      for (const chunk of chunks) chunk.fill(0)
    })
    connection.on('error', reject)
    connection.once('close', () => reject(malformed('cut short')))
    connection.setTimeout(milliseconds, () => connection.destroy(malformed('late')))
  })
}

function split(message: Uint8Array): { value: Json; rest: Uint8Array } {
  const view = Buffer.from(message.buffer, message.byteOffset, message.byteLength)
  if (view.length < lengthBytes) throw malformed('cut short')
  const end = lengthBytes + view.readUInt32BE()
  if (view.length < end) throw malformed('cut short')
  return { value: parseCanonicalJson(decodeUtf8(view.subarray(lengthBytes, end))), rest: view.subarray(end) }
}

function malformed(reason: string, cause?: unknown): SourceError {
  return new SourceError('source.malformed', { what: 'agent message', reason }, { cause })
}
