import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openPool, type Pool, type PoolOptions } from '../isolation/pool.js'

/** Built, this is JavaScript; under test it is TypeScript, and so is the program of the children. */
const entry = new URL(`./parser-process${extname(fileURLToPath(import.meta.url))}`, import.meta.url)

/** Children in which the extractors run. Close it when done. */
export function openParserPool(
  options: Partial<Pick<PoolOptions, 'size' | 'deadlineMs' | 'memoryBytes'>> = {},
): Promise<Pool> {
  return openPool({
    entry,
    size: 2,
    deadlineMs: 10_000,
    memoryBytes: 512 * 2 ** 20,
    ...options,
    // No file may reach what all objects inherit from, nor load compiled code.
    nodeOptions: ['--disable-proto=delete', '--no-addons'],
  })
}
