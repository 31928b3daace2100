import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { createMultiDigest } from '../src/acquire/digests.js'
import type { DigestSet } from '../src/model/digest.js'
import { ed2k } from './reference/ed2k.js'
import { md4 } from './reference/md4.js'

const root = mkdtempSync(join(tmpdir(), 'custodia-digests-'))
afterAll(() => rmSync(root, { recursive: true }))

const digest = await createMultiDigest()

function digestsOf(...chunks: Uint8Array[]): DigestSet {
  for (const chunk of chunks) digest.update(chunk)
  return digest.finish()
}

/** Different everywhere, so that a part taken twice or left out shows. */
function pattern(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = 1
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

describe('the reference MD4', () => {
  // RFC 1320, appendix A.5.
  test.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      'e33b4ddc9c38f2199c3e7b164fcc0536',
    ],
  ])('of %j is that of RFC 1320', (text, expected) => {
    expect(hex(md4(Buffer.from(text)))).toBe(expected)
  })
})

describe('ed2k', () => {
  // Of zeros, as published with the two ways of hashing exact multiples: these are eMule's.
  test.each([
    [9_728_000, 'fc21d9af828f92a8df64beac3357425d'],
    [19_456_000, '114b21c63a74b6ca922291a11177dd5c'],
  ])('of %i zeros ends with an empty part', (size, expected) => {
    const zeros = Buffer.alloc(size)
    expect(digestsOf(zeros).ed2k).toBe(expected)
    expect(ed2k(zeros)).toBe(expected)
  })

  test.each([0, 1, 9_727_999, 9_728_000, 9_728_001, 19_456_000])(
    'of %i bytes is that of the reference',
    (size) => {
      const bytes = pattern(size)
      expect(digestsOf(bytes).ed2k).toBe(ed2k(bytes))
    },
  )
})

describe('BLAKE3', () => {
  // From the test vectors of the BLAKE3 project: input bytes count from 0 to 250 and begin again.
  test.each([
    [0, 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262'],
    [1, '2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213'],
    [1024, '42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7'],
    [102_400, 'bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085'],
  ])('of %i bytes is as published', (size, expected) => {
    expect(digestsOf(Buffer.from(Array.from({ length: size }, (_, index) => index % 251))).blake3).toBe(
      expected,
    )
  })
})

const programs = [
  { algorithm: 'sha256', command: ['sha256sum'] },
  { algorithm: 'sha512', command: ['sha512sum'] },
  { algorithm: 'sha1', command: ['sha1sum'] },
  { algorithm: 'md5', command: ['md5sum'] },
] as const
const sizes = [0, 1, 9_727_999, 9_728_000, 9_728_001, 19_456_000]

describe.each(programs)('$algorithm', ({ algorithm, command: [program] }) => {
  const present = spawnSync(program, ['--version']).status === 0
  if (!present) console.warn(`SKIPPED ${algorithm} against ${program}: it is not installed`)

  test.runIf(present).each(sizes)(`of %i bytes is what ${program} prints`, (size) => {
    const path = join(root, `${algorithm}-${size}`)
    const bytes = pattern(size)
    writeFileSync(path, bytes)
    const printed = spawnSync(program, [path], { encoding: 'utf8' }).stdout
    expect(digestsOf(bytes)[algorithm]).toBe(printed.split(' ')[0])
  })
})

describe('a multi-digest', () => {
  test('does not depend on how the bytes arrive', () => {
    const cuts = fc.array(fc.nat(200_000), { maxLength: 20 })
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 200_000 }), cuts, (bytes, places) => {
        const edges = [0, ...places.sort((a, b) => a - b), bytes.length]
        const chunks = edges.map((edge, index) => bytes.subarray(edge, edges[index + 1] ?? bytes.length))
        expect(digestsOf(...chunks)).toEqual(digestsOf(bytes))
      }),
      { numRuns: 50 },
    )
  })

  test('does not depend on how the bytes arrive around the end of an ed2k part', () => {
    const bytes = pattern(9_728_000 + 5000)
    const whole = digestsOf(bytes)
    for (const cut of [9_727_990, 9_727_999, 9_728_000, 9_728_001]) {
      expect(digestsOf(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole)
    }
  })

  test('starts anew after it has finished and after a reset', () => {
    const bytes = pattern(1000)
    const fresh = digestsOf(bytes)
    expect(digestsOf(bytes)).toEqual(fresh)
    digest.update(pattern(10_000_000))
    digest.reset()
    expect(digestsOf(bytes)).toEqual(fresh)
    expect(fresh.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  })
})
