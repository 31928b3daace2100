import { openSync, readdirSync, readFileSync, readlinkSync, writeFileSync, writeSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import exifr from 'exifr'
import type { Json } from '../../src/encoding/canonical-json.js'
import { encodeFrame } from '../../src/isolation/frames.js'
import { pipe } from '../../src/isolation/launch.js'
import { serve } from '../../src/isolation/serve.js'

const kept: unknown[] = []

function growBuffers(): never {
  for (;;) kept.push(Buffer.alloc(2 ** 24, 1))
}

interface WasmMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}
declare const WebAssembly: { Memory: new (limits: { initial: number; maximum: number }) => WasmMemory }

function growWasm(): never {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 })
  for (;;) {
    const before = memory.grow(256)
    new Uint8Array(memory.buffer).fill(1, before * 65_536)
  }
}

function growHeap(): never {
  for (;;) kept.push(new Array(10_000).fill({}))
}

function say(frame: Json): void {
  writeSync(pipe, encodeFrame(frame))
}

function openDescriptors(): Json {
  const held = readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return [`${name} ${readlinkSync(`/proc/self/fd/${name}`)}`]
    } catch {
      return [] // the one that listed them
    }
  })
  return held.filter((line) => !line.includes('anon_inode') && !/^\d+ pipe:/.test(line))
}

const deeds: Readonly<Record<string, (path: string) => Json | Promise<Json>>> = {
  echo: (path) => path,
  pid: () => process.pid,
  loop: () => {
    for (;;) kept.length = 0
  },
  sleep: () => new Promise(() => setInterval(() => undefined, 1000)),
  exifr: async (path) => String(await exifr.parse(new Uint8Array(readFileSync(path)))),
  buffers: growBuffers,
  wasm: growWasm,
  heap: growHeap,
  keep: () => kept.push(Buffer.alloc(2 ** 24, 1)),
  exit: () => process.exit(7),
  abort: () => process.abort(),
  fail: () => {
    throw new TypeError('a parser gave up')
  },
  babble: () => {
    writeSync(pipe, 'this is no frame')
    return 'late'
  },
  tooLong: () => 'x'.repeat(3 * 2 ** 20),
  announce: () => {
    writeSync(pipe, Uint8Array.of(255, 255, 255, 255))
    return 'late'
  },
  forge: () => {
    say({ id: 99, reply: 'forged' })
    return 'late'
  },
  twice: () => {
    say({ id: 1, reply: 'first' })
    return 'second'
  },
  environment: () => Object.keys(process.env).sort(),
  descriptors: openDescriptors,
  interfaces: () => Object.keys(networkInterfaces()),
  write: (path) => {
    try {
      writeFileSync(path, 'x')
      return 'written'
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'refused'
    }
  },
  limits: () => readFileSync('/proc/self/limits', 'utf8'),
  tty: () => {
    try {
      openSync('/dev/tty', 'r')
      return 'terminal'
    } catch {
      return 'no terminal'
    }
  },
}

await serve(async (request) => {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) return 'what?'
  const { deed, path } = request as Record<string, Json>
  const act = deeds[String(deed)]
  return act === undefined ? 'what?' : act(String(path ?? ''))
})
