import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SourceError } from '../errors.js'

/** The synthetic samples that come with the package, found above this file in the sources as in the build. */
export function samplesFolder(from = dirname(fileURLToPath(import.meta.url))): string {
  const here = join(from, 'samples', 'expected.json')
  if (existsSync(here)) return dirname(here)
  const above = dirname(from)
  if (above === from) throw new SourceError('source.absent', { path: 'samples' })
  return samplesFolder(above)
}
