import { CommanderError } from 'commander'
import { CustodiaError, EnvironmentError, RuleError, type Speaker } from '../../src/index.js'
import { exitStatus, statusOfError } from '../exit-status.js'
import { placeholderText } from './help.js'

/** Why a command ended without doing its work, for people and programs. */
export interface Refusal {
  readonly code: string
  readonly details: Readonly<Record<string, string | number>>
  readonly message: string
  readonly remedy: string
  readonly status: number
}

/** @param command whose line could not be read, as it is typed */
export function refusalOf(thrown: unknown, speaker: Speaker, command: string): Refusal {
  if (thrown instanceof CommanderError) return usageRefusal(thrown, speaker, command)
  const error = machineFailure(thrown) ?? thrown
  const status = statusOfError(error)
  if (!(error instanceof CustodiaError)) {
    const { what, remedy } = speaker.unexpected()
    return { code: 'unexpected', details: {}, message: what, remedy, status }
  }
  const { what, remedy } = speaker.error(error)
  const message = error instanceof RuleError ? atLine(error, what, speaker) : what
  return { code: error.code, details: error.details, message, remedy, status }
}

/** An act of a list is refused with the line it stands on. */
function atLine({ details }: RuleError, what: string, { say }: Speaker): string {
  const { line } = details
  return typeof line === 'number' ? `${say('cli.at-line', { line })} ${what}` : what
}

/** A failure of the machine that reached this edge as the system states it; anything else unforeseen is a bug. */
function machineFailure(thrown: unknown): EnvironmentError | undefined {
  if (isOutOfMemory(thrown))
    return new EnvironmentError('environment.memory', { reason: thrown.message }, { cause: thrown })
  if (!(thrown instanceof Error) || !('syscall' in thrown) || !('code' in thrown)) return undefined
  const reason = String(thrown.code)
  const details = { reason, ...('path' in thrown ? { path: String(thrown.path) } : {}) }
  switch (reason) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new EnvironmentError('environment.disk-full', details, { cause: thrown })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EEXIST':
    case 'ENOTDIR':
      return new EnvironmentError('environment.read-only', details, { cause: thrown })
    case 'EIO':
    case 'ENOENT':
    case 'EMFILE':
    case 'ENFILE':
      return new EnvironmentError('environment.io', details, { cause: thrown })
    default:
      return undefined
  }
}

const outOfMemory = ['ENOMEM', 'ERR_MEMORY_ALLOCATION_FAILED', 'ERR_WORKER_OUT_OF_MEMORY']

/** V8 says it in words alone, for buffers and for WebAssembly. */
function isOutOfMemory(thrown: unknown): thrown is Error {
  if (thrown instanceof RangeError)
    return /out of memory|allocation failed|could not allocate/i.test(thrown.message)
  return thrown instanceof Error && 'code' in thrown && outOfMemory.includes(String(thrown.code))
}

const kinds = {
  'commander.unknownOption': 'cli.usage.unknown-option',
  'commander.unknownCommand': 'cli.usage.unknown-command',
  'commander.missingArgument': 'cli.usage.missing-argument',
  'commander.missingMandatoryOptionValue': 'cli.usage.missing-option',
  'commander.optionMissingArgument': 'cli.usage.missing-value',
  'commander.excessArguments': 'cli.usage.too-many',
  'commander.help': 'cli.usage.no-command',
} as const

/** What commander says in English, said again in the user's language. Its quoted word is what the user typed or left out. */
function usageRefusal(error: CommanderError, speaker: Speaker, command: string): Refusal {
  const key = Object.entries(kinds).find(([code]) => code === error.code)?.[1] ?? 'cli.usage.other'
  const [, quoted] = /'([^']+)'/.exec(error.message) ?? []
  const name = nameOf(error.code, quoted ?? error.message.replace(/^error: /, ''), speaker)
  return {
    code: 'usage.command-line',
    details: { name },
    message: speaker.say(key, { name }),
    remedy: speaker.say('cli.usage.remedy', { command }),
    status: exitStatus.usage,
  }
}

/** An option by its name alone, an argument by the word the help has for it. */
function nameOf(code: string, quoted: string, { say }: Speaker): string {
  if (code === 'commander.missingArgument') return placeholderText(say, quoted)
  return code.endsWith('Value') || code.endsWith('Argument') ? quoted.replace(/ [<[].*$/, '') : quoted
}
