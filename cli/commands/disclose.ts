import { Command } from 'commander'
import { disclose } from '../../src/index.js'
import { facts } from '../present/facts.js'
import { type CommandFactory, examples } from '../setting.js'

const redactions = ['none', 'persons', 'all'] as const

export const discloseCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('disclose')
    .description(speaker.say('cli.command.disclose'))
    .argument('<dir>', speaker.say('cli.argument.new-folder'))
    .option(`--redact <${redactions.join('|')}>`, speaker.say('cli.option.redact'), 'persons')
    .addHelpText(
      'after',
      examples(speaker, ['custodia disclose ./for-the-defence', 'custodia disclose ./sealed --redact all']),
    )
    .action(async (folder: string, options: { redact: string }, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const redaction = context.oneOf(redactions, options.redact, '--redact')
      const written = await disclose(await context.caseAt(), folder, redaction)
      context.show({ folder, ...written }, () => facts(speaker, { folder, ...written }))
    })
