import { Command } from 'commander'
import { status } from '../../src/index.js'
import { facts } from '../present/facts.js'
import { type CommandFactory, examples } from '../setting.js'

export const statusCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('status')
    .description(speaker.say('cli.command.status'))
    .addHelpText('after', examples(speaker, ['custodia status', 'custodia status -C ./case --json']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const found = await status(await context.caseAt())
      context.show(found, () => facts(speaker, found))
    })
