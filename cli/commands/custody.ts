import { Command } from 'commander'
import { custodyHistory, instantOfLocal, listExhibits, UsageError, zoneOf } from '../../src/index.js'
import { exhibitRow } from '../present/exhibit.js'
import { table } from '../present/facts.js'
import { logLineJson, logTeller } from '../present/log-line.js'
import { type CommandFactory, examples } from '../setting.js'

export const custodyCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('custody')
    .description(speaker.say('cli.command.custody'))
    .argument('[exhibit]', speaker.say('cli.argument.exhibit'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia custody',
        'custodia custody E-1',
        "custodia custody E-1 --at '2026-05-03 12:00'",
      ]),
    )
    .action(async (exhibit: string | undefined, _options, command: Command) => {
      const context = contextFor(command)
      const at = await context.caseAt()
      if (exhibit === undefined) {
        if (context.options.at !== undefined) throw new UsageError('usage.missing', { what: 'exhibit' })
        const exhibits = await listExhibits(at)
        context.show(exhibits, () =>
          table(
            speaker,
            exhibits.map((each) => exhibitRow(speaker, each)),
          ),
        )
        return
      }
      const zone = await zoneOf(at)
      const until = context.options.at === undefined ? undefined : instantOfLocal(context.options.at, zone)
      const lines = await custodyHistory(at, exhibit, until)
      context.show(lines.map(logLineJson), () =>
        lines.length === 0
          ? speaker.say('cli.history.none', { exhibit })
          : lines.map(logTeller(speaker)).join('\n'),
      )
    })
