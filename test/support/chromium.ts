import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'

// A real browser, driven over its DevTools protocol by a pair of pipes (`--remote-debugging-pipe`): nothing to install beside it.

const names = ['chromium', 'chromium-browser', 'google-chrome']

/** The browser of this machine; undefined where there is none. */
export function chromiumHere(): string | undefined {
  return names.find((name) => spawnSync(name, ['--version']).status === 0)
}

interface Answer {
  readonly id?: number
  readonly method?: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly message: string }
}

type Parameters = Readonly<Record<string, unknown>>

export interface Browser {
  open(page: string): Promise<Page>
  close(): Promise<void>
}

export interface Page {
  /** Value of an expression, awaited. */
  evaluate(expression: string): Promise<unknown>
  /** Waits until an expression is truthy. */
  until(expression: string): Promise<void>
  setFiles(selector: string, paths: readonly string[]): Promise<void>
  /** Drops files or folders of this machine on an element. */
  drop(selector: string, paths: readonly string[]): Promise<void>
  screenshot(): Promise<Buffer>
  /** Addresses the page asked for since it was opened, its own left out, and what its policy refused. */
  readonly requests: string[]
}

export async function startChromium(command: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'custodia-chromium-'))
  const flags = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-dev-shm-usage',
  ]
  const child = spawn(
    command,
    [...flags, `--user-data-dir=${profile}`, '--remote-debugging-pipe', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  )
  const wire = wireOf(child)
  return {
    async open(page) {
      const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank' })
      const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true })
      return openPage(wire, String(sessionId), page)
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function openPage(wire: Wire, sessionId: string, path: string): Promise<Page> {
  const send = (method: string, parameters: Parameters = {}) => wire.send(method, parameters, sessionId)
  const requests: string[] = []
  const url = pathToFileURL(path).href
  wire.listen(sessionId, ({ method, params }) => {
    const request = params?.['request']
    if (method !== 'Network.requestWillBeSent' || typeof request !== 'object' || request === null) return
    if ('url' in request && request.url !== url) requests.push(String(request.url))
  })
  for (const domain of ['Page', 'Runtime', 'Network', 'DOM']) await send(`${domain}.enable`)
  const loaded = wire.once(sessionId, 'Page.loadEventFired')
  await send('Page.navigate', { url })
  await loaded

  async function evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails))
    return typeof result === 'object' && result !== null && 'value' in result ? result.value : undefined
  }

  async function nodeOf(selector: string): Promise<unknown> {
    const { root } = await send('DOM.getDocument')
    const nodeId = typeof root === 'object' && root !== null && 'nodeId' in root ? root.nodeId : undefined
    return (await send('DOM.querySelector', { nodeId, selector }))['nodeId']
  }

  return {
    requests,
    evaluate,
    async until(expression) {
      await evaluate(
        `new Promise((resolve) => { const ask = () => ((${expression}) ? resolve(true) : setTimeout(ask, 20)); ask() })`,
      )
    },
    async setFiles(selector, files) {
      await send('DOM.setFileInputFiles', { nodeId: await nodeOf(selector), files })
    },
    async drop(selector, files) {
      const at = `(() => { const box = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect()
        return [box.x + box.width / 2, box.y + box.height / 2] })()`
      const [x, y] = (await evaluate(at)) as [number, number]
      const data = { items: [], files, dragOperationsMask: 1 }
      for (const type of ['dragEnter', 'dragOver', 'drop'])
        await send('Input.dispatchDragEvent', { type, x, y, data })
    },
    async screenshot() {
      const { data } = await send('Page.captureScreenshot', { captureBeyondViewport: true })
      return Buffer.from(String(data), 'base64')
    },
  }
}

interface Wire {
  send(method: string, parameters?: Parameters, sessionId?: string): Promise<Parameters>
  listen(sessionId: string, hear: (event: Answer) => void): void
  once(sessionId: string, method: string): Promise<void>
}

/** Messages are JSON, each ended by a zero byte. */
function wireOf(child: ChildProcess): Wire {
  const [, , , toBrowser, fromBrowser] = child.stdio as [null, null, null, Writable, Readable]
  const waiting = new Map<number, { resolve(result: Parameters): void; reject(error: Error): void }>()
  const listeners: { readonly sessionId: string; hear(event: Answer): void }[] = []
  let rest = ''
  let last = 0
  fromBrowser.setEncoding('utf8')
  fromBrowser.on('data', (text: string) => {
    const messages = (rest + text).split('\0')
    rest = messages.pop() ?? ''
    for (const message of messages) hear(JSON.parse(message))
  })

  function hear(message: Answer & { readonly sessionId?: string }): void {
    const asked = message.id === undefined ? undefined : waiting.get(message.id)
    if (message.id !== undefined) waiting.delete(message.id)
    if (message.error) asked?.reject(new Error(message.error.message))
    else asked?.resolve(message.result ?? {})
    for (const each of listeners) if (each.sessionId === message.sessionId) each.hear(message)
  }

  return {
    send(method, params = {}, sessionId) {
      last += 1
      const id = last
      toBrowser.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
    },
    listen(sessionId, heard) {
      listeners.push({ sessionId, hear: heard })
    },
    once: (sessionId, method) =>
      new Promise((resolve) =>
        listeners.push({ sessionId, hear: (event) => event.method === method && resolve() }),
      ),
  }
}
