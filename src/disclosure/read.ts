import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { attempt } from '../audit/finding.js'
import type { AuditSource } from '../audit/source.js'
import { coverIn } from './cover.js'
import { faultsOf } from './faults.js'
import { bundlePaths, type Folder, listFolder, readBundle } from './folder.js'
import { checkpointPath, documentPath } from './layout.js'
import { readOpenings } from './openings.js'

/** As long as a signed note may be. */
const longestCheckpoint = 1024 * 1024

/** Whether a folder looks like a disclosure at all. Says nothing of what it is worth. */
export function isDisclosure(folder: string): boolean {
  return kindOf(join(folder, checkpointPath)) === 'file' || kindOf(join(folder, 'tile')) === 'folder'
}

/** A disclosure as an audit reads it. Lists the folder when it is first asked; follows no link in it. */
export function disclosureSource(path: string): AuditSource {
  const folder = once(() => listFolder(path))
  const clear = once(async () => readOpenings(await folder()))
  return {
    kind: 'disclosure',
    async *faults() {
      yield* await faultsOf(await folder())
    },
    async *entries() {
      yield* entriesOf(await folder())
    },
    async *checkpoints() {
      const here = await folder()
      if (here.isFile(checkpointPath)) yield await here.whole(checkpointPath, longestCheckpoint)
    },
    async *cover() {
      yield* coverIn(await folder())
    },
    async document(sha256) {
      const here = await folder()
      const file = documentPath(sha256)
      return here.isFile(file) ? here.pieces(file) : undefined
    },
    async opening(commitment) {
      // A file that cannot be read opens nothing; `openings` says what is wrong with it.
      return attempt(
        async () => (await clear()).find(commitment),
        () => undefined,
      )
    },
    async *openings() {
      yield* (await clear()).all()
    },
  }
}

async function* entriesOf(folder: Folder): AsyncGenerator<Uint8Array> {
  for (const path of bundlePaths(folder)) yield* await readBundle(folder, path)
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}

function kindOf(path: string): 'file' | 'folder' | 'other' | 'absent' {
  const status = lstatSync(path, { throwIfNoEntry: false })
  if (!status) return 'absent'
  if (status.isFile()) return 'file'
  return status.isDirectory() ? 'folder' : 'other'
}
