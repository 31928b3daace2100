import { createRequire } from 'node:module'
import { SourceError } from '../errors.js'
import { speaksOfMemory } from '../isolation/answer.js'

export type ExifrLibrary = typeof import('exifr')

const require = createRequire(import.meta.url)

/** By `import`, its functions stand under `default` with one loader and not with another. Loaded on first use, in the child alone. */
export function exifrLibrary(): ExifrLibrary {
  return require('exifr')
}

/** exifr throws plain errors for what it cannot read. Running out of memory is no such error, and goes on as it is. */
export async function askExifr(read: (exifr: ExifrLibrary) => Promise<unknown>): Promise<unknown> {
  try {
    return await read(exifrLibrary())
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    if (speaksOfMemory(reason)) throw cause
    throw new SourceError('source.malformed', { what: 'exifr', reason }, { cause })
  }
}
