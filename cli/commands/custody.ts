import { Command } from 'commander'
import { custodyHistory, instantOfLocal, listExhibits, zoneOf } from '../../src/index.js'
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
        "custodia custody --at '2026-05-03 12:00'",
        'custodia custody E-1',
        "custodia custody E-1 --at '2026-05-03 12:00'",
      ]),
    )
    .action(async (exhibit: string | undefined, _options, command: Command) => {
      const context = contextFor(command)
      const at = await context.caseAt()
      const zone = await zoneOf(at)
      const until = context.options.at === undefined ? undefined : instantOfLocal(context.options.at, zone)
      if (exhibit === undefined) {
        const exhibits = await listExhibits(at, until)
        context.show(exhibits, () =>
          until !== undefined && exhibits.length === 0
            ? speaker.say('cli.custody.none')
            : table(
                speaker,
                exhibits.map((each) => exhibitRow(speaker, each)),
              ),
        )
        return
      }
      const lines = await custodyHistory(at, exhibit, until)
      context.show(lines.map(logLineJson), () =>
        lines.length === 0
          ? speaker.say('cli.history.none', { exhibit })
          : lines.map(logTeller(speaker)).join('\n'),
      )
    })
