import { SourceError } from '../errors.js'
import type { ValueList } from './value-list.js'

/**
 * A file is often sound in all parts but one. What one part throws as malformed or out of reach becomes a value
 * (`<prefix>.problem`), and the others are still read. Anything else thrown is a fault of ours and goes on.
 */
export function attempt(list: ValueList, prefix: string, where: string, read: () => void): void {
  try {
    read()
  } catch (error) {
    list.add(`${prefix}.problem`, problemOf(error), where)
  }
}

export function problemOf(error: unknown): string {
  if (!(error instanceof SourceError)) throw error
  const { what, reason } = error.details
  return [what, reason].filter((part) => part !== undefined).join(': ')
}
