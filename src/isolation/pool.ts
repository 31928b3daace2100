import type { Json } from '../encoding/canonical-json.js'
import { UsageError } from '../errors.js'
import type { Answer } from './answer.js'
import { Child, type ChildPlan } from './child.js'
import { confinement, type PoolFacts } from './confinement.js'

export interface PoolOptions {
  /** Program of the children; it calls `serve`. */
  readonly entry: URL
  /** How many children at most. */
  readonly size: number
  /** Wall time for one request, from when its child is ready. */
  readonly deadlineMs: number
  /** Cap on the private memory of one child: heap, Buffers and wasm together. Node itself takes about 80 MiB of it. */
  readonly memoryBytes: number
  /** Processor time of one child over its life. A child is replaced well before; this ends one whose parent died. */
  readonly cpuSeconds?: number
  readonly replyBytes?: number
  readonly nodeOptions?: readonly string[]
}

export interface Pool {
  readonly facts: PoolFacts
  readonly size: number
  /** Never rejects for what a child does: that is an answer. Throws `usage.conflict` once the pool is closed. */
  run(request: Json): Promise<Answer>
  /** Kills what still runs; its requests are answered as crashed. */
  close(): Promise<void>
}

interface Seat {
  child: Child | undefined
}

/**
 * Children that are started once and asked many times. A child that fails is replaced, and only the request it failed on
 * is answered so. A request that failed other than by its deadline, in a child that had served others, is put once more to
 * a fresh one: what came before must not decide an answer.
 */
export async function openPool(options: PoolOptions): Promise<Pool> {
  const { deadlineMs, cpuSeconds = 600 } = options
  const held = await confinement({ memoryBytes: options.memoryBytes, cpuSeconds })
  const plan: ChildPlan = {
    entry: options.entry,
    confinement: held,
    memoryBytes: options.memoryBytes,
    startMs: Math.max(deadlineMs, 30_000),
    replyBytes: options.replyBytes ?? 8 * 2 ** 20,
    nodeOptions: options.nodeOptions ?? [],
  }
  const seats = Array.from({ length: options.size }, (): Seat => ({ child: undefined }))
  const free = [...seats]
  const waiting: ((seat: Seat) => void)[] = []
  let closed = false

  async function askIn(seat: Seat, request: Json): Promise<Answer> {
    if (closed) throw new UsageError('usage.conflict', { reason: 'the pool is closed' })
    const child = seat.child?.alive ? seat.child : new Child(plan)
    seat.child = child
    const answer = await child.ask(request, deadlineMs)
    const worn = child.busyMs > cpuSeconds * 250
    if (!child.alive || worn) {
      await child.stop()
      seat.child = undefined
    }
    const shared = child.asked > 1
    const again = answer.kind === 'failed' && answer.failure !== 'timeout' && shared && !closed
    return again ? askIn(seat, request) : answer
  }

  return {
    facts: held.facts,
    size: options.size,
    async run(request) {
      const seat = free.pop() ?? (await new Promise<Seat>((take) => waiting.push(take)))
      try {
        return await askIn(seat, request)
      } finally {
        const next = waiting.shift()
        if (next === undefined) free.push(seat)
        else next(seat)
      }
    },
    async close() {
      closed = true
      await Promise.all(seats.map((seat) => seat.child?.stop()))
    },
  }
}
