import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { CustodiaError } from '../src/errors.js'
import { askAuthority } from '../src/timestamps/transport.js'

describe('a server', () => {
  type Answer = (body: Buffer) => { status?: number; type?: string; bytes: Uint8Array; location?: string }
  const seen: (string | undefined)[] = []

  async function serving<Result>(
    answer: Answer | 'silent',
    use: (url: string) => Promise<Result>,
  ): Promise<Result> {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = []
      seen.push(request.headers['content-type'])
      request.on('data', (piece) => pieces.push(piece))
      request.on('end', () => {
        if (answer === 'silent') return
        const {
          status = 200,
          type = 'application/timestamp-reply',
          bytes,
          location,
        } = answer(Buffer.concat(pieces))
        response.writeHead(status, { 'content-type': type, ...(location ? { location } : {}) })
        response.end(bytes)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    try {
      return await use(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/tsa`)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  const outcome = async (asked: Promise<unknown>) => {
    try {
      await asked
      return 'answered'
    } catch (error) {
      if (error instanceof CustodiaError) return `${error.code} ${error.details['reason']}`
      throw error
    }
  }

  test('is handed the request, and its answer comes back as it is', async () => {
    const answer = await serving(
      (body) => ({
        bytes: Buffer.concat([body, Buffer.from('!')]),
        type: 'Application/Timestamp-Reply; x=y',
      }),
      (url) => askAuthority(url, Buffer.from('request')),
    )
    expect(Buffer.from(answer).toString()).toBe('request!')
    expect(seen.at(-1)).toBe('application/timestamp-query')
  })

  test.each<[string, Answer | 'silent', string]>([
    ['fails', () => ({ status: 500, bytes: Buffer.of() }), 'environment.network HTTP 500'],
    [
      'sends elsewhere',
      () => ({ status: 302, bytes: Buffer.of(), location: 'http://127.0.0.1:1/' }),
      'environment.network HTTP 302',
    ],
    [
      'answers with a page',
      () => ({ type: 'text/html', bytes: Buffer.of() }),
      'environment.network content-type',
    ],
    ['answers without end', () => ({ bytes: Buffer.alloc(1 << 20) }), 'environment.network too-long'],
    ['stays silent', 'silent', 'environment.network timeout'],
  ])('that %s is no answer', async (_name, answer, expected) => {
    expect(await serving(answer, (url) => outcome(askAuthority(url, Buffer.from('x'), 300)))).toBe(expected)
  })

  test('that is not there, or is none, is no answer', async () => {
    expect(await outcome(askAuthority('http://127.0.0.1:1/', Buffer.from('x')))).toBe(
      'environment.network ECONNREFUSED',
    )
    for (const text of ['file:///etc/passwd', 'tsa.example', 'ftp://x/'])
      expect(await outcome(askAuthority(text, Buffer.from('x')))).toBe('usage.argument url')
  })
})
