import { Command } from 'commander'
import { recheck, UsageError } from '../../src/index.js'
import { acquisitionNamed, exhibitNamed } from '../context.js'
import { exitStatus } from '../exit-status.js'
import { comparisonProgress } from '../present/progress.js'
import { recheckedJson, recheckedText } from '../present/rechecked.js'
import { type CommandFactory, examples } from '../setting.js'

interface RecheckOptions {
  readonly acquisition?: string
  readonly image?: string
  readonly list?: string
}

export const recheckCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('recheck')
    .description(speaker.say('cli.command.recheck'))
    .argument('<exhibit>', speaker.say('cli.argument.exhibit'))
    .argument('[path]', speaker.say('cli.argument.recheck-path'))
    .option('--acquisition <acquisition>', speaker.say('cli.option.recheck-acquisition'))
    .option('--image <file>', speaker.say('cli.option.recheck-image'))
    .option('--list <file>', speaker.say('cli.option.recheck-list'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia recheck E-3 /dev/sdb --by P-02 --with P-03',
        'custodia recheck E-1 /mnt/phone/DCIM --acquisition A-1 --by P-02',
        'custodia recheck E-1 --list sums.txt --by P-02',
      ]),
    )
    .action(async (exhibit: string, path: string | undefined, options: RecheckOptions, command: Command) => {
      const context = contextFor(command)
      const { acquisition, image, list } = options
      if (path !== undefined && list !== undefined) throw new UsageError('usage.conflict', { what: '--list' })
      const result = await recheck(
        await context.caseAt(),
        await context.desk(),
        {
          exhibit: exhibitNamed(exhibit),
          ...(path === undefined ? {} : { path }),
          ...(image === undefined ? {} : { image }),
          ...(list === undefined ? {} : { list }),
          ...(acquisition === undefined
            ? {}
            : { acquisition: acquisitionNamed(acquisition, '--acquisition') }),
        },
        comparisonProgress(context),
      )
      context.terminal.settle()
      context.show(recheckedJson(result), () => recheckedText(speaker, result))
      if (result.result === 'different') context.finish(exitStatus.contradicted)
      if (result.result === 'not-comparable') context.finish(exitStatus.unchecked)
    })
