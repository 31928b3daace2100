import { Command } from 'commander'
import {
  liftQuarantine,
  listQuarantines,
  quarantineGrounds,
  quarantineItems,
  UsageError,
} from '../../src/index.js'
import { filled } from '../context.js'
import { table } from '../present/facts.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, type Setting } from '../setting.js'

interface QuarantineOptions extends Elsewhere {
  readonly ground?: string
  readonly reason?: string
}

export const quarantineCommand: CommandFactory = (setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('quarantine')
    .description(speaker.say('cli.command.quarantine'))
    .argument('[item...]', speaker.say('cli.argument.items'))
    .option(`--ground <${quarantineGrounds.join('|')}>`, speaker.say('cli.option.ground'))
    .option('--reason <text>', speaker.say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia quarantine A-1/3-9 --ground privileged --reason '${speaker.say('example.lawyer')}' --by P-02`,
      ]),
    )
    .action((items: string[], options: QuarantineOptions) => {
      const context = contextFor(command)
      return record(context, options, (at, desk) => {
        if (options.ground === undefined) throw new UsageError('usage.missing', { what: '--ground' })
        const ground = context.oneOf(quarantineGrounds, options.ground, '--ground')
        return quarantineItems(at, desk, items, ground, filled(options.reason ?? '', '--reason'))
      })
    })
    .addCommand(liftCommand(setting))
    .addCommand(listCommand(setting))
}

const liftCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('lift')
    .description(speaker.say('cli.command.quarantine.lift'))
    .argument('[item...]', speaker.say('cli.argument.items'))
    .option('--reason <text>', speaker.say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia quarantine lift A-1/3-9 --reason '${speaker.say('example.ordered')}' --by P-01`,
      ]),
    )
    .action((items: string[]) => {
      // The group takes options of the same names, and so has them.
      const options = command.optsWithGlobals<QuarantineOptions>()
      return record(contextFor(command), options, (at, desk) =>
        liftQuarantine(at, desk, items, filled(options.reason ?? '', '--reason')),
      )
    })
}

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.quarantine.list'))
    .addHelpText('after', examples(speaker, ['custodia quarantine list']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const found = await listQuarantines(await context.caseAt())
      context.show(found, () =>
        table(
          speaker,
          found.map(({ acquisition, from, to, exhibit, entry, ground, reason }) => ({
            items: from === to ? `${acquisition}/${from}` : `${acquisition}/${from}-${to}`,
            exhibit,
            entry,
            ground: speaker.say(`quarantine.${ground}`),
            reason,
          })),
        ),
      )
    })
