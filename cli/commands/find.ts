import { Command } from 'commander'
import { find, RuleError } from '../../src/index.js'
import { itemJson } from '../present/item.js'
import { matchLine } from '../present/match.js'
import { type CommandFactory, examples } from '../setting.js'

export const findCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('find')
    .description(speaker.say('cli.command.find'))
    .argument('<text|digest|serial|seal>', speaker.say('cli.argument.wanted'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia find 356938035643809',
        'custodia find E-1',
        'custodia find S-1',
        'custodia find d41d8cd9',
      ]),
    )
    .action(async (wanted: string, _options, command: Command) => {
      const context = contextFor(command)
      const collected: unknown[] = []
      for await (const match of find(await context.caseAt(), wanted)) {
        const found = match.kind === 'item' ? { kind: 'item', ...itemJson(match.item) } : match
        collected.push(found)
        if (context.options.json) continue
        context.row(found, () => matchLine(speaker, match))
      }
      if (collected.length === 0) throw new RuleError('rule.unknown-object', { kind: 'match', name: wanted })
      if (context.options.json) context.show(collected, () => '')
    })
