import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { atOnce, type SignatureCheck } from '../signing/signature-check.js'
import { packedLength, packSignature } from './packed-signature.js'

/** Those who verify signatures while their caller goes on as if all of them held. */
export interface SignatureCrew {
  readonly check: SignatureCheck
  /** True when something that was believed does not hold, or nobody is left to say: nothing that rests on it counts. */
  readonly failed: boolean
  /** A promise when there is enough to verify for now. */
  room(): Promise<void> | undefined
}

/** Verifies every signature when it is asked about. The obvious crew, and the one whose word is final. */
const oneByOne: SignatureCrew = { check: atOnce, failed: false, room: () => undefined }

/** Threads cost tens of milliseconds to start, and few records are so long. */
const hereAtMost = 2_000
const batchBytes = 128 * 1024
const batchesWaiting = 3

/**
 * Does something with signatures verified in other threads meanwhile. When one of them turns out not to hold, it is done again with
 * each verified when it is asked about, so that what comes of it never depends on threads.
 */
export async function withCrew<Result>(run: (crew: SignatureCrew) => Promise<Result>): Promise<Result> {
  const threads = availableParallelism()
  if (threads > 1) {
    const crew = hiring(threads)
    try {
      const result = await run(crew)
      if (await crew.settled()) return result
    } finally {
      await crew.close()
    }
  }
  return run(oneByOne)
}

function hiring(threads: number) {
  const workers: Worker[] = []
  let batch = Buffer.alloc(0)
  let used = 0
  let asked = 0
  let turn = 0
  let waiting = 0
  let failed = false
  let closed = false
  let wake: (() => void) | undefined

  function heard(failure: boolean): void {
    waiting -= 1
    failed ||= failure
    wake?.()
  }

  function hire(): void {
    // The sources run as TypeScript under a loader, the build as JavaScript.
    const extension = extname(fileURLToPath(import.meta.url))
    const worker = new Worker(new URL(`./signature-worker${extension}`, import.meta.url))
    worker.on('message', (allHold: boolean) => heard(!allHold))
    worker.on('error', () => heard(true))
    worker.on('exit', () => heard(!closed))
    workers.push(worker)
  }

  function send(): void {
    if (used === 0) return
    const bytes = batch.subarray(0, used)
    waiting += 1
    workers[turn]?.postMessage(bytes, [bytes.buffer])
    turn = (turn + 1) % threads
    batch = Buffer.alloc(0)
    used = 0
  }

  async function until(done: () => boolean): Promise<void> {
    while (!failed && !done())
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }

  const isFull = () => waiting >= threads * batchesWaiting

  return {
    get failed() {
      return failed
    },
    check: ((key, message, signature) => {
      asked += 1
      const packed = { publicKey: key.publicKey, signature, message }
      const length = packedLength(packed)
      if (closed || asked <= hereAtMost || length > batchBytes) return key.verify(message, signature)
      if (workers.length === 0) for (let left = threads; left > 0; left -= 1) hire()
      if (used + length > batch.length) {
        send()
        // Its own memory, for it is handed over.
        batch = Buffer.from(new ArrayBuffer(batchBytes))
      }
      packSignature(batch, used, packed)
      used += length
      return true
    }) satisfies SignatureCheck,
    room: () => (isFull() ? until(() => !isFull()) : undefined),
    async settled(): Promise<boolean> {
      send()
      await until(() => waiting === 0)
      return !failed
    },
    async close(): Promise<void> {
      closed = true
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
