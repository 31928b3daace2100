import { type SigningManner, UsageError } from '../src/index.js'
import { filled } from './context.js'

/** What a signature that is not made by key needs. */
export interface MannerOptions {
  readonly scan?: string
  readonly reason?: string
}

/** @param what the option that says how somebody signs */
export function mannerOf(manner: string, { scan, reason }: MannerOptions, what: string): SigningManner {
  switch (manner) {
    case 'key':
      return { kind: 'key' }
    case 'paper':
      if (scan === undefined) throw new UsageError('usage.missing', { what: '--scan' })
      return { kind: 'paper', scan }
    case 'refused':
    case 'absent':
      if (reason === undefined) throw new UsageError('usage.missing', { what: '--reason' })
      return { kind: manner, reason: filled(reason, '--reason') }
    default:
      throw new UsageError('usage.argument', {
        what,
        text: manner,
        reason: 'choice',
        choices: 'key, paper, refused, absent',
      })
  }
}
