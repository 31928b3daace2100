import { Command } from 'commander'
import { rebuild } from '../../src/index.js'
import { facts } from '../present/facts.js'
import { type CommandFactory, examples } from '../setting.js'

export const rebuildCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('rebuild')
    .description(speaker.say('cli.command.rebuild'))
    .addHelpText('after', examples(speaker, ['custodia rebuild']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const done = await rebuild(await context.caseAt())
      context.show(done, () => facts(speaker, done))
    })
