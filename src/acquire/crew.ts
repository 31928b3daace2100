import { closeSync } from 'node:fs'
import { extname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { EnvironmentError } from '../errors.js'
import type { Vault } from '../vault/vault.js'
import { type CrewBriefing, type CrewMessage, type CrewOrder, unpackFailure } from './crew-message.js'
import { createFileReader, type FileReader, type ReadJob, type ReadOutcome } from './file-reader.js'

export interface CrewOptions {
  readonly vault: Vault | undefined
  readonly threads: number
  readonly onBytes: (bytes: number) => void
}

/** A thread costs tens of milliseconds to start, so the first few small files are read without. */
const readHereAtMost = 16
const smallSize = 262_144n
/** What a thread may have before it, so that it is never idle and nothing waits long behind a large file. */
const jobsBefore = 32
const bytesBefore = 4n * 1_048_576n
const leaveWithin = 2_000

interface Task {
  readonly job: ReadJob
  readonly told: (outcome: ReadOutcome) => void
  readonly failed: (error: unknown) => void
}

interface Hand {
  readonly worker: Worker
  readonly gone: Promise<void>
  readonly tasks: Map<number, Task>
  /** Descriptors lent to the thread: closing one while it reads could hand it another file. */
  readonly lent: Set<number>
  unreadBytes: bigint
}

/** Those who read files, each its own, in parallel. */
export class Crew {
  readonly #options: CrewOptions
  readonly #stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  readonly #hands: Hand[] = []
  #waiting: (() => void)[] = []
  #nextId = 0
  #readHere = 0
  #reader: Promise<FileReader> | undefined
  #lastHere: Promise<unknown> = Promise.resolve()
  #failure: { readonly error: unknown } | undefined

  constructor(options: CrewOptions) {
    this.#options = options
  }

  /**
   * The descriptor is the crew's from now on. The outcome is durable when it is told. Rejected when the vault or a thread
   * failed; after that every call is.
   */
  read(job: ReadJob): Promise<ReadOutcome> {
    if (this.#failure) {
      closeSync(job.descriptor)
      return Promise.reject(this.#failure.error)
    }
    const here = this.#hands.length === 0 && job.before.size <= smallSize && this.#readHere < readHereAtMost
    return here ? this.#readInThisThread(job) : this.#readInAnother(job)
  }

  /** Fulfilled when another job would be begun soon. */
  async room(): Promise<void> {
    while (!this.#failure && this.#hands.length >= this.#options.threads && !this.#hands.some(hasRoom))
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** Abandons what is under way and lets everyone go. */
  async close(): Promise<void> {
    Atomics.store(new Int32Array(this.#stop), 0, 1)
    await Promise.allSettled([this.#lastHere, ...this.#hands.map(dismiss)])
    for (const hand of this.#hands) for (const descriptor of hand.lent) closeSync(descriptor)
    this.#hands.length = 0
  }

  #readInThisThread(job: ReadJob): Promise<ReadOutcome> {
    this.#readHere += 1
    const outcome = this.#lastHere.then(() => this.#readNow(job)).finally(() => closeSync(job.descriptor))
    this.#lastHere = outcome
    return outcome
  }

  async #readNow(job: ReadJob): Promise<ReadOutcome> {
    const { vault, onBytes } = this.#options
    this.#reader ??= createFileReader({ vault, onBytes })
    const reader = await this.#reader
    const outcome = await reader.settle(await reader.read(job))
    await vault?.flush()
    return outcome
  }

  #readInAnother(job: ReadJob): Promise<ReadOutcome> {
    const hand = this.#choose()
    const id = this.#nextId
    this.#nextId += 1
    hand.lent.add(job.descriptor)
    hand.unreadBytes += job.before.size
    order(hand, { kind: 'read', id, job })
    return new Promise((told, failed) => hand.tasks.set(id, { job, told, failed }))
  }

  /** An idle thread, else a new one, else the one with the least before it. */
  #choose(): Hand {
    const [first, ...others] = this.#hands
    const least = others.reduce(
      (best, hand) => (best && best.unreadBytes <= hand.unreadBytes ? best : hand),
      first,
    )
    const idle = this.#hands.find((hand) => hand.lent.size === 0)
    if (idle) return idle
    return least && this.#hands.length >= this.#options.threads ? least : this.#hire()
  }

  #hire(): Hand {
    // The sources run as TypeScript under a loader, the build as JavaScript.
    const extension = extname(fileURLToPath(import.meta.url))
    const { address } = this.#options.vault ?? {}
    const briefing: CrewBriefing = { vault: address, stop: this.#stop }
    const worker = new Worker(new URL(`./reader-worker${extension}`, import.meta.url), {
      workerData: briefing,
    })
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    const hand: Hand = { worker, gone, tasks: new Map(), lent: new Set(), unreadBytes: 0n }
    worker.on('message', (message: CrewMessage) => this.#hear(hand, message))
    worker.on('error', (error) => this.#fail(error))
    worker.on('exit', () => this.#missed(hand))
    this.#hands.push(hand)
    return hand
  }

  #hear(hand: Hand, message: CrewMessage): void {
    switch (message.kind) {
      case 'read':
        for (const id of message.done) this.#takeBack(hand, id)
        this.#options.onBytes(message.bytes)
        this.#wake()
        return
      case 'settled':
        for (const { id, outcome } of message.outcomes) {
          hand.tasks.get(id)?.told(outcome)
          hand.tasks.delete(id)
        }
        return
      case 'failed':
        this.#fail(unpackFailure(message.failure))
    }
  }

  #takeBack(hand: Hand, id: number): void {
    const job = hand.tasks.get(id)?.job
    if (!job || !hand.lent.delete(job.descriptor)) return
    closeSync(job.descriptor)
    hand.unreadBytes -= job.before.size
  }

  /** A thread that ends with work in hand was killed from outside, for want of memory most likely. */
  #missed(hand: Hand): void {
    if (hand.tasks.size > 0)
      this.#fail(new EnvironmentError('environment.io', { reason: 'a reading thread ended' }))
  }

  #fail(error: unknown): void {
    this.#failure ??= { error }
    for (const hand of this.#hands) {
      for (const task of hand.tasks.values()) task.failed(this.#failure.error)
      hand.tasks.clear()
    }
    this.#wake()
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}

function hasRoom(hand: Hand): boolean {
  return hand.lent.size < jobsBefore && hand.unreadBytes < bytesBefore
}

function order(hand: Hand, message: CrewOrder): void {
  hand.worker.postMessage(message)
}

async function dismiss(hand: Hand): Promise<void> {
  order(hand, { kind: 'leave' })
  const late = Symbol('late')
  const first = await Promise.race([hand.gone, setTimeout(leaveWithin, late, { ref: false })])
  // A thread that reads back a large file does not hear us; what it staged goes with the next sweep.
  if (first === late) await hand.worker.terminate()
}
