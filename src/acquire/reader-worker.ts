import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { openVault } from '../vault/open-vault.js'
import type { Vault } from '../vault/vault.js'
import {
  type CrewBriefing,
  type CrewMessage,
  type CrewOrder,
  packFailure,
  type Settled,
} from './crew-message.js'
import { createFileReader, type FileReader, type ReadJob } from './file-reader.js'

/** Files being stored while the next is read. */
const settlingAtMost = 16
/** Files whose folders are pushed to the medium together. */
const reportAfter = 64
/** A message wakes the other thread, which costs more than a small file does. */
const tellAfterFiles = 8
const tellAfterBytes = 1_048_576
const tellWithinFile = 32 * 1_048_576

interface Order {
  readonly id: number
  readonly job: ReadJob
}

/** Reads one file after the other; stores them meanwhile; reports each when it is durable. */
class ReadingThread {
  readonly #port: MessagePort
  readonly #vault: Vault | undefined
  readonly #reader: Promise<FileReader>
  readonly #orders: Order[] = []
  readonly #underWay = new Set<Promise<void>>()
  #settled: Settled[] = []
  #done: number[] = []
  #bytes = 0
  #arrived: (() => void) | undefined
  #running: Promise<void> | undefined

  constructor(port: MessagePort, briefing: CrewBriefing) {
    const stop = new Int32Array(briefing.stop)
    this.#port = port
    this.#vault = briefing.vault && openVault(briefing.vault)
    this.#reader = createFileReader({
      vault: this.#vault,
      stopped: () => Atomics.load(stop, 0) !== 0,
      onBytes: (bytes) => this.#count(bytes),
    })
  }

  obey(order: CrewOrder): void {
    if (order.kind === 'leave') {
      void this.#leave()
      return
    }
    this.#orders.push(order)
    this.#arrived?.()
    this.#running ??= this.#run().then(
      () => {
        this.#running = undefined
      },
      (error: unknown) => this.#fail(error),
    )
  }

  async #run(): Promise<void> {
    for (;;) {
      const order = this.#orders.shift()
      if (order) {
        await this.#read(order)
        if (this.#underWay.size >= settlingAtMost) await Promise.race(this.#underWay)
        continue
      }
      this.#tell()
      if (this.#underWay.size === 0 && this.#settled.length === 0) return
      if (this.#underWay.size === 0) this.#reportAll()
      await Promise.race([...this.#underWay, this.#nextOrder()])
    }
  }

  #nextOrder(): Promise<void> {
    return new Promise((resolve) => {
      this.#arrived = resolve
    })
  }

  async #read({ id, job }: Order): Promise<void> {
    const reader = await this.#reader
    const reading = await reader.read(job)
    this.#done.push(id)
    if (this.#done.length >= tellAfterFiles || this.#bytes >= tellAfterBytes) this.#tell()
    this.#track(
      reader.settle(reading).then((outcome) => {
        this.#settled.push({ id, outcome })
        if (this.#settled.length >= reportAfter) this.#reportAll()
      }),
    )
  }

  #tell(): void {
    if (this.#bytes > 0 || this.#done.length > 0)
      this.#say({ kind: 'read', bytes: this.#bytes, done: this.#done })
    this.#done = []
    this.#bytes = 0
  }

  #reportAll(): void {
    this.#track(this.#report(this.#settled))
    this.#settled = []
  }

  async #report(outcomes: readonly Settled[]): Promise<void> {
    await this.#vault?.flush()
    // First that the descriptors are free: with the outcome the other side forgets the job.
    this.#tell()
    this.#say({ kind: 'settled', outcomes })
  }

  #track(work: Promise<void>): void {
    const tracked = work.then(() => {
      this.#underWay.delete(tracked)
    })
    // The failure stays in `#underWay`, where `#run` meets it; until then it must not count as unhandled.
    tracked.catch(() => undefined)
    this.#underWay.add(tracked)
  }

  #count(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes >= tellWithinFile) this.#tell()
  }

  /** `#running` stays set: after a failure no order is obeyed. */
  #fail(error: unknown): void {
    const failure = packFailure(error)
    if (!failure) throw error
    this.#say({ kind: 'failed', failure })
  }

  async #leave(): Promise<void> {
    await this.#running
    await Promise.allSettled(this.#underWay)
    this.#port.close()
  }

  #say(message: CrewMessage): void {
    this.#port.postMessage(message)
  }
}

if (parentPort) {
  const thread = new ReadingThread(parentPort, workerData)
  parentPort.on('message', (order: CrewOrder) => thread.obey(order))
}
