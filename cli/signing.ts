import type { Command } from 'commander'
import { type Signing, type SigningManner, type Speaker, UsageError } from '../src/index.js'
import { filled, personNamed } from './context.js'

/** How those sign who do not sign by key. */
export interface SigningOptions {
  readonly giver: string
  readonly receiver: string
  readonly scan?: string
  /** Why a signature was refused or is absent; `--reason` where nothing else has a reason. */
  readonly signatureReason?: string
}

export interface WitnessOptions extends Pick<SigningOptions, 'scan' | 'signatureReason'> {
  readonly witness?: readonly string[]
  readonly witnessSigns: string
}

type Say = Speaker['say']

/** The two sides of a passage. */
export function withSigningOptions(command: Command, say: Say): Command {
  return withReason(
    command
      .option('--giver <key|paper|refused|absent>', say('cli.option.giver'), 'key')
      .option('--receiver <key|paper|refused|absent>', say('cli.option.receiver'), 'key'),
    say,
  )
}

/** @param alone no other option of the command says how somebody signs */
export function withWitnessOptions(command: Command, say: Say, alone = false): Command {
  const witnessed = command
    .option('--witness <person...>', say('cli.option.stood-by'))
    .option('--witness-signs <key|paper|refused|absent>', say('cli.option.witness-signs'), 'key')
  return alone ? withReason(witnessed, say) : witnessed
}

function withReason(command: Command, say: Say): Command {
  return command
    .option('--scan <file>', say('cli.option.scan'))
    .option('--signature-reason <text>', say('cli.option.signature-reason'))
}

export function mannerOf(
  manner: string,
  { scan, signatureReason }: Pick<SigningOptions, 'scan' | 'signatureReason'>,
  what: string,
  reason = '--signature-reason',
): SigningManner {
  switch (manner) {
    case 'key':
      return { kind: 'key' }
    case 'paper':
      if (scan === undefined) throw new UsageError('usage.missing', { what: '--scan' })
      return { kind: 'paper', scan }
    case 'refused':
    case 'absent':
      return { kind: manner, reason: filled(signatureReason ?? '', reason) }
    default:
      throw new UsageError('usage.argument', {
        what,
        text: manner,
        reason: 'choice',
        choices: 'key, paper, refused, absent',
      })
  }
}

export function witnessesIn(options: WitnessOptions, reason?: string): readonly Signing[] {
  return (options.witness ?? []).map((who) => ({
    who: personNamed(who, '--witness'),
    manner: mannerOf(options.witnessSigns, options, '--witness-signs', reason),
  }))
}
