import { Command } from 'commander'
import { doctor } from '../../src/index.js'
import { exitStatus } from '../exit-status.js'
import { type CommandFactory, examples } from '../setting.js'

export const doctorCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('doctor')
    .description(speaker.say('cli.command.doctor'))
    .addHelpText('after', examples(speaker, ['custodia doctor', 'custodia doctor --json']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const found = await doctor(await context.caseAt())
      context.show(found, () =>
        found
          .map(
            ({ what, ok, details }) => `${ok ? 'ok  ' : 'BAD '}${speaker.say(`cli.doctor.${what}`, details)}`,
          )
          .join('\n'),
      )
      if (found.some((each) => !each.ok)) context.finish(exitStatus.contradicted)
    })
