import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { writeDisclosure } from '../../src/disclosure/write.js'
import { checkStandalone, folderOf, type StandaloneResult } from '../support/standalone.js'
import { record } from './forging.js'

// One bit of one byte of a disclosure is changed, and, in the second way, the list of digests made to fit. Whoever verifies must never
// read "confirmed", but where the bytes are prose that nothing is concluded from.

export type Files = ReadonlyMap<string, Uint8Array>

export async function smallDisclosure(folder: string): Promise<Files> {
  await writeDisclosure(folder, record.input)
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Map<string, Uint8Array>()
  for (const each of found.filter((entry) => entry.isFile())) {
    const path = join(each.parentPath, each.name)
    files.set(
      path
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
      await readFile(path),
    )
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

export interface Place {
  readonly path: string
  readonly at: number
}

/** Every byte of every file. */
export function* placesIn(files: Files): Generator<Place> {
  for (const [path, bytes] of files) for (let at = 0; at < bytes.length; at += 1) yield { path, at }
}

/** The prose of the README and the SPEC, which the list alone covers (docs/formats/disclosure.md). */
export function isInert(files: Files, { path, at }: Place): boolean {
  if (path === 'SPEC.md') return true
  const readme = Buffer.from(files.get('README.txt') ?? []).toString('latin1')
  return path === 'README.txt' && at >= readme.split('\n').slice(0, 5).join('\n').length + 1
}

export function flipped(files: Files, { path, at }: Place, repairs: boolean): Files {
  const bytes = Buffer.from(files.get(path) ?? [])
  bytes[at] = (bytes[at] ?? 0) ^ (1 << ((at * 5) % 8))
  const changed = new Map(files).set(path, bytes)
  return repairs ? changed.set('sha256sums.txt', listOf(changed)) : changed
}

function listOf(files: Files): Buffer {
  const lines = [...files]
    .filter(([path]) => path !== 'sha256sums.txt')
    .map(([path, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`)
  return Buffer.from(lines.join(''))
}

export function checked(files: Files): Promise<StandaloneResult> {
  return checkStandalone({ folder: folderOf(files), genesis: record.genesis })
}
