import { createHash } from 'node:crypto'
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, sep } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditDisclosure, isDisclosure } from '../src/auditor.js'
import { type DisclosureInput, writeDisclosure } from '../src/disclosure/write.js'
import { commit } from '../src/encoding/commitment.js'
import { parseReceipt } from '../src/signing/receipt.js'
import { smallEvidence, smallRecord, writeSmallEvidence } from './support/small-record.js'

const small = await smallRecord()
/** Two full bundles and a part of a third. */
const large = await smallRecord(520)
let root: string
let made = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'custodia-disclosure-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

function place(): string {
  made += 1
  return join(root, `${made}`)
}

async function written(input: DisclosureInput = small.input): Promise<string> {
  const folder = place()
  await writeDisclosure(folder, input)
  return folder
}

async function filesIn(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  return all
    .filter((each) => !each.isDirectory())
    .map((each) =>
      join(each.parentPath, each.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
}

/** What somebody does who changes a file and knows of the list. */
async function repairSums(folder: string): Promise<void> {
  const lines = (await filesIn(folder))
    .filter((path) => path !== 'sha256sums.txt')
    .map(async (path) => `${sha256(await readFile(join(folder, path)))}  ${path}\n`)
  await writeFile(join(folder, 'sha256sums.txt'), (await Promise.all(lines)).join(''))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const pinned = (folder: string) => auditDisclosure(folder, { genesis: small.genesis })

/** Findings other than confirmations, as `code subject`. */
async function complaints(folder: string): Promise<readonly string[]> {
  const { findings } = await pinned(folder)
  return findings.filter((each) => each.verdict !== 'confirmed').map((each) => `${each.code} ${each.subject}`)
}

describe('a disclosure', () => {
  test('is confirmed by whoever knows its genesis', async () => {
    const folder = await written()
    const result = await pinned(folder)
    expect(result.verdict).toBe('confirmed')
    expect(result.kind).toBe('disclosure')
    expect(result.checked).toMatchObject({
      entries: 7,
      signatures: 10,
      manifests: 2,
      items: 3,
      checkpoints: 1,
    })
    expect(result.findings.map((each) => each.code)).toEqual(
      expect.arrayContaining([
        'trust.pinned',
        'file.confirmed',
        'tile.confirmed',
        'log.confirmed',
        'opening.confirmed',
      ]),
    )
  })

  test('is unchecked without a genesis, and for that reason alone', async () => {
    const { verdict, findings } = await auditDisclosure(await written())
    expect(verdict).toBe('unchecked')
    const left = findings.filter((each) => each.verdict !== 'confirmed')
    expect(left.map((each) => each.code)).toEqual(['trust.self-stated'])
  })

  test('is contradicted by another genesis', async () => {
    const genesis = commit('another').c
    const { verdict } = await auditDisclosure(await written(), { genesis })
    expect(verdict).toBe('contradicted')
  })

  test('holds the files its format names, and lists all of them', async () => {
    const folder = await written()
    const files = await filesIn(folder)
    expect(files).toEqual([
      'README.txt',
      'SPEC.md',
      'checkpoint',
      'clear.jsonl',
      expect.stringMatching(/^keys\/P-01-[0-9a-f]{8}\.vkey$/),
      expect.stringMatching(/^keys\/P-02-[0-9a-f]{8}\.vkey$/),
      'keys/log.vkey',
      ...small.documents.map(({ sha256: name }) => `manifests/${name}.jsonl`).sort(),
      'policy',
      ...[0, 1, 2, 3, 4, 5, 6].map((entry) => `receipts/${entry}.tlog-proof`),
      'sha256sums.txt',
      'tile/0/000.p/7',
      'tile/entries/000.p/7',
    ])
    const listed = (await readFile(join(folder, 'sha256sums.txt'), 'utf8'))
      .split('\n')
      .map((line) => line.slice(66))
    expect(listed.slice(0, -1)).toEqual(files.filter((path) => path !== 'sha256sums.txt'))
  })

  test('takes the place of an empty folder', async () => {
    const folder = place()
    await mkdir(folder)
    await writeDisclosure(folder, small.input)
    expect((await pinned(folder)).verdict).toBe('confirmed')
  })

  test('with nothing opened still verifies, and says what it cannot see', async () => {
    const folder = await written({ ...small.input, openings: [] })
    const { verdict, findings } = await pinned(folder)
    expect(verdict).toBe('confirmed')
    expect(findings.map((each) => each.code)).not.toContain('opening.confirmed')
  })

  test('of many bundles and tiles is confirmed too, and its openings are sorted', async () => {
    const { input, genesis } = large
    const folder = await written(input)
    const { verdict, checked } = await auditDisclosure(folder, { genesis })
    expect(verdict).toBe('confirmed')
    expect(checked.entries).toBe(527)
    const lines = (await readFile(join(folder, 'clear.jsonl'), 'utf8')).split('\n').slice(0, -1)
    expect(lines).toEqual(lines.toSorted())
    expect(lines).toHaveLength(532)
  })

  test('sorts openings that do not fit in memory at once', async () => {
    const openings = Array.from({ length: 700 }, (_, at) => commit(`${at}`.repeat(3000)))
    const folder = await written({ ...small.input, openings: [...openings, ...openings.slice(0, 3)] })
    const text = await readFile(join(folder, 'clear.jsonl'), 'utf8')
    const order = text
      .split('\n')
      .slice(0, -1)
      .map((line) => line.slice(6, 50))
    expect(order).toEqual(openings.map(({ c }) => c).sort())
    expect((await pinned(folder)).verdict).toBe('confirmed')
  })
})

describe('the writer', () => {
  async function refusal(input: Partial<DisclosureInput>): Promise<unknown> {
    const parent = place()
    const refused = await writeDisclosure(join(parent, 'given'), { ...small.input, ...input }).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(await readdir(parent)).toEqual([])
    return refused
  }

  test.each([
    [
      'a folder that is not empty',
      async (path: string) => void (await mkdir(join(path, 'inside'), { recursive: true })),
    ],
    ['a file', async (path: string) => writeFile(path, '')],
  ])('leaves %s alone', async (_, prepare) => {
    const folder = place()
    await prepare(folder)
    await expect(writeDisclosure(folder, small.input)).rejects.toMatchObject({ code: 'usage.conflict' })
  })

  test('refuses a checkpoint that is not over these entries', async () => {
    const [first = new Uint8Array()] = small.checkpoints
    expect(await refusal({ checkpoint: first })).toMatchObject({ code: 'ledger.corrupt' })
    expect(await refusal({ entries: small.entries.slice(0, 6) })).toMatchObject({ code: 'ledger.corrupt' })
    expect(await refusal({ entries: [] })).toMatchObject({ code: 'ledger.corrupt' })
  })

  test('refuses a document that no act names, whatever it is', async () => {
    const bytes = Buffer.from('stands for a photograph of a valley\n')
    const documents = [{ sha256: sha256(bytes), bytes: [bytes] }]
    expect(await refusal({ documents })).toMatchObject({ code: 'usage.argument' })
    expect(await refusal({ documents: [{ sha256: '../../escaped', bytes: [bytes] }] })).toMatchObject({
      code: 'usage.argument',
    })
  })

  test('refuses a document of other bytes than its name promises', async () => {
    const documents = small.documents.map(({ sha256: name }) => ({
      sha256: name,
      bytes: [Buffer.from('{}\n')],
    }))
    expect(await refusal({ documents })).toMatchObject({ code: 'vault.mismatch' })
  })

  test('refuses a receipt of no entry, and two of one', async () => {
    const { receipts: later } = await smallRecord(1)
    expect(await refusal({ receipts: later })).toMatchObject({ code: 'usage.argument' })
    const [first = new Uint8Array()] = small.receipts
    expect(await refusal({ receipts: [first, first] })).toMatchObject({ code: 'usage.argument' })
  })

  test('refuses an opening that does not open its commitment', async () => {
    const [first = commit(0)] = small.openings
    expect(await refusal({ openings: [{ ...first, value: 'another' }] })).toMatchObject({
      code: 'vault.mismatch',
    })
  })

  test('lets the source of its pieces fail as it fails', async () => {
    async function* broken() {
      yield* small.entries.slice(0, 2)
      throw new RangeError('the source broke')
    }
    expect(await refusal({ entries: broken() })).toBeInstanceOf(RangeError)
  })
})

/** Prose: not derived from the record, so that nothing but the list of digests speaks for it. */
function isInert(path: string, offset: number, statement: number): boolean {
  return path === 'SPEC.md' || (path === 'README.txt' && offset >= statement)
}

describe('a changed byte', () => {
  const change = async (folder: string, path: string, offset: number, mask: number, repaired: boolean) => {
    const full = join(folder, path)
    const bytes = await readFile(full)
    const changed = Buffer.from(bytes)
    changed[offset] = (bytes[offset] ?? 0) ^ mask
    await writeFile(full, changed)
    if (repaired) await repairSums(folder)
    const result = await pinned(folder)
    await writeFile(full, bytes)
    if (repaired) await repairSums(folder)
    return result
  }

  test('is found in every file, and the file is named', async () => {
    const folder = await written()
    for (const path of await filesIn(folder)) {
      const { length } = await readFile(join(folder, path))
      for (const offset of new Set([
        0,
        5,
        Math.floor(length / 3),
        Math.floor(length / 2),
        length - 2,
        length - 1,
      ])) {
        const { verdict, findings } = await change(folder, path, offset, 1, false)
        expect([path, offset, verdict]).not.toContain('confirmed')
        if (path !== 'sha256sums.txt') {
          expect(verdict).toBe('contradicted')
          expect(findings.some((each) => each.subject === path)).toBe(true)
        }
      }
    }
    expect((await pinned(folder)).verdict).toBe('confirmed')
  })

  test('is contradicted by the record, even when the list is made to agree, wherever the record speaks', async () => {
    const folder = await written()
    const files = (await filesIn(folder)).filter((path) => path !== 'sha256sums.txt')
    const statement = (await readFile(join(folder, 'README.txt'), 'utf8')).indexOf('\n\n') + 1
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 255 }),
        async (path, at, mask) => {
          const offset = Math.floor(at * (await readFile(join(folder, path))).length)
          const { verdict } = await change(folder, path, offset, mask, true)
          expect([path, offset, verdict]).toEqual([
            path,
            offset,
            isInert(path, offset, statement) ? 'confirmed' : 'contradicted',
          ])
        },
      ),
      { numRuns: 120 },
    )
  })
})

describe('a file', () => {
  test('that is missing is named, whichever it is', async () => {
    const folder = await written()
    for (const path of await filesIn(folder)) {
      const full = join(folder, path)
      await rename(full, join(root, 'kept'))
      expect(await complaints(folder)).toContain(`file.absent ${path}`)
      await rename(join(root, 'kept'), full)
    }
  })

  test('that is missing from the list as well is missed where the record calls for it', async () => {
    const folder = await written()
    const gone = (await filesIn(folder)).filter((path) => !/^(receipts|README|SPEC|sha256sums)/.test(path))
    for (const path of gone) {
      const full = join(folder, path)
      await rename(full, join(root, 'kept'))
      await repairSums(folder)
      expect([path, (await pinned(folder)).verdict]).not.toContain('confirmed')
      await rename(join(root, 'kept'), full)
    }
  })

  test('that is a link is not followed, and is named', async () => {
    const folder = await written()
    for (const path of await filesIn(folder)) {
      const full = join(folder, path)
      const elsewhere = join(root, 'elsewhere')
      await rename(full, elsewhere)
      await symlink(elsewhere, full)
      expect(await complaints(folder)).toContain(`file.mismatch ${path}`)
      await rm(full)
      await rename(elsewhere, full)
    }
  })

  test('behind a linked folder is not read', async () => {
    const folder = await written()
    await rename(join(folder, 'tile'), join(root, 'tiles'))
    await symlink(join(root, 'tiles'), join(folder, 'tile'))
    const found = await complaints(folder)
    expect(found).toContain('log.empty log')
    expect(found).toContain('file.unexpected tile')
  })

  test('that nobody listed, or no act speaks for, is named', async () => {
    const folder = await written()
    await writeFile(join(folder, 'notes.txt'), 'mine')
    expect(await complaints(folder)).toEqual(['file.unexpected notes.txt'])
    await repairSums(folder)
    expect(await complaints(folder)).toEqual(['file.unexpected notes.txt'])
    await rm(join(folder, 'notes.txt'))
    await writeFile(join(folder, `manifests/${sha256(Buffer.from(''))}.jsonl`), '')
    await cp(join(folder, 'keys/log.vkey'), join(folder, 'keys/P-03-00000000.vkey'))
    await repairSums(folder)
    expect(await complaints(folder)).toEqual([
      'file.unexpected keys/P-03-00000000.vkey',
      `file.unexpected manifests/${sha256(Buffer.from(''))}.jsonl`,
    ])
  })

  test.runIf(process.platform === 'linux')(
    'with a name that is not UTF-8 is named all the same',
    async () => {
      const folder = await written()
      await writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0x61, 0xff)]), '')
      expect(await complaints(folder)).toEqual(['file.unexpected a\\xff'])
    },
  )

  test('that is huge is not read whole', async () => {
    const folder = await written()
    for (const path of ['checkpoint', 'policy', 'README.txt', 'receipts/3.tlog-proof', 'tile/0/000.p/7']) {
      const bytes = await readFile(join(folder, path))
      await truncate(join(folder, path), 64 * 1024 * 1024)
      expect((await pinned(folder)).verdict).toBe('contradicted')
      await writeFile(join(folder, path), bytes)
    }
  })
})

describe('files in each other’s place', () => {
  async function swapped(folder: string, one: string, other: string): Promise<void> {
    await rename(join(folder, one), join(root, 'swapped'))
    await rename(join(folder, other), join(folder, one))
    await rename(join(root, 'swapped'), join(folder, other))
  }

  test.each([
    ['tile/0/000', 'tile/0/001'],
    ['tile/entries/000', 'tile/entries/001'],
    ['receipts/3.tlog-proof', 'receipts/4.tlog-proof'],
  ])('%s and %s are contradicted', async (one, other) => {
    const { input, genesis } = large
    const folder = await written(input)
    await swapped(folder, one, other)
    expect((await auditDisclosure(folder, { genesis })).verdict).toBe('contradicted')
    await repairSums(folder)
    const { verdict, findings } = await auditDisclosure(folder, { genesis })
    expect(verdict).toBe('contradicted')
    if (!one.startsWith('tile/entries'))
      expect(findings.filter((each) => each.verdict === 'contradicted').map((each) => each.subject)).toEqual([
        one,
        other,
      ])
  })

  test('a shorter log is contradicted by what others kept', async () => {
    const { input, genesis } = await smallRecord(3)
    const { checkpoints, receipts } = await smallRecord(5)
    const folder = await written(input)
    const kept = (bytes: Uint8Array | undefined) => [{ name: 'kept', bytes: bytes ?? new Uint8Array() }]
    expect((await auditDisclosure(folder, { genesis, checkpoints: kept(checkpoints[9]) })).verdict).toBe(
      'confirmed',
    )
    expect((await auditDisclosure(folder, { genesis, checkpoints: kept(checkpoints[11]) })).verdict).toBe(
      'contradicted',
    )
    expect((await auditDisclosure(folder, { genesis, receipts: kept(receipts[11]) })).verdict).toBe(
      'contradicted',
    )
  })

  test('a receipt of the log that lies about its entry is named', async () => {
    const folder = await written()
    const path = join(folder, 'receipts/5.tlog-proof')
    const text = await readFile(path, 'utf8')
    expect(parseReceipt(Buffer.from(text)).index).toBe(5)
    await writeFile(path, text.replace('index 5', 'index 4'))
    await repairSums(folder)
    expect(await complaints(folder)).toEqual(['receipt.contradicts receipts/5.tlog-proof'])
  })
})

describe('what is not a disclosure', () => {
  test('is refused', async () => {
    const folder = place()
    await mkdir(folder)
    expect(isDisclosure(folder)).toBe(false)
    expect(isDisclosure(join(folder, 'absent'))).toBe(false)
    expect(isDisclosure(await written())).toBe(true)
    await expect(auditDisclosure(folder)).rejects.toMatchObject({ code: 'ledger.absent' })
    await expect(auditDisclosure(await written(), { genesis: 'x' })).rejects.toMatchObject({
      code: 'usage.argument',
    })
  })

  test('is contradicted when only its outside is there', async () => {
    const folder = place()
    await mkdir(join(folder, 'tile'), { recursive: true })
    expect((await auditDisclosure(folder)).verdict).toBe('contradicted')
  })
})

describe('openings', () => {
  async function clearLines(edit: (lines: string[]) => readonly string[]): Promise<string> {
    const folder = await written()
    const path = join(folder, 'clear.jsonl')
    const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1)
    await writeFile(
      path,
      edit(lines)
        .map((line) => `${line}\n`)
        .join(''),
    )
    await repairSums(folder)
    return folder
  }

  test('may be fewer', async () => {
    expect(await complaints(await clearLines((lines) => lines.slice(3)))).toEqual([])
  })

  test.each([
    ['out of order', (lines: string[]) => lines.toReversed()],
    ['given twice', (lines: string[]) => [lines[0] ?? '', ...lines]],
    ['with white space', (lines: string[]) => lines.map((line) => line.replace('"value":', '"value": '))],
    ['with a further key', (lines: string[]) => lines.map((line) => `${line.slice(0, -1)},"x":1}`)],
    ['of something else', () => ['{}']],
    ['with an empty line', (lines: string[]) => ['', ...lines]],
  ])('%s are contradicted', async (_, edit) => {
    expect(await complaints(await clearLines(edit))).toEqual(['opening.mismatch openings'])
  })
})

describe('evidence', () => {
  const [[firstPath, firstBytes] = ['', new Uint8Array()]] = smallEvidence

  async function audited(evidence: string, input = small.input) {
    const result = await auditDisclosure(await written(input), { genesis: small.genesis, evidence })
    const blobs = result.findings.filter((each) => each.code.startsWith('blob.'))
    return { verdict: result.verdict, codes: blobs.map((each) => each.code) }
  }

  async function evidenceFolder(): Promise<string> {
    const folder = place()
    await writeSmallEvidence(folder)
    return folder
  }

  test('is found at the recorded path', async () => {
    expect(await audited(await evidenceFolder())).toEqual({ verdict: 'confirmed', codes: ['blob.confirmed'] })
  })

  test('is found under another name, and when its path is withheld', async () => {
    const folder = await evidenceFolder()
    await rename(join(folder, firstPath), join(folder, 'another name'))
    expect((await audited(folder)).verdict).toBe('confirmed')
    expect((await audited(folder, { ...small.input, openings: [] })).verdict).toBe('confirmed')
  })

  test('is found in the layout of a vault', async () => {
    const folder = place()
    for (const bytes of smallEvidence.values()) {
      const name = sha256(bytes)
      const path = join(folder, 'sha256', name.slice(0, 2), name.slice(2, 4), name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, bytes)
    }
    expect((await audited(folder)).verdict).toBe('confirmed')
    const [first = ''] = await filesIn(folder)
    await writeFile(join(folder, first), 'altered')
    expect((await audited(folder)).verdict).toBe('contradicted')
  })

  test.each(['altered', 'Stands for a photograph of a valley\n'])(
    'of other content at the path is contradicted',
    async (text) => {
      const folder = await evidenceFolder()
      await writeFile(join(folder, firstPath), text)
      expect((await audited(folder)).codes).toEqual(['blob.mismatch', 'blob.confirmed'])
    },
  )

  test('that another reading keeps at the same path is not taken for altered', async () => {
    const folder = await evidenceFolder()
    await rename(join(folder, firstPath), join(folder, 'moved'))
    await writeFile(join(folder, firstPath), 'a file of another reading, of another size')
    expect((await audited(folder)).verdict).toBe('confirmed')
  })

  test('that is absent is unchecked', async () => {
    const folder = await evidenceFolder()
    await rm(join(folder, firstPath))
    expect(await audited(folder)).toEqual({ verdict: 'unchecked', codes: ['blob.absent', 'blob.confirmed'] })
  })

  test('behind a link is not read', async () => {
    const folder = await evidenceFolder()
    await rename(join(folder, firstPath), join(root, 'linked'))
    await symlink(join(root, 'linked'), join(folder, firstPath))
    expect((await audited(folder)).codes).toEqual(['blob.absent', 'blob.confirmed'])
  })

  test('may be one file', async () => {
    const file = place()
    await writeFile(file, firstBytes)
    expect((await audited(file)).codes).toEqual(['blob.absent', 'blob.confirmed'])
    const folder = place()
    await mkdir(folder)
    const named = join(folder, basename(firstPath))
    await writeFile(named, 'altered')
    expect((await audited(named)).codes).toEqual(['blob.mismatch', 'blob.absent'])
  })

  test('whose path is wrong is an error, not a finding', async () => {
    await expect(audited(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'source.absent' })
  })
})
