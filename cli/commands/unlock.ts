import { Command } from 'commander'
import { lock, UsageError, unlock } from '../../src/index.js'
import { personNamed } from '../context.js'
import { facts } from '../present/facts.js'
import { type CommandFactory, examples } from '../setting.js'

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 }
const longest = 24 * 3_600_000

export const unlockCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('unlock')
    .description(speaker.say('cli.command.unlock'))
    .option('--for <time>', speaker.say('cli.option.for'), '30m')
    .option('--key <fingerprint>', speaker.say('cli.option.key'))
    .option('--lock', speaker.say('cli.option.lock'))
    .addHelpText(
      'after',
      examples(speaker, ['custodia unlock --for 30m --by P-02', 'custodia unlock --lock']),
    )
    .action(async (options: { for: string; key?: string; lock?: boolean }, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      if (options.lock) {
        const locked = await lock(context.home)
        context.show({ locked }, () => speaker.say(locked ? 'cli.unlock.locked' : 'cli.unlock.none'))
        return
      }
      const at = await context.caseIfAny()
      const desk =
        at && options.key === undefined
          ? await context.desk()
          : context.deskFor(personNamed(context.options.by ?? 'P-01', '--by'))
      const unlocked = await unlock(at, context.home, desk, milliseconds(options.for), options.key)
      context.show(unlocked, () => facts(speaker, unlocked))
    })

function milliseconds(text: string): number {
  const [, digits = '', unit = ''] = /^([0-9]{1,5})(s|m|h)$/.exec(text) ?? []
  const duration = Number(digits) * (units[unit] ?? 0)
  if (duration <= 0 || duration > longest)
    throw new UsageError('usage.argument', { what: '--for', text, reason: 'duration' })
  return duration
}
