import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const support = (name: string) => new URL(`../support/${name}`, import.meta.url)

/** Of a process: import and matching together, with the compiler that reads its TypeScript. */
function measured(count: number, items: number, runMebibytes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-sets-'))
  try {
    const child = fileURLToPath(support('known-set-child.ts'))
    const words = ['--max-old-space-size=64', '--import', support('typescript.mjs').href, child, folder]
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [...words, ...[count, items, runMebibytes].map(String)],
      { encoding: 'utf8' },
    )
    expect(stderr).toBe('')
    expect(status).toBe(0)
    return JSON.parse(stdout) as { sections: unknown; found: unknown; mebibytes: number }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('a set of a million files takes 64 MiB of heap, and hardly more memory than one of a thousand', () => {
  const [few, many] = [measured(1000, 1000, 4), measured(1_000_000, 100_000, 4)]
  console.info(`1,000 files: ${few.mebibytes} MiB; 1,000,000 files: ${many.mebibytes} MiB`)
  expect(many.found).toEqual({ match: 50_000, conflict: 0, absent: 50_000, unchecked: 0 })
  expect(many.sections).toEqual(['sha1', 'md5'].map((algorithm) => ({ algorithm, entries: 1_000_000 })))
  // The entries alone are 50 MiB; runs and blocks are granted 16 MiB.
  expect(many.mebibytes - few.mebibytes).toBeLessThan(100)
})
