import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leafHash } from '../../src/merkle/hash.js'
import { verifyConsistency, verifyInclusion } from '../../src/merkle/proof.js'
import { rootOf } from '../../src/merkle/tree.js'
import { referenceRoot } from '../reference/merkle.js'
import { describeShared } from '../support/shared.js'

interface Case {
  readonly desc: string
  readonly wantErr: boolean
  readonly proof: readonly string[] | null
  readonly root?: string
  readonly leafHash?: string
  readonly leafIdx?: number
  readonly treeSize?: number
  readonly size1?: number
  readonly size2?: number
  readonly root1?: string
  readonly root2?: string
}

function casesUnder(folder: string): [string, Case][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8'))])
}

const bytes = (text: string | null | undefined) => Buffer.from(text ?? '', 'base64')

describeShared('transparency-dev/merkle inclusion proofs', 'vectors/merkle/testdata/inclusion', (folder) => {
  const cases = casesUnder(folder)
  test('are all here', () => expect(cases).toHaveLength(98))
  test.each(cases)('%s', (_, each) => {
    const { leafIdx = 0, treeSize = 0, proof, wantErr } = each
    const steps = (proof ?? []).map(bytes)
    const accepted = verifyInclusion(leafIdx, treeSize, bytes(each.leafHash), steps, bytes(each.root))
    expect(accepted).toBe(!wantErr)
  })
})

describeShared(
  'transparency-dev/merkle consistency proofs',
  'vectors/merkle/testdata/consistency',
  (folder) => {
    const cases = casesUnder(folder)
    test('are all here', () => expect(cases).toHaveLength(98))
    test.each(cases)('%s', (_, each) => {
      const { size1 = 0, size2 = 0, proof, wantErr } = each
      const steps = (proof ?? []).map(bytes)
      const accepted = verifyConsistency(size1, size2, steps, bytes(each.root1), bytes(each.root2))
      expect(accepted).toBe(!wantErr)
    })
  },
)

describeShared('the eight classic RFC 6962 leaves', 'vectors/rfc6962/roots.json', (path) => {
  const { leaves_hex, roots_hex }: Record<'leaves_hex' | 'roots_hex', string[]> = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  const leaves = leaves_hex.map((hex) => leafHash(Buffer.from(hex, 'hex')))
  test.each(roots_hex.map((root, size) => [size, root] as const))('root of %i leaves', (size, root) => {
    expect(Buffer.from(rootOf(leaves.slice(0, size))).toString('hex')).toBe(root)
    expect(Buffer.from(referenceRoot(leaves.slice(0, size))).toString('hex')).toBe(root)
  })
})
