import { Command } from 'commander'
import { listExhibits, showExhibit } from '../../src/index.js'
import { exhibitMeant } from '../context.js'
import { exhibitFacts, exhibitRow } from '../present/exhibit.js'
import { facts, table } from '../present/facts.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'
import { exhibitAddCommand } from './exhibit-add.js'

export const exhibitCommand: CommandFactory = (setting) =>
  group('exhibit', setting.speaker.say('cli.command.exhibit'), [
    exhibitAddCommand(setting),
    listCommand(setting),
    showCommand(setting),
  ])

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.exhibit.list'))
    .addHelpText('after', examples(speaker, ['custodia exhibit list', 'custodia exhibit list --json']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const exhibits = await listExhibits(await context.caseAt())
      context.show(exhibits, () =>
        table(
          speaker,
          exhibits.map((each) => exhibitRow(speaker, each)),
        ),
      )
    })

const showCommand = ({ speaker, contextFor }: Setting) =>
  new Command('show')
    .description(speaker.say('cli.command.exhibit.show'))
    .argument('<exhibit>', speaker.say('cli.argument.exhibit'))
    .addHelpText('after', examples(speaker, ['custodia exhibit show E-1']))
    .action(async (number: string, _options, command: Command) => {
      const context = contextFor(command)
      const at = await context.caseAt()
      const exhibit = await showExhibit(at, await exhibitMeant(at, number))
      context.show(exhibit, () => facts(speaker, exhibitFacts(speaker, exhibit)))
    })
