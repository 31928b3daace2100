import { CommanderError } from 'commander'
import { CustodiaError, displayText, type Speaker } from '../../src/index.js'
import { exitStatus, statusOfError } from '../exit-status.js'

/** Why a command ended without doing its work, for people and programs. */
export interface Refusal {
  readonly code: string
  readonly details: Readonly<Record<string, string | number>>
  readonly message: string
  readonly remedy: string
  readonly status: number
}

export function refusalOf(error: unknown, speaker: Speaker): Refusal {
  if (error instanceof CommanderError) return usageRefusal(error, speaker)
  const status = statusOfError(error)
  if (!(error instanceof CustodiaError)) {
    const { what, remedy } = speaker.unexpected()
    return { code: 'unexpected', details: {}, message: what, remedy, status }
  }
  const { what, remedy } = speaker.error(error)
  return { code: error.code, details: error.details, message: what, remedy, status }
}

const kinds = {
  'commander.unknownOption': 'cli.usage.unknown-option',
  'commander.unknownCommand': 'cli.usage.unknown-command',
  'commander.missingArgument': 'cli.usage.missing-argument',
  'commander.missingMandatoryOptionValue': 'cli.usage.missing-option',
  'commander.optionMissingArgument': 'cli.usage.missing-value',
  'commander.excessArguments': 'cli.usage.too-many',
} as const

/** What commander says in English, said again in the user's language. Its quoted word is what the user typed or left out. */
function usageRefusal(error: CommanderError, speaker: Speaker): Refusal {
  const key = Object.entries(kinds).find(([code]) => code === error.code)?.[1] ?? 'cli.usage.other'
  const [, quoted] = /'([^']+)'/.exec(error.message) ?? []
  const name = displayText(quoted ?? error.message.replace(/^error: /, ''))
  return {
    code: 'usage.command-line',
    details: { name },
    message: speaker.say(key, { name }),
    remedy: speaker.say('cli.usage.remedy', { command: 'custodia' }),
    status: exitStatus.usage,
  }
}
