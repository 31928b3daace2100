import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatSignedNote, parseSignedNote } from '../../src/encoding/signed-note.js'
import { leafHash } from '../../src/merkle/hash.js'
import { verifyConsistency, verifyInclusion } from '../../src/merkle/proof.js'
import { decodeBundle, decodeTile, encodeBundle, entriesPath, tilesOf } from '../../src/merkle/tile.js'
import { consistencyProof, inclusionProof, rootOf } from '../../src/merkle/tree.js'
import { formatCheckpoint, parseCheckpoint } from '../../src/signing/checkpoint.js'
import { formatVerifierKey, parseVerifierKey } from '../../src/signing/verifier-key.js'
import { describeShared } from '../support/shared.js'

interface NoteCase {
  readonly name: string
  readonly vkey: string
  readonly note?: string
  readonly note_file?: string
  readonly leaves?: readonly string[]
  readonly valid: boolean
}

function signedText(vkey: string, bytes: Uint8Array): string {
  const key = parseVerifierKey(vkey)
  const { text, signatures } = parseSignedNote(bytes)
  const line = signatures.find(
    ({ name, keyId }) => name === key.name && Buffer.compare(keyId, key.keyId) === 0,
  )
  if (line === undefined) throw new Error(`no line of ${key.name}`)
  expect(key.verify(Buffer.from(text), line.signature)).toBe(true)
  expect(key.verify(Buffer.from(`${text}\n`), line.signature)).toBe(false)
  return text
}

describeShared('C2SP notes', 'vectors/c2sp-notes/notes.json', (path) => {
  const cases: NoteCase[] = JSON.parse(readFileSync(path, 'utf8'))
  for (const { name, vkey, note, note_file } of cases) {
    if (note !== undefined)
      test(`${name}: verifies, and comes back byte for byte`, () => {
        const bytes = Buffer.from(note)
        signedText(vkey, bytes)
        expect(Buffer.compare(formatSignedNote(parseSignedNote(bytes)), bytes)).toBe(0)
        const key = parseVerifierKey(vkey)
        expect(formatVerifierKey(key.name, key.publicKey)).toBe(vkey)
      })
    else if (!note_file?.includes('{') && !existsSync(join(dirname(path), note_file ?? '')))
      test.skip(`${name}: ${note_file} is absent`)
  }

  test('a cosignature key is not taken for a signature key', () => {
    const mirror = cases.find(({ name }) => name.includes('mirror'))
    expect(() => parseVerifierKey(mirror?.vkey ?? '')).toThrow(
      expect.objectContaining({ code: 'key.malformed' }),
    )
  })

  test('the production checkpoint of sum.golang.org is one of 35,225,469 entries', () => {
    const golang = cases.find(({ name }) => name.includes('golang'))
    const { text } = parseSignedNote(Buffer.from(golang?.note ?? ''))
    const checkpoint = parseCheckpoint(text)
    expect(checkpoint).toMatchObject({ origin: 'go.sum database tree', size: 35225469, extensions: [] })
    expect(formatCheckpoint(checkpoint)).toBe(text)
  })
})

describeShared('the Tessera test log', 'vectors/tessera-log/testdata/log', (folder) => {
  const notes: NoteCase[] = JSON.parse(readFileSync(join(folder, '../../../c2sp-notes/notes.json'), 'utf8'))
  const log = notes.find(({ leaves }) => leaves !== undefined)
  const entries = (log?.leaves ?? []).map((text) => Buffer.from(text))
  const leaves = entries.map(leafHash)
  const sizes = Array.from({ length: 16 }, (_, size) => size)
  const checkpoint = (size: number) => readFileSync(join(folder, `checkpoint.${size}`))
  const rootAt = (size: number) => parseCheckpoint(parseSignedNote(checkpoint(size)).text).root

  test.each(sizes)('checkpoint %i is signed and is the root of its leaves', (size) => {
    const text = signedText(log?.vkey ?? '', checkpoint(size))
    const root = rootOf(leaves.slice(0, size))
    expect(formatCheckpoint({ origin: 'example.com/log/testdata', size, root })).toBe(text)
  })

  test.each(sizes.slice(1))('tile and entry bundle of %i leaves', (size) => {
    const [tile, ...more] = tilesOf(leaves.slice(0, size))
    expect(more).toEqual([])
    expect(tile?.path).toBe(`tile/0/000.p/${size}`)
    const stored = readFileSync(join(folder, tile?.path ?? ''))
    expect(stored.equals(tile?.bytes ?? Buffer.alloc(0))).toBe(true)
    expect(rootOf(decodeTile(stored))).toEqual(rootAt(size))
    const bundle = readFileSync(join(folder, entriesPath(0, size)))
    expect(bundle.equals(encodeBundle(entries.slice(0, size)))).toBe(true)
    expect(decodeBundle(bundle).map((entry) => Buffer.from(entry).toString())).toEqual(
      log?.leaves?.slice(0, size),
    )
  })

  describe('every pair of checkpoints', () => {
    const pairs = sizes
      .slice(1)
      .flatMap((size2) => sizes.slice(1, size2 + 1).map((size1) => [size1, size2] as const))
    test('makes 120', () => expect(pairs).toHaveLength(120))
    test.each(pairs)('%i is a prefix of %i', (size1, size2) => {
      const proof = consistencyProof(leaves, size1, size2)
      expect(verifyConsistency(size1, size2, proof, rootAt(size1), rootAt(size2))).toBe(true)
      if (size1 < size2)
        expect(verifyConsistency(size1, size2, proof, rootAt(size1 - 1), rootAt(size2))).toBe(false)
    })
  })

  test('every leaf is in every checkpoint that covers it', () => {
    for (const size of sizes)
      for (let index = 0; index < size; index += 1) {
        const leaf = leaves[index] ?? Buffer.alloc(0)
        expect(verifyInclusion(index, size, leaf, inclusionProof(leaves, index, size), rootAt(size))).toBe(
          true,
        )
      }
  })
})
