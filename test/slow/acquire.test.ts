import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type AcquiredFile, acquire } from '../../src/acquire/acquire.js'
import { blobIdOf } from '../../src/model/digest.js'
import { type FilesystemVault, openFilesystemVault } from '../../src/vault/filesystem.js'
import { blobOf, bytesOf, listed } from '../conformance/vault.js'

const project = fileURLToPath(new URL('../..', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'custodia-acquire-slow-'))
// Fifty thousand files and folders: a disk would spend a minute removing them.
const memory = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/custodia-acquire-slow-') : root
const canInject = spawnSync('strace', ['-f', '-e', 'inject=fsync:signal=KILL:when=999', 'true']).status === 0
if (!canInject) console.warn('SKIPPED crashes at every step: strace is absent or may not trace')

afterAll(() => {
  for (const folder of new Set([root, memory])) rmSync(folder, { recursive: true })
})

async function collect(source: string, vault: FilesystemVault, journal: string): Promise<AcquiredFile[]> {
  const files: AcquiredFile[] = []
  for await (const acquired of acquire(source, { vault, journal, threads: 2 })) {
    if (acquired.kind !== 'file') throw new Error(acquired.reason)
    files.push(acquired)
  }
  return files
}

/** Runs an acquisition whose system calls fail as `injection` says; whether it came to its end all the same. */
function runsThrough(source: string, vault: FilesystemVault, journal: string, injection: string): boolean {
  const calls = injection.split(':')[0] ?? ''
  const tracing = ['-qq', '-f', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${injection}`]
  const script = [
    '--import',
    join(project, 'test/support/typescript.mjs'),
    join(project, 'test/support/acquire-child.ts'),
  ]
  const command = [...tracing, process.execPath, ...script, source, vault.address.folder, journal]
  return spawnSync('strace', command, { stdio: 'ignore' }).status === 0
}

describe.runIf(canInject)('an acquisition that is stopped', () => {
  const source = join(root, 'source')
  mkdirSync(source)
  for (let index = 0; index < 5; index += 1) writeFileSync(join(source, `small-${index}`), randomBytes(1000))
  for (let index = 0; index < 5; index += 1)
    writeFileSync(join(source, `large-${index}`), randomBytes(300_000))
  writeFileSync(join(source, 'same'), 'same')
  writeFileSync(join(source, 'same-again'), 'same')

  const calls = ['link,linkat', 'unlink,unlinkat', 'fsync', 'mkdir,mkdirat']
  const failures = [
    ['signal=KILL', 1],
    ['signal=KILL', 2],
    ['signal=KILL', 3],
    ['error=EIO', 2],
    ['error=ENOSPC', 1],
  ] as const
  const steps = calls.flatMap((call) => failures.map(([how, when]) => [call, how, when] as const))

  test.each(steps)(
    'at %s with %s, time %i, leaves nothing false and is resumed',
    async (calls, how, when) => {
      const folder = mkdtempSync(join(root, 'case-'))
      const vault = openFilesystemVault(join(folder, 'vault'))
      const journal = join(folder, 'journal')
      expect(runsThrough(source, vault, journal, `${calls}:${how}:when=${when}`)).toBe(false)
      for await (const { blob } of vault.blobs()) expect(blobOf(await bytesOf(vault.read(blob)))).toBe(blob)

      const files = await collect(source, vault, journal)

      expect(files).toHaveLength(12)
      const blobs = (await listed(vault)).map(({ blob }) => blob)
      expect(new Set(blobs)).toEqual(new Set(files.map(({ digests }) => blobIdOf(digests.sha256))))
      for (const blob of blobs) expect(blobOf(await bytesOf(vault.read(blob)))).toBe(blob)
      expect(readdirSync(join(vault.address.folder, 'incoming'))).toEqual([])
      rmSync(folder, { recursive: true })
    },
  )
})

test('20,000 small files go into the vault in little memory, and again from the journal', async () => {
  const source = join(memory, 'many')
  for (let index = 0; index < 20_000; index += 1) {
    const folder = join(source, String(Math.floor(index / 1000)))
    if (index % 1000 === 0) mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, String(index)), `file ${index}`)
  }
  const folder = mkdtempSync(join(memory, 'case-'))
  const vault = openFilesystemVault(join(folder, 'vault'))
  const before = process.memoryUsage.rss()
  let peak = 0
  for (const resumed of [undefined, true]) {
    let count = 0
    for await (const acquired of acquire(source, { vault, journal: join(folder, 'journal'), threads: 2 })) {
      if (acquired.kind !== 'file' || acquired.resumed !== resumed) throw new Error(`${acquired.path}`)
      count += 1
      if (count % 500 === 0) peak = Math.max(peak, process.memoryUsage.rss())
    }
    expect(count).toBe(20_000)
  }
  expect(peak - before).toBeLessThan(400_000_000)
  expect(await listed(vault)).toHaveLength(20_000)
})
