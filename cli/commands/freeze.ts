import { Command } from 'commander'
import { freezeLog, UsageError } from '../../src/index.js'
import { filled } from '../context.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { examples, type Setting } from '../setting.js'

export const freezeCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('freeze')
    .description(speaker.say('cli.command.checkpoint.freeze'))
    .option('--reason <text>', speaker.say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [`custodia checkpoint freeze --reason '${speaker.say('example.freeze')}' --by P-01`]),
    )
    .action(async (options: Elsewhere & { readonly reason?: string }) => {
      const context = contextFor(command)
      return record(context, options, (at, desk) => {
        const { reason } = options
        if (reason === undefined) throw new UsageError('usage.missing', { what: '--reason' })
        return freezeLog(at, desk, filled(reason, '--reason'))
      })
    })
}
