import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { EnvironmentError } from '../errors.js'
import { longestRequest } from './request.js'
import { answerWitnessRequest, type Witness, type WitnessAnswer } from './witness.js'

/** A witness that answers over HTTP. */
export interface WitnessServer {
  readonly address: string
  readonly port: number
  close(): Promise<void>
}

export interface Listening {
  /** An address of this machine; `127.0.0.1` is reached from nowhere else. */
  readonly address: string
  /** 0 for any that is free. */
  readonly port: number
  /** One line for each request, and what went wrong inside. */
  onAnswer(status: number, error?: unknown): void
}

const requestMilliseconds = 15_000
const idleMilliseconds = 5_000
const mostConnections = 64

/** @throws EnvironmentError `environment.network` when it may not listen there */
export async function serveWitness(witness: Witness, listening: Listening): Promise<WitnessServer> {
  const { address, port, onAnswer } = listening
  const server = createServer(
    {
      requestTimeout: requestMilliseconds,
      headersTimeout: requestMilliseconds,
      keepAliveTimeout: idleMilliseconds,
    },
    (request, response) => {
      respond(witness, request, response).then(
        (status) => onAnswer(status),
        (error: unknown) => {
          // What failed inside is not the asker's to know, and nothing was signed.
          send(response, 500, 'text/plain', 'the witness failed\n')
          onAnswer(500, error)
        },
      )
    },
  )
  server.maxConnections = mostConnections
  await listen(server, address, port)
  const bound = server.address()
  return {
    address,
    port: typeof bound === 'object' && bound !== null ? bound.port : port,
    close: () => closed(server),
  }
}

async function listen(server: Server, address: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const reason = 'code' in cause ? String(cause.code) : cause.name
      reject(new EnvironmentError('environment.network', { server: `${address}:${port}`, reason }, { cause }))
    })
    server.listen(port, address, resolve)
  })
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}

async function respond(
  witness: Witness,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const { pathname } = new URL(request.url ?? '/', 'http://witness')
  if (!pathname.endsWith('/add-checkpoint')) return send(response, 404, 'text/plain', 'no such call\n')
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST')
    return send(response, 405, 'text/plain', 'POST only\n')
  }
  const body = await bodyOf(request)
  if (!body) {
    response.setHeader('connection', 'close')
    return send(response, 413, 'text/plain', 'too long\n')
  }
  return sendAnswer(response, await answerWitnessRequest(witness, body))
}

/** Undefined when it is longer than any request; the rest is then not read. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(piece)) continue
    length += piece.length
    if (length > longestRequest) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function sendAnswer(response: ServerResponse, answer: WitnessAnswer): number {
  if (answer.status === 200) return send(response, 200, 'text/plain; charset=utf-8', answer.lines)
  if (answer.status === 409) return send(response, 409, 'text/x.tlog.size', `${answer.size}\n`)
  return send(response, answer.status, 'text/plain', `${answer.reason}\n`)
}

function send(response: ServerResponse, status: number, type: string, body: Uint8Array | string): number {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
  return status
}
