import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  extend,
  type Frontier,
  frontierRoot,
  inclusionFromFrontier,
  inclusionsFromFrontier,
} from '../src/merkle/frontier.js'
import { emptyRoot, leafHash, nodeHash } from '../src/merkle/hash.js'
import {
  prefixRootFromInclusionProof,
  rootFromInclusionProof,
  verifyConsistency,
  verifyInclusion,
} from '../src/merkle/proof.js'
import { decodeBundle, decodeTile, encodeBundle, entriesPath, tilePath, tilesOf } from '../src/merkle/tile.js'
import { consistencyProof, inclusionProof, rootOf } from '../src/merkle/tree.js'
import {
  referenceConsistency,
  referenceInclusion,
  referenceLeafHash,
  referenceRoot,
} from './reference/merkle.js'

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)))
const hex = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'))
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
const usage = expect.objectContaining({ code: 'usage.argument' })
const malformed = expect.objectContaining({ code: 'ledger.malformed' })

function at<T>(values: readonly T[], index: number): T {
  const value = values[index]
  if (value === undefined) throw new Error(`nothing at ${index}`)
  return value
}

function frontierOf(leaves: readonly Uint8Array[]): Frontier {
  return leaves.reduce(extend, emptyFrontier)
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const other = Uint8Array.from(bytes)
  const place = bit % (bytes.length * 8)
  other[place >> 3] = at([...other], place >> 3) ^ (1 << (place & 7))
  return other
}

describe('hashes', () => {
  test('are those of RFC 6962', () => {
    expect(hex([emptyRoot])).toEqual(['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), hash, hash, (data, left, right) => {
        expect(hex([leafHash(data)])).toEqual(hex([referenceLeafHash(data)]))
        expect(hex([nodeHash(left, right)])).toEqual(hex([referenceRoot([left, right])]))
      }),
    )
  })

  test('are not overwritten by the next one', () => {
    const [a, b] = leavesOf(2)
    if (!a || !b) throw new Error('two leaves')
    const first = nodeHash(a, b)
    const kept = Buffer.from(first)
    nodeHash(b, a)
    expect(kept.equals(first)).toBe(true)
  })
})

describe('trees up to 70 leaves', () => {
  const leaves = leavesOf(70)
  const sizes = Array.from({ length: 71 }, (_, size) => size)

  test('have the roots of the reference', () => {
    const roots = sizes.map((size) => rootOf(leaves.slice(0, size)))
    expect(hex(roots)).toEqual(hex(sizes.map((size) => referenceRoot(leaves.slice(0, size)))))
  })

  test('have its inclusion proofs, which verify for no other index', () => {
    for (const size of [1, 2, 3, 4, 5, 7, 8, 31, 33, 70]) {
      const tree = leaves.slice(0, size)
      const root = rootOf(tree)
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionProof(leaves, index, size)
        expect(hex(proof)).toEqual(hex(referenceInclusion(index, tree)))
        const accepting = sizes.filter((other) =>
          verifyInclusion(other, size, at(leaves, index), proof, root),
        )
        expect(accepting).toEqual([index])
        expect(hex([rootFromInclusionProof(index, size, at(leaves, index), proof)])).toEqual(hex([root]))
      }
    }
  })

  test('have its consistency proofs, which verify from no other size', () => {
    const roots = sizes.map((size) => rootOf(leaves.slice(0, size)))
    for (const size2 of [1, 2, 3, 4, 7, 8, 9, 32, 33, 70])
      for (let size1 = 1; size1 <= size2; size1 += 1) {
        const proof = consistencyProof(leaves, size1, size2)
        expect(hex(proof)).toEqual(hex(referenceConsistency(size1, leaves.slice(0, size2))))
        const accepts = (other: number) =>
          verifyConsistency(other, size2, proof, at(roots, other), at(roots, size2))
        expect(sizes.filter(accepts)).toEqual([size1])
      }
  })
})

describe('proofs', () => {
  const leaves = leavesOf(40)
  const place = fc
    .integer({ min: 1, max: 40 })
    .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })))

  test('of inclusion with any bit changed, a step more or less are false', () => {
    fc.assert(
      fc.property(place, fc.nat(), fc.nat(), ([size, index], step, bit) => {
        const root = rootOf(leaves.slice(0, size))
        const leaf = at(leaves, index)
        const proof = inclusionProof(leaves, index, size)
        const verify = (changed: readonly Uint8Array[]) => verifyInclusion(index, size, leaf, changed, root)
        expect(verify(proof)).toBe(true)
        expect(verifyInclusion(index, size, flipped(leaf, bit), proof, root)).toBe(false)
        expect(verifyInclusion(index, size, leaf, proof, flipped(root, bit))).toBe(false)
        expect(verify([...proof, leaf])).toBe(false)
        if (proof.length === 0) return
        const changed = step % proof.length
        expect(verify(proof.with(changed, flipped(at(proof, changed), bit)))).toBe(false)
        expect(verify(proof.toSpliced(changed, 1))).toBe(false)
        expect(verify(proof.with(changed, at(proof, changed).subarray(1)))).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('of consistency with any bit changed, a step more or less are false', () => {
    fc.assert(
      fc.property(place, fc.nat(), fc.nat(), ([size2, below], step, bit) => {
        const size1 = below + 1
        const root1 = rootOf(leaves.slice(0, size1))
        const root2 = rootOf(leaves.slice(0, size2))
        const proof = consistencyProof(leaves, size1, size2)
        const verify = (changed: readonly Uint8Array[]) =>
          verifyConsistency(size1, size2, changed, root1, root2)
        expect(verify(proof)).toBe(true)
        expect(verifyConsistency(size1, size2, proof, flipped(root1, bit), root2)).toBe(false)
        expect(verifyConsistency(size1, size2, proof, root1, flipped(root2, bit))).toBe(false)
        expect(verify([...proof, root1])).toBe(false)
        if (proof.length === 0) return
        const changed = step % proof.length
        expect(verify(proof.with(changed, flipped(at(proof, changed), bit)))).toBe(false)
        expect(verify(proof.toSpliced(changed, 1))).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('with numbers that count nothing are false', () => {
    const [leaf = emptyRoot] = leaves
    for (const number of [-1, 0.5, Number.NaN, Infinity, 2 ** 53]) {
      expect(verifyInclusion(number, 1, leaf, [], leaf)).toBe(false)
      expect(verifyInclusion(0, number, leaf, [], leaf)).toBe(false)
      expect(verifyConsistency(number, number, [], leaf, leaf)).toBe(false)
    }
  })

  test('of the empty tree: it equals itself, and nothing follows from it', () => {
    expect(verifyConsistency(0, 0, [], emptyRoot, emptyRoot)).toBe(true)
    expect(verifyConsistency(0, 0, [], at(leaves, 0), at(leaves, 0))).toBe(false)
    expect(verifyConsistency(0, 1, [], emptyRoot, at(leaves, 0))).toBe(false)
    expect(() => consistencyProof(leaves, 0, 3)).toThrow(usage)
  })

  test('beyond 2^32 leaves climb as below', () => {
    const index = 2 ** 52 + 2 ** 33 + 5
    const proof = Array.from({ length: 53 }, (_, level) => leafHash(Buffer.from(`level ${level}`)))
    const expected = proof.reduce(
      (node, sibling, level) => {
        const isRight = (BigInt(index) >> BigInt(level)) % 2n === 1n
        return isRight ? nodeHash(sibling, node) : nodeHash(node, sibling)
      },
      at(leaves, 0),
    )
    expect(hex([rootFromInclusionProof(index, 2 ** 53 - 1, at(leaves, 0), proof)])).toEqual(hex([expected]))
  })

  test('of a shape no tree has give no root', () => {
    expect(() => rootFromInclusionProof(0, 1, at(leaves, 0), [at(leaves, 1)])).toThrow(malformed)
    expect(() => rootFromInclusionProof(1, 1, at(leaves, 0), [])).toThrow(malformed)
    expect(() => rootFromInclusionProof(0, 2, at(leaves, 0), [])).toThrow(malformed)
  })

  test.each([
    [-1, 3],
    [3, 3],
    [0, 0],
    [0, 41],
    [0.5, 3],
  ])('of leaf %d in a tree of %d are not made', (index, size) => {
    expect(() => inclusionProof(leaves, index, size)).toThrow(usage)
  })
})

describe('a frontier', () => {
  const counts = fc.nat({ max: 300 })
  const leaves = leavesOf(600)

  test('has the root of its leaves, whatever their number, and survives storage', () => {
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 80 }), (own) => {
        const frontier = frontierOf(own)
        expect(hex([frontierRoot(frontier)])).toEqual(hex([referenceRoot(own)]))
        const stored = decodeFrontier(frontier.size, encodeFrontier(frontier))
        expect(stored.size).toBe(own.length)
        expect(hex(stored.peaks)).toEqual(hex(frontier.peaks))
        expect(encodeFrontier(frontier)).toHaveLength(32 * own.length.toString(2).replaceAll('0', '').length)
      }),
    )
    fc.assert(
      fc.property(counts, (count) => {
        const own = leaves.slice(0, count)
        expect(hex([frontierRoot(frontierOf(own))])).toEqual(hex([rootOf(own)]))
      }),
      { numRuns: 40 },
    )
  })

  test('proves every leaf added after it as the reference does', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 60 }), fc.nat(), (old, added, pick) => {
        const tree = leaves.slice(0, old + added)
        const before = frontierOf(leaves.slice(0, old))
        const proofs = inclusionsFromFrontier(before, tree.slice(old))
        expect(proofs).toHaveLength(added)
        const index = old + (pick % added)
        const expected = hex(referenceInclusion(index, tree))
        expect(hex(inclusionFromFrontier(before, tree.slice(old), index))).toEqual(expected)
        expect(hex(at(proofs, index - old))).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('proves all leaves of all small splits', () => {
    for (let size = 1; size <= 20; size += 1)
      for (let old = 0; old < size; old += 1) {
        const tree = leaves.slice(0, size)
        const proofs = inclusionsFromFrontier(frontierOf(tree.slice(0, old)), tree.slice(old))
        const expected = tree.slice(old).map((_, position) => hex(referenceInclusion(old + position, tree)))
        expect(proofs.map(hex)).toEqual(expected)
      }
  })

  test('does not change when it is extended', () => {
    const frontier = frontierOf(leaves.slice(0, 7))
    const peaks = hex(frontier.peaks)
    extend(frontier, at(leaves, 7))
    expect(hex(frontier.peaks)).toEqual(peaks)
  })

  test('cannot prove a leaf it has forgotten or never had', () => {
    const before = frontierOf(leaves.slice(0, 5))
    for (const index of [4, 7, -1, 5.5])
      expect(() => inclusionFromFrontier(before, leaves.slice(5, 7), index)).toThrow(usage)
  })

  test.each([
    [0, 32],
    [1, 0],
    [3, 32],
    [3, 65],
    [4, 64],
    [-1, 0],
    [1.5, 32],
    [2 ** 53, 32],
  ])('of size %d is not %d bytes', (size, length) => {
    expect(() => decodeFrontier(size, new Uint8Array(length))).toThrow(malformed)
  })
})

describe('tiles', () => {
  test.each([
    [0, 0, undefined, 'tile/0/000'],
    [0, 5, 256, 'tile/0/005'],
    [1, 1234, 5, 'tile/1/x001/234.p/5'],
    [0, 1234067, undefined, 'tile/0/x001/x234/067'],
    [63, 1000, 255, 'tile/63/x001/000.p/255'],
  ])('level %i, index %i, width %s is %s', (level, index, width, path) => {
    expect(tilePath(level, index, width)).toBe(path)
    expect(entriesPath(index, width)).toBe(path.replace(/^tile\/\d+/, 'tile/entries'))
  })

  test.each([
    [64, 0, 1],
    [-1, 0, 1],
    [0, -1, 1],
    [0, 0, 0],
    [0, 0, 257],
    [0, 0.5, 1],
  ])('level %d, index %d, width %d has no path', (level, index, width) => {
    expect(() => tilePath(level, index, width)).toThrow(usage)
  })

  test('of 70,000 leaves are those the specification counts', () => {
    const [leaf = emptyRoot] = leavesOf(1)
    const tiles = [...tilesOf(new Array<Uint8Array>(70_000).fill(leaf))]
    const partial = tiles.filter(({ path }) => path.includes('.p/')).map(({ path }) => path)
    expect(partial).toEqual(['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1'])
    expect(tiles.filter(({ bytes }) => bytes.length === 8192)).toHaveLength(274)
    expect(tiles).toHaveLength(277)
  })

  test('of 256 leaves are a full one and its root above', () => {
    const leaves = leavesOf(256)
    const [full, above, ...more] = tilesOf(leaves)
    expect(more).toEqual([])
    expect(full).toEqual({ path: 'tile/0/000', bytes: Buffer.concat(leaves) })
    expect(above).toEqual({ path: 'tile/1/000.p/1', bytes: Buffer.from(rootOf(leaves)) })
    expect([...tilesOf([])]).toEqual([])
  })

  test('hold the leaf hashes and nothing else', () => {
    const leaves = leavesOf(300)
    const lowest = [...tilesOf(leaves)].filter(({ path }) => path.startsWith('tile/0/'))
    expect(hex(lowest.flatMap(({ bytes }) => decodeTile(bytes)))).toEqual(hex(leaves))
  })

  test.each([0, 31, 33, 257 * 32])('%i bytes are no tile', (length) => {
    expect(() => decodeTile(new Uint8Array(length))).toThrow(malformed)
  })
})

describe('entry bundles', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 256 })

  test('come back', () => {
    fc.assert(
      fc.property(entries, (written) => {
        const bundle = encodeBundle(written)
        expect(hex(decodeBundle(bundle))).toEqual(hex(written))
        expect(encodeBundle(decodeBundle(bundle))).toEqual(bundle)
      }),
    )
  })

  test('cut short are refused, or end at an entry', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (written, cut) => {
        const bundle = encodeBundle(written)
        const short = bundle.subarray(0, cut % bundle.length)
        const ends = written.map((_, count) => encodeBundle(written.slice(0, count + 1)).length)
        if (ends.includes(short.length)) expect(encodeBundle(decodeBundle(short))).toEqual(Buffer.from(short))
        else expect(() => decodeBundle(short)).toThrow(malformed)
      }),
    )
  })

  test('hold 1 to 256 entries of up to 65,535 bytes', () => {
    const longest = new Uint8Array(65_535)
    expect(decodeBundle(encodeBundle([longest]))).toHaveLength(1)
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(
      expect.objectContaining({ code: 'ledger.entry-too-long' }),
    )
    expect(() => encodeBundle([])).toThrow(usage)
    expect(() => encodeBundle(new Array<Uint8Array>(257).fill(longest))).toThrow(usage)
    expect(() => decodeBundle(new Uint8Array(0))).toThrow(malformed)
    expect(() => decodeBundle(new Uint8Array(2 * 257))).toThrow(malformed)
  })
})

test('an inclusion proof holds the root of all leaves before its own', () => {
  for (let size = 1; size <= 40; size += 1) {
    const leaves = leavesOf(size)
    for (let index = 0; index < size; index += 1) {
      const found = prefixRootFromInclusionProof(index, size, referenceInclusion(index, leaves))
      expect(hex([found ?? new Uint8Array()])).toEqual(hex([rootOf(leaves.slice(0, index))]))
    }
  }
})
