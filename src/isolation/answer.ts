import type { Json } from '../encoding/canonical-json.js'

/**
 * `timeout`: no reply by the deadline, or the processor time was used up. `memory`: the cap was met.
 * `crashed`: the child died, its handler threw, or what it said was no reply.
 */
export type Failure = 'timeout' | 'memory' | 'crashed'

export interface Failed {
  readonly kind: 'failed'
  readonly failure: Failure
  readonly reason: string
}

export type Answer = { readonly kind: 'replied'; readonly reply: Json } | Failed

/** What a child may say. Anything else is a breach, for it may be in hostile hands. */
export type ChildMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'breach' }

const longestReason = 500

export function failed(failure: Failure, reason: string): Failed {
  return { kind: 'failed', failure, reason: reason.slice(0, longestReason) }
}

export function childMessage(message: Json): ChildMessage {
  if (message === 'ready') return { kind: 'ready' }
  if (!isRecord(message) || typeof message['id'] !== 'number') return { kind: 'breach' }
  const { id, reply, failure, reason } = message
  if (reply !== undefined) return { kind: 'answer', id, answer: { kind: 'replied', reply } }
  if ((failure !== 'memory' && failure !== 'crashed') || typeof reason !== 'string') return { kind: 'breach' }
  return { kind: 'answer', id, answer: failed(failure, reason) }
}

export function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const memoryWords = /out of memory|allocation failed|bad_alloc|unable to grow/i

/** Node and V8 have no code for this, only words. */
export function speaksOfMemory(text: string): boolean {
  return memoryWords.test(text)
}
