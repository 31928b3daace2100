import { createHash } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { BagFault } from '../../src/containers/bag.js'
import { escapeBagPath, unescapeBagPath } from '../../src/containers/bag.js'
import { bagFaults } from '../../src/containers/bag-check.js'
import { readBag } from '../../src/containers/bag-read.js'
import { writeBag } from '../../src/containers/bag-write.js'

const root = mkdtempSync(join(tmpdir(), 'custodia-bags-'))
afterAll(() => rmSync(root, { recursive: true }))

const names = ['a.txt', 'folder/b.txt', 'line\nfeed', 'return\rhere', '100%', '%0A', 'ñ']
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let bags = 0
function bag(): string {
  bags += 1
  const folder = join(root, `bag-${bags}`)
  for (const name of names) {
    mkdirSync(dirname(join(folder, 'data', name)), { recursive: true })
    writeFileSync(join(folder, 'data', name), name)
  }
  const payload = names.map((name) => ({
    name: Buffer.from(name),
    size: Buffer.from(name).length,
    sha256: sha256(name),
  }))
  writeBag(folder, payload, [{ label: 'Source-Organization', value: 'lab.example' }])
  return folder
}

async function faultsOf(folder: string): Promise<BagFault[]> {
  const faults: BagFault[] = []
  for await (const fault of bagFaults(await readBag(folder))) faults.push(fault)
  return faults
}

/** The tag manifest is brought in line, so that what is tested lies behind it. */
function retag(folder: string): void {
  const tags = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt']
  const lines = tags.map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`)
  writeFileSync(join(folder, 'tagmanifest-sha256.txt'), lines.join(''))
}

test('a bag that was written is read again, whatever its names', async () => {
  const folder = bag()
  const read = await readBag(folder)
  expect(read).toMatchObject({ version: '1.0', algorithms: ['sha256'], oxum: { files: names.length } })
  expect(read.info[0]).toEqual({ label: 'Source-Organization', value: 'lab.example' })
  const found = read.entries.map(({ name, digests }) => [Buffer.from(name).toString(), digests.sha256])
  expect(found).toEqual(names.map((name) => [`data/${name}`, sha256(name)]))
  expect(await faultsOf(folder)).toEqual([])
  expect(readFileSync(join(folder, 'manifest-sha256.txt'), 'utf8')).toContain('data/line%0Afeed\n')
  expect(readFileSync(join(folder, 'manifest-sha256.txt'), 'utf8')).toContain('data/%250A\n')
})

test('escapes are undone, all of them and nothing else', () => {
  const awkward = fc
    .array(fc.constantFrom('%', '0', 'A', 'D', '25', '\n', '\r', 'x'))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(awkward, (path) => {
      expect(escapeBagPath(path)).not.toMatch(/[\r\n]/)
      expect(unescapeBagPath(escapeBagPath(path))).toBe(path)
    }),
  )
})

test('nothing is written over, and no name that leads out is written', () => {
  const folder = bag()
  expect(() => writeBag(folder, [], [])).toThrow(expect.objectContaining({ code: 'vault.unwritable' }))
  const fresh = join(root, 'fresh')
  mkdirSync(fresh)
  const entry = { size: 0, sha256: sha256('') }
  for (const name of ['../out', '/abs', ''])
    expect(() => writeBag(fresh, [{ name: Buffer.from(name), ...entry }], [])).toThrow(
      expect.objectContaining({ code: 'source.refused' }),
    )
  expect(() => writeBag(fresh, [{ name: Buffer.from([0xff]), ...entry }], [])).toThrow(/utf-8/)
  expect(() => writeBag(fresh, [], [{ label: 'A', value: 'b\nPayload-Oxum: 0.0' }])).toThrow(
    /more than one line/,
  )
})

describe('a payload that is not as stated', () => {
  test('is named file by file', async () => {
    const folder = bag()
    writeFileSync(join(folder, 'data/a.txt'), 'A.txt')
    rmSync(join(folder, 'data/100%'))
    writeFileSync(join(folder, 'data/extra'), '')
    symlinkSync('a.txt', join(folder, 'data/link'))
    const faults = (await faultsOf(folder)).map((fault) =>
      fault.kind === 'oxum' ? fault.kind : `${fault.kind} ${Buffer.from(fault.name)}`,
    )
    expect(faults.sort()).toEqual([
      'mismatch data/a.txt',
      'missing data/100%',
      'not-listed data/extra',
      'not-regular data/link',
      'oxum',
    ])
  })
})

describe('a damaged bag is refused by file and rule:', () => {
  const zeros = '0'.repeat(64)
  test.each<[string, (folder: string) => void, RegExp]>([
    [
      'a tag file that was changed',
      (at) => appendFileSync(join(at, 'bag-info.txt'), 'A: b\n'),
      /tag manifest/,
    ],
    ['another version', (at) => writeFileSync(join(at, 'bagit.txt'), 'BagIt-Version: 9.0\n'), /version 9.0/],
    [
      'another encoding',
      (at) =>
        writeFileSync(join(at, 'bagit.txt'), 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n'),
      /UTF-8/,
    ],
    [
      'a path that leads out',
      (at) => writeFileSync(join(at, 'manifest-sha256.txt'), `${zeros}  data/../../x\n`),
      /leads out/,
    ],
    [
      'a path outside data',
      (at) => writeFileSync(join(at, 'manifest-sha256.txt'), `${zeros}  bagit.txt\n`),
      /outside data/,
    ],
    [
      'a path twice',
      (at) => writeFileSync(join(at, 'manifest-sha256.txt'), `${zeros}  data/a\n`.repeat(2)),
      /came before/,
    ],
    [
      'a digest that is none',
      (at) => writeFileSync(join(at, 'manifest-sha256.txt'), `${zeros.slice(1)}  data/a\n`),
      /digest of sha256/,
    ],
    [
      'an oxum that is none',
      (at) => writeFileSync(join(at, 'bag-info.txt'), 'Payload-Oxum: many\n'),
      /Payload-Oxum/,
    ],
    ['a line that is none', (at) => writeFileSync(join(at, 'bag-info.txt'), 'nothing\n'), /label/],
    [
      'manifests that differ',
      (at) => writeFileSync(join(at, 'manifest-md5.txt'), `${'0'.repeat(32)}  data/a.txt\n`),
      /another manifest/,
    ],
    [
      'no UTF-8',
      (at) => writeFileSync(join(at, 'bag-info.txt'), Buffer.from([0x41, 0x3a, 0x20, 0xff, 0x0a])),
      /UTF-8/,
    ],
  ])('%s', async (what, damage, rule) => {
    const folder = bag()
    damage(folder)
    if (!what.startsWith('a tag file')) retag(folder)
    await expect(readBag(folder)).rejects.toThrow(
      expect.objectContaining({
        code: 'source.malformed',
        details: expect.objectContaining({ reason: expect.stringMatching(rule) }),
      }),
    )
  })

  test('parts that have to be fetched', async () => {
    const folder = bag()
    writeFileSync(join(folder, 'fetch.txt'), 'http://x 1 data/a\n')
    await expect(readBag(folder)).rejects.toThrow(expect.objectContaining({ code: 'source.refused' }))
  })

  test('no bag at all', async () => {
    await expect(readBag(root)).rejects.toThrow(expect.objectContaining({ code: 'source.absent' }))
  })
})
