import { Command } from 'commander'
import { find, RuleError } from '../../src/index.js'
import { itemJson, itemLine } from '../present/item.js'
import { type CommandFactory, examples } from '../setting.js'

export const findCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('find')
    .description(speaker.say('cli.command.find'))
    .argument('<text|digest|serial|seal>', speaker.say('cli.argument.wanted'))
    .addHelpText(
      'after',
      examples(speaker, ['custodia find 356938035643809', 'custodia find d41d8cd98f00b204e9800998ecf8427e']),
    )
    .action(async (wanted: string, _options, command: Command) => {
      const context = contextFor(command)
      const collected: unknown[] = []
      for await (const match of find(await context.caseAt(), wanted)) {
        const found = match.kind === 'item' ? { kind: 'item', ...itemJson(match.item) } : match
        collected.push(found)
        if (context.options.json) continue
        context.row(found, () =>
          match.kind === 'item'
            ? itemLine(speaker, match.item)
            : `#${match.entry} ${match.act} ${match.subject}: ${match.what}`,
        )
      }
      if (collected.length === 0) throw new RuleError('rule.unknown-object', { kind: 'match', name: wanted })
      if (context.options.json) context.show(collected, () => '')
    })
