import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growingTree } from '../src/merkle/growing-tree.js'
import { leafHash } from '../src/merkle/hash.js'
import { hashList } from '../src/merkle/hash-list.js'
import { hashSet } from '../src/merkle/hash-set.js'
import { keptTree } from '../src/merkle/kept-tree.js'
import { referenceRoot } from './reference/merkle.js'

const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex')
const dataOf = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`))

test('trees that grow have the root of the reference at every size, and the kept one remembers them', () => {
  const data = dataOf(300)
  const leaves = data.map((each) => leafHash(each))
  const [byData, byLeaf, kept] = [growingTree(), growingTree(), keptTree()]
  const roots = [hex(referenceRoot([]))]
  expect([hex(byData.root()), hex(kept.rootAt(0))]).toEqual([roots[0], roots[0]])
  for (const [at, leaf] of leaves.entries()) {
    byData.addData(data[at] ?? Buffer.alloc(0))
    byLeaf.add(leaf)
    kept.add(leaf)
    const root = hex(referenceRoot(leaves.slice(0, at + 1)))
    roots.push(root)
    expect([hex(byData.root()), hex(byLeaf.root()), hex(kept.rootAt(at + 1))]).toEqual([root, root, root])
  }
  expect(byData.size).toBe(300)
  expect(roots.map((_, size) => hex(kept.rootAt(size)))).toEqual(roots)
  expect([...roots.keys()].reverse().map((size) => hex(kept.rootAt(size)))).toEqual(roots.toReversed())
  expect([-1, 0.5, 301, Number.NaN].map((size) => kept.rootAt(size))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a leaf longer than any before is hashed whole', () => {
  const long = Buffer.alloc(5000, 7)
  const tree = growingTree()
  tree.addData(long)
  tree.addData(Buffer.from('short'))
  expect(hex(tree.root())).toBe(hex(referenceRoot([leafHash(long), leafHash(Buffer.from('short'))])))
})

test('a list of hashes gives each back, across its chunks', () => {
  const list = hashList()
  const count = 70_000
  for (let at = 0; at < count; at += 1) list.add(hashOf(at))
  expect(list.length).toBe(count)
  for (const at of [0, 1, 32_767, 32_768, 65_536, count - 1]) expect(hex(list.at(at))).toBe(hex(hashOf(at)))
  expect([list.at(count), list.at(-1), list.at(0.5)]).toEqual([undefined, undefined, undefined])
  expect([...list].every((hash, at) => Buffer.from(hash).readUInt32LE(0) === at)).toBe(true)
})

/** Alike but for one word, which words that are cut off would not tell apart. */
function hashOf(number: number): Uint8Array {
  const bytes = Buffer.alloc(32)
  bytes.writeUInt32LE(number, 0)
  return bytes
}

test('a set of hashes does what a Set of their texts does', () => {
  const step = fc.record({ kind: fc.constantFrom('add', 'delete', 'has'), number: fc.nat(200) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 1000 }), (steps) => {
      const set = hashSet()
      const plain = new Set<number>()
      for (const { kind, number } of steps) {
        const hash = hashOf(number)
        if (kind === 'add') {
          expect(set.add(hash)).toBe(!plain.has(number))
          plain.add(number)
        } else if (kind === 'delete') expect(set.delete(hash)).toBe(plain.delete(number))
        else expect(set.has(hash)).toBe(plain.has(number))
      }
      const found = [...set].map((hash) => Buffer.from(hash).readUInt32LE(0))
      expect(set.size).toBe(plain.size)
      expect(found.sort((a, b) => a - b)).toEqual([...plain].sort((a, b) => a - b))
    }),
  )
})

test('a set of hashes grows far', () => {
  const set = hashSet()
  for (let number = 0; number < 50_000; number += 1) set.add(hashOf(number))
  expect(set.size).toBe(50_000)
  expect(set.has(hashOf(49_999)) && !set.has(hashOf(50_000))).toBe(true)
})
