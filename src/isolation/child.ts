import type { ChildProcess } from 'node:child_process'
import { Duplex } from 'node:stream'
import type { Json } from '../encoding/canonical-json.js'
import { type Answer, childMessage, type Failed, failed, speaksOfMemory } from './answer.js'
import { encodeFrame, frameCollector } from './frames.js'
import { kill, type LaunchPlan, launch, pipe } from './launch.js'

export interface ChildPlan extends LaunchPlan {
  /** How long it may take to load its code. */
  readonly startMs: number
  readonly replyBytes: number
}

const keptComplaint = 16_384

/** One child process, asked one question at a time. Whatever it does, `ask` settles; after any failure it is dead. */
export class Child {
  readonly #process: ChildProcess
  readonly #channel: Duplex
  readonly #startMs: number
  readonly #gone: Promise<void>
  readonly #ready: Promise<void>
  #becomeReady: () => void = () => undefined
  #pending: ((answer: Answer) => void) | undefined
  #asked = 0
  #busyMs = 0
  #complaints = ''
  #end: Failed | undefined

  constructor(plan: ChildPlan) {
    this.#startMs = plan.startMs
    this.#ready = new Promise((settle) => {
      this.#becomeReady = settle
    })
    this.#process = launch(plan)
    this.#channel = channelOf(this.#process)
    this.#gone = this.#watch(frameCollector(plan.replyBytes))
  }

  get alive(): boolean {
    return this.#end === undefined
  }

  /** How many requests were put to it. */
  get asked(): number {
    return this.#asked
  }

  /** Milliseconds spent on requests. */
  get busyMs(): number {
    return this.#busyMs
  }

  async ask(request: Json, deadlineMs: number): Promise<Answer> {
    const notStarted = failed('crashed', `the child was not ready after ${this.#startMs} ms`)
    const cancelStart = after(this.#startMs, () => this.#fail(notStarted))
    await this.#ready
    cancelStart()
    if (this.#end !== undefined) return this.#end
    this.#asked += 1
    const began = performance.now()
    const late = failed('timeout', `no reply after ${deadlineMs} ms`)
    const cancelDeadline = after(deadlineMs, () => this.#fail(late))
    const answer = await new Promise<Answer>((settle) => {
      this.#pending = settle
      this.#channel.write(encodeFrame({ id: this.#asked, request }))
    })
    cancelDeadline()
    this.#busyMs += performance.now() - began
    return answer
  }

  /** Kills it and waits until it is gone. */
  async stop(): Promise<void> {
    this.#fail(failed('crashed', 'the child was stopped'))
    await this.#gone
  }

  #watch(collect: (chunk: Uint8Array) => Json[]): Promise<void> {
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#complaints = (this.#complaints + chunk.toString('latin1')).slice(-keptComplaint)
    })
    this.#channel.on('data', (chunk: Uint8Array) => this.#take(collect, chunk))
    this.#channel.on('error', (error) => this.#fail(failed('crashed', `the pipe broke: ${error.message}`)))
    return new Promise((settle) => {
      this.#process.once('error', (error) => {
        this.#fail(failed('crashed', `the child did not start: ${error.message}`))
        settle()
      })
      this.#process.once('close', (status, signal) => {
        this.#fail(this.#death(status, signal))
        settle()
      })
    })
  }

  #take(collect: (chunk: Uint8Array) => Json[], chunk: Uint8Array): void {
    try {
      for (const message of collect(chunk)) this.#hear(message)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#fail(failed('crashed', `the reply cannot be taken: ${why}`))
    }
  }

  #hear(message: Json): void {
    const said = childMessage(message)
    if (said.kind === 'ready' && this.#asked === 0) this.#becomeReady()
    else if (said.kind !== 'answer' || this.#pending === undefined || said.id !== this.#asked)
      this.#fail(failed('crashed', 'the child said what nobody asked'))
    else if (said.answer.kind === 'failed') this.#fail(said.answer)
    else this.#settle(said.answer)
  }

  #fail(why: Failed): void {
    if (this.#end !== undefined) return
    this.#end = why
    kill(this.#process)
    this.#becomeReady()
    this.#settle(why)
  }

  #settle(answer: Answer): void {
    const settle = this.#pending
    this.#pending = undefined
    settle?.(answer)
  }

  /** Nobody here kills a child without having failed it first, so a bare SIGKILL comes from the kernel, short of memory. */
  #death(status: number | null, signal: NodeJS.Signals | null): Failed {
    if (signal === 'SIGXCPU') return failed('timeout', 'the child used up its processor time')
    const memory = signal === 'SIGKILL' || speaksOfMemory(this.#complaints)
    const how = signal === null ? `ended with status ${status}` : `was ended by ${signal}`
    return failed(memory ? 'memory' : 'crashed', `the child ${how}`)
  }
}

function channelOf(spawned: ChildProcess): Duplex {
  const channel = spawned.stdio[pipe]
  // A child that could not be spawned has no pipe; its error follows and ends the conversation.
  return channel instanceof Duplex ? channel : new Duplex({ read: () => undefined, write: () => undefined })
}

/** When the parent was busy, the timer comes due before bytes that already wait on the pipe; those are read first. */
function after(milliseconds: number, act: () => void): () => void {
  let cancelled = false
  const timer = setTimeout(() => {
    setImmediate(() => {
      if (!cancelled) act()
    })
  }, milliseconds)
  return () => {
    cancelled = true
    clearTimeout(timer)
  }
}
