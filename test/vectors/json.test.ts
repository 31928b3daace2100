import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { canonicalJson, parseCanonicalJson } from '../../src/encoding/canonical-json.js'
import { decodeUtf8 } from '../../src/encoding/utf8.js'
import { CustodiaError } from '../../src/errors.js'
import { isCanonicalText } from '../reference/canonical-json.js'
import { describeShared } from '../support/shared.js'

/** Whether the strict reader takes these bytes; anything but its own refusal is a bug and ends the test. */
function isAccepted(bytes: Uint8Array): boolean {
  try {
    parseCanonicalJson(decodeUtf8(bytes))
    return true
  } catch (error) {
    if (error instanceof CustodiaError && error.code === 'source.malformed') return false
    throw error
  }
}

describeShared('RFC 8785 author’s pairs', 'vectors/jcs/testdata', (folder) => {
  const names = readdirSync(join(folder, 'input'))
  test('are all here', () => expect(names).toHaveLength(6))
  test.each(names)('%s', (name) => {
    const expected = decodeUtf8(readFileSync(join(folder, 'output', name)))
    const hex = readFileSync(join(folder, 'outhex', name.replace('.json', '.txt')), 'utf8').replace(/\s/g, '')
    const written = canonicalJson(JSON.parse(readFileSync(join(folder, 'input', name), 'utf8')))
    expect(written).toBe(expected)
    expect(Buffer.from(written).toString('hex')).toBe(hex)
    expect(isCanonicalText(written)).toBe(true)
    expect(canonicalJson(parseCanonicalJson(written))).toBe(expected)
  })
})

describeShared('RFC 8785 author’s numbers', 'vectors/jcs/testdata/README.md', (path) => {
  const readme = readFileSync(path, 'utf8')
  const fixed = [...readme.matchAll(/0x([0-9a-f]{16})n[,\n]/g)].map(([, hex = '']) => BigInt(`0x${hex}`))
  const checksums = [...readme.matchAll(/\| ([0-9a-f]{64}) \| (\d+) +\|/g)].map(
    ([, sum = '', lines = '']) => [Number(lines), sum] as const,
  )

  test.each(checksums.filter(([lines]) => lines <= 100_000))('the first %i hash to %s', (lines, sum) => {
    const hash = createHash('sha256')
    let count = 0
    for (const bits of numbers(fixed)) {
      if (count === lines) break
      hash.update(`${bits.toString(16)},${canonicalJson(numberOf(bits))}\n`)
      count += 1
    }
    expect(hash.digest('hex')).toBe(sum)
  })
})

function numberOf(bits: bigint): number {
  return new Float64Array(BigUint64Array.of(bits).buffer)[0] ?? Number.NaN
}

/** The sequence the README prescribes: fixed values, 2,000 in series, then SHA-256 fed to itself. */
function* numbers(fixed: readonly bigint[]): Iterable<bigint> {
  yield* fixed
  for (let offset = 0n; offset < 2000n; offset += 1n) yield 0x0010000000000000n + offset
  let block: Uint8Array = new Uint8Array(32)
  for (;;) {
    block = createHash('sha256').update(block).digest()
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
    for (const at of [0, 8, 16, 24]) {
      const number = view.getFloat64(at, true)
      if (number !== 0 && Number.isFinite(number)) yield view.getBigUint64(at, true)
    }
  }
}

describeShared('JSONTestSuite', 'vectors/json-test-suite/test_parsing', (folder) => {
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const)
  const starting = (letter: string) => files.filter(([name]) => name.startsWith(`${letter}_`))

  test('is all here', () =>
    expect(['y', 'n', 'i'].map((letter) => starting(letter).length)).toEqual([95, 188, 35]))

  test.each(starting('n'))('%s is refused', (_, bytes) => expect(isAccepted(bytes)).toBe(false))

  test.each([...starting('y'), ...starting('i')])('%s is taken just if it is canonical', (_, bytes) => {
    const text = bytes.toString('utf8')
    const isUtf8 = Buffer.from(text).equals(bytes)
    expect(isAccepted(bytes)).toBe(isUtf8 && isCanonicalText(text))
  })

  test('some are taken and some are not', () => {
    const taken = starting('y').filter(([, bytes]) => isAccepted(bytes))
    expect(taken.length).toBeGreaterThan(20)
    expect(taken.length).toBeLessThan(90)
  })
})
