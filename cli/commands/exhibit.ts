import { Command } from 'commander'
import { listExhibits, showExhibit } from '../../src/index.js'
import { exhibitMeant } from '../context.js'
import { exhibitFacts, exhibitRow } from '../present/exhibit.js'
import { facts, table } from '../present/facts.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'
import { exhibitAddCommand } from './exhibit-add.js'
import { inventoryCommand } from './exhibit-inventory.js'
import { exhibitKeepingCommand, exhibitRetainCommand } from './exhibit-keep.js'
import { labelsCommand } from './exhibit-labels.js'
import {
  exhibitDeliverCommand,
  exhibitDestroyCommand,
  exhibitRecoverCommand,
  exhibitReleaseCommand,
} from './exhibit-leave.js'
import {
  exhibitCheckCommand,
  exhibitCountCommand,
  exhibitLabelCommand,
  exhibitSplitCommand,
} from './exhibit-parts.js'
import { reconcileCommand } from './exhibit-reconcile.js'

export const exhibitCommand: CommandFactory = (setting) =>
  group('exhibit', setting.speaker.say('cli.command.exhibit'), [
    exhibitAddCommand(setting),
    listCommand(setting),
    showCommand(setting),
    exhibitLabelCommand(setting),
    exhibitSplitCommand(setting),
    exhibitCountCommand(setting),
    exhibitCheckCommand(setting),
    exhibitKeepingCommand(setting, 'hold'),
    exhibitKeepingCommand(setting, 'unhold'),
    exhibitKeepingCommand(setting, 'missing'),
    exhibitKeepingCommand(setting, 'found'),
    exhibitRetainCommand(setting),
    exhibitDeliverCommand(setting),
    exhibitRecoverCommand(setting),
    exhibitReleaseCommand(setting),
    exhibitDestroyCommand(setting),
    labelsCommand(setting),
    inventoryCommand(setting),
    reconcileCommand(setting),
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
