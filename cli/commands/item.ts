import { Command } from 'commander'
import { listItems, showItem, verifyItem } from '../../src/index.js'
import { exitStatus } from '../exit-status.js'
import { itemJson, itemLine, itemText, itemVerificationText } from '../present/item.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const itemCommand: CommandFactory = (setting) =>
  group('item', setting.speaker.say('cli.command.item'), [
    listCommand(setting),
    showCommand(setting),
    verifyCommand(setting),
  ])

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.item.list'))
    .argument('[acquisition]', speaker.say('cli.argument.acquisition'))
    .option('--exhibit <exhibit>', speaker.say('cli.option.of-exhibit'))
    .option('--unread', speaker.say('cli.option.unread'))
    .addHelpText('after', examples(speaker, ['custodia item list A-1', 'custodia item list --jsonl']))
    .action(
      async (
        acquisition: string | undefined,
        options: { exhibit?: string; unread?: boolean },
        command: Command,
      ) => {
        const context = contextFor(command)
        const wanted = {
          unread: options.unread ?? false,
          ...(acquisition === undefined ? {} : { acquisition }),
          ...(options.exhibit === undefined ? {} : { exhibit: options.exhibit }),
        }
        const collected: unknown[] = []
        for await (const item of listItems(await context.caseAt(), wanted)) {
          if (context.options.json) collected.push(itemJson(item))
          else context.row(itemJson(item), () => itemLine(speaker, item))
        }
        if (context.options.json) context.show(collected, () => '')
      },
    )

const showCommand = ({ speaker, contextFor }: Setting) =>
  new Command('show')
    .description(speaker.say('cli.command.item.show'))
    .argument('<item>', speaker.say('cli.argument.item'))
    .addHelpText('after', examples(speaker, ['custodia item show A-1/17']))
    .action(async (name: string, _options, command: Command) => {
      const context = contextFor(command)
      const item = await showItem(await context.caseAt(), name)
      context.show(
        {
          ...itemJson(item),
          entry: item.entry,
          ...(item.unread ? { what: item.unread.what, reason: item.unread.reason } : { copied: item.copied }),
          proof: item.proof,
          findings: item.findings,
        },
        () => itemText(speaker, item),
      )
    })

const verifyCommand = ({ speaker, contextFor }: Setting) =>
  new Command('verify')
    .description(speaker.say('cli.command.item.verify'))
    .argument('<item>', speaker.say('cli.argument.item'))
    .addHelpText('after', examples(speaker, ['custodia item verify A-1/17']))
    .action(async (name: string, _options, command: Command) => {
      const context = contextFor(command)
      const result = await verifyItem(await context.caseAt(), name)
      context.show(result, () => itemVerificationText(speaker, result))
      if (result.verdict === 'contradicted') context.finish(exitStatus.contradicted)
      if (result.verdict === 'unchecked') context.finish(exitStatus.unchecked)
    })
