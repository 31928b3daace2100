import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { EnvironmentError, UsageError } from '../errors.js'
import { parseCount } from '../signing/checkpoint.js'

/** What came back from a witness, not yet verified. */
export type Submitted =
  | { readonly kind: 'cosigned'; readonly lines: Uint8Array }
  /** It has cosigned another size than the one asked from. */
  | { readonly kind: 'elsewhere'; readonly size: number }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }

const patience = 30_000
/** A hundred lines of the longest kind of cosignature. */
const longestAnswer = 512 * 1024
const longestReason = 200

/**
 * Hands a request to the witness the caller names. Follows no redirection.
 * @param server submission prefix of C2SP tlog-witness; `/add-checkpoint` is put behind it
 * @throws UsageError `usage.argument` unless it is an http or https URL; EnvironmentError `environment.network`
 */
export async function submitToWitness(
  server: string,
  request: Uint8Array,
  milliseconds = patience,
): Promise<Submitted> {
  const url = submissionUrl(server)
  const { status, body } = await posted(url, request, milliseconds)
  const text = Buffer.from(body).toString('latin1')
  if (status === 200) return { kind: 'cosigned', lines: body }
  if (status === 409 && /^[0-9]{1,16}\n$/.test(text)) {
    return { kind: 'elsewhere', size: parseCount(text.trimEnd()) }
  }
  return { kind: 'refused', status, reason: text.trim().slice(0, longestReason) }
}

function submissionUrl(server: string): URL {
  const url = URL.canParse(server) ? new URL(server) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new UsageError('usage.argument', { what: '--witness', text: server, reason: 'url' })
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/add-checkpoint`
  return url
}

async function posted(
  url: URL,
  body: Uint8Array,
  milliseconds: number,
): Promise<{ status: number; body: Uint8Array }> {
  const send = url.protocol === 'https:' ? secureRequest : plainRequest
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = send(url, {
        method: 'POST',
        signal: AbortSignal.timeout(milliseconds),
        headers: { 'content-type': 'text/plain; charset=utf-8', 'content-length': body.length },
      })
      asked.on('error', reject)
      asked.on('response', resolve)
      asked.end(body)
    })
    return { status: response.statusCode ?? 0, body: await answerOf(response, url) }
  } catch (cause) {
    if (cause instanceof EnvironmentError) throw cause
    throw new EnvironmentError(
      'environment.network',
      { server: url.origin, reason: reasonOf(cause) },
      { cause },
    )
  }
}

async function answerOf(response: IncomingMessage, { origin }: URL): Promise<Uint8Array> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of response) {
    if (!Buffer.isBuffer(piece)) continue
    length += piece.length
    if (length > longestAnswer)
      throw new EnvironmentError('environment.network', { server: origin, reason: 'too-long' })
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'AbortError' || cause.name === 'TimeoutError') return 'timeout'
  return 'code' in cause ? String(cause.code) : cause.message
}
