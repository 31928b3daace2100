import { Command } from 'commander'
import { applyBatch } from '../../src/index.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { type CommandFactory, examples } from '../setting.js'

export const applyCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('apply')
    .description(speaker.say('cli.command.apply'))
    .argument('<csv|jsonl|->', speaker.say('cli.argument.batch'))
    .option('--format <csv|jsonl>', speaker.say('cli.option.batch-format'))
    .addHelpText(
      'after',
      `${examples(speaker, ['custodia apply seized.csv --dry-run', 'custodia apply seized.csv --by P-02'])}\n${columns}`,
    )
    .action(async (path: string, options: { format?: string }, command: Command) => {
      const context = contextFor(command)
      const stated = options.format ?? (path.endsWith('.csv') ? 'csv' : 'jsonl')
      const format = context.oneOf(['csv', 'jsonl'] as const, stated, '--format')
      const enacted = await applyBatch(await context.caseAt(), await context.desk(), path, format)
      context.show(enactedJson(enacted), () => enactedText(speaker, enacted))
    })

/** The columns are names, the same in every language. */
const columns = `  act=exhibit.add     exhibit? parent? category quantity? description serial? label? place? possessor?
  act=seal.apply      exhibit number
  act=transfer.now    exhibits to purpose
  act=transfer.offer  exhibits to purpose
`
