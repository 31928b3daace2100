import { closeSync, readSync, writeSync } from 'node:fs'
import type { Json } from '../encoding/canonical-json.js'
import { isRecord, speaksOfMemory } from './answer.js'
import { decodeFrameBody, encodeFrame, frameHeaderBytes } from './frames.js'
import { pipe } from './launch.js'

/**
 * The child's side: answers requests one after another until the parent closes the pipe. A handler that runs out of memory
 * or throws is reported as such; what is wrong with the evidence belongs in the reply.
 */
export async function serve(handle: (request: Json) => Promise<Json>): Promise<void> {
  writeAll(encodeFrame('ready'))
  for (;;) {
    const message = readFrame()
    if (message === undefined) break
    if (!isRecord(message) || typeof message['id'] !== 'number') break
    writeAll(encodeFrame(await answer(message['id'], message['request'] ?? null, handle)))
  }
  closeSync(pipe)
}

async function answer(id: number, request: Json, handle: (request: Json) => Promise<Json>): Promise<Json> {
  try {
    return { id, reply: await handle(request) }
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { id, failure: speaksOfMemory(reason) ? 'memory' : 'crashed', reason }
  }
}

/** Blocks while idle: there is nothing else to do, and a blocked child cannot be kept busy by what it parsed before. */
function readFrame(): Json | undefined {
  const header = readExactly(frameHeaderBytes)
  if (header === undefined) return undefined
  const body = readExactly(Buffer.from(header).readUInt32BE())
  return body === undefined ? undefined : decodeFrameBody(body)
}

function readExactly(length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length)
  for (let filled = 0; filled < length; ) {
    const count = readSync(pipe, bytes, filled, length - filled, null)
    if (count === 0) return undefined
    filled += count
  }
  return bytes
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(pipe, bytes, written)
}
