import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json } from '../src/encoding/canonical-json.js'
import { openSpecimen } from '../src/isolation/file-specimen.js'
import { encodeFrame, frameCollector } from '../src/isolation/frames.js'
import { openPool, type Pool } from '../src/isolation/pool.js'
import { corpusPath } from './support/corpus.js'

const entry = new URL('./support/unruly-child.ts', import.meta.url)
const onLinux = process.platform === 'linux'
const memoryBytes = 320 * 2 ** 20
const deadlineMs = 20_000

function unruly(size: number, options: { deadlineMs?: number } = {}): Promise<Pool> {
  return openPool({ entry, size, deadlineMs, memoryBytes, replyBytes: 2 ** 20, ...options })
}

async function pidOf(pool: Pool): Promise<Json> {
  const answer = await pool.run({ deed: 'pid' })
  if (answer.kind !== 'replied') throw new Error(answer.reason)
  return answer.reply
}

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custodia-isolation-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('a pool of one', async () => {
  let pool: Pool
  beforeAll(async () => {
    pool = await unruly(1)
  })
  afterAll(() => pool.close())

  test('asks the same child again and again', async () => {
    const first = await pidOf(pool)
    for (let i = 0; i < 5; i += 1) expect(await pidOf(pool)).toBe(first)
  })

  test('carries any JSON there and back', async () => {
    const awkward = 'a\u0000"\\\u2028\ud83d\ude00é\n'
    expect(await pool.run({ deed: 'echo', path: awkward })).toEqual({ kind: 'replied', reply: awkward })
  })

  test.each([
    ['buffers', 'memory'],
    ['wasm', 'memory'],
    ['heap', 'memory'],
    ['exit', 'crashed'],
    ['abort', 'crashed'],
    ['fail', 'crashed'],
    ['babble', 'crashed'],
    ['tooLong', 'crashed'],
    ['announce', 'crashed'],
    ['forge', 'crashed'],
  ])('answers %s as %s, and the next request by a new child', { skip: !onLinux }, async (deed, failure) => {
    const before = await pidOf(pool)
    expect(await pool.run({ deed })).toMatchObject({ kind: 'failed', failure })
    expect(await pidOf(pool)).not.toBe(before)
  })

  test('asks a new child when one spoke twice', async () => {
    await pidOf(pool)
    await pool.run({ deed: 'twice' })
    expect(await pool.run({ deed: 'echo', path: 'mine' })).toEqual({ kind: 'replied', reply: 'mine' })
  })

  test('lets nothing a child kept from before decide an answer', async () => {
    // Each request keeps 16 MiB. In one child the twentieth would fail; it is put again to a fresh one.
    for (let i = 0; i < 30; i += 1)
      expect(await pool.run({ deed: 'keep' })).toMatchObject({ kind: 'replied' })
  })
})

describe('a deadline', () => {
  test.each(['loop', 'sleep'])('ends %s, and nothing else', async (deed) => {
    const pool = await unruly(2, { deadlineMs: 1_500 })
    const began = performance.now()
    const [stuck, other] = await Promise.all([pool.run({ deed }), pool.run({ deed: 'echo', path: 'x' })])
    expect(stuck).toMatchObject({ kind: 'failed', failure: 'timeout' })
    expect(other).toEqual({ kind: 'replied', reply: 'x' })
    expect(await pool.run({ deed: 'echo', path: 'y' })).toEqual({ kind: 'replied', reply: 'y' })
    expect(performance.now() - began).toBeLessThan(30_000)
    await pool.close()
  })

  const looping = corpusPath('exiv2-poc', 'test', 'data', 'pr_2612_poc.heic')
  test.skipIf(!existsSync(looping))(
    'ends exifr on the HEIC file of 80 bytes that it never finishes',
    async () => {
      const pool = await unruly(1, { deadlineMs: 1_500 })
      const answer = await pool.run({ deed: 'exifr', path: looping })
      expect(answer).toMatchObject({ kind: 'failed', failure: 'timeout' })
      await pool.close()
    },
  )

  test('is not missed by a child that answered while its parent was busy', async () => {
    const pool = await unruly(1, { deadlineMs: 400 })
    await pidOf(pool)
    const asked = pool.run({ deed: 'echo', path: 'in time' })
    await new Promise((settle) => setImmediate(settle))
    const until = performance.now() + 900
    while (performance.now() < until) Math.sqrt(until)
    expect(await asked).toEqual({ kind: 'replied', reply: 'in time' })
    await pool.close()
  })
})

describe('many requests', () => {
  test('are each answered once and by their own reply', async () => {
    const pool = await unruly(2)
    const paths = Array.from({ length: 200 }, (_, i) => `request ${i}`)
    const deeds = paths.map((path, i) => pool.run({ deed: i % 40 === 7 ? 'exit' : 'echo', path }))
    const answers = await Promise.all(deeds)
    for (const [i, answer] of answers.entries())
      if (i % 40 === 7) expect(answer).toMatchObject({ kind: 'failed', failure: 'crashed' })
      else expect(answer).toEqual({ kind: 'replied', reply: paths[i] })
    await pool.close()
  })

  test('after the close are refused, and those under way are answered', async () => {
    const pool = await unruly(1)
    await pidOf(pool)
    const under = pool.run({ deed: 'sleep' })
    await new Promise((settle) => setTimeout(settle, 100))
    await pool.close()
    expect(await under).toMatchObject({ kind: 'failed', failure: 'crashed' })
    await expect(pool.run({ deed: 'echo' })).rejects.toMatchObject({ code: 'usage.conflict' })
  })

  test('to a program that is not there fail, and do not hang', async () => {
    const pool = await openPool({ entry: new URL('./absent.ts', entry), size: 1, deadlineMs, memoryBytes })
    expect(await pool.run('x')).toMatchObject({ kind: 'failed', failure: 'crashed' })
    await pool.close()
  })
})

describe.runIf(onLinux)('what a child is held in', async () => {
  let pool: Pool
  beforeAll(async () => {
    pool = await unruly(1)
  })
  afterAll(() => pool.close())
  const learn = async (deed: string, path = ''): Promise<Json> => {
    const answer = await pool.run({ deed, path })
    return answer.kind === 'replied' ? answer.reply : answer.reason
  }

  test('is said', () => {
    const installed = existsSync('/usr/bin/prlimit') || existsSync('/bin/prlimit')
    expect(pool.facts.limited).toBe(installed)
    if (!pool.facts.limited || !pool.facts.networkless) console.warn('limits are missing here:', pool.facts)
  })

  test('is no environment of ours', async () => {
    expect(await learn('environment')).toEqual(['LC_ALL', 'TZ'])
  })

  test('is no file of ours, and no terminal', async () => {
    const ours = join(folder, 'open in the parent')
    const handle = await open(ours, 'w')
    const fresh = await unruly(1)
    const answer = await fresh.run({ deed: 'descriptors' })
    if (answer.kind !== 'replied') throw new Error(answer.reason)
    expect(JSON.stringify(answer.reply)).toContain('3 socket:')
    expect(JSON.stringify(answer.reply)).not.toContain('open in the parent')
    expect(await learn('tty')).toBe('no terminal')
    await handle.close()
    await fresh.close()
  })

  test('has no network', async ({ skip }) => {
    if (!pool.facts.networkless) skip('this machine grants no network namespace')
    expect(await learn('interfaces')).toEqual([])
  })

  test('writes no file and leaves no core', async ({ skip }) => {
    if (!pool.facts.limited) skip('this machine has no prlimit')
    expect(await learn('write', join(folder, 'written'))).toBe('EFBIG')
    const limits = String(await learn('limits'))
    expect(limits).toMatch(/Max core file size\s+0\s+0/)
    expect(limits).toMatch(new RegExp(`Max data size\\s+${memoryBytes}\\s+${memoryBytes}`))
  })

  test('ends with its parent', async () => {
    const program = `
      import { openPool } from ${JSON.stringify(new URL('../src/isolation/pool.ts', import.meta.url).href)}
      void openPool({ entry: new URL(${JSON.stringify(entry.href)}), size: 1, deadlineMs: 60000, memoryBytes: ${memoryBytes} })
        .then((pool) => pool.run({ deed: 'pid' }))
        .then((answer) => { process.stdout.write(JSON.stringify(answer)); process.kill(process.pid, 'SIGKILL') })`
    const path = join(folder, 'dying-parent.mts')
    await writeFile(path, program)
    let said = ''
    try {
      execFileSync(process.execPath, ['--import', 'tsx', path], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    } catch (error) {
      said = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
    }
    const orphan = Number(/"reply":(\d+)/.exec(said)?.[1])
    expect(orphan).toBeGreaterThan(1)
    await expect.poll(() => running(orphan), { timeout: 5_000 }).toBe(false)
  })
})

function running(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('messages', () => {
  const json = fc.json().map((text): Json => JSON.parse(text))

  test('survive being cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 5 }), fc.integer({ min: 1, max: 40 }), (messages, step) => {
        const bytes = Buffer.concat(messages.map(encodeFrame))
        const collect = frameCollector(2 ** 20)
        const got: Json[] = []
        for (let at = 0; at < bytes.length; at += step) got.push(...collect(bytes.subarray(at, at + step)))
        expect(JSON.stringify(got)).toBe(JSON.stringify(messages))
      }),
    )
  })

  test('that are too long are refused at their announcement', () => {
    const collect = frameCollector(100)
    expect(() => collect(Uint8Array.of(0, 0, 0, 101))).toThrow(/source.malformed/)
  })
})

describe('an opened file', () => {
  const blob = `sha256:${'0'.repeat(64)}` as const

  test('gives every range, whatever was read before', async () => {
    const path = join(folder, 'bytes')
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251)
    await writeFile(path, bytes)
    const specimen = openSpecimen(path, blob, 'image/jpeg')
    const range = fc.tuple(fc.integer({ min: 0, max: 310_000 }), fc.integer({ min: 0, max: 140_000 }))
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), (ranges) => {
        for (const [offset, length] of ranges) {
          const read = specimen.read(offset, length)
          expect(Buffer.from(read).equals(bytes.subarray(offset, offset + length))).toBe(true)
          // A parser that runs past the end must not find another file's bytes there.
          expect(read.buffer.byteLength).toBe(read.length)
        }
      }),
    )
    specimen.close()
  })

  test('is no link, no folder, no pipe and nothing absent', {
    skip: process.platform === 'win32',
  }, async () => {
    const path = join(folder, 'target')
    await writeFile(path, 'x')
    await symlink(path, join(folder, 'link'))
    expect(spawnSync('mkfifo', [join(folder, 'fifo')]).status).toBe(0)
    const codeOf = (name: string): string => {
      try {
        openSpecimen(join(folder, name), blob, 'image/jpeg').close()
        return 'opened'
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : 'untyped'
      }
    }
    expect(['target', 'link', 'absent', 'fifo', '.'].map(codeOf)).toEqual([
      'opened',
      'source.unreadable',
      'source.unreadable',
      'source.not-regular',
      'source.not-regular',
    ])
  })

  test('may have a name that is no text', async ({ skip }) => {
    const path = Buffer.concat([Buffer.from(join(folder, 'name-')), Buffer.of(0xff, 0xfe)])
    try {
      await writeFile(path, 'bytes')
    } catch {
      skip('this file system takes only text as names')
    }
    const specimen = openSpecimen(path, blob, 'image/jpeg')
    expect(Buffer.from(specimen.read(0, 5)).toString()).toBe('bytes')
    specimen.close()
  })
})
