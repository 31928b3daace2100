import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EnvironmentError } from './errors.js'

/** What made an act: named in every one of them. */
export interface Software {
  readonly name: string
  readonly version: string
}

let known: Software | undefined

/** From the package's own description, found above this file in the sources as in the build. */
export function software(): Software {
  known ??= describe(dirname(fileURLToPath(import.meta.url)))
  return known
}

function describe(folder: string): Software {
  try {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Software
    return { name, version }
  } catch (cause) {
    const above = dirname(folder)
    if (above === folder)
      throw new EnvironmentError('environment.unsupported', { reason: 'package.json' }, { cause })
    return describe(above)
  }
}
