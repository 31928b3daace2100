import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, test } from 'vitest'

const project = fileURLToPath(new URL('../..', import.meta.url))

/** Published vectors, fixtures and corpus, which are no part of the project: `CUSTODIA_SHARED`, or `../shared` beside it. */
export const sharedFolder = resolve(project, process.env['CUSTODIA_SHARED'] ?? '../shared')

/** A suite over a file or folder of the shared folder; where that is absent the suite stands as one skipped test that says so. */
export function describeShared(name: string, path: string, define: (path: string) => void): void {
  const full = join(sharedFolder, path)
  if (existsSync(full)) {
    describe(name, () => define(full))
    return
  }
  console.warn(`SKIPPED ${name}: ${full} is absent (CUSTODIA_SHARED names the folder it is looked for in)`)
  describe(name, () => test.skip(`${path} is absent`))
}
