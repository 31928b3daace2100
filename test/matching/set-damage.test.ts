import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SourceError } from '../../src/errors.js'
import { openSet } from '../../src/matching/open-set.js'
import { digestsOf, imported, ownFolder } from '../support/known-sets.js'

const folder = ownFolder()
afterAll(() => folder.remove())

const entryBytes = 16 + 8
const count = 50
let sound = Buffer.alloc(0)
let headerEnd = 0

beforeAll(async () => {
  const list = Array.from({ length: count }, (_, at) => digestsOf(`file ${at}`).md5).join('\n')
  const { path } = await imported(folder.path, list, { kind: 'known-relevant' })
  sound = readFileSync(path)
  headerEnd = sound.length - 32 - count * entryBytes
})

/** With a checksum that fits, as whoever damages it on purpose would write it. */
function sealed(content: Uint8Array): Buffer {
  return Buffer.concat([content, createHash('sha256').update(content).digest()])
}

function withHeader(change: (header: string) => string): Buffer {
  const header = change(sound.toString('utf8', 0, headerEnd))
  return sealed(Buffer.concat([Buffer.from(header), sound.subarray(headerEnd, -32)]))
}

function withEntries(change: (entries: Buffer) => void): Buffer {
  const content = Buffer.from(sound.subarray(0, -32))
  change(content.subarray(headerEnd))
  return sealed(content)
}

function faultOf(bytes: Uint8Array): unknown {
  const path = join(folder.path, 'damaged')
  writeFileSync(path, bytes)
  try {
    openSet(path, 'known-relevant').close()
    return undefined
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    expect(error.details['path']).toBe(path)
    return error.details['fault'] ?? error.details['reason']
  }
}

test('the sound one is opened, by its checksum', () => {
  expect(faultOf(sound)).toBeUndefined()
  expect(faultOf(withEntries(() => undefined))).toBeUndefined()
})

describe('an index that is damaged', () => {
  const firstOf = (bytes: Buffer) => bytes.subarray(0, entryBytes)
  const secondOf = (bytes: Buffer) => bytes.subarray(entryBytes, 2 * entryBytes)

  test.each([
    ['nothing at all', () => Buffer.alloc(0), 'truncated'],
    ['something else', () => Buffer.from('custodia-hash-set/v2\n{}\n'), 'magic'],
    ['part of its first line', () => sound.subarray(0, 9), 'truncated'],
    ['no end of its header', () => sound.subarray(0, headerEnd - 1), 'truncated'],
    ['one entry too few', () => sound.subarray(0, -entryBytes), 'truncated'],
    ['its last byte cut off', () => sound.subarray(0, -1), 'truncated'],
    ['a byte behind its end', () => Buffer.concat([sound, Buffer.of(0)]), 'too-long'],
    ['a header that is no JSON', () => withHeader((text) => text.replace('{', '[')), 'header'],
    ['a header that is not canonical', () => withHeader((text) => text.replace(':', ': ')), 'header'],
    ['a key nobody knows', () => withHeader((text) => text.replace('"kind"', '"kinds"')), 'header'],
    [
      'a kind nobody knows',
      () => withHeader((text) => text.replace('known-relevant', 'known-bad')),
      'header',
    ],
    [
      'a section twice',
      () => withHeader((text) => text.replace(/("sections":\[)(\{[^}]*\})/, '$1$2,$2')),
      'header',
    ],
    [
      'the count of another',
      () => withHeader((text) => text.replace('"entries":50', '"entries":51')),
      'truncated',
    ],
    [
      'two entries exchanged',
      () =>
        withEntries((bytes) => {
          const first = Buffer.from(firstOf(bytes))
          secondOf(bytes).copy(bytes)
          bytes.set(first, entryBytes)
        }),
      'unsorted',
    ],
    ['an entry twice', () => withEntries((bytes) => bytes.set(firstOf(bytes), entryBytes)), 'unsorted'],
    ['a class that is not there', () => withEntries((bytes) => bytes.writeUInt16BE(1, 16)), 'class'],
    ['another checksum', () => Buffer.concat([sound.subarray(0, -32), Buffer.alloc(32)]), 'checksum'],
    [
      'the other kind',
      () => withHeader((text) => text.replace('known-relevant', 'known-good')),
      'set-not-known-relevant',
    ],
  ])('%s', (_, damaged, fault) => {
    expect(faultOf(damaged())).toBe(fault)
  })

  test('in any byte, or cut anywhere, is refused by name', () => {
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const flipped = Buffer.from(sound)
        flipped[at] = (flipped[at] ?? 0) ^ change
        expect(faultOf(flipped)).toBeDefined()
        expect(faultOf(sound.subarray(0, at))).toBeDefined()
      }),
      { numRuns: 200 },
    )
  })
})
