import { Command } from 'commander'
import { disclose, UsageError } from '../../src/index.js'
import { filled } from '../context.js'
import { facts } from '../present/facts.js'
import { type CommandFactory, examples } from '../setting.js'

const redactions = ['none', 'persons', 'all'] as const

interface DiscloseOptions {
  readonly redact: string
  readonly for?: string
  readonly unrecorded?: boolean
}

export const discloseCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('disclose')
    .description(speaker.say('cli.command.disclose'))
    .argument('<dir>', speaker.say('cli.argument.new-folder'))
    .option(`--redact <${redactions.join('|')}>`, speaker.say('cli.option.redact'), 'persons')
    .option('--for <text>', speaker.say('cli.option.recipient'))
    .option('--unrecorded', speaker.say('cli.option.unrecorded'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia disclose ./for-the-defence --by P-01',
        'custodia disclose ./sealed --redact all --by P-01',
        'custodia disclose ./copy --unrecorded',
      ]),
    )
    .action(async (folder: string, options: DiscloseOptions, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      if (options.unrecorded && options.for !== undefined)
        throw new UsageError('usage.conflict', { what: '--unrecorded --for' })
      const redaction = context.oneOf(redactions, options.redact, '--redact')
      const recipient = options.for === undefined ? {} : { recipient: filled(options.for, '--for') }
      const recording = options.unrecorded ? undefined : { desk: await context.desk(), ...recipient }
      const written = await disclose(await context.caseAt(), folder, redaction, recording)
      const { openings, withheld, redaction: _, recorded, ...counts } = written
      context.show({ folder, ...written }, () =>
        [
          facts(speaker, { folder, ...counts }),
          speaker.say(`cli.disclose.${redaction}`),
          speaker.say('cli.disclose.openings', { openings, withheld }),
          recorded
            ? speaker.say('cli.disclose.recorded', { ...recorded })
            : speaker.say('cli.disclose.unrecorded'),
        ].join('\n'),
      )
    })
