import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { EnvironmentError, UsageError } from '../errors.js'
import { longestResponse } from './response.js'

const patience = 30_000
const answerType = 'application/timestamp-reply'

/**
 * Hands a request to the server the caller names (RFC 3161 §3.4) and returns its answer as it came: what it is worth is for
 * `judgeTimestamp` to say. Follows no redirection.
 * @throws UsageError `usage.argument` unless it is an http or https URL; EnvironmentError `environment.network`
 */
export async function askAuthority(
  server: string,
  request: Uint8Array,
  milliseconds = patience,
): Promise<Uint8Array> {
  const url = URL.canParse(server) ? new URL(server) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new UsageError('usage.argument', { what: '--tsa', text: server, reason: 'url' })
  try {
    return await answerOf(await posted(url, request, milliseconds), url)
  } catch (cause) {
    throw cause instanceof EnvironmentError ? cause : failure(url, reasonOf(cause), cause)
  }
}

function posted(url: URL, body: Uint8Array, milliseconds: number): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? secureRequest : plainRequest
  return new Promise((resolve, reject) => {
    const asked = send(url, {
      method: 'POST',
      // A connection of its own, which ends with the answer.
      agent: false,
      signal: AbortSignal.timeout(milliseconds),
      headers: {
        'content-type': 'application/timestamp-query',
        'content-length': body.length,
        accept: answerType,
      },
    })
    asked.on('error', reject)
    asked.on('response', resolve)
    asked.end(body)
  })
}

async function answerOf(response: IncomingMessage, url: URL): Promise<Uint8Array> {
  const fault = headFault(response)
  if (fault !== undefined) {
    response.destroy()
    throw failure(url, fault)
  }
  const pieces: Buffer[] = []
  let length = 0
  // Leaving the loop ends the connection.
  for await (const piece of response) {
    if (!Buffer.isBuffer(piece)) continue
    length += piece.length
    if (length > longestResponse) throw failure(url, 'too-long')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function headFault({ statusCode, headers }: IncomingMessage): string | undefined {
  if (statusCode !== 200) return `HTTP ${statusCode}`
  const [type = ''] = (headers['content-type'] ?? '').split(';')
  return type.trim().toLowerCase() === answerType ? undefined : 'content-type'
}

function failure({ origin }: URL, reason: string, cause?: unknown): EnvironmentError {
  return new EnvironmentError('environment.network', { server: origin, reason }, { cause })
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'AbortError' || cause.name === 'TimeoutError') return 'timeout'
  return 'code' in cause ? String(cause.code) : cause.name
}
