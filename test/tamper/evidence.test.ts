import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCase } from '../../src/case/open.js'
import { commit } from '../../src/encoding/commitment.js'
import { linesWriter } from '../../src/manifest/lines.js'
import { blobIdOf } from '../../src/model/digest.js'
import { openFilesystemVault } from '../../src/vault/filesystem.js'
import { flipped, takeRows } from '../support/case-surgery.js'
import { actIn, forgeries } from '../support/forger.js'
import { type BuiltCase, buildCase, type CaseCopy } from '../support/tamper-case.js'
import { expectContradicted, expectUnchecked, type Outcome, verified } from '../support/tamper-outcome.js'

// The vault: manifests, findings and the seized files themselves. A contradiction is what is there and is another thing; what is not
// there is unchecked.

let built: BuiltCase
let manifest: string
let findings: string
let file: string

beforeAll(async () => {
  built = await buildCase(true)
  for (const forgery of forgeries(takeRows(built.copy().ledger))) {
    const act = actIn(forgery)
    if (act.kind === 'acquisition.record') manifest = act.manifest.sha256
    if (act.kind === 'examination.record') findings = act.findings.sha256
  }
  file = createHash('sha256')
    .update(readFileSync(join(built.seized, 'valley.txt')))
    .digest('hex')
})
afterAll(() => built.dispose())

/** Where a copy keeps a blob; the folder is opened for writing, as its owner can. */
function pathOf({ folder }: CaseCopy, sha256: string): string {
  const path = openFilesystemVault(join(folder, 'vault')).pathOf(blobIdOf(sha256))
  chmodSync(dirname(path), 0o700)
  return path
}

async function withBlob(
  sha256: () => string,
  change: (path: string, copy: CaseCopy) => void,
): Promise<Outcome> {
  const copy = built.copy()
  const path = pathOf(copy, sha256())
  const kept = join(dirname(path), 'kept')
  copyFileSync(path, kept)
  rmSync(path)
  change(path, copy)
  rmSync(kept)
  return verified(copy)
}

const blob = () => `blob sha256:${file}`

test('the case is confirmed, with its findings', async () => {
  expect(await verified(built.copy())).toMatchObject({ status: 0, named: [] })
})

describe('a seized file', () => {
  test.each([
    [
      'of other bytes',
      (path: string) => writeFileSync(path, flipped(readFileSync(join(dirname(path), 'kept')), 3)),
    ],
    ['cut short', (path: string) => writeFileSync(path, 'stands')],
    ['empty', (path: string) => writeFileSync(path, '')],
    [
      'with a byte more',
      (path: string) => writeFileSync(path, `${readFileSync(join(dirname(path), 'kept'))}x`),
    ],
    [
      'replaced by another file of the case',
      (path: string, copy: CaseCopy) => copyFileSync(pathOf(copy, findings), path),
    ],
  ])('%s contradicts', async (_, change) => {
    expectContradicted(await withBlob(() => file, change), `blob.mismatch ${blob()}`)
  })

  test('grown to a terabyte contradicts, without being read to its end', async () => {
    const outcome = await withBlob(
      () => file,
      (path) => {
        copyFileSync(join(dirname(path), 'kept'), path)
        chmodSync(path, 0o600)
        truncateSync(path, 2 ** 40)
      },
    )
    expectContradicted(outcome, `blob.mismatch ${blob()}`)
  })

  test.each([
    ['missing', () => undefined],
    ['a link to the right bytes', (path: string) => symlinkSync(join(built.seized, 'valley.txt'), path)],
    ['a link to itself', (path: string) => symlinkSync(path, path)],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a pipe nobody writes to', (path: string) => expect(spawnSync('mkfifo', [path]).status).toBe(0)],
  ])('%s is unchecked', async (_, change) => {
    expectUnchecked(await withBlob(() => file, change), `blob.absent ${blob()}`)
  })

  test('missing with its whole shelf, or with a file in the place of the shelf', async () => {
    for (const replace of [false, true]) {
      const copy = built.copy()
      const shelf = join(copy.folder, 'vault', 'sha256', file.slice(0, 2))
      rmSync(shelf, { recursive: true })
      if (replace) writeFileSync(shelf, '')
      expectUnchecked(await verified(copy), `blob.absent ${blob()}`)
    }
  })
})

describe('a manifest', () => {
  async function anotherManifest(): Promise<Uint8Array> {
    const pieces: Uint8Array[] = []
    const writer = linesWriter(async (bytes) => void pieces.push(bytes))
    const lines = openManifest()
    for (const line of lines.slice(1)) await writer.add(JSON.parse(line))
    await writer.finish()
    return Buffer.concat(pieces)
  }
  const openManifest = () => readFileSync(pathOf(built, manifest), 'utf8').trimEnd().split('\n')

  test.each([
    ['without a line', () => `${openManifest().slice(1).join('\n')}\n`],
    ['with its lines in another order', () => `${openManifest().toReversed().join('\n')}\n`],
    ['with a line twice', () => `${[...openManifest(), openManifest()[0]].join('\n')}\n`],
    ['with another digest', () => `${openManifest().join('\n')}\n`.replace(file, '0'.repeat(64))],
    [
      'with another name',
      () =>
        `${openManifest().join('\n')}\n`.replace(/"path":\{"c":"[^"]+"/, `"path":{"c":"${commit('x').c}"`),
    ],
    ['with another size', () => `${openManifest().join('\n')}\n`.replace('"size":36', '"size":37')],
    ['that is the findings', () => readFileSync(pathOf(built, findings))],
    ['that is a seized file', () => readFileSync(pathOf(built, file))],
    ['of line feeds', () => '\n'.repeat(1000)],
    ['that is empty', () => ''],
    ['of one line that never ends', () => 'x'.repeat(500_000)],
    ['nested a million deep', () => `${'['.repeat(1_000_000)}\n`],
    ['of control characters', () => '\u001b[2J\u009b31m\u202e\u0000\n'],
  ])('%s contradicts', async (_, bytes) => {
    const outcome = await withBlob(
      () => manifest,
      (path) => writeFileSync(path, bytes()),
    )
    expectContradicted(outcome, /^manifest\.(mismatch|malformed) manifest A-1$/)
  })

  test('that is well-formed and another one contradicts by its digest', async () => {
    const other = await anotherManifest()
    const outcome = await withBlob(
      () => manifest,
      (path) => writeFileSync(path, other),
    )
    expectContradicted(outcome, 'manifest.mismatch manifest A-1')
  })

  test('grown to a terabyte contradicts, without being read to its end', async () => {
    const outcome = await withBlob(
      () => manifest,
      (path) => {
        copyFileSync(join(dirname(path), 'kept'), path)
        chmodSync(path, 0o600)
        truncateSync(path, 2 ** 40)
      },
    )
    expectContradicted(outcome, 'manifest.malformed manifest A-1')
  })

  test.each([
    ['missing', () => undefined],
    ['a link', (path: string) => symlinkSync('/dev/zero', path)],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a pipe', (path: string) => expect(spawnSync('mkfifo', [path]).status).toBe(0)],
  ])('%s is unchecked, and the findings beside it are not held against it', async (_, change) => {
    const outcome = await withBlob(() => manifest, change)
    expectUnchecked(outcome, 'manifest.absent manifest A-1')
    expect(outcome.named).toHaveLength(1)
  })

  test('and findings exchanged contradict both', async () => {
    const copy = built.copy()
    const [one, two] = [manifest, findings].map((sha256) => pathOf(copy, sha256))
    if (!one || !two) throw new Error('no such blob')
    const [first, second] = [readFileSync(one), readFileSync(two)]
    for (const [path, bytes] of [
      [one, second],
      [two, first],
    ] as const) {
      rmSync(path)
      writeFileSync(path, bytes)
    }
    expectContradicted(await verified(copy), /^manifest\.\w+ manifest A-1$/, /^manifest\.\w+ findings A-1$/)
  })
})

describe('findings', () => {
  test('missing are unchecked', async () => {
    const outcome = await withBlob(
      () => findings,
      () => undefined,
    )
    expectUnchecked(outcome, 'manifest.absent findings A-1')
    expect(outcome.named).toHaveLength(1)
  })

  test('about another file contradict', async () => {
    const outcome = await withBlob(
      () => findings,
      (path) => {
        const text = readFileSync(join(dirname(path), 'kept'), 'utf8')
        writeFileSync(path, text.replace(/"sha256":"[0-9a-f]{64}"/, `"sha256":"${'0'.repeat(64)}"`))
      },
    )
    expectContradicted(outcome, 'manifest.mismatch findings A-1')
  })
})

test('commands that read the vault stop with what is wrong, and with nothing else', async () => {
  const { showItem, verifyItem } = await import('../../src/case/items.js')
  const copy = built.copy()
  const path = pathOf(copy, file)
  const open = await openCase(copy.folder, copy.home)
  try {
    const { items } = { items: open.view.itemsByDigest(file) }
    const name = `${items[0]?.acquisition}/${items[0]?.line}`
    expect((await verifyItem(open, name)).verdict).toBe('confirmed')
    rmSync(path)
    expect((await verifyItem(open, name)).verdict).toBe('unchecked')
    writeFileSync(path, 'another')
    expect((await verifyItem(open, name)).verdict).toBe('contradicted')
    const lines = pathOf(copy, manifest)
    rmSync(lines)
    await expect(showItem(open, name)).rejects.toMatchObject({ code: 'vault.absent' })
  } finally {
    open.close()
  }
})
